"""What the record of decisions is to be about: codes, interviews, coders, days."""

from __future__ import annotations

from datetime import date

import streamlit as st

from qualkit.coding.codebook import path_of
from qualkit.exchange.registry import Only
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.language import _


def chosen_lines(study: Study) -> Only:
    """What a person narrows the record to; nothing chosen is everything."""
    with study.reading() as connection:
        codes = {code.id: code for code in reads.codes(connection)}
        interviews = {one.id: one.name for one in reads.interviews(connection)}
        coders = reads.actors(connection)
    paths = {i: path_of(code, codes) for i, code in codes.items()}
    with frame.popover(_("Only some of it"), key="audit-only"):
        named = _chosen(_("Codes"), paths, "audit-codes")
        of = _chosen(_("Interviews"), interviews, "audit-interviews")
        by = st.multiselect(_("Done by"), coders, key="audit-coders")
        left, right = st.columns(2)
        since = left.date_input(_("From"), None, key="audit-since")
        until = right.date_input(_("To"), None, key="audit-until")
    return Only(codes=named, interviews=of, coders=tuple(by), since=_day(since), until=_day(until))


def _chosen(label: str, names: dict[str, str], key: str) -> tuple[str, ...]:
    return tuple(st.multiselect(label, list(names), format_func=lambda i: names[i], key=key))


def _day(chosen: object) -> str:
    return chosen.isoformat() if isinstance(chosen, date) else ""
