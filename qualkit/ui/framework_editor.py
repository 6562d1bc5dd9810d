"""The dimensions of a framework as a table to be changed: named, defined, added, put in order, taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from qualkit.model import Framework, FrameworkDimension
from qualkit.study import Study
from qualkit.themes.framework import revise_framework
from qualkit.ui import frame
from qualkit.ui.language import _, marked

PLACE, NAME, TEXT = marked("Place"), marked("Dimension"), marked("Definition")


def dimensions_editor(study: Study, framework: Framework, known: Sequence[FrameworkDimension]) -> None:
    """All dimensions at once; what is kept is one act, which can be undone."""
    with st.expander(_("Change its dimensions"), icon=":material/edit:"):
        st.caption(
            _(
                "Add a line below the last, tick a line to delete it. What is mapped on a dimension and summed up "
                "under it goes with it; undo brings it back."
            )
        )
        stamp = hash(tuple(known))
        with st.form(f"dimensions-{framework.id}-{stamp}", border=False):
            rows = _columns(known)
            st.data_editor(
                rows,
                num_rows="dynamic",
                hide_index=True,
                key=f"dimension-rows-{stamp}",
                width="stretch",
                column_config={name: _(name) for name in rows},
            )
            why = st.text_input(_("Reason (optional)"), key=f"dimensions-why-{stamp}")
            if st.form_submit_button(_("Keep the dimensions"), type="primary"):
                state = st.session_state[f"dimension-rows-{stamp}"]
                frame.do(lambda: _kept(study, framework, after(known, state), why))


def _columns(known: Sequence[FrameworkDimension]) -> dict[str, list[Any]]:
    return {
        PLACE: [one.position for one in known],
        NAME: [one.name for one in known],
        TEXT: [one.definition for one in known],
    }


def after(known: Sequence[FrameworkDimension], state: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The dimensions as the table tells they were changed: (id, name, definition) in the order of their places.

    Parameters
    ----------
    known : sequence of FrameworkDimension
        As the table showed them.
    state : mapping
        Streamlit's account of the edits: `edited_rows` by position, `added_rows`, and positions of `deleted_rows`.
    """
    rows: list[tuple[str, dict[str, Any]]] = [
        (one.id, {PLACE: one.position, NAME: one.name, TEXT: one.definition} | dict(state["edited_rows"].get(at, {})))
        for at, one in enumerate(known)
        if at not in state["deleted_rows"]
    ]
    rows += [("", dict(one)) for one in state["added_rows"]]
    last = len(rows) + len(known)
    rows.sort(key=lambda row: row[1].get(PLACE) or last)
    return [(one, str(row.get(NAME) or ""), str(row.get(TEXT) or "")) for one, row in rows]


def _kept(study: Study, framework: Framework, given: Sequence[tuple[str, str, str]], why: str) -> str:
    revise_framework(study, framework.id, given, by=frame.coder(study), why=why)
    return _("Kept the dimensions of “{name}”.", name=framework.name)
