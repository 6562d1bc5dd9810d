"""Study: what it asks and how, where it stands, its interviews and participants, what was done lately."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualkit.checking import check_transcript
from qualkit.interviews import edit_interview, interviews_table
from qualkit.store.standing import Standing, standing
from qualkit.study import Study
from qualkit.ui import adding, diary, frame, participants, phases, undoing, words
from qualkit.ui.language import _, headings, marked, spoken
from qualkit.ui.new_study import choose_or_make, other_studies

if TYPE_CHECKING:
    from pandas import DataFrame

STYLE = """
<style>
  .st-key-diary table { width: 100%; } .st-key-diary thead { display: none; }
  .st-key-diary td { border: 0; border-bottom: 1px solid color-mix(in srgb, currentColor 10%, transparent); }
  .st-key-diary td { padding: .4rem .6rem .4rem 0; font-size: .92rem; }
  .st-key-diary td:last-child { white-space: nowrap; text-align: right; padding-right: 0; }
  .st-key-go-on [data-testid="stPageLink"] p { white-space: normal; } .st-key-go-on a { padding-left: 0; }
  .st-key-go-on [data-testid="stPageLink"] p::before { content: "→ "; color: light-dark(#1f6f8b, #5fb3cf); }
  .st-key-acts p { font-size: .92rem; line-height: 1.7; }
  .st-key-question { max-width: 46rem; }
</style>
"""
SHOWN: dict[str, Any] = {
    "id": None,
    "duration_ms": None,
    "name": st.column_config.TextColumn(marked("Interview"), disabled=True, pinned=True),
    "case": st.column_config.TextColumn(
        marked("Participant"), help=marked("Who took part; several with a comma between.")
    ),
    "date": st.column_config.TextColumn(marked("Date"), help=marked("Such as 2025-03-01.")),
    "minutes": st.column_config.NumberColumn(marked("Minutes"), disabled=True, format="%d"),
    "words": st.column_config.NumberColumn(marked("Words"), disabled=True, format="localized"),
    "checked": st.column_config.CheckboxColumn(
        marked("Checked"), help=marked("Somebody has read it beside the recording.")
    ),
    "marks": st.column_config.NumberColumn(marked("Marks"), disabled=True),
    "codes": st.column_config.NumberColumn(marked("Codes"), disabled=True),
}
ORDER = ("name", "case", "date", "minutes", "words", "checked", "marks", "codes")
MS_PER_MINUTE = 60_000
ALL_SHOWN = 16


def page() -> None:
    """The page; without a study, the way to one."""
    study = frame.current_study()
    if study is None:
        choose_or_make()
        return
    st.html(STYLE)
    heading(study)
    with study.reading() as connection:
        now = standing(connection)
    if now.interviews or now.withdrawn:
        at_work(study, now)
    else:
        beginning(study)
    other_studies()


def beginning(study: Study) -> None:
    """What a study without an interview needs: one interview, and how it is to be analysed."""
    st.subheader(_("Bring in a first interview"), anchor=False)
    st.markdown(f"{_(words.NO_INTERVIEWS)} {_(words.FIRST_INTERVIEW)}")
    adding.panel(study)
    if study.settings.approach == "not stated":
        ask_approach(study)
    if study.recent_acts(1):
        lately(study)


def at_work(study: Study, now: Standing) -> None:
    """Where the study stands and what one might do next, its interviews and participants, what was done lately."""
    standing_now(study, now)
    if study.settings.approach == "not stated":
        ask_approach(study)
    phases.guide(study)
    interviews(study)
    adding.panel(study)
    participants.section(study)
    lately(study)


def lately(study: Study) -> None:
    """The latest acts, and taking one's own back."""
    st.subheader(_("Recent acts"), anchor=False)
    undoing.undo_buttons(study)
    with st.container(key="acts"):
        undoing.recent_acts(study)


# ---- what the study is about ----


def heading(study: Study) -> None:
    """Title, question and approach, each with a way to change it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(frame.plain(study.title), anchor=False)
        with frame.popover(_("Edit"), key="edit", icon=":material/edit:"):
            settings_form(study)
    approach = _(words.APPROACHES[study.settings.approach])
    question = study.settings.question or _("No research question is written down yet.")
    with st.container(key="question"):
        st.markdown(f":gray[{frame.plain(question)} {frame.plain(approach)}.]")


def settings_form(study: Study) -> None:
    """What study.yaml says, to be changed."""
    now = study.settings
    with st.form("settings", border=False):
        title = st.text_input(_("Title"), now.title)
        question = st.text_area(_("Research question"), now.question)
        approach = st.selectbox(
            _("Approach"), list(words.APPROACHES), list(words.APPROACHES).index(now.approach), spoken(words.APPROACHES)
        )
        orientations = list(words.ORIENTATIONS)
        orientation = st.selectbox(
            _("Orientation"), orientations, orientations.index(now.orientation), spoken(words.ORIENTATIONS)
        )
        language = st.text_input(
            _("Language of the interviews"), now.language, help=_("A code such as en or de, or auto.")
        )
        if st.form_submit_button(_("Save"), type="primary"):
            values = {"title": title, "question": question, "approach": approach}
            frame.do(lambda: save_settings(study, **values, orientation=orientation, language=language))


def save_settings(study: Study, **values: str) -> str:
    """Write settings into study.yaml."""
    study.change_settings(**values)
    return _(words.SAVED)


def ask_approach(study: Study) -> None:
    """Ask once how the study is done: it decides defaults and words."""
    known = [name for name in words.APPROACHES if name != "not stated"]
    with st.container(border=True):
        chosen = st.radio(
            _(
                "**How is this study analysed?** It decides what the pages offer and how they name it; change it "
                "any time."
            ),
            known,
            index=None,
            format_func=spoken(words.APPROACHES),
            captions=[_(words.APPROACH_MEANS[name]) for name in known],
            key="approach",
        )
        if st.button(_("Use this approach"), disabled=chosen is None) and chosen:
            frame.do(lambda: save_settings(study, approach=chosen))


# ---- where it stands ----


def standing_now(study: Study, now: Standing) -> None:
    """The diary, and beside it what waits."""
    left, right = st.columns([5, 3])
    with left, st.container(border=True, key="diary", height="stretch"):
        diary.where_you_are(study, now)
    with right, st.container(border=True, key="go-on", height="stretch"):
        diary.might_go_on_with(study, now)


# ---- interviews ----


def interviews(study: Study) -> None:
    """The table of interviews; participant, date and the check can be changed in place."""
    st.subheader(_("Interviews"), anchor=False)
    seen = frame.revision(study)
    table = shown_table(study, str(study.folder), seen)
    key = f"interviews-{seen}"
    height: Any = "content" if len(table) <= ALL_SHOWN else 640
    st.data_editor(
        table,
        column_config=headings(SHOWN),
        column_order=ORDER,
        hide_index=True,
        height=height,
        key=key,
        placeholder=" ",
    )
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    if edited:
        frame.do(lambda: apply_edits(study, table, edited))


@st.cache_data(show_spinner=False, max_entries=4)
def shown_table(_study: Study, folder: str, seen: int) -> DataFrame:
    """Interviews as shown, kept for as long as nothing is done in the study."""
    table = interviews_table(_study)
    return table.assign(minutes=(table["duration_ms"] / MS_PER_MINUTE).round().astype("Int64"))


def apply_edits(study: Study, table: DataFrame, edited: Mapping[int, Mapping[str, Any]]) -> str:
    """Write what was changed in the table; `edited` holds the new cells by row."""
    by = frame.coder(study)
    for number, cells in edited.items():
        interview = str(table["id"].iloc[number])
        if "date" in cells:
            edit_interview(study, interview, date=(cells["date"] or "").strip(), by=by)
        if "case" in cells:
            named = [name.strip() for name in (cells["case"] or "").split(",")]
            edit_interview(study, interview, cases=tuple(name for name in named if name), by=by)
        if "checked" in cells:
            check_transcript(study, interview, checked=bool(cells["checked"]), by=by)
    return _(words.SAVED)
