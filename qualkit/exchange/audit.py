"""The audit: every Change as a person can read it, with what was there before and after. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile

from qualkit.exchange.tables import Table
from qualkit.journal.signing import Line
from qualkit.model import Case, Delta, Interview

COLUMNS = ("line", "at", "by", "act", "what", "why", "before", "after")
FEW, DEEPEST = 8, 30  # names tried one after another; branches within one another
MANY = 3  # rows that are told one by one
SHOWN = 300  # letters of a value
ABOUT_ROWS = ("id", "seq", "created_at", "created_by", "sha256", "timing_sha256", "snapshot")


def audit_table(lines: Iterable[Line], names: Mapping[str, str], hide: Callable[[str], str]) -> Table:
    """One row per Change, oldest first.

    Parameters
    ----------
    lines : iterable of Line
        The journal, or a part of it.
    names : mapping
        What ids are called: codes, themes, interviews, participants.
    hide : callable
        Takes names out of a text; `pseudonymised` or the identity.
    """
    rows = []
    for line in lines:
        change, draft = line.change, line.change.draft
        before = "; ".join(_told(delta, delta.before, names) for delta in draft.deltas if delta.before)
        after = "; ".join(_told(delta, delta.after, names) for delta in draft.deltas if delta.after)
        texts = (hide(text) for text in (draft.summary, change.why, before, after))
        rows.append((line.seq, change.at, change.by, draft.kind, *texts))
    return Table("Audit", COLUMNS, rows)


def _told(delta: Delta, values: Mapping[str, object], names: Mapping[str, str]) -> str:
    fields = (f"{name}: {_value(value, names)}" for name, value in values.items() if name not in ABOUT_ROWS and value)
    which = [names.get(row_id, row_id) for row_id in delta.ids] if len(delta.ids) <= MANY else [str(len(delta.ids))]
    return f"{delta.noun.replace('_', ' ')} {', '.join(which)} ({', '.join(fields)})"


def _value(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_value(one, names) for one in value)
    text = names.get(str(value), str(value))
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def pseudonymised(cases: Sequence[Case], interviews: Sequence[Interview]) -> Callable[[str], str]:
    """A function that writes "Participant 1" for every participant's name, and "Interview 1" for every interview's."""
    masks = {case.name: f"Participant {n}" for n, case in enumerate(cases, start=1)}
    masks |= {one.name: f"Interview {one.position}" for one in interviews if one.name not in masks}
    if not masks:
        return str
    pattern = re.compile(rf"(?<!\w)({any_of(masks)})(?!\w)")
    return lambda text: pattern.sub(lambda found: masks[found.group(1)], text)


def any_of(names: Iterable[str], depth: int = 0) -> str:
    """A regular expression of these names, the longest that fits first.

    Many of them branch letter by letter: "P1|P2|..." of a thousand participants would be tried one after another.
    """
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    if len(longest_first) <= FEW or depth == DEEPEST:
        return "|".join(map(re.escape, longest_first))
    shared = _shared(min(longest_first), max(longest_first))
    ways: dict[str, list[str]] = {}
    for name in longest_first:
        ways.setdefault(name[len(shared) : len(shared) + 1], []).append(name[len(shared) :])
    by_letter = (any_of(ends, depth + 1) for letter, ends in ways.items() if letter)
    return f"{re.escape(shared)}(?:{'|'.join([*by_letter, *ways.get('', ())])})"


def _shared(one: str, other: str) -> str:
    """The letters with which both begin."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in same)
