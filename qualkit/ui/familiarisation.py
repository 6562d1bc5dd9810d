"""Read: an interview to be heard and read before anything is coded, with room for notes beside it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from qualkit.store import reads
from qualkit.ui import familiarisation_notes, frame, words
from qualkit.ui.language import _, marked
from qualkit.ui.listening.component import listening_component
from qualkit.ui.listening.desk import Desk
from qualkit.ui.sound import source_of
from qualkit.ui.transcript_page import Opened, about, choose, open_interview, view

STYLE = """
<style>
  @media (max-width: 1100px) {  /* one under the other; the transcript leaves room for the first of the notes */
    .st-key-read-body > * > [data-testid="stHorizontalBlock"] { flex-wrap: wrap; gap: 0; }
    .st-key-read-body > * > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
    .st-key-read-body .ql-scroll { height: max(18rem, calc(100dvh - var(--ql-top, 14rem) - 18rem)); }
  }
</style>
"""
HOW = marked(
    "Nothing has to be coded yet. Read, and listen where there is a recording; select words "
    "and press M to note what strikes you. Such a passage waits on the Code page until you "
    "give it a code, or not."
)


def page() -> None:
    """The interview on the left, what one thinks about it on the right."""
    study = frame.needed_study()
    with study.reading() as connection:
        sittings, cases = reads.interviews(connection), reads.cases(connection)
    if not sittings:
        frame.header(_("Read"))
        frame.empty(_(words.NO_INTERVIEWS), _(words.ADD_INTERVIEWS))
        frame.link("study", _("Go to the Study page"))
        return
    opened = open_interview(study, choose(sittings, cases))
    about(opened, cases)
    st.html(STYLE)
    with st.container(key="read-body"):
        said, noted = st.columns([5, 2], gap="large")
    with said:
        read(opened)
    with noted:
        familiarisation_notes.beside(study, opened.interview, cases)


def read(opened: Opened) -> None:
    """The words, followed by the sound where there is a recording; nothing here changes them."""
    study, interview = opened.study, opened.interview
    source = source_of(study, interview.id)
    if opened.shown is None:
        frame.empty(
            _("This interview has no transcript yet."), _("Add one on the Study page, or type it as you listen.")
        )
        frame.link("transcript", _("Listen and type on the Transcript page"))
        return
    st.caption(_(HOW))
    desk = Desk(study, interview.id, frame.coder(study), reading=True)
    shown = view(opened, source)
    listening_component(desk, replace(shown, reading=True, signs=(), pauses_ms=None))
