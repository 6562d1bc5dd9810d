"""The genealogy of the codes as a picture: an alluvial diagram in SVG, its widths the codings. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from qualkit.coding.genealogy import Flow, Genealogy, Node

BAR, GAP, LETTERS = 9, 4, 10
LEAST, TALLEST = 10, 1400  # points: a code that nothing is coded with can still be read; all bars together
BETWEEN, LABEL = 210, 200
TOP = 34
THINNEST = 1.6
LONGEST, SIDE = 30, 36  # letters of a name that fit beside its bar, and left of the first column
GREY = "#9aa3b2"
INK, SOFT = "#1f2430", "#5d6577"


@dataclass(frozen=True, slots=True)
class Box:
    """Where a code's bar stands."""

    x: float
    y: float
    height: float
    node: Node


def alluvial_svg(found: Genealogy) -> str:
    """The picture; an empty string where there is no version to draw.

    Every code is a bar as high as its references (never lower than one line of text), every flow as thick as the
    codings that came along. Every bar has its name, darker where a code begins, is called otherwise, or at either end.
    """
    if not found.columns:
        return ""
    scale = _scale(found)
    columns = [_boxes(nodes, index, scale) for index, nodes in enumerate(found.columns)]
    height = TOP + max((box.y + box.height for column in columns for box in column.values()), default=TOP)
    width = LABEL * 2 + BETWEEN * (len(columns) - 1) + BAR
    shapes = [*_flows(found, columns, scale), *_bars(columns), *_names(columns), *_headings(found)]
    title = f"Codes over {len(columns)} versions of the codebook"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:.0f}" role="img" '
        f'viewBox="0 0 {width} {height:.0f}" font-family="Helvetica, Arial, sans-serif" font-size="{LETTERS}">'
        f'<title>{title}</title><rect width="100%" height="100%" fill="#ffffff"/>{"".join(shapes)}</svg>'
    )


def _scale(found: Genealogy) -> float:
    """Points per reference, the same in every column."""
    most = max((sum(node.references for node in nodes) for nodes in found.columns), default=0)
    return min(3.0, TALLEST / most) if most else 0.0


def _boxes(nodes: tuple[Node, ...], index: int, scale: float) -> dict[str, Box]:
    boxes, y = {}, float(TOP)
    for node in nodes:
        height = max(LEAST, node.references * scale)
        boxes[node.code_id] = Box(LABEL + index * BETWEEN, y, height, node)
        y += height + GAP
    return boxes


def _flows(found: Genealogy, columns: list[dict[str, Box]], scale: float) -> Iterator[str]:
    for index, flows in enumerate(found.flows):
        left, right = columns[index], columns[index + 1]
        entered: dict[str, float] = {}
        for flow in sorted(flows, key=lambda f: left[f.source].y):
            yield _ribbon(flow, left[flow.source], right[flow.target], entered, scale)


def _ribbon(flow: Flow, source: Box, target: Box, entered: dict[str, float], scale: float) -> str:
    room = target.height - entered.get(flow.target, 0.0)
    thick = max(THINNEST, min(flow.references * scale, source.height, room) if room > 0 else THINNEST)
    y1, y2 = source.y, min(target.y + entered.get(flow.target, 0.0), target.y + target.height - 1)
    entered[flow.target] = entered.get(flow.target, 0.0) + thick
    x1, x2 = source.x + BAR, target.x
    middle = (x1 + x2) / 2
    color = quoteattr(target.node.color or GREY)
    told = {"kept": "stays", "merged": "became", "split": "gave rise to"}[flow.kind]
    name = escape(f"{source.node.name} {told} {target.node.name}: {flow.references} codings")
    return (
        f'<path d="M{x1:.1f},{y1:.1f}C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}'
        f'V{y2 + thick:.1f}C{middle:.1f},{y2 + thick:.1f} {middle:.1f},{y1 + thick:.1f} {x1:.1f},{y1 + thick:.1f}Z" '
        f'fill={color} fill-opacity="{0.3 if flow.kind == "kept" else 0.55}"><title>{name}</title></path>'
    )


def _bars(columns: list[dict[str, Box]]) -> Iterator[str]:
    for column in columns:
        for box in column.values():
            color, told = quoteattr(box.node.color or GREY), escape(f"{box.node.name}: {box.node.references} codings")
            yield (
                f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{BAR}" height="{box.height:.1f}" rx="2" fill={color}>'
                f"<title>{told}</title></rect>"
            )


def _names(columns: list[dict[str, Box]]) -> Iterator[str]:
    seen: Mapping[str, Box] = {}
    for index, column in enumerate(columns):
        for code_id, box in column.items():
            first, last = index == 0, index == len(columns) - 1
            same = code_id in seen and seen[code_id].node.name == box.node.name
            yield _name(box, left=first and not last, color=SOFT if same and not last else INK)
        seen = column


def _name(box: Box, *, left: bool, color: str) -> str:
    most = SIDE if left else LONGEST
    name = box.node.name if len(box.node.name) <= most else f"{box.node.name[: most - 1]}…"
    x, anchor = (box.x - 5, "end") if left else (box.x + BAR + 5, "start")
    y = box.y + min(box.height / 2, 12) + LETTERS * 0.35
    # a white edge keeps the letters apart from the flows behind them
    halo = 'stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}" {halo}>{escape(name)}</text>'


def _headings(found: Genealogy) -> Iterator[str]:
    for index, (label, nodes) in enumerate(zip(found.labels, found.columns, strict=True)):
        x = LABEL + index * BETWEEN
        text = escape(f"{label} · {len(nodes)} codes")
        yield f'<text x="{x}" y="18" font-weight="600" fill="#5d6577">{text}</text>'
