"""What a proposal is made from, read out of the store."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from qualkit.model import Code, Interview, Segment, Theme, ThemeCode, Transcript
from qualkit.store import reads
from qualkit.store.quoted import CodedPlace, coded_places
from qualkit.store.transcripts import transcript
from qualkit.themes.learning import Known, KnownTheme
from qualkit.themes.proposal import CodedQuote, CodeQuotes, Material

if TYPE_CHECKING:
    from sqlalchemy import Connection


NOUNS = ("case", "code", "coding", "interview", "segment", "transcript")
"""What it is read out of."""


def material(connection: Connection) -> Material:
    """The codes in use with their quotes, and all participants; an interview without one stands for its own."""
    sittings = {one.id: one for one in reads.interviews(connection)}
    seats = _seats(connection, sittings)
    known = reads.codes(connection, "active", "draft")
    quotes = _quotes(connection, [code.id for code in known], sittings, seats)
    codes = [_code(code, quotes[code.id]) for code in known]
    return Material(tuple(codes), tuple({case for seat in seats.values() for case in seat}))


def quotes_at(connection: Connection, segment_ids: Sequence[str]) -> dict[str, CodedQuote]:
    """These passages by id, coded or not, read out of their transcripts; one without words is left out."""
    marks = reads.all_of(connection, Segment, reads.table_of(Segment).c.id.in_(segment_ids))
    sittings = {one.id: one for one in reads.interviews(connection)}
    seats = _seats(connection, sittings)
    said = {i: transcript(connection, i) for i in {mark.interview_id for mark in marks}}
    return {
        mark.id: _quote(mark, heard, sittings[mark.interview_id], seats[mark.interview_id])
        for mark in marks
        if (heard := said[mark.interview_id]) is not None
    }


def _seats(connection: Connection, sittings: dict[str, Interview]) -> dict[str, tuple[str, ...]]:
    """Who sat in each interview; one without a participant stands for its own."""
    names = {case.id: case.name for case in reads.cases(connection)}
    return {one.id: tuple(names[c] for c in one.case_ids if c in names) or (one.name,) for one in sittings.values()}


def known_themes(connection: Connection) -> Known:
    """The researcher's themes without a theme above them, each with its own codes and those of its subthemes."""
    themes = {theme.id: theme for theme in reads.themes(connection)}
    held: dict[str, set[str]] = defaultdict(set)
    for place in reads.all_of(connection, ThemeCode):
        held[_top(themes[place.theme_id], themes).id].add(place.code_id)
    tops = sorted((theme for theme in themes.values() if not theme.parent_id), key=lambda theme: theme.id)
    return Known(tuple(KnownTheme(one.id, one.name, _words(one), frozenset(held[one.id])) for one in tops))


def _top(theme: Theme, themes: dict[str, Theme]) -> Theme:
    while theme.parent_id:
        theme = themes[theme.parent_id]
    return theme


def _words(theme: Theme) -> str:
    return ". ".join(text for text in (theme.name, theme.concept, theme.definition) if text)


def _code(code: Code, quotes: dict[tuple[str, int, int], CodedQuote]) -> CodeQuotes:
    return CodeQuotes(id=code.id, name=code.name, definition=code.definition, quotes=tuple(quotes.values()))


def _quotes(
    connection: Connection, codes: Sequence[str], sittings: dict[str, Interview], seats: dict[str, tuple[str, ...]]
) -> dict[str, dict[tuple[str, int, int], CodedQuote]]:
    """By code, then by place, so that a passage which several coders marked counts once."""
    marks = sorted(coded_places(connection, codes))
    said = {i: transcript(connection, i) for i in {mark.interview_id for mark in marks}}
    found: dict[str, dict[tuple[str, int, int], CodedQuote]] = defaultdict(dict)
    for mark in marks:
        heard = said[mark.interview_id]
        place = (mark.interview_id, mark.start, mark.end)
        if heard is not None and place not in found[mark.code_id]:
            found[mark.code_id][place] = _quote(mark, heard, sittings[mark.interview_id], seats[mark.interview_id])
    return found


def _quote(mark: Segment | CodedPlace, heard: Transcript, sitting: Interview, cases: tuple[str, ...]) -> CodedQuote:
    return CodedQuote(
        segment_id=mark.id,
        interview_id=sitting.id,
        interview=sitting.name,
        cases=cases,
        start=mark.start,
        end=mark.end,
        text=heard.text[mark.start : mark.end],
        spoken=without_labels(heard, mark.start, mark.end),
    )


def without_labels(heard: Transcript, start: int, end: int) -> str:
    """The passage's words without the speakers' labels in it, which would make quotes alike for who is speaking."""
    pieces, at = [], start
    first = max(0, bisect_right(heard.turns, start, key=attrgetter("start")) - 1)
    for turn in takewhile(lambda one: one.start < end, islice(heard.turns, first, None)):
        if turn.text_start > start:
            pieces.append(heard.text[at : max(at, turn.start)])
            at = max(at, turn.text_start)
    return "".join([*pieces, heard.text[at:end]]).strip()
