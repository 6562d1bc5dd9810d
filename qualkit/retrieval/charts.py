"""Pictures of what was looked up: a grid of counts, and bars of words. Vega-Lite; drawn by qualkit.pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualkit.pictures import framed

Chart = dict[str, Any]

INK, PALE, DEEP = "#1f2430", "#eef3f6", "#1f4e6b"
ROW, COLUMN, MOST_CELLS, MOST_BARS = 20, 44, 6_000, 40
"""Points of a row and a column; beyond so many cells no number could be read."""


def counts_chart(
    rows: Sequence[str],
    columns: Sequence[str],
    counts: Sequence[Sequence[int]],
    *,
    told: tuple[str, str, str] = ("Code", "In", "Passages"),
) -> Chart:
    """A grid with a number in each cell that is not empty, darker where it is larger.

    Parameters
    ----------
    rows, columns : sequence of str
        What stands beside and above the grid.
    counts : sequence of sequence of int
        One number for each row and column.
    told : tuple of str
        What a row, a column and a number is, for whoever points at a cell.

    Returns
    -------
    dict
        A Vega-Lite specification; empty where there is nothing to draw, or so much that none could be read.
    """
    cells: list[dict[str, Any]] = [
        {"row": row, "column": column, "n": int(counts[r][c])}
        for r, row in enumerate(rows)
        for c, column in enumerate(columns)
        if counts[r][c]
    ]
    if not cells or len(rows) * len(columns) > MOST_CELLS:
        return {}
    most = max(cell["n"] for cell in cells)
    colour = {"field": "n", "type": "quantitative", "scale": {"range": [PALE, DEEP], "domain": [0, most]}}
    light = {"condition": {"test": f"datum.n > {most / 2}", "value": "white"}, "value": INK}
    grid: list[Chart] = [
        {"mark": {"type": "rect", "name": "cells"}, "encoding": {"color": {**colour, "legend": None}}},
        {"mark": {"type": "text", "fontSize": 9}, "encoding": {"text": {"field": "n"}, "color": light}},
    ]
    axes = {"x": _axis("column", columns, orient="top", labelAngle=-40), "y": _axis("row", rows)}
    size = {"width": COLUMN * len(columns), "height": ROW * len(rows)}
    fields = zip(("row", "column", "n"), told, strict=True)
    tip = {"tooltip": [{"field": field, "title": title, "type": "nominal"} for field, title in fields]}
    return _dressed({**size, "data": {"values": cells}, "encoding": {**axes, **tip}, "layer": grid})


def bars_chart(names: Sequence[str], counts: Sequence[int], *, told: tuple[str, str] = ("Word", "Times said")) -> Chart:
    """Bars of the first forty, longest first, `told` for whoever points at one; empty where there are none."""
    shown = [{"word": name, "n": n} for name, n in zip(names, counts, strict=True)][:MOST_BARS]
    if not shown:
        return {}
    order = [one["word"] for one in shown]
    axes = {"y": _axis("word", order), "x": {"field": "n", "type": "quantitative", "axis": None}}
    size = {"width": 260, "height": 16 * len(shown)}
    bar = {"mark": {"type": "bar", "color": DEEP, "height": 10}}
    look = {"type": "text", "align": "left", "dx": 3, "fontSize": 9, "color": INK}
    number = {"mark": look, "encoding": {"text": {"field": "n"}}}
    tip = {"tooltip": [{"field": field, "title": title} for field, title in zip(("word", "n"), told, strict=True)]}
    return _dressed({**size, "data": {"values": shown}, "encoding": {**axes, **tip}, "layer": [bar, number]})


def _axis(field: str, order: Sequence[object], **more: object) -> Chart:
    axis = {"domain": False, "ticks": False, "labelLimit": 320, "labelPadding": 5, **more}
    return {"field": field, "type": "nominal", "sort": list(order), "title": None, "axis": axis}


def _dressed(chart: Chart) -> Chart:
    return framed({"autosize": "pad", **chart}, {"axis": {"labelFontSize": 11, "labelColor": INK}})
