"""The page Code: read an interview and code it; search, marks without codes and whole stretches beside the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from qualkit.model import Interview
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import code_marks, code_search, code_stretches, frame, words
from qualkit.ui.coding.component import coding_component
from qualkit.ui.coding.snapshot import interviews_with_text
from qualkit.ui.language import _, marked, spoken
from qualkit.ui.passages import INTERVIEW, VIEW

CHOSEN = "interview"
VIEWS = {
    "read": marked("Read"),
    "search": marked("Search"),
    "marks": marked("Marks without codes"),
    "stretches": marked("Whole stretches"),
}
BESIDE = {"search": code_search.view, "marks": code_marks.view, "stretches": code_stretches.view}


def page() -> None:
    """Choose an interview and code it."""
    study = frame.needed_study()
    known = interviews_with_text(study)
    if not known:
        frame.header(_("Code"))
        frame.empty(_(words.NO_INTERVIEWS), _(words.ADD_INTERVIEWS))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = choose_interview(known)
        told = (
            _("interview {position}", position=chosen.position),
            chosen.date,
            "" if has_codes(study) else _(words.FIRST_CODE),
        )
        st.caption(" · ".join(filter(None, told)), width="content")
        st.space("stretch")
        seen = choose_view()
    show(study, chosen, known, seen)


def has_codes(study: Study) -> bool:
    """Whether anybody has made a code yet: whoever begins is told how."""
    with study.reading() as connection:
        return bool(reads.codes(connection))


def show(study: Study, chosen: Interview, known: list[Interview], seen: str) -> None:
    """The transcript, or one of the views beside it."""
    if seen == "read":
        coding_component(study, chosen.id, frame.coder(study), on_wish=grant)
    else:
        BESIDE[seen](study, chosen, {one.id: one for one in known})


def choose_view() -> str:
    """What of the interview is seen."""
    st.session_state.setdefault(VIEW, "read")
    chosen: str | None = st.segmented_control(
        _("View"), list(VIEWS), format_func=spoken(VIEWS), label_visibility="collapsed", key=VIEW
    )
    return chosen or "read"


def grant(wish: Mapping[str, Any]) -> None:
    """A reader asks for another view from within the text."""
    if wish.get("view") in BESIDE:
        st.session_state[VIEW] = wish["view"]
        st.session_state["search wanted"] = str(wish.get("wanted", ""))


def choose_interview(known: list[Interview]) -> Interview:
    """The interview that was chosen, by id, in this session or in the address; else the first."""
    by_id = {one.id: one for one in known}
    asked = st.session_state.get(INTERVIEW) or st.query_params.get(CHOSEN)
    place = list(by_id).index(asked) if asked in by_id else 0
    chosen: str = st.selectbox(
        _("Interview"),
        list(by_id),
        index=place,
        format_func=lambda interview_id: by_id[interview_id].name,
        label_visibility="collapsed",
        key="code choice",
        width=260,
    )
    st.session_state[INTERVIEW] = st.query_params[CHOSEN] = chosen
    return by_id[chosen]
