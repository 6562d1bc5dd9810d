"""Marks that hold no code yet: read again, coded one by one or several at once, noted upon, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from qualkit.coding.segments import Span
from qualkit.coding.several import remove_segments
from qualkit.model import Interview, Segment
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame, passages, words
from qualkit.ui.language import _, plural


def view(study: Study, interview: Interview, sittings: Mapping[str, Interview]) -> None:
    """The marks without codes of this interview or of all."""
    everywhere = st.toggle(_("In all interviews"), value=True, key="marks everywhere")
    marks = bare_marks(study, "" if everywhere else interview.id)
    if not marks:
        frame.empty(_(words.NO_MARKS), _(words.MARK_PASSAGES))
        return
    spans = [Span(mark.interview_id, mark.start, mark.end) for mark in marks]
    notes = {span: noted(mark, frame.coder(study)) for span, mark in zip(spans, marks, strict=True)}
    told = plural("{n} mark without a code", "{n} marks without a code", len(marks))
    ticked = passages.choose(study, spans, sittings, told=told, how="marks made before", notes=notes)
    chosen = [mark for mark, span in zip(marks, spans, strict=True) if span in ticked]
    if chosen and st.button(_("Take {n} away", n=len(chosen)), key="marks away"):
        frame.do(lambda: taken_away(study, chosen))


def bare_marks(study: Study, interview_id: str = "") -> list[Segment]:
    """Marks without codes, in the order of interviews and of text; of all interviews where none is named."""
    with study.reading() as connection:
        place = {one.id: number for number, one in enumerate(reads.interviews(connection))}
        marks = reads.segments(connection, interview_id or None)
        coded = {coding.segment_id for coding in reads.codings(connection, interview_id=interview_id or None)}
    bare = [mark for mark in marks if mark.id not in coded]
    return sorted(bare, key=lambda mark: (place[mark.interview_id], mark.start, mark.end))


def noted(mark: Segment, me: str) -> str:
    """The note on a mark, and whose it is where it is not one's own."""
    return " · ".join(filter(None, (f"“{mark.note}”" if mark.note else "", mark.coder if mark.coder != me else "")))


def taken_away(study: Study, marks: Sequence[Segment]) -> str:
    """Take the marks away, as one act; says how many."""
    number = remove_segments(study, [mark.id for mark in marks], by=frame.coder(study))
    return _("Took {number} away.", number=number)
