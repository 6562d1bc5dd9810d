"""Which code became which from version to version, with the codings that came along. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from qualkit.coding.codebook import IN_USE
from qualkit.history import became

Row = Mapping[str, Any]
Rows = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Node:
    """A code in use at one version, with its references then."""

    code_id: str
    name: str
    color: str
    references: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A code of one version and the code it is part of in the next; `kind` is "kept", "merged" or "split"."""

    source: str
    target: str
    references: int
    kind: str


@dataclass(frozen=True, slots=True)
class Genealogy:
    """Columns of codes, one per version, each in an order that keeps merges from crossing; flows between columns."""

    labels: tuple[str, ...]
    columns: tuple[tuple[Node, ...], ...]
    flows: tuple[tuple[Flow, ...], ...]


def genealogy(versions: Sequence[tuple[str, Sequence[Row]]]) -> Genealogy:
    """The life of all codes over versions, oldest first.

    Parameters
    ----------
    versions : sequence of (str, rows)
        Label and codes of each version, as a saved version keeps them.
    """
    by_id = [{row["id"]: row for row in rows} for _, rows in versions]
    flows = tuple(tuple(_flows(then, now)) for then, now in pairwise(by_id))
    return Genealogy(tuple(label for label, _ in versions), _ordered(by_id, flows), flows)


def _flows(then: Rows, now: Rows) -> list[Flow]:
    found = []
    for code_id, row in then.items():
        if row["status"] in IN_USE and code_id in now:
            target = became(code_id, now)
            if now[target]["status"] in IN_USE:
                found.append(Flow(code_id, target, row["references"], "kept" if target == code_id else "merged"))
    for code_id, row in now.items():
        parent = str(row.get("split_from"))
        born = row["status"] in IN_USE and code_id not in then
        if born and parent in then and then[parent]["status"] in IN_USE:
            found.append(Flow(parent, code_id, row["references"], "split"))
    return found


def _ordered(by_id: Sequence[Rows], flows: Sequence[Sequence[Flow]]) -> tuple[tuple[Node, ...], ...]:
    """Codes of the last version by size; those before by where they go, so that each merge comes from one stretch."""
    columns: list[tuple[Node, ...]] = []
    places: dict[str, int] = {}
    for index in range(len(by_id) - 1, -1, -1):
        goes = {
            flow.source: flow.target for flow in (flows[index] if index < len(flows) else ()) if flow.kind != "split"
        }
        end = len(places)
        nodes = sorted(_nodes(by_id[index]), key=lambda n: (places.get(goes.get(n.code_id, ""), end), _rank(n, goes)))
        places = {node.code_id: place for place, node in enumerate(nodes)}
        columns.insert(0, tuple(nodes))
    return tuple(columns)


def _nodes(rows: Rows) -> list[Node]:
    used = (row for row in rows.values() if row["status"] in IN_USE)
    return [Node(row["id"], row["name"], row["color"], row["references"]) for row in used]


def _rank(node: Node, goes: Mapping[str, str]) -> tuple[bool, int, str]:
    """The code that stays first, then the larger, then by name."""
    return goes.get(node.code_id) != node.code_id, -node.references, node.name
