"""Codes and passages beside the dimensions of a framework, in an order by wording; a person decides what fits."""

from __future__ import annotations

import streamlit as st

from qualkit.model import Framework
from qualkit.store import reads
from qualkit.store.charting import dimensions
from qualkit.store.quoted import quotes_of
from qualkit.study import Study
from qualkit.themes.framework import places
from qualkit.themes.hints import FrameworkFit, kept_hints
from qualkit.ui import memo_text
from qualkit.ui.language import _, marked
from qualkit.ui.moments import day
from qualkit.ui.suggested import comparison_bar, out_of_sight

NEAR_NONE = marked("none")
NOT_YET = marked("not yet")


def beside_dimensions(study: Study, framework: Framework) -> None:
    """The dimensions by how near each code is to them, where suggestions may be seen; and a button to compute it."""
    with study.reading() as connection:
        hints, at = kept_hints(connection)
        themes = reads.themes(connection)
    fit = next((one for one in hints.frameworks if one.framework_id == framework.id), None)
    with st.expander(_("Codes beside its dimensions, by wording"), icon=":material/compare_arrows:"):
        if fit is None or out_of_sight(study, themes):
            st.caption(
                _("Which dimensions a code or a passage is nearest to in wording: a prompt to look, nothing more.")
            )
        else:
            st.caption(
                _(
                    "Made {day}. An order by wording, nearest first; nothing was mapped. You decide above, "
                    "and that none of them fits is an answer too.",
                    day=day(at),
                )
            )
            _codes(study, framework, fit)
            _passages(study, framework, fit)
        comparison_bar(study)


def _codes(study: Study, framework: Framework, fit: FrameworkFit) -> None:
    with study.reading() as connection:
        names = {one.id: one.name for one in dimensions(connection, framework.id)}
        codes = {one.id: one.name for one in reads.codes(connection, "active", "draft")}
        mapped = [one for one in places(connection, framework) if one.about == "code"]
    yours: dict[str, list[str]] = {}
    for one in mapped:
        yours.setdefault(one.about_id, []).append(names.get(one.dimension_id or "", _(NEAR_NONE)))
    rows = [
        {
            _("Code"): codes[one.code_id],
            _("You say"): ", ".join(yours.get(one.code_id, [_(NOT_YET)])),
            _("Stands out"): names.get(one.fits or "", _(NEAR_NONE)),
            _("Nearest first"): ", ".join(names[i] for i in one.order if i in names),
        }
        for one in fit.codes
        if one.code_id in codes
    ]
    st.dataframe(sorted(rows, key=lambda row: row[_("Code")].casefold()), hide_index=True)


def _passages(study: Study, framework: Framework, fit: FrameworkFit) -> None:
    """For one dimension the passages nearest to it, letter by letter."""
    with study.reading() as connection:
        names = {one.id: one.name for one in dimensions(connection, framework.id)}
        quotes = quotes_of(connection, [i for ids in fit.passages.values() for i in ids])
    offered = [one for one in names if fit.passages.get(one)]
    if not offered:
        return
    shown = st.selectbox(_("Passages nearest to"), offered, format_func=names.__getitem__, key=f"near-{framework.id}")
    st.html(memo_text.STYLE)
    for segment_id in fit.passages[str(shown)]:
        if segment_id in quotes:
            memo_text.linked(study, segment_id, quotes[segment_id], key=f"near-{segment_id}")
