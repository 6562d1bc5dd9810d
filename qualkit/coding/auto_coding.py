"""Coding many passages in one act: all that a speaker says, or what follows a question or a heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.coding.codebook import find_code, refuse_unused
from qualkit.coding.segments import Span
from qualkit.errors import BadAct
from qualkit.interviews import find_interview
from qualkit.journal import segments as journal
from qualkit.model import Code, Coding, Interview, Segment, Transcript
from qualkit.store import reads
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.transcripts import transcript
from qualkit.study import Study
from qualkit.text.sections import Section, said_by, sections

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which passages are meant: of these interviews (all, where none is named), by a speaker, under a heading.

    With both `speaker` and `under`, what that speaker says there. `under` is a part of a heading or of a
    question, whose answer is then meant.
    """

    interviews: tuple[str, ...] = ()
    speaker: str = ""
    under: str = ""


def sections_of(study: Study, interview: str) -> list[Section]:
    """The questions and headings of an interview, each with where the text that follows it stands. Raises NotFound."""
    with study.reading() as connection:
        said = transcript(connection, find_interview(connection, interview).id)
    return sections(said, interviewer=study.settings.interviewer) if said else []


def passages(study: Study, wanted: Wanted) -> list[Span]:
    """The passages that are meant, in collection and text order: what `code_passages` would code.

    Raises
    ------
    NotFound
        There is no interview of that name.
    BadAct
        Neither a speaker nor a question or heading is named.
    """
    with study.reading() as connection:
        asks = study.settings.interviewer
        return [span for one in _interviews(connection, wanted) for span in _passages(connection, one, wanted, asks)]


def code_passages(
    study: Study, code: str, wanted: Wanted, *, by: str | None = None, why: str = "", act_id: str | None = None
) -> int:
    """Code the passages that are meant, as one act; those that the coder has coded so already stay as they are.

    Returns
    -------
    int
        How many passages were coded now.

    Raises
    ------
    NotFound, AmbiguousName, BadAct
        There is no such code or interview, the code is out of use, or nothing says which passages are meant.
    """
    with study.acting(by, why=why, act_id=act_id) as act:
        chosen = find_code(reads.codes(act.connection), code)
        refuse_unused(chosen)
        asks = study.settings.interviewer
        found = ((one, _passages(act.connection, one, wanted, asks)) for one in _interviews(act.connection, wanted))
        return sum(_code_in(act, chosen, one, list(spans), _told(wanted)) for one, spans in found)


def code_spans(
    study: Study, code: str, spans: Sequence[Span], *, told: str, by: str | None = None, act_id: str | None = None
) -> int:
    """Code passages that somebody looked at and chose, as one act; `told` says in the journal how they were found.

    Returns how many were coded now; raises as `code_passages`.
    """
    with study.acting(by, act_id=act_id) as act:
        chosen = find_code(reads.codes(act.connection), code)
        refuse_unused(chosen)
        sittings = {one.id: one for one in reads.interviews(act.connection)}
        chosen_in = {i: [span for span in spans if span.interview_id == i] for i in sittings}
        return sum(_code_in(act, chosen, sittings[i], here, told) for i, here in chosen_in.items() if here)


def _interviews(connection: Connection, wanted: Wanted) -> list[Interview]:
    if not wanted.speaker.strip() and not wanted.under.strip():
        raise BadAct("Nothing says which passages are meant.", hint="Name a speaker, or a question or heading.")
    if wanted.interviews:
        return [find_interview(connection, name) for name in dict.fromkeys(wanted.interviews)]
    return reads.interviews(connection)


def _passages(connection: Connection, interview: Interview, wanted: Wanted, asks: str) -> Iterator[Span]:
    said = transcript(connection, interview.id)
    for start, end in _stretches(said, wanted, asks) if said else ():
        yield Span(interview.id, start, end)


def _stretches(said: Transcript, wanted: Wanted, asks: str) -> list[tuple[int, int]]:
    turns = said_by(said, wanted.speaker) if wanted.speaker else []
    if not wanted.under:
        return turns
    looked_for = " ".join(wanted.under.casefold().split())
    under = [s for s in sections(said, interviewer=asks) if looked_for in s.title.casefold() and s.start < s.end]
    if not wanted.speaker:
        return [(s.start, s.end) for s in under]
    return [(start, end) for start, end in turns if any(s.start <= start and end <= s.end for s in under)]


def _code_in(act: ActInProgress, code: Code, interview: Interview, spans: Sequence[Span], told: str) -> int:
    columns = reads.table_of(Segment).c
    mine = (columns.interview_id == interview.id, columns.coder == act.by)
    there = {(mark.start, mark.end): mark for mark in reads.all_of(act.connection, Segment, *mine)}
    marks = [there.get((span.start, span.end)) or _mark(act, span) for span in spans]
    coded = {c.segment_id for c in reads.codings(act.connection, interview_id=interview.id, code_id=code.id)}
    codings = [_coding(act, mark, code) for mark in marks if mark.id not in coded]
    new = [mark for mark in marks if (mark.start, mark.end) not in there]
    if codings:
        act.record(journal.code_passages(codings, new, code, interview, told))
    return len(codings)


def _coding(act: ActInProgress, mark: Segment, code: Code) -> Coding:
    return Coding(id=new_id(), segment_id=mark.id, code_id=code.id, coder=act.by, created_at=act.at)


def _mark(act: ActInProgress, span: Span) -> Segment:
    return Segment(
        id=new_id(),
        interview_id=span.interview_id,
        start=span.start,
        end=span.end,
        coder=act.by,
        created_at=act.at,
    )


def _told(wanted: Wanted) -> str:
    """Which passages, as one says it."""
    who = f"what {wanted.speaker} says" if wanted.speaker else "all"
    return f"{who} under “{wanted.under}”" if wanted.under else who
