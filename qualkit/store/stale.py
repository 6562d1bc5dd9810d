"""Two people editing: an act names the journal line its author had seen; later work on the row is not run over."""

from __future__ import annotations

from sqlalchemy import Connection

from qualkit.errors import StaleRevision
from qualkit.store import journal as lines
from qualkit.store.clock import moment
from qualkit.store.projection import rows_of
from qualkit.store.schema import journal


def refuse_stale(connection: Connection, noun: str, noun_id: str, seen: int | None) -> None:
    """Raise StaleRevision where the row was changed after the journal line `seen`; None asks for no such check."""
    row = rows_of(connection, noun, [noun_id]).get(noun_id)
    if seen is None or row is None or row["seq"] <= seen:
        return
    line = next(lines.lines(connection, journal.c.seq == row["seq"]))
    raise StaleRevision(f"The {noun}", line.change.by, moment(line.change.at))
