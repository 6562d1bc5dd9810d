"""Participants and what is known about them: age, role, site ..."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualkit.interviews import cases_table, describe_case
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.language import _

if TYPE_CHECKING:
    from pandas import DataFrame

FIXED = ("id", "name", "note", "interviews")


def section(study: Study) -> None:
    """Participants and attributes, folded away until asked for."""
    table = cases_table(study)
    with st.expander(_("Participants ({n})", n=len(table)), icon=":material/group:"):
        if table.empty:
            st.caption(_("Nobody yet. Name who took part in the table of interviews, or here."))
        else:
            attributes(study, table)
        with st.form("participant", border=False, clear_on_submit=True):
            describe(study, table)


def attributes(study: Study, table: DataFrame) -> None:
    """One row per participant and a column for each attribute, changed in place."""
    named = [name for name in table.columns if name not in FIXED]
    shown: dict[str, Any] = {name: st.column_config.TextColumn(name) for name in named}
    shown |= {
        "name": st.column_config.TextColumn(_("Participant"), disabled=True, pinned=True),
        "interviews": st.column_config.TextColumn(_("Interviews"), disabled=True),
    }
    key = f"participants-{frame.revision(study)}"
    order = ["name", *named, "interviews"]
    st.data_editor(table, column_config=shown, column_order=order, hide_index=True, key=key, placeholder=" ")
    edited = st.session_state.get(key, {}).get("edited_rows", {})
    if edited:
        frame.do(lambda: apply_edits(study, table, edited))


def apply_edits(study: Study, table: DataFrame, edited: Mapping[int, Mapping[str, str | None]]) -> str:
    """Write the attributes that were changed in the table; `edited` holds the new cells by row."""
    for number, cells in edited.items():
        name = str(table["name"].iloc[number])
        describe_case(study, name, {key: value or "" for key, value in cells.items()}, by=frame.coder(study))
    return _("Saved.")


def describe(study: Study, table: DataFrame) -> None:
    """A new participant, or a new attribute of one."""
    who, what, value, send = st.columns([3, 3, 3, 2], vertical_alignment="bottom")
    name = who.text_input(_("Participant"), placeholder="P1")
    attribute = what.text_input(_("Attribute"), placeholder=_("role"))
    known = value.text_input(_("Value"), placeholder=_("charge nurse"))
    if send.form_submit_button(_("Add"), width="stretch") and name.strip():
        facts = {attribute.strip(): known.strip()} if attribute.strip() else {}
        frame.do(lambda: note_facts(study, name.strip(), facts))


def note_facts(study: Study, name: str, facts: Mapping[str, str]) -> str:
    """Enter a participant with what is known about them."""
    describe_case(study, name, facts, by=frame.coder(study))
    return _("Noted {name}.", name=name)
