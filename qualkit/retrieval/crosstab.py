"""Codes by groups of interviews: participants, attributes, or each interview by itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from qualkit.coding.codebook import Entry
from qualkit.model import Attribute, Case, Interview

T = TypeVar("T")
NOBODY, NOT_STATED = "no participant", "not stated"


@dataclass(frozen=True, slots=True)
class Group:
    """Interviews that are counted together; how many people they are from, where groups are made of people."""

    label: str
    interview_ids: tuple[str, ...]
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Crosstab:
    """References of codes in groups of interviews.

    Attributes
    ----------
    codes : tuple of Entry, length C
        Rows, in the codebook's order.
    groups : tuple of Group, length G
        Columns.
    references : ndarray of int, shape (C, G)
        Codings of the code in the group's interviews.
    interviews : ndarray of int, shape (C, G)
        Interviews of the group that hold the code.
    """

    codes: tuple[Entry, ...]
    groups: tuple[Group, ...]
    references: NDArray[np.int64]
    interviews: NDArray[np.int64]


def cross(entries: Sequence[Entry], counts: Mapping[str, Mapping[str, int]], groups: Sequence[Group]) -> Crosstab:
    """Codes by groups.

    Parameters
    ----------
    entries : sequence of Entry
        The codes of the rows.
    counts : mapping
        References by code id and interview id.
    groups : sequence of Group
        An interview may stand in several, as when two participants were interviewed together.
    """
    shape = (len(entries), len(groups))
    references, held = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    columns = _listed((i, column) for column, group in enumerate(groups) for i in group.interview_ids)
    for row, entry in enumerate(entries):
        for interview_id, count in counts.get(entry.code.id, {}).items():
            for column in columns.get(interview_id, ()):
                references[row, column] += count
                held[row, column] += 1
    return Crosstab(tuple(entries), tuple(groups), references, held)


def _listed(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What belongs to each id, in order."""
    found: dict[str, list[T]] = {}
    for one_id, what in pairs:
        found.setdefault(one_id, []).append(what)
    return found


def by_interview(interviews: Sequence[Interview]) -> list[Group]:
    """Each interview by itself."""
    return [Group(one.name, (one.id,)) for one in interviews]


def by_case(interviews: Sequence[Interview], cases: Sequence[Case]) -> list[Group]:
    """Each participant's interviews; those of nobody in particular at the end."""
    theirs = _listed((case_id, one.id) for one in interviews for case_id in one.case_ids)
    groups = [Group(case.name, tuple(theirs.get(case.id, ()))) for case in cases]
    nobodys = tuple(one.id for one in interviews if not one.case_ids)
    return groups + ([Group(NOBODY, nobodys)] if nobodys else [])


def by_attribute(
    interviews: Sequence[Interview], cases: Sequence[Case], attributes: Sequence[Attribute], name: str
) -> list[Group]:
    """Interviews by what their participants have of an attribute: numbers by size, words by the alphabet.

    A participant without it, and an interview of nobody in particular, stand under "not stated".
    """
    said = {one.case_id: one.value for one in attributes if one.name == name and one.value.strip()}
    values = sorted(set(said.values()), key=_in_order)
    found = [(value, [case.id for case in cases if said.get(case.id) == value]) for value in values]
    unknown = [case.id for case in cases if case.id not in said]
    nobodys = tuple(one.id for one in interviews if not one.case_ids)
    groups = [_of_people(value, people, interviews) for value, people in found]
    if unknown or nobodys:
        rest = _of_people(NOT_STATED, unknown, interviews)
        groups.append(Group(NOT_STATED, rest.interview_ids + nobodys, len(unknown)))
    return groups


def _of_people(label: str, case_ids: Sequence[str], interviews: Sequence[Interview]) -> Group:
    wanted = set(case_ids)
    theirs = tuple(one.id for one in interviews if wanted.intersection(one.case_ids))
    return Group(label, theirs, len(case_ids))


def _in_order(value: str) -> tuple[bool, float, str]:
    try:
        return False, float(value.replace(",", ".")), value
    except ValueError:
        return True, 0.0, value.casefold()
