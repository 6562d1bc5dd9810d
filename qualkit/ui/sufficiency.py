"""Sampling and sufficiency: new codes per interview where counting fits the approach, and dated judgements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from qualkit.memos import memos_table, write_memo
from qualkit.saturation.actions import saturation
from qualkit.saturation.criteria import Criterion
from qualkit.saturation.drawing import enlarged, png, svg
from qualkit.saturation.figures import curve_chart, grid_chart
from qualkit.saturation.report import REFLEXIVE, notes, paragraph
from qualkit.saturation.result import Saturation, guest_cells, per_interview
from qualkit.saturation.tables import csv_bytes, incidence_bytes
from qualkit.study import Study
from qualkit.ui import frame, words

SCREEN = 1.45
THRESHOLDS = {"5%": 0.05, "0%": 0.0, "10%": 0.1}
KIND = "methodological"
STEPS: dict[str, Any] = {
    "place": "",
    "interview": "Interview",
    "codes": "Codes",
    "new": "New",
    "repeat": "Repeated",
    "cumulative": "So far",
    "percent": st.column_config.NumberColumn("Of all", format="%.0f%%"),
    "new_names": "New codes",
}
CELLS: dict[str, Any] = {
    "base": "Base",
    "run": "Run",
    "threshold": st.column_config.NumberColumn("Threshold", format="percent"),
    "label": "Criterion met at",
    "later_breaches": "Exceeded by runs ending at",
    "status": "Status",
}
POWER = (
    ("Aim", "A narrow aim needs fewer interviews than a broad one."),
    ("Sample specificity", "Participants who know much about just this question need to be fewer."),
    ("Established theory", "Theory that the study builds on lets fewer interviews say more."),
    ("Quality of dialogue", "Strong, focused conversations carry more than weak ones."),
    ("Analysis strategy", "An in-depth look at a few cases needs fewer than a comparison across cases."),
)


def page() -> None:
    """The page, as far as there is something to show."""
    study = frame.needed_study()
    frame.header("Sampling and sufficiency", "Is what was gathered enough for the question? A judgement, with records.")
    reflexive = study.settings.approach == "reflexive"
    if reflexive:
        information_power()
    judgements(study)
    if not reflexive or st.toggle("Show counts", key="show-counts"):
        counts(study)


# ---- judgement ----


def information_power() -> None:
    """What a reflexive study can ask of its sample, in place of counts."""
    st.subheader("Information power", anchor=False)
    st.caption(frame.plain(REFLEXIVE))
    st.markdown("\n".join(f"- **{name}.** {meaning}" for name, meaning in POWER))


def judgements(study: Study) -> None:
    """Dated notes on sampling and sufficiency, kept as memos on the study."""
    memos = memos_table(study)
    reflexive = study.settings.approach == "reflexive"
    kept = memos[(memos["kind"] == KIND) & (memos["about"] == "study")]
    with st.expander(f"Notes on sampling and sufficiency ({len(kept)})", expanded=reflexive):
        for memo in kept.itertuples():
            st.markdown(frame.plain(str(memo.text)))
            st.caption(frame.plain(f"{memo.by}, {str(memo.at)[:10]}"))
        with st.form("sufficiency-note", clear_on_submit=True, border=False):
            question = "Why this many interviews, or why recruitment ended"
            text = st.text_area(question, placeholder="Recruitment ended because ...")
            if st.form_submit_button("Keep this note"):
                keep_note(study, text)


def keep_note(study: Study, text: str) -> None:
    """Keep a judgement as a methodological memo on the study, with who made it and when."""
    if not text.strip():
        st.warning("Write the note first.")
        return
    write_memo(study, text, kind=KIND, by=frame.coder(study))
    frame.note_done("Kept as a memo on the study.")
    st.rerun()


# ---- counts ----


def counts(study: Study) -> None:
    """The curve, its numbers, the criteria and the sentence; or what to do first."""
    result = saturation(study, chosen_criterion())
    if not result.steps:
        frame.empty(words.NO_INTERVIEWS, words.ADD_INTERVIEWS)
    elif not result.matrix.codes:
        frame.empty(
            "No passage is coded yet.", "Code passages on the Code page; new codes per interview then show here."
        )
    else:
        show(result)


def chosen_criterion() -> Criterion:
    """The criterion of Guest, Namey & Chen as the person set it; the paper's example until then."""
    with st.popover("Change the criterion", icon=":material/tune:"):
        base = st.number_input("Base: interviews at the start that others are compared with", 1, 100, 4, key="base")
        run = st.number_input("Run: interviews looked at together", 1, 20, 2, key="run")
        share = st.selectbox("Threshold: new codes in a run, as a share of those in the base", THRESHOLDS, key="share")
        st.caption("A criterion chosen after seeing the curve is chosen after the fact; say so in the paper.")
    return Criterion(int(base), int(run), THRESHOLDS[share])


def show(result: Saturation) -> None:
    """All there is to see of a study with codings."""
    st.subheader("New codes per interview", anchor=False)
    _figure(curve_chart(result), "new-codes", csv_bytes(result))
    steps = per_interview(result)
    st.dataframe(steps, hide_index=True, column_config=STEPS, column_order=tuple(STEPS), alt="New codes per interview")
    st.subheader("Guest, Namey & Chen (2020)", anchor=False)
    cells = guest_cells(result).fillna({"label": ""})
    st.caption("The first row is the one that the figure and the sentence report.")
    st.dataframe(cells, hide_index=True, height="content", column_config=CELLS, column_order=tuple(CELLS))
    st.subheader("For the methods section", anchor=False)
    st.code(paragraph(result), language=None, wrap_lines=True)
    for note in notes(result):
        st.caption(frame.plain(note))
    with st.expander("Which code in which interview"):
        _figure(grid_chart(result), "saturation-grid", incidence_bytes(result))


def _figure(chart: dict[str, Any], name: str, table: bytes) -> None:
    """A chart with its downloads; picture files are drawn when they are asked for."""
    st.vega_lite_chart(spec=enlarged(chart, SCREEN), width="content", theme=None)
    with st.container(horizontal=True):
        _download("CSV", table, f"{name}.csv", "text/csv")
        _download("SVG", lambda: svg(chart).encode(), f"{name}.svg", "image/svg+xml")
        _download("PNG", lambda: png(chart), f"{name}.png", "image/png")


def _download(label: str, data: bytes | Callable[[], bytes], file_name: str, mime: str) -> None:
    st.download_button(label, data, file_name, mime, key=file_name, icon=":material/download:", on_click="ignore")
