"""What rests on a theme, read out of the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from qualkit.journal.theme_shapes import Held
from qualkit.model import CellSummary, FrameworkPlace, Memo, Theme, ThemeCode, ThemeLink, ThemeQuote
from qualkit.store import reads

if TYPE_CHECKING:
    from sqlalchemy import Connection

N = TypeVar("N")


def held_by(connection: Connection, theme: Theme) -> Held:
    """Codes, chosen quotes, links, subthemes, places in frameworks, summaries and memos of a theme."""

    def rows(cls: type[N], field: str, order: Sequence[str] = ()) -> tuple[N, ...]:
        return tuple(reads.all_of(connection, cls, reads.table_of(cls).c[field] == theme.id, order=order))

    def about(found: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(one for one in found if one.about == "theme")

    return Held(
        codes=rows(ThemeCode, "theme_id"),
        quotes=rows(ThemeQuote, "theme_id", ("position",)),
        links=tuple({link.id: link for end in ("from_id", "to_id") for link in rows(ThemeLink, end)}.values()),
        subthemes=rows(Theme, "parent_id", ("position",)),
        mapped=about(rows(FrameworkPlace, "about_id")),
        summaries=about(rows(CellSummary, "about_id")),
        memos=about(rows(Memo, "about_id")),
    )


def above(theme: Theme, themes: Sequence[Theme]) -> list[str]:
    """Ids of the themes over a theme, the nearest first."""
    parents, found = {one.id: one.parent_id for one in themes}, [theme.parent_id]
    while found[-1] is not None and found[-1] not in found[:-1]:
        found.append(parents.get(found[-1]))
    return [one for one in found[:-1] if one]
