"""Writing a memo, wherever one is: the form that the pages share."""

from __future__ import annotations

import streamlit as st

from qualkit.memos import KINDS, write_memo
from qualkit.study import Study
from qualkit.ui import frame


def new_memo(study: Study, *, about: str = "study", about_id: str | None = None) -> None:
    """A new memo on a noun of that id, or on the study."""
    with st.form(f"memo-{about}-{about_id}", border=False, clear_on_submit=True):
        text = st.text_area("New memo", height=100)
        left, right = st.columns([2, 1], vertical_alignment="bottom")
        kind = left.selectbox("Kind", KINDS, format_func=str.capitalize)
        if right.form_submit_button("Write it", width="stretch"):
            frame.do(lambda: written(study, text, about=about, about_id=about_id, kind=kind))


def written(study: Study, text: str, *, about: str, about_id: str | None, kind: str) -> str:
    """Write the memo; says so."""
    write_memo(study, text, about=about, about_id=about_id, kind=kind, by=frame.coder(study))
    return "The memo is written."
