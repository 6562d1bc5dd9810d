"""The decisions on themes, oldest first: who did what, when and why, with the reasons that were given later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.model import Act, Aside, Reason
from qualkit.store import reads

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOUNS = frozenset(
    {
        *("theme", "theme_code", "theme_quote", "aside", "decision", "theme_link", "theme_map"),
        *("framework", "framework_dimension", "framework_place", "cell_summary"),
    }
)


@dataclass(frozen=True, slots=True)
class Decided:
    """One act on themes, with the reasons given later."""

    act: Act
    later: tuple[Reason, ...] = ()

    @property
    def why(self) -> str:
        """All that was said about why, the oldest first."""
        return "; ".join(text for text in (self.act.why, *(one.text for one in self.later)) if text)


def theme_log(connection: Connection) -> list[Decided]:
    """Every act that touched themes, what stands beside them, maps or frameworks; oldest first."""
    touched = {act_id for _, act_id, _ in reads.deltas_since(connection, 0, NOUNS)}
    acts = [act for act in reads.recent_acts(connection, reads.head(connection)) if act.id in touched]
    later: dict[str, list[Reason]] = {}
    for one in reads.all_of(connection, Reason, order=("at",)):
        later.setdefault(one.act_id, []).append(one)
    return [Decided(act, tuple(later.get(act.id, ()))) for act in reversed(acts)]


def asides_explained(connection: Connection, asides: Sequence[Aside]) -> dict[str, str]:
    """Why each code was put beside the themes, by the id of its place there."""
    wanted = {one.id for one in asides}
    if not wanted:
        return {}
    made = {
        row_id: act_id
        for _, act_id, deltas in reads.deltas_since(connection, 0, frozenset({"aside"}))
        for delta in deltas
        for row_id in delta.ids
        if row_id in wanted and delta.after is not None
    }
    why = {one.act.id: one.why for one in theme_log(connection)}
    return {row_id: why.get(act_id, "") for row_id, act_id in made.items()}
