"""Two versions of the codebook beside each other, line by line: each code as it was and as it is. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from qualkit.coding.codebook import IN_USE
from qualkit.history import TEXTS, became

Row = Mapping[str, Any]
Piece = tuple[str, str]
"""A stretch of text, and "kept", "gone" or "new"."""


@dataclass(frozen=True, slots=True)
class Line:
    """One code as it was in the earlier version and as it is in the later one; None where it was not in use.

    `changes` says in words what came between, `texts` names the texts that read differently.
    """

    was: Row | None
    now: Row | None
    changes: tuple[str, ...]
    texts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the code is called now, or was called."""
        row = self.now or self.was or {}
        return str(row.get("name", ""))


def lines(before: Sequence[Row], after: Sequence[Row]) -> list[Line]:
    """Every code that is in use in one of the two versions.

    Parameters
    ----------
    before, after : sequence of rows
        The codes of each version, the tree depth first, as a saved version keeps them.

    Returns
    -------
    list of Line
        In the order of the later version; a code that was merged stands under the one that took it up, codes that went
        otherwise stand last.
    """
    old, new = ({row["id"]: row for row in rows} for rows in (before, after))
    merged: dict[str, list[Row]] = {}
    gone = []
    for row in before:
        if _used(row) and not _used(new.get(row["id"])):
            now = new.get(row["id"])
            if now and now["status"] == "merged":
                merged.setdefault(became(row["id"], new), []).append(row)
            else:
                gone.append(row)
    found = []
    for row in after:
        if _used(row):
            found.append(_standing(row, old, new))
            found += [Line(one, None, (f"merged into “{row['name']}”",)) for one in merged.pop(row["id"], [])]
    left = [*gone, *(row for rows in merged.values() for row in rows)]
    return [*found, *(Line(row, None, (_went(row, new),)) for row in left)]


def _used(row: Row | None) -> bool:
    return row is not None and row["status"] in IN_USE


def _went(row: Row, new: Mapping[str, Row]) -> str:
    now = new.get(row["id"])
    if now is None:
        return "removed"
    return f"{now['status']} ({now['reason']})" if now.get("reason") else str(now["status"])


def _standing(now: Row, old: Mapping[str, Row], new: Mapping[str, Row]) -> Line:
    was = old.get(now["id"])
    if was is None:
        source = new.get(str(now.get("split_from")))
        return Line(None, now, (f"split from “{source['name']}”" if source else "added",))
    if not _used(was):
        return Line(None, now, ("restored",))
    texts = tuple(name for name in TEXTS if was[name] != now[name])
    return Line(was, now, tuple(_changes(was, now, texts, old, new)), texts)


def _changes(was: Row, now: Row, texts: Sequence[str], old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[str]:
    if was["name"] != now["name"]:
        yield "renamed"
    if was["parent_id"] != now["parent_id"]:
        above = [rows.get(str(row["parent_id"]), {}).get("name") for rows, row in ((old, was), (new, now))]
        yield "moved " + " to ".join(f"“{name}”" if name else "the top" for name in above)
    if texts:
        yield "redefined"


def word_pieces(was: str, now: str) -> list[Piece]:
    """Two texts word by word, a space between pieces: what stayed, what went, what is new.

    What went stands before what came for it. Line breaks count as spaces.
    """
    first, second = was.split(), now.split()
    found: list[Piece] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((" ".join(second[j1:j2]), "kept"))
        else:
            found += [(" ".join(first[i1:i2]), "gone"), (" ".join(second[j1:j2]), "new")]
    return [piece for piece in found if piece[0]]
