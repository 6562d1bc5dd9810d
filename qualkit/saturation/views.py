"""Under which codebook, at which level, by which unit and by which clock a study's coding is counted.

Codings are kept as they were made, and what was done to the codebook is kept apart. So the same coding can be looked
at *as coded* (no merge, split or retirement applied), under a saved version (those up to it) or as it is now (all).

Two clocks: a code's *content* place is the first interview whose codings hold it; its *discovery* place the interview
to which it was first applied, in the order in which people worked. Codes applied backwards make them differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

import numpy as np

from qualkit.errors import BadOption
from qualkit.model import Coding, Delta
from qualkit.saturation.matrix import Matrix, matrix_of_pairs

Level = Literal["code", "subtheme", "theme"]
Unit = Literal["interview", "case", "group"]
Order = Literal["content", "discovery"]
CURRENT, AS_CODED = "current", "as-coded"


class View(NamedTuple):
    """What to count: `codebook` is "current", "as-coded" or a saved version such as "v2".

    `group` is an attribute of participants, such as a site or a round, whose values are the units of "group".
    """

    codebook: str = CURRENT
    level: Level = "code"
    unit: Unit = "interview"
    order: Order = "content"
    group: str = ""


AS_IT_STANDS = View()


def checked_view(codebook: str, level: str, unit: str, order: str, group: str = "") -> View:
    """A view from words. Raises BadOption."""
    if unit == "group" and not group:
        raise BadOption("--unit", unit, "interview or case; group only together with --group ATTRIBUTE")
    for option, value, allowed in (("--level", level, Level), ("--unit", unit, Unit), ("--order", order, Order)):
        if value not in get_args(allowed):
            raise BadOption(option, value, ", ".join(get_args(allowed)))
    return View(codebook, level, unit, order, group)  # type: ignore[arg-type]


class Applied(NamedTuple):
    """A code, by the name it is counted under, in one unit (an interview or a case), and when it was first applied."""

    unit: str
    code: str
    at: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A matrix made from codings, and what should be known of how."""

    matrix: Matrix
    remarks: tuple[str, ...] = ()


def codings_then(codings: Iterable[Coding], moves: Sequence[tuple[int, Sequence[Delta]]], line: int) -> list[Coding]:
    """The codings that stand, each with the code it had at a line of the journal, or at first if it was made later.

    Parameters
    ----------
    codings : iterable of Coding
        As they stand now.
    moves : sequence of (int, sequence of Delta)
        Journal lines that gave codings another code or removed them, oldest first.
    line : int
        The line to look back to; 0 gives every coding the code it was made with.

    Returns
    -------
    list of Coding
        Codings that a merge folded into another of the same passage after that line are there again.
    """
    first: dict[str, str] = {}
    folded: dict[str, Coding] = {}
    for seq, deltas in moves:
        merging = any(delta.noun == "code" and (delta.after or {}).get("status") == "merged" for delta in deltas)
        for delta in deltas:
            if delta.noun != "coding":
                continue
            for coding_id in delta.ids:
                folded.pop(coding_id, None)
                if delta.after is None and delta.before and merging and seq > line:
                    folded[coding_id] = Coding(id=coding_id, **delta.before)
                elif delta.after and delta.before and "code_id" in delta.before and seq > line:
                    first.setdefault(coding_id, delta.before["code_id"])
    standing = [*codings, *folded.values()]
    return [replace(coding, code_id=first.get(coding.id, coding.code_id)) for coding in standing]


def counted(units: Sequence[str], codes: Sequence[str], applied: Iterable[Applied], order: Order) -> Counted:
    """The matrix of what was applied, with places of discovery where that clock is asked for and known."""
    listed = list(applied)
    found = matrix_of_pairs(units, codes, ((one.unit, one.code) for one in listed))
    if order == "content" or not found.codes:
        return Counted(found)
    places = discovery(found, listed)
    if places is None:
        told = "All codes came in at one moment, so the order of discovery was not recorded; this is content order."
        return Counted(found, (told,))
    return Counted(replace(found, discovered=places))


def discovery(found: Matrix, applied: Iterable[Applied]) -> tuple[int, ...] | None:
    """Place (from 1) of the unit to which each code was first applied in time; None where one moment holds them all."""
    place = {unit: i for i, unit in enumerate(found.interviews, start=1)}
    earliest: dict[str, tuple[str, int]] = {}
    for one in applied:
        when = (one.at, place[one.unit])
        earliest[one.code] = min(earliest.get(one.code, when), when)
    moments = {at for at, _ in earliest.values()}
    if len(moments) == 1 and len(earliest) > 1 and len(np.flatnonzero(found.present.any(axis=1))) > 1:
        return None
    return tuple(earliest[code][1] for code in found.codes)


def lifted(applied: Iterable[Applied], above: Mapping[str, Sequence[str]]) -> list[Applied]:
    """The same applications at the level of themes: each code counts as every theme that it is in, or not at all."""
    return [one._replace(code=theme) for one in applied for theme in above.get(one.code, ())]
