"""Where a quote was said: the words around it, and its sound from that moment on."""

from __future__ import annotations

from html import escape

import streamlit as st

from qualkit.model import Interview, Recording, Segment, Transcript
from qualkit.store import reads
from qualkit.store.transcripts import transcript as read_transcript
from qualkit.study import Study
from qualkit.text.times import clock, span_times
from qualkit.ui import frame
from qualkit.ui.reading import around

AROUND = 600
STYLE = """
<style>
  .qk-around { line-height: 1.65; max-width: 46rem; color: color-mix(in srgb, currentColor 62%, transparent); }
  .qk-around mark { background: #f6e3a1; color: #1f2430; font-weight: 600;
                    white-space: pre-wrap; }
</style>
"""
LARGEST_PLAYED = 50 * 2**20
"""Bytes; the player that Streamlit brings reads the whole file into memory."""


@st.dialog("Where it was said", width="large")
def where_it_was_said(study: Study, segment_id: str) -> None:
    """A passage in its context, letter by letter, with the recording set to its beginning."""
    with study.reading() as connection:
        segment = reads.one_of(connection, Segment, segment_id)
        interview = reads.one_of(connection, Interview, segment.interview_id) if segment else None
        said = read_transcript(connection, interview.id) if interview else None
        here = reads.table_of(Recording).c.interview_id == (interview.id if interview else "")
        recording = next(iter(reads.all_of(connection, Recording, here)), None)
    if segment is None or interview is None or said is None:
        frame.empty("This passage is not there any more.", "Somebody took it out, or its words were withdrawn.")
        return
    began = span_times(segment.start, segment.end, said.words, said.turns)[0]
    st.markdown(f"**{frame.plain(interview.name)}**" + (f" :gray[{clock(began)}]" if began is not None else ""))
    if recording:
        _sound(study, recording, began or 0)
    _words(said, segment)
    if st.button("Open the interview", icon=":material/open_in_new:"):
        st.session_state["code interview"] = interview.id
        frame.go("code")


def _sound(study: Study, recording: Recording, began_ms: int) -> None:
    path = study.folder / "recordings" / recording.file
    if path.is_file() and path.stat().st_size <= LARGEST_PLAYED:
        st.audio(str(path), start_time=began_ms // 1000)
    else:
        st.caption(frame.plain(f"The recording {recording.file} lies in the study's folder recordings."))


def _words(said: Transcript, segment: Segment) -> None:
    """The passage letter by letter, between the words around it; every text goes through `html.escape`."""
    before, _, after = around(said.text, segment.start, segment.end, AROUND)
    quote = escape(said.text[segment.start : segment.end])
    st.html(f'{STYLE}<p class="qk-around">… {escape(before)}<mark>{quote}</mark>{escape(after)} …</p>')
