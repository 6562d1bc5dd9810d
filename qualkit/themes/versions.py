"""Themes as they stood at a saved version, and what changed between two: read out of the journal, so always whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from qualkit.coding.versions import find_version
from qualkit.journal.apply import standing
from qualkit.model import Theme
from qualkit.store import reads

if TYPE_CHECKING:
    from sqlalchemy import Connection

TEXTS = ("name", "concept", "definition", "exclude", "story", "status")


@dataclass(frozen=True, slots=True)
class ThemesThen:
    """Themes by id, and the ids of their codes, at one moment."""

    themes: Mapping[str, Theme]
    codes: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """What became of one theme: `what` is made, gone, moved, codes, or the text that changed."""

    theme: str
    what: str
    before: str
    after: str


def themes_at(connection: Connection, version: str) -> ThemesThen:
    """The themes at "current" or at a saved version such as "v2". Raises NotFound."""
    upto = reads.head(connection) if version == "current" else find_version(connection, version).seq_upto
    nouns = frozenset({"theme", "theme_code"})
    found = [deltas for seq, _, deltas in reads.deltas_since(connection, 0, nouns) if seq <= upto]
    rows = standing(delta for deltas in found for delta in deltas)
    names = {field.name for field in fields(Theme)} - {"id"}
    themes = {i: Theme(id=i, **_only(row, names)) for i, row in rows.get("theme", {}).items() if row is not None}
    codes: dict[str, set[str]] = {theme_id: set() for theme_id in themes}
    for place in rows.get("theme_code", {}).values():
        if place is not None and place["theme_id"] in codes:
            codes[place["theme_id"]].add(place["code_id"])
    return ThemesThen(themes, {theme_id: frozenset(held) for theme_id, held in codes.items()})


def _only(row: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in names}


def themes_diff(connection: Connection, before: str, after: str) -> list[ThemeChange]:
    """What changed from one version ("v1") to a later one ("v3", "current"), theme by theme. Raises NotFound."""
    then, now = themes_at(connection, before), themes_at(connection, after)
    names = {code.id: code.name for code in reads.codes(connection)}
    return list(differences(then, now, names))


def differences(then: ThemesThen, now: ThemesThen, code_names: Mapping[str, str]) -> Iterator[ThemeChange]:
    """Themes made, then those that changed, then those that are gone."""

    def told(codes: frozenset[str]) -> str:
        return ", ".join(sorted(code_names.get(one, one) for one in codes))

    for theme_id, theme in now.themes.items():
        was = then.themes.get(theme_id)
        if was is None:
            yield ThemeChange(theme.name, "made", "", told(now.codes[theme_id]))
            continue
        yield from _texts(was, theme)
        if was.parent_id != theme.parent_id:
            yield ThemeChange(theme.name, "moved", _over(was, then), _over(theme, now))
        left, joined = then.codes[theme_id] - now.codes[theme_id], now.codes[theme_id] - then.codes[theme_id]
        if left or joined:
            yield ThemeChange(theme.name, "codes", told(left), told(joined))
    for theme_id, theme in then.themes.items():
        if theme_id not in now.themes:
            yield ThemeChange(theme.name, "gone", told(then.codes[theme_id]), "")


def _texts(was: Theme, now: Theme) -> Iterator[ThemeChange]:
    changed = [name for name in TEXTS if getattr(was, name) != getattr(now, name)]
    return (ThemeChange(now.name, name, getattr(was, name), getattr(now, name)) for name in changed)


def _over(theme: Theme, at: ThemesThen) -> str:
    over = at.themes.get(theme.parent_id or "")
    return f"under {over.name}" if over else "at the top"
