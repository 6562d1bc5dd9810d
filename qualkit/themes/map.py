"""Thematic maps: themes, subthemes, codes and the researcher's links, laid out and drawn as SVG. Pure.

A map is a plain document, so that one which was kept can be drawn again as it was:
`{"nodes": [{"id", "kind", "name", "parent", "x", "y"}, ...], "links": [{"from", "to", "name"}, ...]}`; kind is "theme",
"subtheme" or "code", x and y are the middle of the box in pixels.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from qualkit.model import Code, Theme, ThemeLink

Node = dict[str, Any]
Drawn = dict[str, Any]

COLUMN, GAP, MARGIN = 250, 12, 40
COLUMNS_AT_MOST = 4
LETTERS = {"theme": 22, "subtheme": 24, "code": 30}
"""Of a line of a box's name."""
SIZE = {"theme": 15, "subtheme": 13, "code": 12}
WIDTH = {"theme": 210, "subtheme": 195, "code": 205}
INDENT = {"theme": 0, "subtheme": 7.5, "code": 2.5}
LOOK = {
    "theme": 'fill="#e3f1f5" stroke="#1f6f8b" stroke-width="2"',
    "subtheme": 'fill="#f3f8fa" stroke="#1f6f8b"',
    "code": 'fill="#ffffff" stroke="#c8ccd6"',
}
INK, LINK = "#1f2430", "#a15c00"
OVER, PAST = 190, 330
"""How far a link bends out, pixels: enough for its word to stand clear of the boxes."""


def lines_of(node: Mapping[str, Any]) -> list[str]:
    """The name of a box in lines that fit."""
    shown = "".join(letter if letter.isprintable() else " " for letter in node["name"])
    return textwrap.wrap(shown, LETTERS[node["kind"]], break_long_words=True) or [""]


def height(node: Mapping[str, Any]) -> float:
    """Of a box, pixels."""
    return len(lines_of(node)) * SIZE[node["kind"]] * 1.3 + 12


# ---- laid out ----


def lay_out(
    themes: Sequence[Theme],
    codes_of: Mapping[str, Sequence[Code]],
    links: Sequence[ThemeLink],
    *,
    placed: Mapping[str, Sequence[float]] | None = None,
) -> Drawn:
    """A map of the themes as they stand.

    Parameters
    ----------
    themes, codes_of, links
        What is on it.
    placed : mapping
        Middles (x, y) by box, from a map that was kept; boxes that it does not know find a place of their own.

    Returns
    -------
    dict
        The map's document. A code in several themes has a box in each: its id is theme and code.
    """
    nodes: list[Node] = []
    tops = [theme for theme in themes if theme.parent_id is None]
    left, top, lowest = 0, float(MARGIN), float(MARGIN)
    for theme in tops:
        if left == COLUMNS_AT_MOST:
            left, top = 0, lowest + 3 * MARGIN
        column = list(_column(theme, themes, codes_of, MARGIN + left * (COLUMN + GAP), top))
        lowest = max([lowest, *(node["y"] + height(node) / 2 for node in column)])
        nodes += column
        left += 1
    there = placed or {}
    for node in nodes:
        node["x"], node["y"] = there.get(node["id"], (node["x"], node["y"]))
    return {"nodes": nodes, "links": [{"from": one.from_id, "to": one.to_id, "name": one.name} for one in links]}


def _column(
    theme: Theme, themes: Sequence[Theme], codes_of: Mapping[str, Sequence[Code]], x: float, y: float
) -> Iterator[Node]:
    """A theme, then its codes, then its subthemes with theirs, one under another."""
    for node in _family(theme, themes, codes_of):
        kind = node["kind"]
        tall = height(node)
        yield {**node, "x": x + INDENT[kind] + WIDTH[kind] / 2, "y": y + tall / 2}
        y += tall + GAP


def _family(theme: Theme, themes: Sequence[Theme], codes_of: Mapping[str, Sequence[Code]]) -> Iterator[Node]:
    kind = "subtheme" if theme.parent_id else "theme"
    yield {"id": theme.id, "kind": kind, "name": theme.name, "parent": theme.parent_id}
    for code in codes_of.get(theme.id, ()):
        yield {"id": f"{theme.id} {code.id}", "kind": "code", "name": code.name, "parent": theme.id}
    for under in themes:
        if under.parent_id == theme.id:
            yield from _family(under, themes, codes_of)


# ---- drawn ----


def draw(drawn: Mapping[str, Any], *, title: str = "") -> str:
    """A map as SVG, black on white, fit to print; every name stands in it as text."""
    by_id = {node["id"]: node for node in drawn["nodes"]}
    known = [one for one in drawn["links"] if one["from"] in by_id and one["to"] in by_id]
    words = [_halfway(by_id[one["from"]], by_id[one["to"]]) for one in known]
    boxes = [_edges(node) for node in drawn["nodes"]] or [(0.0, 0.0, 400.0, 100.0)]
    boxes += [(x - MARGIN, y, x + MARGIN, y) for x, y in words]
    left, top = (min(edges[at] for edges in boxes) - MARGIN for at in (0, 1))
    wide, tall = max(e[2] for e in boxes) + MARGIN - left, max(e[3] for e in boxes) + MARGIN - top
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {wide:.0f} {tall:.0f}" '
        f'width="{wide:.0f}" height="{tall:.0f}" font-family="sans-serif" role="img">'
    )
    parts = [head, f"<title>{escape(title) or 'Thematic map'}</title>"]
    parts.append(f'<rect x="{left:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{tall:.0f}" fill="#ffffff"/>')
    parts += [_stem(node, by_id[node["parent"]]) for node in drawn["nodes"] if node["parent"] in by_id]
    parts += [_link(by_id[one["from"]], by_id[one["to"]]) for one in known]
    parts += [_box(node) for node in drawn["nodes"]]
    parts += [_word(one["name"], by_id[one["from"]], by_id[one["to"]]) for one in known]
    return "\n".join([*parts, "</svg>"])


def _edges(node: Mapping[str, Any]) -> tuple[float, float, float, float]:
    half, tall = WIDTH[node["kind"]] / 2, height(node) / 2
    return node["x"] - half, node["y"] - tall, node["x"] + half, node["y"] + tall


def _box(node: Mapping[str, Any]) -> str:
    left, top, right, bottom = _edges(node)
    size = SIZE[node["kind"]]
    weight = ' font-weight="600"' if node["kind"] != "code" else ""
    rows = "".join(
        f'<tspan x="{node["x"]:.1f}" y="{top + 6 + size + at * size * 1.3:.1f}">{escape(line)}</tspan>'
        for at, line in enumerate(lines_of(node))
    )
    frame = f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}" rx="8"'
    return (
        f"{frame} {LOOK[node['kind']]}/>"
        f'<text font-size="{size}"{weight} fill="{INK}" text-anchor="middle">{rows}</text>'
    )


def _stem(node: Mapping[str, Any], parent: Mapping[str, Any]) -> str:
    ends = f'x1="{parent["x"]:.1f}" y1="{parent["y"]:.1f}" x2="{node["x"]:.1f}" y2="{node["y"]:.1f}"'
    return f'<line {ends} stroke="#c8ccd6"/>'


def _link(start: Mapping[str, Any], end: Mapping[str, Any]) -> str:
    (x, y) = _bend(start, end)
    path = f"M {start['x']:.1f} {start['y']:.1f} Q {x:.1f} {y:.1f} {end['x']:.1f} {end['y']:.1f}"
    return f'<path d="{path}" fill="none" stroke="{LINK}" stroke-width="2" stroke-dasharray="6 4"/>'


def _bend(start: Mapping[str, Any], end: Mapping[str, Any]) -> tuple[float, float]:
    """Towards which point a link is drawn: over boxes that stand beside, past the right of those one above another."""
    across = abs(start["x"] - end["x"]) >= abs(start["y"] - end["y"])
    if across:
        return (start["x"] + end["x"]) / 2, min(start["y"], end["y"]) - OVER
    return max(start["x"], end["x"]) + PAST, (start["y"] + end["y"]) / 2


def _halfway(start: Mapping[str, Any], end: Mapping[str, Any]) -> tuple[float, float]:
    """The middle of a link, where its word stands."""
    x, y = _bend(start, end)
    return (start["x"] + end["x"]) / 4 + x / 2, (start["y"] + end["y"]) / 4 + y / 2


def _word(name: str, start: Mapping[str, Any], end: Mapping[str, Any]) -> str:
    x, y = _halfway(start, end)
    look = f'fill="{LINK}" font-size="12" font-style="italic" text-anchor="middle"'
    halo = 'stroke="#ffffff" stroke-width="4" paint-order="stroke"'
    shown = "".join(letter if letter.isprintable() else " " for letter in name)
    return f'<text x="{x:.1f}" y="{y:.1f}" {look} {halo}>{escape(shown)}</text>' if name else ""
