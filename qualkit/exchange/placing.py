"""Whose words a coded table's rows are, and where they stand in the transcripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from qualkit.exchange.tables import CodedRow
from qualkit.text.quotes import QuoteMatch, SearchableText

T = TypeVar("T")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Held:
    """An interview with its text, ready for quotes to be found in it."""

    interview_id: str
    name: str
    text: SearchableText


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and where its words stand."""

    row: CodedRow
    held: Held
    match: QuoteMatch


@dataclass(slots=True)
class Placing:
    """What became of the rows that hold words.

    Attributes
    ----------
    placed : list of Placed
        Rows whose words were found.
    missing : list of (CodedRow, Held or None)
        Rows whose words were not found, with the interview that their participant names.
    without_transcript : dict
        Rows of participants for whom there is no transcript, by participant.
    """

    placed: list[Placed] = field(default_factory=list)
    missing: list[tuple[CodedRow, Held | None]] = field(default_factory=list)
    without_transcript: dict[str, list[CodedRow]] = field(default_factory=dict)


def place(rows: Iterable[CodedRow], held: Sequence[Held]) -> Placing:
    """Find each row's interview and in it the row's words.

    The participant names the interview exactly; else ignoring case, punctuation and leading zeros ("P01" is "P1");
    else the single transcript that holds the quote is it.
    """
    placing = Placing()
    finder = _Finder()
    for participant, own in _by_participant(rows).items():
        named = interview_named(participant, {one.name: one for one in held})
        if named:
            _place_in(named, own, finder, placing)
        else:
            _place_by_quote(participant, own, held, placing)
    return placing


def interview_named(participant: str, interviews: Mapping[str, T]) -> T | None:
    """The interview of that name, or the only one that differs in case, punctuation or leading zeros alone."""
    if participant in interviews:
        return interviews[participant]
    wanted = plain_name(participant)
    alike = [name for name in interviews if wanted and plain_name(name) == wanted]
    return interviews[alike[0]] if len(alike) == 1 else None


def plain_name(name: str) -> str:
    """A name without case, punctuation, white space and leading zeros: "P-01" is "p1"."""
    return "".join(c for c in _LEADING_ZEROS.sub("", name.casefold()) if c.isalnum())


def _by_participant(rows: Iterable[CodedRow]) -> dict[str, list[CodedRow]]:
    found: dict[str, list[CodedRow]] = {}
    for row in rows:
        found.setdefault(row.participant, []).append(row)
    return found


class _Finder:
    """Finds rows' words; a further segment of the same words takes their next place."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], dict[str, QuoteMatch]] = {}

    def find(self, row: CodedRow, held: Held) -> QuoteMatch | None:
        places = self.found.setdefault((held.interview_id, row.text), {})
        if row.segment not in places:
            after = max((match.end for match in places.values()), default=0)
            match = held.text.find(row.text, after=after)
            if match is None:
                return None
            places[row.segment] = match
        return places[row.segment]


def _place_in(held: Held, rows: Iterable[CodedRow], finder: _Finder, placing: Placing) -> None:
    for row in rows:
        match = finder.find(row, held)
        if match:
            placing.placed.append(Placed(row, held, match))
        else:
            placing.missing.append((row, held))


def _place_by_quote(participant: str, rows: Sequence[CodedRow], held: Sequence[Held], placing: Placing) -> None:
    found = [(row, _only_holder(row.text, held)) for row in rows]
    if not any(place for _, place in found):
        placing.without_transcript[participant] = list(rows)
        return
    for row, place in found:
        if place:
            placing.placed.append(Placed(row, *place))
        else:
            placing.missing.append((row, None))


def _only_holder(quote: str, held: Sequence[Held]) -> tuple[Held, QuoteMatch] | None:
    """The transcript that holds exactly these words, where it is the only one."""
    matches = [(one, match) for one in held if (match := one.text.find_same_words(quote))]
    return matches[0] if len(matches) == 1 else None
