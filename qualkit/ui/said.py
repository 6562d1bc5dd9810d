"""Where a quote was said: the words around it, its sound, and the way to its place in the text."""

from __future__ import annotations

from html import escape

import streamlit as st

from qualkit.coding.segments import Span
from qualkit.model import Interview, Segment, Transcript
from qualkit.store import reads
from qualkit.store.transcripts import transcript as read_transcript
from qualkit.study import Study
from qualkit.text.times import clock, span_times
from qualkit.ui import frame
from qualkit.ui.language import _
from qualkit.ui.reading import around
from qualkit.ui.sound import hear_button, source_of

AROUND = 600
STYLE = """
<style>
  .qk-around { line-height: 1.65; max-width: 46rem; color: color-mix(in srgb, currentColor 62%, transparent); }
  .qk-around mark { background: #f6e3a1; color: #1f2430; font-weight: 600;
                    white-space: pre-wrap; }
</style>
"""


def where_it_was_said(study: Study, segment_id: str) -> None:
    """A passage in its context, letter by letter, to be heard and to be opened in the text; over the page."""
    st.dialog(_("Where it was said"), width="large")(_said)(study, segment_id)


def _said(study: Study, segment_id: str) -> None:
    with study.reading() as connection:
        segment = reads.one_of(connection, Segment, segment_id)
        interview = reads.one_of(connection, Interview, segment.interview_id) if segment else None
        said = read_transcript(connection, interview.id) if interview else None
    if segment is None or interview is None or said is None:
        frame.empty(_("This passage is not there any more."), _("Somebody took it out, or its words were withdrawn."))
        return
    began, ended = span_times(segment.start, segment.end, said.words, said.turns)
    source = source_of(study, interview.id) if began is not None else None
    with st.container(horizontal=True, vertical_alignment="center"):
        told = f" :gray[{clock(began)}]" if began is not None else ""
        st.markdown(f"**{frame.plain(interview.name)}**{told}", width="content")
        if source and began is not None:
            hear_button(source, began, ended, key=f"hear-said-{segment_id}")
    _words(said, segment)
    if st.button(_("Show in the text"), icon=":material/open_in_new:"):
        from qualkit.ui.passages import show  # read when it is wanted: it draws on all that shows passages

        show(Span(segment.interview_id, segment.start, segment.end))
        frame.go("code")


def _words(said: Transcript, segment: Segment) -> None:
    """The passage letter by letter, between the words around it; every text goes through `html.escape`."""
    before, __, after = around(said.text, segment.start, segment.end, AROUND)
    quote = escape(said.text[segment.start : segment.end])
    st.html(f'{STYLE}<p class="qk-around">… {escape(before)}<mark>{quote}</mark>{escape(after)} …</p>')
