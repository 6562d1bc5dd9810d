"""Versions of the codebook beside each other: what changed, which code became which, and the way back. Pure.

A version is a list of rows, one per code, as `coding.versions.codebook_rows` gives them and a saved version keeps them:
`id`, `name`, `parent_id`, `definition`, `include`, `exclude`, `example`, `status`, `merged_into`, `split_from`,
`references` ...
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from qualkit.coding.codebook import IN_USE
from qualkit.model import Change, Code, Coding, Delta

Row = Mapping[str, Any]
TEXTS = ("definition", "include", "exclude", "example")
RESTORED = tuple(f.name for f in fields(Code) if f.name not in ("id", "created_by", "created_at"))
MOVED_CODINGS = frozenset({"merge_code", "undo", "redo", "restore_codebook"})
"""Kinds of Change that move codings along with their code; a coding that a person recoded is that person's decision."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Codes that became part of another between two versions, and how many codings they had."""

    sources: tuple[Row, ...]
    into: Row
    codings: int


@dataclass(frozen=True, slots=True)
class Split:
    """A code out of which new ones came between two versions."""

    source: Row
    into: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What changed from one version to a later one; a code may stand under several headings."""

    added: tuple[Row, ...]
    retired: tuple[Row, ...]
    restored: tuple[Row, ...]
    removed: tuple[Row, ...]
    renamed: tuple[tuple[Row, Row], ...]
    redefined: tuple[tuple[Row, Row], ...]
    moved: tuple[tuple[Row, Row], ...]
    merged: tuple[Merge, ...]
    split: tuple[Split, ...]


def diff(before: Sequence[Row], after: Sequence[Row]) -> Diff:
    """Compare two versions by the ids of their codes, never by their names."""
    old, new = _by_id(before), _by_id(after)
    both = [(old[i], new[i]) for i in new if i in old]
    living = [(was, now) for was, now in both if _used(was) and _used(now)]
    return Diff(
        added=tuple(row for i, row in new.items() if i not in old and _used(row)),
        retired=tuple(now for was, now in both if _used(was) and now["status"] == "retired"),
        restored=tuple(now for was, now in both if not _used(was) and _used(now)),
        removed=tuple(row for i, row in old.items() if i not in new and _used(row)),
        renamed=tuple((was, now) for was, now in living if was["name"] != now["name"]),
        redefined=tuple(pair for pair in living if any(pair[0][t] != pair[1][t] for t in TEXTS)),
        moved=tuple((was, now) for was, now in living if was["parent_id"] != now["parent_id"]),
        merged=_merges(both, new),
        split=_splits(old, new),
    )


def differing(before: Sequence[Row], after: Sequence[Row]) -> int:
    """How many codes are not the same in two states of the codebook; those out of use in both do not count."""
    old, new = _by_id(before), _by_id(after)
    pairs = [(old.get(i), new.get(i)) for i in {**old, **new}]
    seen = [(was, now) for was, now in pairs if _is_used(was) or _is_used(now)]
    return sum(was is None or now is None or any(was.get(n) != now.get(n) for n in RESTORED) for was, now in seen)


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}


def _used(row: Row) -> bool:
    return row["status"] in IN_USE


def _merges(both: Sequence[tuple[Row, Row]], new: Mapping[str, Row]) -> tuple[Merge, ...]:
    gone: dict[str, list[Row]] = {}
    for was, now in both:
        if _used(was) and now["status"] == "merged":
            gone.setdefault(became(now["id"], new), []).append(was)
    return tuple(
        Merge(tuple(sources), new[into], sum(row["references"] for row in sources)) for into, sources in gone.items()
    )


def _splits(old: Mapping[str, Row], new: Mapping[str, Row]) -> tuple[Split, ...]:
    parts: dict[str, list[Row]] = {}
    for i, row in new.items():
        if row["split_from"] and i not in old and row["split_from"] in new:
            parts.setdefault(row["split_from"], []).append(row)
    return tuple(Split(new[source], tuple(into)) for source, into in parts.items())


def became(code_id: str, rows: Mapping[str, Row]) -> str:
    """The id of the code that a code is part of now: itself, or what it was merged into, however often."""
    visited = {code_id}
    while (
        (into := rows[code_id]["merged_into"]) in rows and rows[code_id]["status"] == "merged" and into not in visited
    ):
        code_id = into
        visited.add(into)
    return code_id


# ---- the way back ----


@dataclass(frozen=True, slots=True)
class Restoration:
    """What would bring a version back: row deltas, and the codings that fit no code of that version."""

    deltas: tuple[Delta, ...]
    unmapped: tuple[str, ...]


def restoration(
    then: Sequence[Row], codes: Sequence[Row], codings: Sequence[Coding], since: Sequence[Change]
) -> Restoration:
    """How to bring back the codebook `then`.

    Parameters
    ----------
    then, codes : sequence of rows
        The codes of the version and all codes as they stand, each row with its id.
    codings : sequence of Coding
        All codings as they stand.
    since : sequence of Change
        The journal after the version, oldest first: it knows which codings followed a merge.

    Returns
    -------
    Restoration
        Codes of the version get back every field; codes made since are retired; codings that followed a merge go back
        where they were. `unmapped` are codings whose code is not in use in that version: they stay where they are.
    """
    wanted, standing = _by_id(then), _by_id(codes)
    deltas = [delta for i, row in wanted.items() for delta in _code_back(i, row, standing)]
    deltas += [_retired(row) for i, row in standing.items() if i not in wanted and _used(row)]
    moves = _moves_back(codings, since)
    deltas += [Delta("coding", tuple(ids), {"code_id": a}, {"code_id": b}) for (a, b), ids in sorted(moves.items())]
    placed = {i: b for (_, b), ids in moves.items() for i in ids}
    lost = (c.id for c in codings if not _is_used(wanted.get(placed.get(c.id, c.code_id))))
    return Restoration(tuple(deltas), tuple(sorted(lost)))


def _is_used(row: Row | None) -> bool:
    return row is not None and _used(row)


def _code_back(code_id: str, row: Row, standing: Mapping[str, Row]) -> list[Delta]:
    if code_id not in standing:
        made = {name: row.get(name) for name in (*RESTORED, "created_by", "created_at")}
        return [Delta("code", (code_id,), None, made)]
    now = standing[code_id]
    names = [name for name in RESTORED if now[name] != row.get(name)]
    if not names:
        return []
    return [Delta("code", (code_id,), {name: now[name] for name in names}, {name: row.get(name) for name in names})]


def _retired(row: Row) -> Delta:
    after = {"status": "retired", "reason": "not in the restored version"}
    return Delta("code", (row["id"],), {name: row[name] for name in after}, after)


def _moves_back(codings: Sequence[Coding], since: Sequence[Change]) -> dict[tuple[str, str], list[str]]:
    """Coding ids by (code now, code then), for codings that only followed their code."""
    then: dict[str, str] = {}
    for change in reversed(since):
        if change.draft.kind in MOVED_CODINGS:
            for delta in change.draft.deltas:
                code_id = delta.before.get("code_id") if delta.before and delta.after else None
                if delta.noun == "coding" and code_id:
                    then.update(dict.fromkeys(delta.ids, str(code_id)))
    moves: dict[tuple[str, str], list[str]] = {}
    for coding in codings:
        if then.get(coding.id, coding.code_id) != coding.code_id:
            moves.setdefault((coding.code_id, then[coding.id]), []).append(coding.id)
    return moves
