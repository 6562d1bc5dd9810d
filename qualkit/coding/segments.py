"""Acts on passages: mark, note, code, take a code off; and every reference with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.coding.codebook import path_of, refuse_unused
from qualkit.errors import BadAct, NotFound
from qualkit.journal import segments as journal
from qualkit.model import Code, Coding, Interview, Segment
from qualkit.store import reads
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.quoted import told_codings
from qualkit.store.transcripts import text_length, texts
from qualkit.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an interview's text, in code points; `segment_id` is given by a client that made the id itself."""

    interview_id: str
    start: int
    end: int
    segment_id: str = ""


def enter_segment(act: ActInProgress, span: Span, *, coder: str = "", note: str = "") -> tuple[Segment, bool]:
    """The coder's mark on exactly this span, and whether it is new (then not yet recorded).

    Raises
    ------
    BadAct
        The span is empty or lies outside the text.
    """
    coder = coder or act.by
    at = (span.interview_id, span.start, span.end, coder)
    columns = reads.table_of(Segment).c
    same = (c == v for c, v in zip((columns.interview_id, columns.start, columns.end, columns.coder), at, strict=True))
    found = reads.all_of(act.connection, Segment, *same)
    if found:
        return found[0], False
    length = text_length(act.connection, span.interview_id)
    if not 0 <= span.start < span.end <= length:
        raise BadAct(
            f"The passage {span.start}-{span.end} lies outside the text (0-{length}).", hint="Select it again."
        )
    segment = Segment(
        id=span.segment_id or new_id(),
        interview_id=span.interview_id,
        start=span.start,
        end=span.end,
        coder=coder,
        note=note,
        created_at=act.at,
    )
    return segment, True


def mark_segment(
    study: Study, span: Span, *, note: str = "", by: str | None = None, act_id: str | None = None
) -> Segment:
    """Mark a passage, with a note or with nothing yet; a mark that is there takes the new note."""
    with study.acting(by, act_id=act_id) as act:
        interview = _interview(act.connection, span.interview_id)
        segment, is_new = enter_segment(act, span, note=note)
        if is_new:
            act.record(journal.mark_segment(segment, interview))
        elif note != segment.note:
            act.record(journal.note_segment(segment, note, interview))
        return segment


def enter_coding(
    act: ActInProgress, span: Span, code: Code, *, coder: str = "", coding_id: str = "", memo: str = ""
) -> Coding:
    """Code a passage as part of an act; a coding that is there already is left as it is."""
    refuse_unused(code)
    segment, is_new = enter_segment(act, span, coder=coder)
    if not is_new:
        for coding in _codings_on(act.connection, segment):
            if (coding.code_id, coding.coder) == (code.id, segment.coder):
                return coding
    coding = Coding(
        id=coding_id or new_id(),
        segment_id=segment.id,
        code_id=code.id,
        coder=segment.coder,
        memo=memo,
        created_at=act.at,
    )
    interview = _interview(act.connection, span.interview_id)
    act.record(journal.apply_code(coding, code, interview, new_segment=segment if is_new else None))
    return coding


def apply_code(study: Study, span: Span, code_id: str, *, by: str | None = None, memo: str = "") -> Coding:
    """Code a passage. Raises BadAct outside the text or for a code no longer in use, NotFound for an unknown one."""
    with study.acting(by) as act:
        return enter_coding(act, span, _code(act.connection, code_id), memo=memo)


def remove_coding(study: Study, coding_id: str, *, by: str | None = None, act_id: str | None = None) -> None:
    """Take a code off a passage; a mark that then holds no code and no note goes too."""
    with study.acting(by, act_id=act_id) as act:
        coding, segment = _coding(act.connection, coding_id)
        alone = len(_codings_on(act.connection, segment)) == 1 and not segment.note
        code, interview = _code(act.connection, coding.code_id), _interview(act.connection, segment.interview_id)
        act.record(journal.remove_coding(coding, code, interview, empty_segment=segment if alone else None))


def recode_coding(
    study: Study, coding_id: str, code_id: str, *, by: str | None = None, why: str = "", act_id: str | None = None
) -> None:
    """Give a passage another code in place of this one, memo and author kept. Raises BadAct where it has it already."""
    with study.acting(by, why=why, act_id=act_id) as act:
        enter_other_code(act, coding_id, _code(act.connection, code_id))


def enter_other_code(act: ActInProgress, coding_id: str, code: Code) -> None:
    """As `recode_coding`, as part of an act, in which the code may have been made."""
    coding, segment = _coding(act.connection, coding_id)
    refuse_unused(code)
    if any((c.code_id, c.coder) == (code.id, coding.coder) for c in _codings_on(act.connection, segment)):
        raise BadAct(f"The passage is coded “{code.name}” already.", hint="Take the other code off instead.")
    before, interview = _code(act.connection, coding.code_id), _interview(act.connection, segment.interview_id)
    act.record(journal.recode_coding(coding, before, code, interview))


def remove_segment(study: Study, segment_id: str, *, by: str | None = None, act_id: str | None = None) -> None:
    """Remove a mark and the codings on it."""
    with study.acting(by, act_id=act_id) as act:
        segment = reads.one_of(act.connection, Segment, segment_id)
        if segment is None:
            raise NotFound("mark", segment_id, hint="It was removed already.")
        codings = _codings_on(act.connection, segment)
        act.record(journal.remove_segment(segment, codings, _interview(act.connection, segment.interview_id)))


def write_coding_memo(
    study: Study, coding_id: str, memo: str, *, by: str | None = None, act_id: str | None = None
) -> None:
    """Write the memo on a coding."""
    with study.acting(by, act_id=act_id) as act:
        coding, segment = _coding(act.connection, coding_id)
        code, interview = _code(act.connection, coding.code_id), _interview(act.connection, segment.interview_id)
        act.record(journal.write_coding_memo(coding, memo, code, interview))


def _codings_on(connection: Connection, segment: Segment) -> list[Coding]:
    return reads.all_of(connection, Coding, reads.table_of(Coding).c.segment_id == segment.id)


def _coding(connection: Connection, coding_id: str) -> tuple[Coding, Segment]:
    coding = reads.one_of(connection, Coding, coding_id)
    segment = reads.one_of(connection, Segment, coding.segment_id) if coding else None
    if coding is None or segment is None:
        raise NotFound("coding", coding_id, hint="It was removed already.")
    return coding, segment


def _interview(connection: Connection, interview_id: str) -> Interview:
    found = reads.one_of(connection, Interview, interview_id)
    if found is None:
        raise NotFound("interview", interview_id)
    return found


def _code(connection: Connection, code_id: str) -> Code:
    found = reads.one_of(connection, Code, code_id)
    if found is None:
        raise NotFound("code", code_id)
    return found


@dataclass(frozen=True, slots=True)
class Reference:
    """A coding with everything about it.

    `text` is always the transcript's own words between start and end; it is empty where the participant withdrew.
    """

    coding: Coding
    segment: Segment
    code: Code
    interview: Interview
    text: str


def references(
    connection: Connection, *, code_id: str | None = None, interview_id: str | None = None
) -> list[Reference]:
    """References in collection and text order, of a code, of an interview or of all."""
    codes = {code.id: code for code in reads.codes(connection)}
    sittings = {one.id: one for one in reads.interviews(connection)}
    marks = {segment.id: segment for segment in reads.segments(connection, interview_id)}
    said = texts(connection)
    found = []
    for coding in told_codings(connection, reads.codings(connection, code_id=code_id, interview_id=interview_id)):
        segment = marks[coding.segment_id]
        text = said.get(segment.interview_id, "")[segment.start : segment.end]
        found.append(Reference(coding, segment, codes[coding.code_id], sittings[segment.interview_id], text))
    return sorted(found, key=lambda r: (r.interview.position, r.segment.start, r.segment.end, r.code.name, r.coding.id))


def codings_table(study: Study) -> DataFrame:
    """One row per reference: id, interview, code, path, start, end, text, coder, memo, created_at."""
    import pandas as pd

    columns = ["id", "interview", "code", "path", "start", "end", "text", "coder", "memo", "created_at"]
    with study.reading() as connection:
        codes = {code.id: code for code in reads.codes(connection)}
        rows = [
            (
                r.coding.id,
                r.interview.name,
                r.code.name,
                path_of(r.code, codes),
                r.segment.start,
                r.segment.end,
                r.text,
                r.coding.coder,
                r.coding.memo,
                r.coding.created_at,
            )
            for r in references(connection)
        ]
    return pd.DataFrame(rows, columns=columns)
