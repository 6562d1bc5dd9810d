"""Quotes that are ticked: which they are, and what can be done with all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from qualkit.coding.codebook import Entry
from qualkit.coding.recoding import recode_codings
from qualkit.coding.several import code_as_well, remove_codings
from qualkit.store.places import coding_ids
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.code_acts import choose_code
from qualkit.ui.language import _, plural

TICKED = "ticked quotes"


def ticked(code_id: str) -> set[str]:
    """Codings of the code that are ticked, those on other screenfuls included."""
    kept: dict[str, set[str]] = st.session_state.setdefault(TICKED, {})
    return kept.setdefault(code_id, set())


def box(coding_id: str, label: str, code_id: str) -> None:
    """The box to tick of one quote."""
    key = f"tick-{coding_id}"
    st.session_state[key] = coding_id in ticked(code_id)
    st.checkbox(label, key=key, on_change=turn, args=(coding_id, code_id))


def turn(coding_id: str, code_id: str) -> None:
    """Tick a quote, or take the tick off."""
    ticked(code_id).symmetric_difference_update({coding_id})


def tick(coding_ids: Iterable[str], code_id: str) -> None:
    """Tick all these."""
    ticked(code_id).update(coding_ids)


def untick(code_id: str) -> None:
    """Nothing of the code is ticked any more."""
    ticked(code_id).clear()


# ---- what can be done with them ----


def bar(study: Study, entries: Sequence[Entry], entry: Entry, here: Sequence[str]) -> None:
    """How many are ticked, ways to tick more, and what to do with them."""
    code = entry.code
    chosen = sorted(ticked(code.id))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tick-bar"):
        st.button(_("Tick all shown"), key="tick-shown", on_click=tick, args=(here, code.id))
        if entry.references > len(here) and st.button(
            _("Tick all {references}", references=entry.references), key="tick-all"
        ):
            with study.reading() as connection:
                tick(coding_ids(connection, code.id), code.id)
            st.rerun()
        if chosen:
            st.button(_("Untick"), key="untick", on_click=untick, args=(code.id,))
        else:
            st.caption(_("Tick quotes to give them another code or to take this one off."), width="content")
    if chosen:
        acts(study, [one for one in entries if one.code.id != code.id], entry, chosen)


def acts(study: Study, others: Sequence[Entry], entry: Entry, chosen: Sequence[str]) -> None:
    """Give the ticked quotes another code in place of this one, another as well, or take this one off."""
    code = entry.code
    with st.container(border=True, key="ticked-acts"):
        st.markdown(plural("**{n} quote ticked**", "**{n} quotes ticked**", len(chosen)))
        to = choose_code(_("Another code"), others, key="recode-to")
        with st.container(horizontal=True):
            if st.button(_("Recode"), disabled=to is None, type="primary", key="recode") and to:
                frame.do(lambda: recoded(study, code.id, chosen, to))
            if st.button(_("Add it as well"), disabled=to is None, key="as-well") and to:
                frame.do(lambda: coded_as_well(study, code.id, chosen, to))
            if st.button(_("Take off"), key="take-off", help=_("Take “{name}” off them.", name=frame.plain(code.name))):
                frame.do(lambda: taken_off(study, code.id, chosen))


def recoded(study: Study, code_id: str, chosen: Sequence[str], to: str) -> str:
    """Give the passages the other code in place of this one, in one act."""
    changed = recode_codings(study, chosen, to, by=frame.coder(study))
    untick(code_id)
    return plural("Recoded {n} quote.", "Recoded {n} quotes.", changed)


def coded_as_well(study: Study, code_id: str, chosen: Sequence[str], to: str) -> str:
    """Give the passages the other code beside this one, in one act."""
    coded = code_as_well(study, chosen, to, by=frame.coder(study))
    untick(code_id)
    return plural("Coded {n} quote.", "Coded {n} quotes.", coded)


def taken_off(study: Study, code_id: str, chosen: Sequence[str]) -> str:
    """Take the code off the passages, in one act."""
    gone = remove_codings(study, chosen, by=frame.coder(study))
    untick(code_id)
    return plural("Taken off {n} quote.", "Taken off {n} quotes.", gone)
