"""Forms for what researchers record on sampling: dated notes, information power, changes on the axis."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualkit.saturation import records
from qualkit.saturation.records import ENDED, GUIDE, JUDGEMENT, POWER, RATIONALE, SAMPLING
from qualkit.saturation.report import REFLEXIVE
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.language import _, marked, spoken

ASKED = {
    RATIONALE: marked("Why this many interviews (set before or early on)"),
    JUDGEMENT: marked("A judgement that no further themes are being generated, or that there is enough"),
    ENDED: marked("Why recruitment ended"),
}
CHANGES = {GUIDE: marked("The interview guide changed"), SAMPLING: marked("A decision on sampling")}
POWER_ASKED = {
    "aim": (marked("Aim"), marked("A narrow aim needs fewer interviews than a broad one.")),
    "specificity": (
        marked("Sample specificity"),
        marked("Participants who know much about just this question need to be fewer."),
    ),
    "theory": (marked("Established theory"), marked("Theory that the study builds on lets fewer interviews say more.")),
    "dialogue": (marked("Quality of dialogue"), marked("Strong, focused conversations carry more than weak ones.")),
    "analysis": (
        marked("Analysis strategy"),
        marked("An in-depth look at a few cases needs fewer than a comparison across cases."),
    ),
    "information power": (
        marked("Judgement"),
        marked("Taken together: how much information power has this sample? No score."),
    ),
}


def information_power(study: Study, *, opened: bool) -> None:
    """Five notes and a judgement (Malterud, Siersma & Guassora 2016)."""
    kept = _latest(study)
    held = sum(kind in kept for kind in POWER)
    if opened:
        st.subheader(_("Information power"), anchor=False)
        st.caption(frame.plain(REFLEXIVE))
    drawer = st.expander(
        _("Information power: five notes and a judgement ({held} of {n})", held=held, n=len(POWER)), expanded=opened
    )
    with drawer, st.form("information-power", border=False):
        told = {
            kind: st.text_area(f"{_(name)}. {_(meaning)}", kept.get(kind, ""), height="content", key=f"power-{kind}")
            for kind, (name, meaning) in POWER_ASKED.items()
        }
        if st.form_submit_button(_("Keep these notes")):
            frame.do(lambda: _keep_power(study, told, kept))


def _latest(study: Study) -> dict[str, str]:
    """The newest text of each kind."""
    with study.reading() as connection:
        notes = sorted(records.notes_of(connection), key=lambda note: note.at)
    return {note.kind: note.text for note in notes}


def _keep_power(study: Study, told: dict[str, str], kept: dict[str, str]) -> str:
    new = {kind: text for kind, text in told.items() if text.strip() and text.strip() != kept.get(kind)}
    for kind, text in new.items():
        records.write_note(study, kind, text, by=frame.coder(study))
    return _("Kept, with today's date.") if new else _("Nothing had changed.")


def judgements(study: Study, *, opened: bool) -> None:
    """Dated notes on why so many interviews, on sufficiency, on why recruitment ended."""
    notes = _listed(study, *ASKED)
    with st.expander(_("Notes on sampling and sufficiency ({n})", n=len(notes)), expanded=opened):
        _show_notes(study, notes)
        with st.form("sufficiency-note", clear_on_submit=True, border=False):
            kind = st.selectbox(_("About"), ASKED, format_func=spoken(ASKED), key="note-kind")
            text = st.text_area(_("Note"), placeholder=_("Recruitment ended because ..."), key="note-text")
            date = st.date_input(_("Date"), value="today", key="note-date")
            if st.form_submit_button(_("Keep this note")):
                frame.do(lambda: _keep(study, kind, text, date=str(date)))


def axis_notes(study: Study) -> None:
    """Changes of the guide and of sampling, which the figure shows as arrows."""
    notes = _listed(study, *CHANGES)
    with study.reading() as connection:
        names = [one.name for one in reads.interviews(connection)]
    with st.expander(_("Changes of the interview guide and of sampling ({n})", n=len(notes))):
        _show_notes(study, notes)
        with st.form("axis-note", clear_on_submit=True, border=False):
            kind = st.selectbox(_("What"), CHANGES, format_func=spoken(CHANGES), key="axis-kind")
            text = st.text_input(_("In a few words, as the figure will say it"), key="axis-text")
            before = st.selectbox(_("Before interview"), names, index=None, key="axis-interview")
            date = st.date_input(_("Date"), value="today", key="axis-date")
            if st.form_submit_button(_("Draw it on the axis")):
                frame.do(lambda: _keep(study, kind, text, date=str(date), interview=before or ""))


def _keep(study: Study, kind: str, text: str, *, date: str, interview: str = "") -> str:
    records.write_note(study, kind, text, interview=interview, date=date, by=frame.coder(study))
    return _("Kept.")


def _listed(study: Study, *kinds: str) -> list[dict[str, str]]:
    table = records.notes_table(study)
    rows = table[table["kind"].isin(kinds)].to_dict("records")
    return [{str(name): str(value) for name, value in row.items()} for row in rows]


def _show_notes(study: Study, notes: list[dict[str, str]]) -> None:
    for note in notes:
        line, remove = st.columns([12, 1], vertical_alignment="top")
        line.markdown(frame.plain(note["text"]))
        where = _(", before {interview}", interview=note["interview"]) if note["interview"] else ""
        line.caption(frame.plain(f"{note['kind']}, {note['date']}{where}, {note['by']}"))
        if remove.button("✕", key=f"remove-{note['id']}", help=_("Remove this note"), type="tertiary"):
            frame.do(partial(_remove, study, note["id"]))


def _remove(study: Study, note_id: str) -> str:
    records.remove_note(study, note_id, by=frame.coder(study))
    return _("Removed; undo brings it back.")
