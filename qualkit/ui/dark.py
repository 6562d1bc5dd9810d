"""A dark page: what the browser is told of it, and charts drawn for print, whose light becomes dark and dark light."""

from __future__ import annotations

import colorsys
import re
from typing import Any

import streamlit as st

HEX = re.compile("#[0-9a-fA-F]{6}")
DARKEST = 0.15
"""How light white becomes: a little lighter than the page, so that a white dot is still seen."""


def told_to_browser() -> str:
    """A style that says whether the page is dark; popovers lie outside the part of the page that Streamlit tells."""
    return f"<style>:root {{ color-scheme: {'dark' if st.context.theme.type == 'dark' else 'light'}; }}</style>"


def on_page(chart: dict[str, Any]) -> dict[str, Any]:
    """The chart as this session's page shows it: as it is in light mode, turned in dark mode."""
    if st.context.theme.type != "dark":
        return chart
    turned: dict[str, Any] = _turned(chart)
    return {**turned, "background": "transparent"}


def _turned(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: held if key == "values" else _turned(held) for key, held in part.items()}
    if isinstance(part, list):
        return [_turned(one) for one in part]
    if part == "white":
        return flipped("#ffffff")
    return flipped(part) if isinstance(part, str) and HEX.fullmatch(part) else part


def flipped(color: str) -> str:
    """The same hue, as light as it was dark."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    parts = colorsys.hls_to_rgb(hue, 1 - light * (1 - DARKEST), full)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
