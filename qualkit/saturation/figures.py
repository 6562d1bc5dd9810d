"""The two figures that every study has: new codes per interview with their running total, and the saturation grid."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from qualkit.pictures import write_picture
from qualkit.saturation.curve import first_interview
from qualkit.saturation.drawing import (
    HEIGHT,
    INK,
    LABELLED,
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
    svg,
    ticks,
    tooltip,
)
from qualkit.saturation.report import caption_lines, counted, mark_words
from qualkit.saturation.result import Saturation
from qualkit.saturation.tables import telling_why, write_table

BAR, BROADEST = 0.35, 32  # half a bar in interviews; the same in points at most, for studies of a few interviews
MOST_CELLS = 40_000
TOLD, LINE_LENGTH = 6, 110  # arrows told in the caption, letters in one of its lines
HATCH, ROW = 6, 12  # points between hatch lines; height of one code in the grid


class Mark(NamedTuple):
    """What changed before the interview at this place (from 1)."""

    place: int
    text: str


def curve_chart(result: Saturation, marks: Sequence[Mark] = ()) -> Chart:
    """Bars of new codes (repeated ones pale), the running total as a line, the criterion as a mark with a hatched run.

    Parameters
    ----------
    result : Saturation
        What was counted.
    marks : sequence of Mark
        What changed before which interview; each is an arrow on the axis and a line of the caption.

    Returns
    -------
    dict
        A Vega-Lite specification; empty where there is no interview to draw.
    """
    if not result.steps:
        return {}
    layers = [_bars(result), *_run(result), _total(result), _last(result), *_numbers(result), *_arrows(result, marks)]
    size = {"width": WIDTH, "height": HEIGHT, "autosize": "pad"}
    return dressed({**size, "layer": layers}, (*caption_lines(result), *_told(marks)))


def grid_chart(result: Saturation) -> Chart:
    """The saturation grid: codes by first appearance down, interviews across, first mention dark, repeats pale.

    Returns
    -------
    dict
        A Vega-Lite specification; empty where there is no code to draw, or so many that none could be read.

    References
    ----------
    Kerr, Nixon & Wild (2010), Expert Review of Pharmacoeconomics & Outcomes Research 10(3), 269-281.
    https://doi.org/10.1586/erp.10.30
    """
    if not result.matrix.codes or result.matrix.present.size > MOST_CELLS:
        return {}
    order = _by_first(result)
    axis = {"labelLimit": 200, "domain": False, "ticks": False, "labelPadding": 4}
    chart = {
        "width": PRINTED,
        "height": ROW * len(order),
        "autosize": "fit-x",
        "data": {"values": _cells(result)},
        "encoding": {"y": {"field": "code", "type": "nominal", "sort": order, "title": None, "axis": axis}},
        "layer": [_mentions(), _held(), *_below(result)],
    }
    told = "Numbers on the right: interviews that hold the code; below: new codes, and under them codes so far."
    return dressed(chart, (caption_lines(result)[0], told), below=14)


def write_figure(result: Saturation, path: Path) -> tuple[Path, ...]:
    """Write the curve as SVG or PNG, as the name ends, and its numbers as CSV beside it; returns the files written.

    Raises
    ------
    UnknownFormat
        The name ends in neither .svg nor .png.
    BadFile
        The file cannot be written there.
    """
    chart, table = curve_chart(result), path.with_suffix(".csv")
    if not chart:
        return ()
    with telling_why(path):
        write_picture(path, svg(chart))
    write_table(result, table)
    return path, table


# ---- the curve ----


def _bars(result: Saturation) -> Chart:
    half = min(BAR, BROADEST / _across(result))
    values = []
    for step in result.steps:
        place = {"left": step.place - half, "right": step.place + half, "interview": step.interview}
        values.append({**place, "kind": "new codes", "from": 0, "to": step.new, "count": step.new})
        values.append({**place, "kind": "repeated codes", "from": step.new, "to": step.codes, "count": step.repeat})
    encoding = {
        **_xy(result, "left", "from"),
        "x2": {"field": "right"},
        "y2": {"field": "to"},
        "color": shades("kind", ("new codes", "repeated codes"), (NEW, REPEAT)),
        "tooltip": tooltip("interview", "kind", "count"),
    }
    return {"data": {"values": values}, "mark": "rect", "encoding": encoding}


def _total(result: Saturation) -> Chart:
    values = [{"place": s.place, "cumulative": s.cumulative, "interview": s.interview} for s in result.steps]
    dots = {"filled": False, "fill": "white", "size": 22, "color": INK} if len(values) <= LABELLED else False
    encoding = {**_xy(result, "place", "cumulative"), "tooltip": tooltip("interview", "cumulative")}
    mark = {"type": "line", "color": INK, "strokeWidth": 1.4, "point": dots}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _last(result: Saturation) -> Chart:
    """The line says by itself what it is, right of its end, so that no legend has to be looked up for it."""
    step = result.steps[-1]
    words = {"cumulative": step.cumulative, "text": f"{counted(step.cumulative, 'code')}\nso far"}
    mark = {"type": "text", "align": "left", "lineBreak": "\n", "dx": 6, "dy": -5, "color": INK}
    up = _xy(result, "place", "cumulative")["y"]
    encoding = {"x": {"value": "width"}, "y": up, "text": {"field": "text"}}
    return {"data": {"values": [words]}, "mark": mark, "encoding": encoding}


def _run(result: Saturation) -> list[Chart]:
    """The criterion's mark, its words above it, and hatching over the run that met it; none where it was not met."""
    met_at, stop_after = result.chosen.met_at, result.chosen.stop_after
    if met_at is None or stop_after is None:
        return []
    side = {"align": "right", "dx": -4} if met_at > 0.6 * len(result.steps) else {"align": "left", "dx": 4}
    words = {"place": met_at + 0.5, "top": _top(result), "text": mark_words(result)}
    rule = {"type": "rule", "color": INK, "strokeDash": [4, 2], "strokeWidth": 1.2}
    above = {"type": "text", "baseline": "bottom", "dy": -2, "color": INK, **side}
    encoding = {**_xy(result, "place", "top"), "text": {"field": "text"}}
    return [
        _hatching(result, met_at, stop_after),
        {"data": {"values": [words]}, "mark": rule, "encoding": {"x": encoding["x"]}},
        {"data": {"values": [words]}, "mark": above, "encoding": encoding},
    ]


def _hatching(result: Saturation, after: int, last: int) -> Chart:
    """Vega-Lite has no pattern to fill with, so the lines of the hatching are drawn."""
    across, up = _across(result), HEIGHT / _top(result)
    values = [
        {"x": after + 0.5 + x / across, "y": y / up, "x2": after + 0.5 + x2 / across, "y2": y2 / up}
        for x, y, x2, y2 in _diagonals(across * (last - after), HEIGHT)
    ]
    encoding = {**_xy(result, "x", "y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    mark = {"type": "rule", "color": SOFT, "strokeWidth": 0.5, "opacity": 0.7}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _diagonals(width: float, height: float) -> list[tuple[float, float, float, float]]:
    """Lines at 45 degrees that fill a rectangle of this size in points: (x, y, x2, y2) each."""
    offsets = range(-int(height // HATCH) * HATCH, int(width) + 1, HATCH)
    return [(max(o, 0), max(-o, 0), min(width, o + height), min(height, width - o)) for o in offsets]


def _arrows(result: Saturation, marks: Sequence[Mark]) -> list[Chart]:
    """Changes of the guide and of sampling, as arrows that point at the axis before their interview."""
    if not marks:
        return []
    top = _top(result)
    values = [{"place": mark.place - 0.5, "at": 0.035 * top, "high": 0.16 * top, "what": mark.text} for mark in marks]
    encoding = {**_xy(result, "place", "at"), "tooltip": tooltip("what")}
    head = {"type": "point", "shape": "triangle-down", "filled": True, "color": INK, "size": 45, "opacity": 1}
    shaft = {"type": "rule", "color": INK, "strokeWidth": 1.2}
    return [
        {"data": {"values": values}, "mark": shaft, "encoding": {**encoding, "y2": {"field": "high"}}},
        {"data": {"values": values}, "mark": head, "encoding": encoding},
    ]


def _told(marks: Sequence[Mark]) -> list[str]:
    """The arrows in words; as many as a caption can hold."""
    told = [f"Arrow before interview {mark.place}: {mark.text}" for mark in marks[:TOLD]]
    cut = [line if len(line) <= LINE_LENGTH else f"{line[: LINE_LENGTH - 1].rstrip()}…" for line in told]
    return cut + ([f"and {len(marks) - TOLD} more."] if len(marks) > TOLD else [])


def _numbers(result: Saturation) -> list[Chart]:
    """New codes as numbers under the axis: a bar of one code is hard to read off beside a total of sixty."""
    if len(result.steps) > LABELLED:
        return []
    values = [{"place": step.place, "zero": 0, "text": str(step.new)} for step in result.steps]
    mark = {"type": "text", "color": NEW, "fontWeight": "bold", "dy": 25}
    return [
        {
            "data": {"values": values},
            "mark": mark,
            "encoding": {**_xy(result, "place", "zero"), "text": {"field": "text"}},
        }
    ]


def _xy(result: Saturation, across: str, up: str) -> Chart:
    """Both axes, the same for every layer; places are quantities so that a run can begin between two interviews."""
    total = len(result.steps)
    title = "Interview" if total > LABELLED else "Interview, and below it the number of new codes"
    x_axis = {"values": numbered(total), "format": "d", "grid": False, "titlePadding": 21}
    y_axis = {"values": ticks(_top(result)), "format": "d", "gridColor": LINE, "gridWidth": 0.6}
    x_scale, y_scale = {"domain": [0.4, total + 0.6], "nice": False}, {"domain": [0, _top(result)], "nice": False}
    return {
        "x": {"field": across, "type": "quantitative", "title": title, "axis": x_axis, "scale": x_scale},
        "y": {"field": up, "type": "quantitative", "title": "Codes", "axis": y_axis, "scale": y_scale},
    }


def _across(result: Saturation) -> float:
    """Points from one interview to the next."""
    return WIDTH / (len(result.steps) + 0.2)


def _top(result: Saturation) -> float:
    """Codes up to which the axis goes."""
    return 1.1 * max(len(result.matrix.codes), 1)


# ---- the grid ----


def _mentions() -> Chart:
    names, colours = ("first mention", "repeated", "none"), (NEW, REPEAT, PALE)
    axis = {"orient": "top", "labelAngle": 0}
    encoding = {
        "x": {"field": "place", "type": "ordinal", "title": "Interview", "axis": axis},
        "color": shades("mention", names, colours),
        "tooltip": tooltip("interview", "code", "mention"),
    }
    return {"mark": {"type": "rect", "stroke": "white", "strokeWidth": 1}, "encoding": encoding}


def _held() -> Chart:
    """In how many interviews each code is, once per row, right of the grid."""
    mark = {"type": "text", "align": "left", "dx": 6, "color": INK}
    encoding = {"x": {"value": "width"}, "text": {"field": "held"}}
    return {"transform": [{"filter": "datum.place == 1"}], "mark": mark, "encoding": encoding}


def _below(result: Saturation) -> list[Chart]:
    """New codes and the running total under each column."""
    values = [{"place": s.place, "new": str(s.new), "total": str(s.cumulative)} for s in result.steps]
    x, y = {"field": "place", "type": "ordinal"}, {"value": "height"}
    look = {"new": {"dy": 9, "color": NEW, "fontWeight": "bold"}, "total": {"dy": 20, "color": INK}}
    return [
        {
            "data": {"values": values if len(values) <= LABELLED else []},
            "mark": {"type": "text", **style},
            "encoding": {"x": x, "y": y, "text": {"field": field}},
        }
        for field, style in look.items()
    ]


def _by_first(result: Saturation) -> list[str]:
    first = first_interview(result.matrix).tolist()
    held = result.matrix.present.sum(axis=0).tolist()
    return [result.matrix.codes[c] for c in sorted(range(len(first)), key=lambda c: (first[c], -held[c]))]


def _cells(result: Saturation) -> list[Chart]:
    first = first_interview(result.matrix).tolist()
    held = result.matrix.present.sum(axis=0).tolist()
    cells = []
    for step, row in zip(result.steps, result.matrix.present.tolist(), strict=True):
        for c, present in enumerate(row):
            mention = "none" if not present else "first mention" if first[c] == step.place else "repeated"
            place = {"place": step.place, "interview": step.interview, "code": result.matrix.codes[c]}
            cells.append({**place, "mention": mention, "held": held[c]})
    return cells
