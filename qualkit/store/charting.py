"""The framework matrix: cases by themes, or by the dimensions of a framework, with the quotes behind each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from sqlalchemy import Connection

from qualkit.model import (
    Case,
    CellSummary,
    Code,
    FrameworkDimension,
    FrameworkPlace,
    ThemeCode,
)
from qualkit.store import reads
from qualkit.store.quoted import coded_places
from qualkit.store.schema import NOUNS
from qualkit.store.transcripts import texts

About = Literal["theme", "dimension"]


@dataclass(frozen=True, slots=True)
class Column:
    """A theme or a dimension, with the ids of the codes behind it."""

    id: str
    name: str
    about: About
    code_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote behind a cell: the transcript's own words, and where they stand."""

    segment_id: str
    interview: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Cases (rows) by columns; a cell is named by the ids of both, and one without quotes is left out."""

    cases: tuple[Case, ...]
    columns: tuple[Column, ...]
    quotes: Mapping[tuple[str, str], tuple[Passage, ...]]
    summaries: Mapping[tuple[str, str], CellSummary]


def chart(connection: Connection, framework_id: str | None = None) -> Chart:
    """The matrix of a framework's dimensions, or without one of the researcher's themes.

    A passage of an interview with several participants stands in the row of each of them. A code behind a column
    counts once, merged codes as those that took them up.
    """
    columns = _dimensions(connection, framework_id) if framework_id else _themes(connection)
    about = "dimension" if framework_id else "theme"
    wanted = {one.id for one in columns}
    summaries = [one for one in reads.all_of(connection, CellSummary) if one.about == about and one.about_id in wanted]
    return Chart(
        cases=tuple(reads.cases(connection)),
        columns=tuple(columns),
        quotes=_quotes(connection, columns),
        summaries={(one.case_id, one.about_id): one for one in summaries},
    )


def _themes(connection: Connection) -> list[Column]:
    held = _codes_of_themes(connection)
    return [Column(one.id, one.name, "theme", frozenset(held.get(one.id, ()))) for one in reads.themes(connection)]


def _codes_of_themes(connection: Connection) -> dict[str, set[str]]:
    living = _living(reads.codes(connection))
    held: dict[str, set[str]] = {}
    for place in reads.all_of(connection, ThemeCode):
        held.setdefault(place.theme_id, set()).add(living[place.code_id])
    return held


def _living(codes: Iterable[Code]) -> dict[str, str]:
    """For each code the one that took it up by merging, else itself."""
    into = {code.id: code.merged_into for code in codes}
    found = {}
    for code_id in into:
        end, seen = code_id, {code_id}
        while (following := into.get(end)) and following not in seen:
            end = following
            seen.add(end)
        found[code_id] = end
    return found


def _dimensions(connection: Connection, framework_id: str) -> list[Column]:
    """Dimensions with the codes mapped on them, and those of the themes mapped on them."""
    living, themes = _living(reads.codes(connection)), _codes_of_themes(connection)
    behind: dict[str, set[str]] = {}
    for place in reads.all_of(connection, FrameworkPlace, NOUNS["framework_place"].c.framework_id == framework_id):
        if place.dimension_id:
            codes = themes.get(place.about_id, set()) if place.about == "theme" else {living.get(place.about_id, "")}
            behind.setdefault(place.dimension_id, set()).update(codes)
    return [
        Column(one.id, one.name, "dimension", frozenset(behind.get(one.id, set())))
        for one in dimensions(connection, framework_id)
    ]


def dimensions(connection: Connection, framework_id: str) -> list[FrameworkDimension]:
    """The dimensions of a framework in its order."""
    where = NOUNS["framework_dimension"].c.framework_id == framework_id
    return reads.all_of(connection, FrameworkDimension, where, order=("position",))


def _quotes(connection: Connection, columns: list[Column]) -> dict[tuple[str, str], tuple[Passage, ...]]:
    behind: dict[str, list[str]] = {}
    for column in columns:
        for code_id in column.code_ids:
            behind.setdefault(code_id, []).append(column.id)
    marks = sorted(coded_places(connection, behind), key=lambda one: (one.interview_id, one.start, one.end, one.id))
    sittings = {one.id: one for one in reads.interviews(connection)}
    said = texts(connection) if marks else {}
    cells: dict[tuple[str, str], dict[tuple[str, int, int], Passage]] = {}
    for mark in marks:
        sitting, place = sittings[mark.interview_id], (mark.interview_id, mark.start, mark.end)
        if sitting.id not in said:  # somebody withdrew
            continue
        words = said[sitting.id][mark.start : mark.end]
        for cell in product(sitting.case_ids, behind[mark.code_id]):
            cells.setdefault(cell, {}).setdefault(place, Passage(mark.id, sitting.name, mark.start, mark.end, words))
    return {cell: tuple(found.values()) for cell, found in cells.items()}
