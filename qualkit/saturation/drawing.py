"""What all figures share: sizes, greys, lettering, and how a chart becomes a picture with its numbers beside it.

One unit of size is a printer's point (1/72 inch): a figure is about 7 inches wide, two columns of a journal, lettered
in 9 points. Grey values, hatching, dashes and dots tell everything apart without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qualkit.pictures import chart_to_svg, framed, svg_to_png, write_picture
from qualkit.saturation.tables import telling_why
from qualkit.settings import write_whole

NEW, REPEAT, INK, SOFT, PALE, LINE = "#1f4e6b", "#b4c4d0", "#1f2430", "#5d6577", "#eceff2", "#e5e7ee"
PRINTED, WIDTH, HEIGHT, LETTERS = 500, 410, 200, 9
TICKS = 7
LABELLED = 40  # interviews beyond which a number under each of them would not be legible
LETTERING = {"labelFontSize", "titleFontSize", "fontSize", "labelLimit", "labelPadding", "titlePadding"}
POINTS = LETTERING | {"width", "height", "left", "right", "top", "bottom", "offset", "dx", "dy", "size", "strokeWidth"}

Chart = dict[str, Any]


def enlarged(chart: Chart, by: float) -> Chart:
    """The same chart for reading on a screen: every length and letter `by` times as large."""
    grown: Chart = _grown(chart, by)
    return grown


def _grown(part: Any, by: float) -> Any:
    if isinstance(part, list):
        return [_grown(one, by) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: held if key == "values" else held * by if key in POINTS and _is_number(held) else _grown(held, by)
        for key, held in part.items()
    }


def _is_number(held: object) -> bool:
    return isinstance(held, int | float) and not isinstance(held, bool)


def svg(chart: Chart) -> str:
    """The chart as SVG text."""
    return chart_to_svg(chart)


def png(chart: Chart) -> bytes:
    """The chart as PNG, 300 dots per inch of its printed size."""
    return svg_to_png(svg(chart))


def write_chart(chart: Chart, rows: Sequence[dict[str, Any]], path: Path) -> tuple[Path, ...]:
    """Write a chart as SVG or PNG, as the name ends, and its numbers as CSV beside it; returns the files written.

    Raises
    ------
    UnknownFormat
        The name ends in neither .svg nor .png.
    BadFile
        The file cannot be written there.
    """
    if not chart:
        return ()
    table = path.with_suffix(".csv")
    with telling_why(path):
        write_picture(path, svg(chart))
        write_whole(table, rows_bytes(rows))
    return path, table


def rows_bytes(rows: Sequence[dict[str, Any]]) -> bytes:
    """A figure's numbers as spreadsheets read them."""
    import pandas as pd

    return pd.DataFrame(list(rows)).to_csv(index=False).encode("utf-8-sig")


def shades(field: str, names: Sequence[str], colours: Sequence[str]) -> Chart:
    """A shade for each name, with a legend above."""
    scale = {"domain": list(names), "range": list(colours)}
    legend = {"title": None, "orient": "top", "symbolType": "square"}
    return {"field": field, "type": "nominal", "scale": scale, "legend": legend}


def tooltip(*fields: str) -> list[Chart]:
    """What is said under the pointer."""
    return [{"field": field, "type": "nominal"} for field in fields]


def dressed(chart: Chart, lines: Sequence[str], *, below: int = 10) -> Chart:
    """The chart in print dress, with its caption `below` it (points) and as its description for a screen reader."""
    title = {"text": list(lines), "orient": "bottom", "anchor": "start", "offset": below}
    letters = {"labelFontSize": LETTERS, "labelColor": INK}
    config = {
        "axis": {**letters, "titleFontSize": LETTERS, "titleFontWeight": "normal", "titleColor": INK},
        "legend": letters,
        "title": {"fontSize": LETTERS, "fontWeight": "normal", "color": SOFT},
        "text": {"fontSize": LETTERS},
    }
    return framed({"title": title, "description": " ".join(lines), **chart}, config)


def ticks(top: float) -> list[int]:
    """Whole numbers up to `top`, seven at most."""
    step = next(ten * by for ten in (1, 10, 100, 1000, 10000) for by in (1, 2, 5) if top / (ten * by) <= TICKS)
    return list(range(0, int(top) + 1, step))


def numbered(total: int) -> list[int]:
    """The interviews that are numbered on the axis: all of them, or few enough to be read."""
    every = 1 if total <= LABELLED else -(-total // LABELLED)
    return list(range(every, total + 1, every))
