"""What is counted on the page, and by which criterion."""

from __future__ import annotations

import streamlit as st

from qualkit.saturation.criteria import FIRST_CHOICE, Criterion
from qualkit.saturation.records import recorded_criterion, set_criterion
from qualkit.saturation.views import AS_CODED, CURRENT, View, checked_view
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame

THRESHOLDS = {"5%": 0.05, "0%": 0.0, "10%": 0.1}
LEVELS = {"code": "Codes", "subtheme": "Subthemes", "theme": "Themes"}
UNITS = {"interview": "Interviews", "case": "Participants"}
CLOCKS = {
    "content": "By content: the first interview whose codings hold it",
    "discovery": "By discovery: the interview in which it was first applied",
}


def chosen_criterion(study: Study) -> Criterion:
    """The criterion of Guest, Namey & Chen: as set here, else as recorded, else that of the paper's example."""
    with study.reading() as connection:
        recorded = recorded_criterion(connection)
    first = recorded[0] if recorded else FIRST_CHOICE
    with st.popover("Change the criterion", icon=":material/tune:"):
        base = st.number_input(
            "Base: interviews at the start that others are compared with", 1, 100, first.base, key="base"
        )
        run = st.number_input("Run: interviews looked at together", 1, 20, first.run, key="run")
        shares = THRESHOLDS | {f"{100 * first.threshold:g}%": first.threshold}
        index = list(shares.values()).index(first.threshold)
        share = st.selectbox(
            "Threshold: new codes in a run, as a share of those in the base", shares, index, key="share"
        )
        chosen = Criterion(int(base), int(run), shares[share])
        _record(study, chosen, recorded)
    return chosen


def _record(study: Study, chosen: Criterion, recorded: tuple[Criterion, str] | None) -> None:
    """Keep the criterion with its moment: one chosen after seeing the curve is chosen after the fact."""
    if recorded and recorded[0] == chosen:
        st.caption(f"This criterion was {recorded[1]}.")
        return
    st.caption("Record the criterion before coding begins; chosen after seeing the curve, the paper has to say so.")
    if st.button("Record this criterion"):
        frame.do(lambda: _kept(study, chosen))


def _kept(study: Study, chosen: Criterion) -> str:
    set_criterion(study, chosen, by=frame.coder(study))
    return "Recorded, with today's date."


def chosen_view(study: Study) -> View:
    """Codebook, level, unit and clock."""
    with study.reading() as connection:
        versions = [f"v{version.number}" for version in reads.versions(connection)]
    named = {CURRENT: "As it is now", AS_CODED: "Codes as first applied"}
    with st.popover("What is counted", icon=":material/visibility:"):
        books = [CURRENT, AS_CODED, *versions]
        book = st.selectbox("Codebook", books, format_func=lambda one: named.get(one, f"Version {one}"), key="book")
        level = st.selectbox("Level", LEVELS, format_func=LEVELS.__getitem__, key="level")
        unit = st.selectbox("Unit", UNITS, format_func=UNITS.__getitem__, key="unit")
        clock = st.selectbox("When a code counts as new", CLOCKS, format_func=CLOCKS.__getitem__, key="clock")
    return checked_view(book, level, unit, clock)
