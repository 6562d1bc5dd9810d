"""Recordings on their way into a study: chosen, transcribed by a process of its own, and told about meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

from qualkit.errors import MissingExtra
from qualkit.study import Study
from qualkit.transcribe.engines import check_installed
from qualkit.transcribe.recordings import SUFFIXES
from qualkit.ui import frame
from qualkit.ui.hearing import Ended, Transcribing
from qualkit.ui.moments import clock

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MODELS = ("base", "tiny", "small", "medium", "turbo", "large-v3")
ROUND = "recordings-round"
LOOK_EVERY_S = 2.0


@st.cache_resource(show_spinner=False)
def runs() -> dict[str, Transcribing]:
    """What is being transcribed, by study; it outlives the page and the browser's window."""
    return {}


def under_way(study: Study) -> bool:
    """Whether recordings are on their way into the study, or have come and were not looked at yet."""
    return str(study.folder) in runs()


def told(study: Study) -> None:
    """How far the recordings are that were sent last, and then what became of each; nothing where none were."""
    run = runs().get(str(study.folder))
    if run is None:
        return
    with st.container(border=True):
        st.markdown("**Recordings**")
        if run.state().running:
            progress(study)
        else:
            finished(study, run)


def choose(study: Study) -> None:
    """Choose recordings and begin; where the part that hears is not installed, how to get it."""
    if under_way(study):
        st.caption("Recordings are on their way; more can be added when they are done.")
        return
    try:
        check_installed("faster-whisper")
    except MissingExtra as error:
        st.info(f"{frame.plain(error.message)}\n\n{frame.plain(error.hint)}")
        st.caption("Transcripts that you have already can be added without it.")
        return
    st.caption("Whisper transcribes them on this computer: no recording leaves it. You can go on working meanwhile.")
    suffixes = sorted(suffix[1:] for suffix in SUFFIXES)
    chosen = st.file_uploader(
        "Audio or video", suffixes, accept_multiple_files=True, key=f"recordings-{st.session_state.get(ROUND, 0)}"
    )
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    model = left.selectbox(
        "Whisper model", MODELS, help="Larger models hear better and take longer; one that is not here is downloaded."
    )
    if right.button("Transcribe", type="primary", disabled=not chosen, key="transcribe"):
        frame.do(lambda: begin(study, chosen, model))


def begin(study: Study, chosen: Sequence[UploadedFile], model: str) -> str:
    """Start the process that transcribes."""
    named = [(PurePath(one.name.replace("\\", "/")).name, one) for one in chosen]
    runs()[str(study.folder)] = Transcribing(study.folder, named, by=frame.coder(study), model=model)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    return "Transcribing; you can go on working."


@st.fragment(run_every=LOOK_EVERY_S)
def progress(study: Study) -> None:
    """How far it is, in seconds of sound; looked at every two seconds."""
    run = runs().get(str(study.folder))
    now = run.state() if run else None
    if run is None or now is None or not now.running:
        st.rerun()
    done, total = sum(now.done.values()), sum(now.lengths.values())
    st.progress(now.share, text=f"{clock(done)} of {clock(total)} of sound" if total else "Getting ready …")
    if now.notice:
        st.caption(frame.plain(now.notice))
    outcomes(now.outcomes)
    if st.button("Cancel", key="cancel-transcribing"):
        run.cancel()
        st.rerun()


def finished(study: Study, run: Transcribing) -> None:
    """What became of each recording."""
    ended = run.state()
    if ended.problem:
        show = st.info if run.cancelled else st.error
        show(frame.plain(ended.problem) + (f"\n\n{frame.plain(ended.hint)}" if ended.hint else ""))
    outcomes(ended.outcomes)
    if st.button("Done", key="done-transcribing", type="primary"):
        runs().pop(str(study.folder), None)
        st.rerun()


def outcomes(ended: Sequence[Ended]) -> None:
    """One line for each recording that has been dealt with."""
    for one in ended:
        name = frame.plain(one.file)
        if one.status == "failed":
            named = "" if one.file in one.message else f"{name}: "
            st.error(f"{named}{frame.plain(one.message)} {frame.plain(one.hint)}")
        else:
            why = f", {frame.plain(one.message)}" if one.message else ""
            st.markdown(
                f":green[:material/check:] {name} {'is transcribed' if one.status == 'done' else 'known' + why}"
            )
