"""Transcript: listen to an interview, read it, look for words, correct it, or type it from nothing."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from qualkit.checking import check_transcript
from qualkit.model import Case, Interview, Recording, Transcript
from qualkit.store import reads
from qualkit.store.transcripts import transcript as read_transcript
from qualkit.study import Study
from qualkit.text.times import clock
from qualkit.ui import correcting, frame, words
from qualkit.ui.language import _, plural
from qualkit.ui.listening.component import View, listening_component
from qualkit.ui.listening.desk import Desk
from qualkit.ui.moments import day
from qualkit.ui.sound import Source, source_of

CHOSEN, IN_ADDRESS = "code interview", "interview"
"""Shared with the Code page: who goes from one to the other stays in the same interview."""
PAUSES = "pauses-from"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The interview that is open, with what there is of it."""

    study: Study
    interview: Interview
    shown: Transcript | None
    recording: Recording | None


def page() -> None:
    """The page, as far as there is something to hear or to read."""
    study = frame.needed_study()
    with study.reading() as connection:
        sittings, cases = reads.interviews(connection), reads.cases(connection)
    if not sittings:
        frame.header(_("Transcript"))
        frame.empty(_(words.NO_INTERVIEWS), _(words.ADD_INTERVIEWS))
        frame.link("study", _("Go to the Study page"))
        return
    opened = open_interview(study, choose(sittings, cases))
    about(opened, cases)
    source = source_of(study, opened.interview.id)
    if opened.recording and not source:
        st.caption(
            frame.plain(_("The recording {file} is not in the study's folder recordings.", file=opened.recording.file))
        )
    if opened.shown is None and source is None:
        frame.empty(_("This interview has no transcript."), _("Add one of the same name on the Study page."))
        return
    body(opened, source)


def open_interview(study: Study, interview: Interview) -> Opened:
    """What there is of an interview."""
    with study.reading() as connection:
        here = reads.table_of(Recording).c.interview_id == interview.id
        recording = next(iter(reads.all_of(connection, Recording, here)), None)
        shown = read_transcript(connection, interview.id)
    return Opened(study=study, interview=interview, shown=shown, recording=recording)


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
    chosen = chooser.selectbox(_("Interview"), ids, at, format_func=label, label_visibility="collapsed", key="which")
    st.session_state[CHOSEN] = st.query_params[IN_ADDRESS] = chosen
    title.title(frame.plain(by_id[chosen].name), anchor=False)
    return by_id[chosen]


def about(opened: Opened, cases: list[Case]) -> None:
    """Place, people, date and length in one soft line."""
    names = {case.id: case.name for case in cases}
    interview, shown, recording = opened.interview, opened.shown, opened.recording
    parts = [
        _("interview {position}", position=interview.position),
        *(names[i] for i in interview.case_ids if i in names),
    ]
    parts += [interview.date] if interview.date else []
    if recording and recording.duration_ms:
        parts.append(_("{clock} of sound", clock=clock(recording.duration_ms)))
    if shown:
        parts.append(_("{n:,} words", n=len(shown.text.split())))
        times = shown.revision - 1
        parts += [plural("corrected once", "corrected {n} times", times)] if times else []
        parts += [_("from {source}", source=shown.source)] if shown.source else []
    st.caption(" · ".join(frame.plain(part) for part in parts))


# ---- the words ----


def body(opened: Opened, source: Source | None) -> None:
    """The tools, what a correction left to look at, and the words themselves.

    What comes and goes stands in a container of its own: the component below would be mounted anew.
    """
    tools(opened)
    with st.container():
        if opened.shown:
            correcting.offer_names(opened.study, opened.interview, opened.shown)
        correcting.changed_passages(opened.study, opened.interview)
    desk = Desk(opened.study, opened.interview.id, frame.coder(opened.study))
    listening_component(desk, view(opened, source))


def view(opened: Opened, source: Source | None) -> View:
    """What is shown beside the words."""
    settings = opened.study.settings
    pauses_s = st.session_state.get(PAUSES) or 0
    return View(
        source=source.source if source else "",
        is_video=bool(source and source.is_video),
        language="" if settings.language == "auto" else settings.language,
        interviewer=settings.interviewer,
        signs=tuple(line.strip() for line in settings.signs.splitlines() if line.strip()),
        pauses_ms=round(pauses_s * 1000) or None,
    )


def tools(opened: Opened) -> None:
    """One line: the check, the speakers, how it is laid out."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if opened.shown:
            check_button(opened.study, opened.interview)
            with frame.popover(_("Speakers"), key="speakers"):
                correcting.name_speakers(opened.study, opened.interview, opened.shown)
        with st.popover(_("Reading and typing")):
            layout_choices(opened.study)


def layout_choices(study: Study) -> None:
    """Pauses to be shown, and the signs that a key inserts."""
    st.number_input(
        _("Show pauses from … seconds on"),
        min_value=0,
        max_value=600,
        key=PAUSES,
        help=_("As (3 s), between the words; they are no part of the text. 0 shows none."),
    )
    signs = st.text_area(
        _("Signs that Alt+1 to Alt+9 insert while you type, one per line"),
        study.settings.signs,
        height=140,
        key="signs",
    )
    if st.button(_("Keep these signs"), disabled=signs.strip() == study.settings.signs):
        frame.do(lambda: keep_signs(study, signs))


def keep_signs(study: Study, signs: str) -> str:
    """Write them into study.yaml."""
    study.change_settings(signs=signs)
    return _(words.SAVED)


def check_button(study: Study, interview: Interview) -> None:
    """Note that one has read the transcript beside the recording (a manual review), or take the note back."""
    by = frame.coder(study)
    checked = interview.checked_by is not None
    when = f"{interview.checked_by}, {day(interview.checked_at or '')}" if checked else ""
    label = frame.plain(_("Manual review: {when}", when=when)) if checked else _("Mark as checked")
    told = _("Press to take it back.") if checked else _("You have heard the recording and read all of the transcript.")
    icon = ":material/check_circle:" if checked else ":material/radio_button_unchecked:"
    if st.button(label, key="check", icon=icon, help=told):
        frame.do(lambda: _check(study, interview, by, checked=not checked))


def _check(study: Study, interview: Interview, by: str, *, checked: bool) -> str:
    check_transcript(study, interview.id, checked=checked, by=by)
    return (
        _("{name} is checked.", name=interview.name)
        if checked
        else _("{name} is not checked any more.", name=interview.name)
    )
