"""What one notes beside an interview: that one has read it, what one thinks about it, a summary of each case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from qualkit.familiarisation import case_summary, note_reading, notes_on, readings, write_case_summary
from qualkit.memos import KINDS, quotes_in, remove_memo
from qualkit.model import Case, Interview, Memo
from qualkit.study import Study
from qualkit.text.quote_links import Quote
from qualkit.ui import frame, memo_text, undoing
from qualkit.ui.language import _, spoken
from qualkit.ui.memo_form import KIND_NAMES, Written, called, written
from qualkit.ui.moments import day, when

NOTES_SHOWN = 30
Subject = tuple[str, str, str]
"""About what, its id, and its name."""


def beside(study: Study, interview: Interview, cases: Sequence[Case]) -> None:
    """When it was read, the notes, the summaries, and the way back."""
    read_when(study, interview)
    notes(study, interview)
    summaries(study, subjects(interview, cases))
    undoing.undo_buttons(study, short=True)


def read_when(study: Study, interview: Interview) -> None:
    """On which days somebody read it, and a button to say that one has."""
    told = [f"{memo.by}, {day(memo.at)}" for memo in readings(study, interview.id)]
    st.caption(
        frame.plain(_("Read: {told}", told=" · ".join(told)) if told else _("Nobody has noted yet that they read it."))
    )
    if st.button(
        _("I have read it"), key="read", icon=":material/menu_book:", help=_("Press it again each time you come back.")
    ):
        frame.do(lambda: noted_reading(study, interview))


def noted_reading(study: Study, interview: Interview) -> str:
    """Keep that it was read today."""
    note_reading(study, interview.id, by=frame.coder(study))
    return _("Noted that you have read {name}.", name=interview.name)


# ---- notes ----


def notes(study: Study, interview: Interview) -> None:
    """A field for a note, and those that are there, newest first."""
    st.subheader(_("Notes"), anchor=False)
    with st.form(f"note-{interview.id}", border=False, clear_on_submit=True):
        text = st.text_area(_("What strikes you?"), height=110, key=f"note-text-{interview.id}")
        kind = st.selectbox(_("Kind"), KINDS, format_func=spoken(KIND_NAMES))
        if st.form_submit_button(_("Keep the note")):
            asked = Written(text=text, kind=kind, day=date.today(), quotes=())
            frame.do(lambda: written(study, asked, about="interview", about_id=interview.id))
    found = notes_on(study, interview.id)
    with study.reading() as connection:
        quotes = quotes_in(connection, found[:NOTES_SHOWN])
    for memo in found[:NOTES_SHOWN]:
        note(study, memo, quotes)
    if len(found) > NOTES_SHOWN:
        frame.link("memos", _("{n} more on the page Memos", n=len(found) - NOTES_SHOWN))


def note(study: Study, memo: Memo, quotes: Mapping[str, Quote]) -> None:
    """One note with who wrote it, when, and a way to take it away."""
    with st.container(border=True, key=f"note-card-{memo.id}"):
        memo_text.show(study, memo.text, quotes, key=memo.id)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(frame.plain(f"{called(memo.kind)} · {memo.by}, {when(memo.at)}"))
            if st.button(_("Remove"), key=f"away-{memo.id}", type="tertiary", help=_("Undo brings it back.")):
                frame.do(partial(removed, study, memo))


def removed(study: Study, memo: Memo) -> str:
    """Remove a note."""
    remove_memo(study, memo.id, by=frame.coder(study))
    return _("Removed the note.")


# ---- summaries ----


def subjects(interview: Interview, cases: Sequence[Case]) -> Iterator[Subject]:
    """Whom to summarise: each participant of the interview; the interview itself where none is named."""
    names = {case.id: case.name for case in cases}
    known = [("case", case_id, names[case_id]) for case_id in interview.case_ids if case_id in names]
    yield from known or [("interview", interview.id, interview.name)]


def summaries(study: Study, about: Iterator[Subject]) -> None:
    """One text for each participant, for all of their interviews."""
    for kind, subject_id, name in about:
        before = case_summary(study, kind, subject_id)
        st.subheader(frame.plain(_("Summary of {name}", name=name)), anchor=False)
        with st.form(f"summary-{subject_id}", border=False):
            text = st.text_area(
                _("Who speaks here, and what is it about for them?"),
                before.text if before else "",
                height=150,
                key=f"summary-text-{subject_id}-{before.text if before else ''}",
            )
            if st.form_submit_button(_("Save the summary")):
                frame.do(partial(summarised, study, (kind, subject_id, name), text))


def summarised(study: Study, subject: Subject, text: str) -> str:
    """Write, change or (an empty one) remove the summary."""
    about, about_id, name = subject
    write_case_summary(study, text, about=about, about_id=about_id, by=frame.coder(study))
    return _("The summary of {name} is saved.", name=name) if text.strip() else _("{name} has no summary.", name=name)
