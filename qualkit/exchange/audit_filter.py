"""Which lines of the journal an audit tells: about some codes or interviews, by some coders, between two days. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualkit.coding.codebook import find_code
from qualkit.errors import BadOption, NotFound
from qualkit.journal.signing import Line
from qualkit.model import Code, Delta, Interview

NAMELESS: Mapping[str, str] = {}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What an audit is to be about; nothing named is everything.

    Attributes
    ----------
    codes, coders, interviews : tuple of str
        Names or ids; a line that is about one of each kind that is named is told.
    since, until : str
        The first and the last day, such as 2026-03-01, in UTC as the journal has it.
    """

    codes: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def told(self, names: Mapping[str, str] = NAMELESS) -> str:
        """What was asked for, in words, ids by their names; empty where nothing was."""
        listed = {"codes": self.codes, "by": self.coders, "interviews": self.interviews}
        quoted = {kind: [f"“{names.get(one, one)}”" for one in some] for kind, some in listed.items() if some}
        parts = [f"{kind} {', '.join(some)}" for kind, some in quoted.items()]
        parts += [f"{name} {day}" for name, day in (("since", self.since), ("until", self.until)) if day]
        return "; ".join(parts)


EVERYTHING = Only()


def resolved(only: Only, codes: Iterable[Code], interviews: Sequence[Interview]) -> Only:
    """The same with ids in the place of names.

    Raises
    ------
    NotFound, AmbiguousName
        There is no such code or interview, or several.
    BadOption
        A day is not one.
    """
    for name in ("since", "until"):
        day = getattr(only, name)
        if day and not DAY.fullmatch(day):
            raise BadOption(f"--{name}", day, "a day, such as 2026-03-01")
    known = list(codes)
    return replace(
        only,
        codes=tuple(find_code(known, name).id for name in only.codes),
        interviews=tuple(_interview(name, interviews) for name in only.interviews),
    )


def _interview(name: str, interviews: Sequence[Interview]) -> str:
    wanted = name.casefold()
    for one in interviews:
        if wanted in (one.id, one.name.casefold()):
            return one.id
    raise NotFound("interview", name, [one.name for one in interviews])


def chosen(lines: Iterable[Line], only: Only) -> Iterator[Line]:
    """Those of all lines, given oldest first, that the audit is to be about; names in `only` are ids.

    A line is about an interview also where it touches a passage of it or a coding on one, as a merge of codes does.
    """
    inside = _Inside(set(only.interviews))
    coders = {name.casefold() for name in only.coders}
    for line in lines:
        inside.learn(line.change.draft.deltas)
        if _in_time(line, only) and (not coders or line.change.by.casefold() in coders):
            of_code = not only.codes or _about(line, set(only.codes))
            if of_code and (not only.interviews or inside.concerns(line)):
                yield line


def _in_time(line: Line, only: Only) -> bool:
    day = line.change.at[: len("2026-03-01")]
    return only.since <= day and (not only.until or day <= only.until)


def _about(line: Line, wanted: set[str]) -> bool:
    draft = line.change.draft
    if wanted & {draft.subject, draft.target, draft.interview_id}:
        return True
    return any(not wanted.isdisjoint(delta.ids) or _names(delta, wanted) for delta in draft.deltas)


def _names(delta: Delta, wanted: set[str]) -> bool:
    """Whether a field of the rows, before or after, is one of these ids or a list with one."""
    values = [*(delta.before or {}).values(), *(delta.after or {}).values()]
    listed = (str(one) for value in values for one in (value if isinstance(value, list) else [value]))
    return not wanted.isdisjoint(listed)


class _Inside:
    """The interviews that are asked for, and the passages and codings in them, as the journal brings them up."""

    def __init__(self, interviews: set[str]) -> None:
        self.ids = interviews

    def learn(self, deltas: Sequence[Delta]) -> None:
        """Note the rows that these deltas place in one of the interviews."""
        for delta in deltas if self.ids else ():
            row: Mapping[str, Any] = delta.after or delta.before or {}
            if row.get("interview_id") in self.ids or row.get("segment_id") in self.ids:
                self.ids.update(delta.ids)

    def concerns(self, line: Line) -> bool:
        """Whether a line is about any of them."""
        return _about(line, self.ids)
