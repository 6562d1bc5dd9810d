"""Figures on the page: shown, clicked, downloaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from qualkit.saturation.drawing import Chart, enlarged, png, rows_bytes, svg
from qualkit.saturation.gallery import Subject, figure
from qualkit.ui.dark import on_page
from qualkit.ui.language import _

SCREEN = 1.45
CLICK = {"name": "bar", "select": {"type": "point", "fields": ["interview"]}, "views": ["bars"]}


def show_figure(name: str, subject: Subject) -> None:
    """A figure with its downloads; nothing where there is nothing to draw."""
    chart, rows = figure(name, subject)
    if not chart:
        st.caption(_("There is nothing to draw here, or so much that it could not be read."))
        return
    st.vega_lite_chart(spec=on_page(enlarged(chart, SCREEN)), width="content", theme=None, key=f"figure-{name}")
    downloads(name, chart, rows)


def clicked_chart(subject: Subject) -> str | None:
    """The curve, whose bars can be clicked; returns the interview of the bar that was."""
    chart, rows = figure("curve", subject)
    bars, *others = chart["layer"]
    clickable = {**chart, "params": [CLICK], "layer": [{**bars, "name": "bars"}, *others]}
    shown: Any = st.vega_lite_chart(
        spec=on_page(enlarged(clickable, SCREEN)), width="content", theme=None, on_select="rerun", key="figure-curve"
    )
    downloads("new-codes", chart, rows)
    return _clicked(shown)


def _clicked(shown: Any) -> str | None:
    picked = shown.selection.get("bar") if shown and "selection" in shown else None
    return picked[0].get("interview") if picked else None


def downloads(name: str, chart: Chart, rows: list[dict[str, Any]]) -> None:
    """The numbers and the picture; files are drawn when they are asked for."""
    with st.container(horizontal=True):
        download_rows(name, rows)
        _download("SVG", lambda: svg(chart).encode(), f"{name}.svg", "image/svg+xml")
        _download("PNG", lambda: png(chart), f"{name}.png", "image/png")


def download_rows(name: str, rows: list[dict[str, Any]]) -> None:
    """The numbers alone."""
    _download("CSV", lambda: rows_bytes(rows), f"{name}.csv", "text/csv")


def _download(label: str, data: Callable[[], bytes], file_name: str, mime: str) -> None:
    st.download_button(label, data, file_name, mime, key=file_name, icon=":material/download:", on_click="ignore")
