"""Nouns of qualkit's own that no exchange format holds: which they are, and how they meet a study."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from qualkit.journal.further import bring_in
from qualkit.journal.rows import REFERENCES
from qualkit.model import (
    Aside,
    CellSummary,
    CodeSet,
    DepthRating,
    Dimension,
    Draft,
    Framework,
    FrameworkDimension,
    FrameworkPlace,
    SamplingNote,
    ThemeLink,
    ThemeQuote,
)
from qualkit.store import reads

if TYPE_CHECKING:
    from sqlalchemy import Connection

# by the noun's name in the journal, those that others rest on first
FURTHER: dict[str, type[Any]] = {
    "code_set": CodeSet,
    "theme_quote": ThemeQuote,
    "theme_link": ThemeLink,
    "aside": Aside,
    "framework": Framework,
    "framework_dimension": FrameworkDimension,
    "framework_place": FrameworkPlace,
    "cell_summary": CellSummary,
    "sampling_note": SamplingNote,
    "dimension": Dimension,
    "depth_rating": DepthRating,
}
ABOUT = {"code": "code", "theme": "theme", "dimension": "framework_dimension"}
"""What `about_id` names, by `about`."""


def further_of(connection: Connection) -> dict[str, list[Any]]:
    """All of them that a study has, by the noun's name; kinds without any are left out."""
    found = {noun: reads.all_of(connection, cls) for noun, cls in FURTHER.items()}
    return {noun: rows for noun, rows in found.items() if rows}


def plan_further(
    connection: Connection,
    incoming: Mapping[str, Sequence[Any]],
    arriving: Mapping[str, set[str]],
    here: Callable[[str], str],
) -> Iterator[Draft]:
    """What of them would be brought in: those that are new and rest on something that is there.

    Parameters
    ----------
    connection : Connection
        The study.
    incoming : mapping
        Nouns by their name in the journal.
    arriving : mapping
        Ids by noun's name of what comes in with them.
    here : callable
        The study's id for an id of the file.
    """
    there = {noun: set(ids) for noun, ids in arriving.items()}

    def exists(noun: str, noun_id: str) -> bool:
        known = there.setdefault(noun, set())
        if noun_id not in known and reads.one_of(connection, reads.CLASSES[noun], noun_id):
            known.add(noun_id)
        return noun_id in known

    for noun in FURTHER:
        new = []
        for one in incoming.get(noun, ()):
            moved = _moved(noun, one, here)
            if not exists(noun, one.id) and all(exists(*reference) for reference in _references(noun, moved)):
                there[noun].add(one.id)
                new.append(moved)
        if new:
            yield bring_in(noun, new)


def _moved(noun: str, one: Any, here: Callable[[str], str]) -> Any:
    """The noun with the study's ids in place of the file's."""
    names = {field for child, field, _ in REFERENCES if child == noun} | {"about_id"}
    values = {f.name: getattr(one, f.name) for f in fields(one)}
    moved: dict[str, Any] = {name: here(value) for name, value in values.items() if name in names and value}
    if "code_ids" in values:
        moved["code_ids"] = tuple(map(here, values["code_ids"]))
    return replace(one, **moved)


def _references(noun: str, one: Any) -> Iterator[tuple[str, str]]:
    """What it rests on, as (noun, id)."""
    for child, name, parent in REFERENCES:
        if child == noun and getattr(one, name):
            yield parent, getattr(one, name)
    if hasattr(one, "about_id"):
        yield ABOUT.get(one.about, one.about), one.about_id
    yield from (("code", code_id) for code_id in getattr(one, "code_ids", ()))
