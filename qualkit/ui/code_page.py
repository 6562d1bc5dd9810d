"""The page Code: read an interview and code it."""

from __future__ import annotations

import streamlit as st

from qualkit.model import Interview
from qualkit.ui import frame, words
from qualkit.ui.coding.component import coding_component
from qualkit.ui.coding.snapshot import interviews_with_text

CHOSEN = "interview"


def page() -> None:
    """Choose an interview and code it."""
    study = frame.needed_study()
    known = interviews_with_text(study)
    if not known:
        frame.header("Code")
        frame.empty(words.NO_INTERVIEWS, words.ADD_INTERVIEWS)
        return
    left, right = st.columns([2, 3], vertical_alignment="center")
    with left:
        chosen = choose_interview(known)
    right.caption(" · ".join(filter(None, (f"interview {chosen.position}", chosen.date))))
    coding_component(study, chosen.id, frame.coder(study))


def choose_interview(known: list[Interview]) -> Interview:
    """The interview that was chosen, by id, in this session or in the address; else the first."""
    by_id = {one.id: one for one in known}
    asked = st.session_state.get("code interview") or st.query_params.get(CHOSEN)
    place = list(by_id).index(asked) if asked in by_id else 0
    chosen: str = st.selectbox(
        "Interview",
        list(by_id),
        index=place,
        format_func=lambda interview_id: by_id[interview_id].name,
        label_visibility="collapsed",
        key="code choice",
    )
    st.session_state["code interview"] = st.query_params[CHOSEN] = chosen
    return by_id[chosen]
