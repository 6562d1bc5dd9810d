"""The decisions on themes, oldest first: who did what, when and why, with the reasons that were given later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.model import Act, Reason
from qualkit.store import reads
from qualkit.store.why import reasons

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
    later = reasons(connection)
    return [Decided(act, tuple(later.get(act.id, ()))) for act in reversed(acts)]
