"""Transcript: listen to an interview, read it, look for words, correct it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from qualkit.checking import check_transcript
from qualkit.model import Case, Interview, Recording, Transcript
from qualkit.store import reads
from qualkit.store.transcripts import transcript as read_transcript
from qualkit.study import Study
from qualkit.ui import correcting, frame, words
from qualkit.ui.moments import clock, day
from qualkit.ui.reading import HITS_SHOWN, STYLE, find_text, hits_html, reading_html, unsure_words

CHOSEN, IN_ADDRESS = "code interview", "interview"
"""Shared with the Code page: who goes from one to the other stays in the same interview."""
LEGEND = '<span class="qk-unsure">Underlined</span> <span class="qk-time">words: the engine was unsure of them.</span>'
LARGEST_PLAYED = 50 * 2**20
"""Bytes; the player that Streamlit brings reads the whole file into memory."""


def page() -> None:
    """The page, as far as there is something to read."""
    study = frame.needed_study()
    with study.reading() as connection:
        sittings, cases = reads.interviews(connection), reads.cases(connection)
    if not sittings:
        frame.header("Transcript")
        frame.empty(words.NO_INTERVIEWS, words.ADD_INTERVIEWS)
        frame.link("study", "Go to the Study page")
        return
    st.html(STYLE)
    interview = choose(sittings, cases)
    with study.reading() as connection:
        shown = read_transcript(connection, interview.id)
        here = reads.table_of(Recording).c.interview_id == interview.id
        recording = next(iter(reads.all_of(connection, Recording, here)), None)
    about(interview, shown, recording, cases)
    if recording:
        player(study, recording)
    if shown is None:
        frame.empty("This interview has no transcript.", "Add one of the same name on the Study page.")
        return
    correcting.changed_passages(study, interview)
    body(study, interview, shown)


# ---- which interview ----


def choose(sittings: list[Interview], cases: list[Case]) -> Interview:
    """The interview that is open on this page and the Code page."""
    names = {case.id: case.name for case in cases}
    by_id = {one.id: one for one in sittings}

    def label(interview_id: str) -> str:
        one = by_id[interview_id]
        who = ", ".join(names[i] for i in one.case_ids if names.get(i, one.name) != one.name)
        return f"{one.position}. {one.name}" + (f" ({who})" if who else "")

    ids = list(by_id)
    current = st.session_state.get(CHOSEN) or st.query_params.get(IN_ADDRESS)
    at = ids.index(current) if current in by_id else 0
    title, chooser = st.columns([3, 2], vertical_alignment="center")
    chosen = chooser.selectbox("Interview", ids, at, format_func=label, label_visibility="collapsed", key="which")
    st.session_state[CHOSEN] = st.query_params[IN_ADDRESS] = chosen
    title.title(frame.plain(by_id[chosen].name), anchor=False)
    return by_id[chosen]


def about(interview: Interview, shown: Transcript | None, recording: Recording | None, cases: list[Case]) -> None:
    """Place, people, date and length in one soft line."""
    names = {case.id: case.name for case in cases}
    parts = [f"interview {interview.position}", *(names[i] for i in interview.case_ids if i in names)]
    parts += [interview.date] if interview.date else []
    if recording and recording.duration_ms:
        parts.append(f"{clock(recording.duration_ms)} of sound")
    if shown:
        parts.append(f"{len(shown.text.split()):,} words")
        times = shown.revision - 1
        parts += [f"corrected {'once' if times == 1 else f'{times} times'}"] if times else []
        parts += [f"from {shown.source}"] if shown.source else []
    st.caption(" · ".join(frame.plain(part) for part in parts))


def player(study: Study, recording: Recording) -> None:
    """The recording, where it can be played here."""
    path: Path = study.folder / "recordings" / recording.file
    if not path.is_file():
        st.caption(frame.plain(f"The recording {recording.file} is not in the study's folder recordings."))
    elif path.stat().st_size > LARGEST_PLAYED:
        told = f"The recording {recording.file} is too large to play here. It lies in the study's folder recordings."
        st.caption(frame.plain(told))
    else:
        st.audio(str(path))


# ---- the text ----


def body(study: Study, interview: Interview, shown: Transcript) -> None:
    """Search, the switch for unsure words, the check, and the text to read or to correct."""
    doubtful = unsure_words(shown.words)
    editing = st.session_state.get(correcting.OPEN) == interview.id
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.text_input(
            "Search in this interview",
            placeholder="Search in this interview",
            label_visibility="collapsed",
            key="search",
            width=300,
        )
        with_unsure = bool(doubtful) and st.toggle(
            f"Unsure words ({len(doubtful)})",
            value=True,
            key="unsure",
            help="Words that the engine gave a probability under 50 %.",
        )
        check_button(study, interview)
        with frame.popover("Speakers", key="speakers"):
            correcting.name_speakers(study, interview, shown)
        if st.button("Stop correcting" if editing else "Correct the text", key="correct", icon=":material/edit:"):
            st.session_state[correcting.OPEN] = None if editing else interview.id
            st.rerun()
    if with_unsure and not editing:
        st.html(LEGEND)
    if editing:
        correcting.correct(study, interview, shown, wanted)
    else:
        read(study, shown, wanted, with_unsure=with_unsure)


def read(study: Study, shown: Transcript, wanted: str, *, with_unsure: bool) -> None:
    """The whole transcript, and above it what was looked for."""
    hits = find_text(shown.text, wanted)
    if wanted:
        told = (
            "Not found in this interview."
            if not hits
            else f"{len(hits)} found" + (f", the first {HITS_SHOWN}:" if len(hits) > HITS_SHOWN else ":")
        )
        st.caption(told)
    if hits:
        with st.container(border=True, height=220 if len(hits) > 6 else "content"):
            st.html(hits_html(shown, hits))
    doubtful = unsure_words(shown.words) if with_unsure else []
    st.html(reading_html(shown, [*hits, *doubtful], interviewer=study.settings.interviewer))


def check_button(study: Study, interview: Interview) -> None:
    """Note that one has read the transcript beside the recording, or take the note back."""
    by = frame.coder(study)
    checked = interview.checked_by is not None
    label = "Checked" if checked else "Mark as checked"
    told = f"By {interview.checked_by}, {day(interview.checked_at or '')}; press to take it back." if checked else None
    icon = ":material/check_circle:" if checked else ":material/radio_button_unchecked:"
    if st.button(label, key="check", icon=icon, help=told and frame.plain(told)):
        frame.do(lambda: _check(study, interview, by, checked=not checked))


def _check(study: Study, interview: Interview, by: str, *, checked: bool) -> str:
    check_transcript(study, interview.id, checked=checked, by=by)
    return f"{interview.name} is checked." if checked else f"{interview.name} is not checked any more."
