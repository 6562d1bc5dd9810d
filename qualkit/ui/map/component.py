"""The thematic map in a Streamlit page: its sources, and where its boxes were dragged."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualkit.themes.map import SIZE, WIDTH, height, lines_of
from qualkit.ui.browser_texts import in_language
from qualkit.ui.language import wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.components.v2.types import ComponentRenderer

    from qualkit.themes.map import Drawn

Places = dict[str, tuple[float, float]]
FARTHEST = 100_000
"""Pixels from the middle; beyond it nobody finds a box again."""


@cache
def _map(language: str) -> ComponentRenderer:
    folder = resources.files("qualkit.ui.map")
    js, css = ((folder / name).read_text(encoding="utf-8") for name in ("map.js", "map.css"))
    js = in_language(js, language)
    return st.components.v2.component(f"qualkit.map{language}", js=js, css=css, isolate_styles=False)


def thematic_map(drawn: Drawn) -> Places:
    """Show a map to be dragged; returns where its boxes stand now, empty where none was moved."""
    nodes = [_shown(node) for node in drawn["nodes"]]
    key = hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()
    data = {"key": key, "nodes": nodes, "links": drawn["links"]}
    result = _map(wanted())(key="thematic map", data=data, default={"places": None}, on_places_change=lambda: None)
    told = getattr(result, "places", None)
    return places_in(told["places"]) if told and told.get("key") == key else {}


def _shown(node: Mapping[str, Any]) -> dict[str, Any]:
    kind = node["kind"]
    return {**node, "lines": lines_of(node), "w": WIDTH[kind], "h": height(node), "size": SIZE[kind]}


def places_in(told: Mapping[str, Sequence[Any]]) -> Places:
    """Middles of boxes as the browser tells them; what is no place on a map is left out."""
    found = {str(box): tuple(at) for box, at in told.items() if len(at) == 2 and all(_is_place(one) for one in at)}
    return {box: (float(x), float(y)) for box, (x, y) in found.items()}


def _is_place(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= FARTHEST
