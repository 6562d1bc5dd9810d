"""Pictures as files: SVG as it is, PNG at print size; vl-convert's only home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qualkit.errors import UnknownFormat
from qualkit.settings import write_whole

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
FORMATS = (".svg", ".png")
PRINTED = 300 / 72
"""Pixels per point at 300 dots per inch."""


def framed(chart: dict[str, Any], config: dict[str, Any]) -> dict[str, Any]:
    """A Vega-Lite chart on white in the letters that all pictures share; `config` is what it says of itself besides."""
    frame = {"background": "white", "padding": {"left": 8, "right": 24, "top": 8, "bottom": 8}}
    return {"$schema": SCHEMA, **frame, **chart, "config": {"font": FONT, "view": {"stroke": None}, **config}}


def chart_to_svg(chart: dict[str, Any]) -> str:
    """A Vega-Lite chart as SVG; nothing is fetched for it."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(chart, allowed_base_urls=[])
    return drawn


def svg_to_png(svg: str) -> bytes:
    """An SVG picture as PNG, fit to print."""
    import vl_convert

    drawn: bytes = vl_convert.svg_to_png(svg, scale=PRINTED)
    return drawn


def write_picture(path: Path, svg: str) -> None:
    """Write an SVG picture as the name ends. Raises UnknownFormat."""
    if path.suffix.lower() not in FORMATS:
        raise UnknownFormat(path.suffix or path.name, list(FORMATS))
    write_whole(path, svg.encode() if path.suffix.lower() == ".svg" else svg_to_png(svg))
