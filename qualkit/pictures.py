"""Pictures as files: SVG as it is, PNG at print size; vl-convert's only home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qualkit.errors import UnknownFormat
from qualkit.settings import write_whole

FORMATS = (".svg", ".png")
PRINTED = 300 / 72
"""Pixels per point at 300 dots per inch."""


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
