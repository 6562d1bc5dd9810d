"""Figures that take interviews for a sample: other orders, the curve without its order, coverage.

Each comes with its numbers as rows, for the CSV beside it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from qualkit.saturation.advanced import LOWER, MIDDLE, UPPER, Advanced
from qualkit.saturation.drawing import HEIGHT, INK, LINE, NEW, REPEAT, WIDTH, Chart, dressed, numbered, ticks
from qualkit.saturation.estimators import Z95
from qualkit.saturation.frequencies import Estimate, Undefined
from qualkit.saturation.rarefaction import Values
from qualkit.saturation.result import Saturation

Rows = list[dict[str, Any]]
Figure = tuple[Chart, Rows]
NOTHING: Figure = ({}, [])
ASSUMES = "Takes interviews for a random sample, which purposive sampling is not."


def orders_figure(result: Saturation, found: Advanced) -> Figure:
    """Median and 95% band over orders of the same interviews, the order of collection as dots."""
    if isinstance(found.rarefied, Undefined):
        return NOTHING
    bands = (found.orders.quantile(part).tolist() for part in (MIDDLE, LOWER, UPPER))
    rows: Rows = [
        {"interviews": step.place, "collected": step.cumulative, "median": median, "low": low, "high": high}
        for step, median, low, high in zip(result.steps, *bands, strict=True)
    ]
    count = len(found.orders.curves)
    which = f"all {count:,} orders" if found.orders.seed is None else f"{count:,} orders (seed {found.orders.seed})"
    lines = (
        f"Dots: order of collection. Dashed: median of {which}; band: 95% of them.",
        f"{_size(found)} The band shows what the order does, not codes still unseen: at the end it has no width.",
    )
    axes = _axes(len(rows), "Interviews", found.found.codes)
    layers = [_band(rows, axes), _line(rows, axes, "median", dashed=True), _dots(rows, axes, "collected")]
    return _chart(layers, lines), rows


def rarefaction_figure(found: Advanced) -> Figure:
    """Codes expected in t interviews, solid up to T and dashed to 2T, with the unconditional 95% band."""
    rows = _rarefaction_rows(found)
    if not rows:
        return NOTHING
    total, estimate = found.found.interviews, found.estimates["chao2"]
    top = max(max(row["high"] for row in rows), found.found.codes)
    bound = f"Dotted: Chao2, a lower bound ({estimate.estimate:.1f})." if isinstance(estimate, Estimate) else ""
    lines = (
        f"Solid: mean over all orders; dashed: beyond the {total} interviews; band: 95%, unseen codes included.",
        f"{_size(found)} {bound}",
        ASSUMES,
    )
    axes = _axes(2 * total, "Interviews", top)
    layers = [_band(rows, axes), *_solid_and_dashed(rows, axes, total, "codes"), *_bound(estimate, axes)]
    return _chart(layers, lines), rows


def coverage_figure(found: Advanced) -> Figure:
    """Share of code mentions that belong to codes already known, after t interviews."""
    if isinstance(found.covered, Undefined):
        return NOTHING
    total = found.found.interviews
    rows: Rows = [
        {"interviews": t, "coverage": 100 * value, "part": "made" if t <= total else "beyond"}
        for t, value in enumerate(found.covered.tolist(), start=1)
    ]
    lines = (
        f"Solid: the {total} interviews made; dashed: beyond them. Of mentions, not of codes.",
        f"{_size(found)} {ASSUMES}",
    )
    axes = _axes(2 * total, "Interviews", 100, title="Coverage of code mentions (%)")
    return _chart(_solid_and_dashed(rows, axes, total, "coverage"), lines), rows


def _rarefaction_rows(found: Advanced) -> Rows:
    means, errors = _on_end(found.rarefied, found.extrapolated), _on_end(found.rarefied_sd, found.extrapolated_sd)
    total = found.found.interviews
    return [
        {
            "interviews": t,
            "codes": mean,
            "sd": sd,
            "low": max(mean - Z95 * sd, 0.0),
            "high": mean + Z95 * sd,
            "part": "made" if t <= total else "beyond",
        }
        for t, (mean, sd) in enumerate(zip(means, errors, strict=True), start=1)
    ]


def _on_end(made: Values | Undefined, beyond: Values | Undefined) -> list[float]:
    """One curve of both parts; empty where they are undefined."""
    if isinstance(made, Undefined) or isinstance(beyond, Undefined):
        return []
    return [float(value) for value in np.concatenate([made, beyond])]


def _size(found: Advanced) -> str:
    return f"n = {found.found.interviews} interviews, {found.found.codes} codes."


# ---- marks ----


def _axes(last: int, across_title: str, top: float, *, title: str = "Codes") -> Chart:
    x_axis = {"values": numbered(last), "format": "d", "grid": False}
    y_axis = {"values": ticks(1.08 * top), "format": "d", "gridColor": LINE, "gridWidth": 0.6}
    x_scale, y_scale = {"domain": [0.5, last + 0.5], "nice": False}, {"domain": [0, 1.08 * top], "nice": False}
    return {
        "x": {"field": "interviews", "type": "quantitative", "title": across_title, "axis": x_axis, "scale": x_scale},
        "y": {"type": "quantitative", "title": title, "axis": y_axis, "scale": y_scale},
    }


def _on(axes: Chart, field: str) -> Chart:
    return {"x": axes["x"], "y": {**axes["y"], "field": field}}


def _band(rows: Rows, axes: Chart) -> Chart:
    mark = {"type": "area", "color": REPEAT, "opacity": 0.6}
    return {"data": {"values": rows}, "mark": mark, "encoding": {**_on(axes, "low"), "y2": {"field": "high"}}}


def _line(rows: Rows, axes: Chart, field: str, *, dashed: bool = False) -> Chart:
    mark = {"type": "line", "color": INK, "strokeWidth": 1.4, **({"strokeDash": [5, 3]} if dashed else {})}
    return {"data": {"values": rows}, "mark": mark, "encoding": _on(axes, field)}


def _dots(rows: Rows, axes: Chart, field: str) -> Chart:
    mark = {"type": "point", "filled": True, "color": NEW, "size": 26, "opacity": 1}
    return {"data": {"values": rows}, "mark": mark, "encoding": _on(axes, field)}


def _solid_and_dashed(rows: Rows, axes: Chart, total: int, field: str) -> list[Chart]:
    """The dashed part begins where the solid one ends, and a dot stands between them."""
    return [
        _line(rows[:total], axes, field),
        _line(rows[total - 1 :], axes, field, dashed=True),
        _dots(rows[total - 1 : total], axes, field),
    ]


def _bound(estimate: Estimate | Undefined, axes: Chart) -> list[Chart]:
    if isinstance(estimate, Undefined):
        return []
    mark = {"type": "rule", "color": INK, "strokeDash": [1, 3], "strokeWidth": 1}
    values = [{"bound": estimate.estimate}]
    return [{"data": {"values": values}, "mark": mark, "encoding": {"y": {**axes["y"], "field": "bound"}}}]


def _chart(layers: list[Chart], lines: tuple[str, ...]) -> Chart:
    return dressed({"width": WIDTH, "height": HEIGHT, "autosize": "pad", "layer": layers}, lines)
