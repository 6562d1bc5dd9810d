"""Figures of what people did and recorded: two codebooks, dimensions of meaning, ratings of depth."""

from __future__ import annotations

from collections.abc import Sequence

from qualkit.saturation.depth import CRITERIA, RATINGS, Depth
from qualkit.saturation.drawing import (
    HEIGHT,
    INK,
    LINE,
    NEW,
    PALE,
    PRINTED,
    REPEAT,
    SOFT,
    WIDTH,
    Chart,
    dressed,
    numbered,
    shades,
    ticks,
    tooltip,
)
from qualkit.saturation.figures_advanced import NOTHING, Figure, Rows
from qualkit.saturation.meaning import CodeMeaning
from qualkit.saturation.report import counted
from qualkit.saturation.result import Codebooks, Saturation

ROW = 16  # points of height of one concept


def codebooks_figure(both: Codebooks) -> Figure:
    """The running total under the codes as first applied and under the codebook as it became."""
    if not both.other.steps or not both.as_coded.matrix.codes:
        return NOTHING
    curves = {"as coded": both.as_coded, both.other.codebook: both.other}
    rows: Rows = [
        {"interviews": i, "interview": step.interview, "codebook": name, "new": step.new, "codes": step.cumulative}
        for name, result in curves.items()
        for i, step in enumerate(result.steps, start=1)
    ]
    after = "" if both.after is None else f", {both.after} of them after the criterion could first be seen as met"
    between = counted(both.operations, "operation")
    then, now = len(both.as_coded.matrix.codes), len(both.other.matrix.codes)
    lines = (
        f"n = {len(both.other.steps)} interviews. Dashed, hollow: codes as first applied ({then}). "
        f"Solid: {both.other.codebook} ({now}).",
        f"Between them lie {between} on the codebook (merges, splits, retirements){after}.",
        "Merging codes can only lower how many come late.",
    )
    layers = [_curve(rows, both.as_coded, "as coded", hollow=True), _curve(rows, both.other, both.other.codebook)]
    return dressed({"width": WIDTH, "height": HEIGHT, "autosize": "pad", "layer": layers}, lines), rows


def _curve(rows: Rows, result: Saturation, name: str, *, hollow: bool = False) -> Chart:
    total, top = len(result.steps), 1.1 * max(row["codes"] for row in rows)
    point = {"filled": not hollow, "fill": "white" if hollow else INK, "size": 26, "color": INK}
    dash = {"strokeDash": [5, 3]} if hollow else {}
    x_axis = {"values": numbered(total), "format": "d", "grid": False}
    y_axis = {"values": ticks(top), "format": "d", "gridColor": LINE, "gridWidth": 0.6}
    x_scale, y_scale = {"domain": [0.5, total + 0.5], "nice": False}, {"domain": [0, top], "nice": False}
    x = {"field": "interviews", "type": "quantitative", "title": "Interview", "axis": x_axis, "scale": x_scale}
    y = {"field": "codes", "type": "quantitative", "title": "Codes so far", "axis": y_axis, "scale": y_scale}
    return {
        "data": {"values": [row for row in rows if row["codebook"] == name]},
        "mark": {"type": "line", "color": INK, "strokeWidth": 1.4, "point": point, **dash},
        "encoding": {"x": x, "y": y, "tooltip": tooltip("interview", "codebook", "new", "codes")},
    }


def meaning_figure(found: Sequence[CodeMeaning], interviews: Sequence[str]) -> Figure:
    """Codes by interviews: in which a dimension of meaning was heard for the first time, and how many."""
    if not found:
        return NOTHING
    rows: Rows = [
        {"code": one.code, "interviews": place, "interview": name, "new": new, "told": str(new) if new else ""}
        for one in found
        for place, (name, new) in enumerate(zip(interviews, one.new, strict=True), start=1)
    ]
    lines = (
        f"n = {len(interviews)} interviews, {counted(len(found), 'code')} with recorded dimensions.",
        "Numbers: dimensions of the code's meaning heard for the first time, as researchers recorded them.",
    )
    x = {"field": "interviews", "type": "ordinal", "title": "Interview", "axis": {"orient": "top", "labelAngle": 0}}
    shade = {"condition": {"test": "datum.new > 0", "value": NEW}, "value": PALE}
    return _cells(rows, ("code", [one.code for one in found]), {"x": x, "color": shade}, lines), rows


def depth_figure(found: Sequence[Depth]) -> Figure:
    """Concepts by criteria: what each researcher rated, from low to high; a blank is a criterion nobody rated."""
    if not found:
        return NOTHING
    raters = {row.by for row in found}
    label = {row: row.concept if len(raters) == 1 else f"{row.concept} ({row.by})" for row in found}
    rows: Rows = [
        {
            "concept": label[row],
            "by": row.by,
            "criterion": criterion,
            "rating": rating,
            "told": "" if rating is None else str(rating),
            "word": "not rated" if rating is None else RATINGS[rating],
        }
        for row in found
        for criterion, rating in zip(CRITERIA, row.ratings, strict=True)
    ]
    lines = ("Ratings by researchers, 1 low to 3 high (Nelson 2017); blank: not rated. Nothing here is computed.",)
    axis = {"orient": "top", "labelAngle": 0}
    x = {"field": "criterion", "type": "ordinal", "sort": list(CRITERIA), "title": None, "axis": axis}
    words, greys = ["not rated", *RATINGS.values()], [PALE, REPEAT, SOFT, NEW]
    color = shades("word", words, greys)
    return _cells(rows, ("concept", list(label.values())), {"x": x, "color": color}, lines), rows


def _cells(rows: Rows, names: tuple[str, list[str]], encoding: Chart, lines: tuple[str, ...]) -> Chart:
    """A grid of shaded cells with a number in each."""
    field, order = names
    axis = {"labelLimit": 200, "domain": False, "ticks": False, "labelPadding": 4}
    up = {"field": field, "type": "nominal", "sort": order, "title": None, "axis": axis}
    rects = {"mark": {"type": "rect", "stroke": "white", "strokeWidth": 1}, "encoding": {"color": encoding["color"]}}
    light = {"condition": {"test": "datum.word == 'low'", "value": INK}, "value": "white"}
    told = {"mark": {"type": "text"}, "encoding": {"text": {"field": "told"}, "color": light}}
    chart = {"width": PRINTED, "height": ROW * len(order), "autosize": "fit-x", "data": {"values": rows}}
    return dressed({**chart, "encoding": {"x": encoding["x"], "y": up}, "layer": [rects, told]}, lines)
