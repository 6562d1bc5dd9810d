"""Other criteria in use, and what takes interviews for a random sample."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from qualkit.saturation.actions import salience
from qualkit.saturation.advanced import Advanced, cautions, repetition
from qualkit.saturation.frequencies import Estimate
from qualkit.saturation.gallery import Subject
from qualkit.saturation.reporting_items import advanced_sentences
from qualkit.saturation.result import Saturation
from qualkit.saturation.stopping import batches, quarters
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.language import _, headings, marked
from qualkit.ui.sufficiency_figures import download_rows, show_figure

NAMES = {
    "chao2": marked("Chao2, a lower bound"),
    "chao2_bc": marked("Chao2, bias-corrected"),
    "ichao2": "iChao2",
    "ice": "ICE",
    "jackknife1": marked("First-order jackknife"),
    "jackknife2": marked("Second-order jackknife"),
    "bootstrap": marked("Bootstrap"),
}
OF_ALL = st.column_config.NumberColumn(marked("Of all"), format="%.0f%%")
BATCHES: dict[str, Any] = {
    "first": marked("From"),
    "last": marked("To"),
    "interviews": "n",
    "new": marked("New"),
    "cumulative": marked("So far"),
    "percent": OF_ALL,
}
FIGURES = {
    "orders": marked("In other orders of the same interviews"),
    "rarefaction": marked("Without the order, and beyond the interviews made"),
    "coverage": marked("Coverage of code mentions"),
}


def criteria_section(result: Saturation) -> None:
    """Francis et al., batches of six, quarters."""
    st.markdown(_("**Francis et al. (2010), 10+3:** {status}.", status=frame.plain(result.francis.status)))
    for category, found in result.francis_by_category.items():
        st.caption(
            _(
                "Codes under “{category}” alone: {status}.",
                category=frame.plain(category),
                status=frame.plain(found.status),
            )
        )
    st.caption(_("Batches of six (Guest, Bunce & Johnson 2006), of {n} codes in all", n=len(result.matrix.codes)))
    parts = pd.DataFrame([asdict(batch) for batch in batches(result.new)])
    st.dataframe(parts, hide_index=True, column_config=headings(BATCHES), column_order=tuple(BATCHES))
    st.caption(_("Quarters of the interviews (Turner-Bowker et al. 2018)"))
    quartered = pd.DataFrame([asdict(part) for part in quarters(result.new)])
    st.dataframe(
        quartered[["interviews", "cumulative", "percent"]],
        hide_index=True,
        column_config=headings({"interviews": marked("Interviews"), "cumulative": marked("So far"), "percent": OF_ALL}),
    )


def advanced_section(study: Study, subject: Subject) -> None:
    """Estimates, orders, curves; computed only when they are asked for."""
    with st.expander(_("Advanced")):
        st.caption(
            _("These take interviews for a random sample, which purposive sampling is not. Descriptive at best.")
        )
        if not st.toggle(_("Compute estimates and other orders"), key="advanced"):
            return
        found = subject.advanced()
        st.dataframe(estimates_table(found), hide_index=True, alt=_("Estimates"))
        if told := repetition(found):
            st.caption(frame.plain(told))
        for caution in cautions(found):
            st.caption(frame.plain(caution))
        st.code(advanced_sentences(subject.result, found), language=None, wrap_lines=True)
        for name, heading in FIGURES.items():
            st.markdown(f"**{_(heading)}**")
            show_figure(name, subject)
        salience_section(study)


def salience_section(study: Study) -> None:
    """Smith's index of each code, with a download."""
    st.markdown(_("**Salience of codes**"))
    st.caption(
        _("Smith's index, 0 to 1: high where a code comes early in the text of many interviews (Weller et al. 2018).")
    )
    rows = [{"code": code, "salience": round(index, 4)} for code, index in salience(study).items()]
    shown: dict[str, Any] = {
        "code": _("Code"),
        "salience": st.column_config.NumberColumn(_("Smith's index"), format="%.2f"),
    }
    st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=shown, alt=_("Salience of codes"))
    download_rows("salience", rows)


def estimates_table(found: Advanced) -> pd.DataFrame:
    """One row per estimate, with why it is undefined where it is."""
    rows = []
    for name, value in found.estimates.items():
        numbers = asdict(value) if isinstance(value, Estimate) else {"undefined": value.reason}
        rows.append({"Estimate": _(NAMES[name]), **numbers})
    table = pd.DataFrame(rows).rename(columns={"estimate": _("Codes"), "se": "SE", "low": _("95% from"), "high": "to"})
    return table.round(2)
