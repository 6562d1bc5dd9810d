"""What is counted on the page, and by which criterion."""

from __future__ import annotations

import streamlit as st

from qualkit.saturation.criteria import FIRST_CHOICE, Criterion
from qualkit.saturation.records import recorded_criterion, set_criterion
from qualkit.saturation.views import AS_CODED, CURRENT, View, checked_view
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.language import _, marked, spoken

THRESHOLDS = {"5%": 0.05, "0%": 0.0, "10%": 0.1}
LEVELS = {"code": marked("Codes"), "subtheme": marked("Subthemes"), "theme": marked("Themes")}
UNITS = {"interview": marked("Interviews"), "case": marked("Participants")}
CLOCKS = {
    "content": marked("By content: the first interview whose codings hold it"),
    "discovery": marked("By discovery: the interview in which it was first applied"),
}


def chosen_criterion(study: Study) -> Criterion:
    """The criterion of Guest, Namey & Chen: as set here, else as recorded, else that of the paper's example."""
    with study.reading() as connection:
        recorded = recorded_criterion(connection)
    first = recorded[0] if recorded else FIRST_CHOICE
    with st.popover(_("Change the criterion"), icon=":material/tune:"):
        base = st.number_input(
            _("Base: interviews at the start that others are compared with"), 1, 100, first.base, key="base"
        )
        run = st.number_input(_("Run: interviews looked at together"), 1, 20, first.run, key="run")
        shares = THRESHOLDS | {f"{100 * first.threshold:g}%": first.threshold}
        index = list(shares.values()).index(first.threshold)
        share = st.selectbox(
            _("Threshold: new codes in a run, as a share of those in the base"), shares, index, key="share"
        )
        chosen = Criterion(int(base), int(run), shares[share])
        _record(study, chosen, recorded)
    return chosen


def _record(study: Study, chosen: Criterion, recorded: tuple[Criterion, str] | None) -> None:
    """Keep the criterion with its moment: one chosen after seeing the curve is chosen after the fact."""
    if recorded and recorded[0] == chosen:
        st.caption(_("This criterion was {recorded}.", recorded=recorded[1]))
        return
    st.caption(_("Record the criterion before coding begins; chosen after seeing the curve, the paper has to say so."))
    if st.button(_("Record this criterion")):
        frame.do(lambda: _kept(study, chosen))


def _kept(study: Study, chosen: Criterion) -> str:
    set_criterion(study, chosen, by=frame.coder(study))
    return _("Recorded, with today's date.")


def chosen_view(study: Study) -> View:
    """Codebook, level, unit and clock."""
    with study.reading() as connection:
        versions = [f"v{version.number}" for version in reads.versions(connection)]
    named = {CURRENT: _("As it is now"), AS_CODED: _("Codes as first applied")}
    named |= {version: _("Version {number}", number=version) for version in versions}
    with st.popover(_("What is counted"), icon=":material/visibility:"):
        book = st.selectbox(_("Codebook"), named, format_func=named.__getitem__, key="book")
        level = st.selectbox(_("Level"), LEVELS, format_func=spoken(LEVELS), key="level")
        unit = st.selectbox(_("Unit"), UNITS, format_func=spoken(UNITS), key="unit")
        clock = st.selectbox(_("When a code counts as new"), CLOCKS, format_func=spoken(CLOCKS), key="clock")
    return checked_view(book, level, unit, clock)
