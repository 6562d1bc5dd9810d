"""Recordings that are being transcribed: how far they are, what became of each, and what to do next."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from qualkit.store import reads
from qualkit.study import Study
from qualkit.text.times import clock
from qualkit.ui import frame
from qualkit.ui.hearing import Ended, Hearing, Transcribing, runs_of
from qualkit.ui.language import _

OPENED = "code interview"
"""The interview that the Transcript and Code pages open."""
LOOK_EVERY_S = 2.0
SHOWN_AT_ONCE = 200


def told(study: Study) -> None:
    """How far the recordings are that were sent, and what became of each; nothing where none were."""
    for run in runs_of(study.folder):
        with st.container(border=True):
            if run.is_running:
                progress(run.folder)
            else:
                finished(study, run)


@st.fragment(run_every=LOOK_EVERY_S)
def progress(folder: Path) -> None:
    """How far a run is, in minutes of sound; looked at every two seconds."""
    run = Transcribing(folder)
    if not run.is_running:
        st.rerun()
    now = run.state()
    done, total = sum(now.done.values()), sum(now.lengths.values())
    left = now.seconds_left(time.time())
    heard = _("{done} of {total} of sound", done=clock(done), total=clock(total)) if total else _("Getting ready …")
    if left is not None:
        heard = _("{heard}, about {left} left", heard=heard, left=clock(round(left * 1000)))
    st.progress(now.share, text=heard)
    notices(now)
    outcomes(now.outcomes)
    for number, file in enumerate(now.waiting[:SHOWN_AT_ONCE]):
        waiting(run, now, file, number)
    if len(now.waiting) > 1 and st.button(_("Cancel all"), key=f"cancel-{folder.name}"):
        run.stop()
        st.rerun()


def waiting(run: Transcribing, now: Hearing, file: str, number: int) -> None:
    """A recording that is being heard, or waits for it."""
    done, length = now.done.get(file, 0), now.lengths.get(file, 0)
    waits = _("{length}, waits", length=clock(length)) if length else _("waits")
    state = _("{done} of {length}", done=clock(done), length=clock(length)) if file in now.done else waits
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":gray[:material/hourglass_empty:] {frame.plain(file)} :gray[{state}]", width="stretch")
        if st.button(_("Cancel"), key=f"cancel-{run.folder.name}-{number}", help=_("Leaves this recording out.")):
            run.go_on([*now.failed, *(one for one in now.waiting if one != file)] if len(now.waiting) > 1 else [])
            st.rerun()


def finished(study: Study, run: Transcribing) -> None:
    """What became of each recording, and what one may do about those that failed or were left."""
    ended = run.state()
    if ended.problem:
        st.error(frame.plain(ended.problem) + (f"\n\n{frame.plain(ended.hint)}" if ended.hint else ""))
    notices(ended)
    outcomes(ended.outcomes)
    for file in ended.waiting:
        st.markdown(f":gray[:material/pause_circle:] {frame.plain(file)} :gray[{_('was not transcribed')}]")
    again = [*ended.failed, *ended.waiting]
    with st.container(horizontal=True, vertical_alignment="center"):
        to_read = next((one.name for one in ended.outcomes if one.status == "done"), "")
        label = frame.plain(_("Read and check {name}", name=to_read))
        if to_read and st.button(label, key=f"read-{run.folder.name}", type="primary", icon=":material/headphones:"):
            read(study, to_read)
        if again and st.button(_("Go on") if ended.waiting else _("Try again"), key=f"again-{run.folder.name}"):
            run.go_on(again)
            st.rerun()
        if st.button(_("Put this list away"), key=f"done-{run.folder.name}"):
            run.clear()
            st.rerun()


def read(study: Study, name: str) -> None:
    """Open an interview on the Transcript page by its name."""
    with study.reading() as connection:
        found = next((one.id for one in reads.interviews(connection) if one.name == name), "")
    open_transcript(found)


def open_transcript(interview_id: str) -> None:
    """Open an interview on the Transcript page; the one that was open last where it is gone."""
    if interview_id:
        st.session_state[OPENED] = interview_id
    frame.go("transcript")


def notices(now: Hearing) -> None:
    """What a person should know of the whole run, such as a model that is weak in a language."""
    for notice in dict.fromkeys(now.notices):
        st.caption(frame.plain(notice))


def outcomes(ended: Sequence[Ended]) -> None:
    """One line for each recording that has been dealt with."""
    for one in ended:
        name = frame.plain(one.file)
        if one.status == "failed":
            named_already = "" if one.file in one.message else f"{name}: "
            st.error(f"{named_already}{frame.plain(one.message)} {frame.plain(one.hint)}")
        else:
            why = f", {frame.plain(one.message)}" if one.message else ""
            state = _("is transcribed") if one.status == "done" else f"{_('known')}{why}"
            st.markdown(f":green[:material/check:] {name} {state}")
