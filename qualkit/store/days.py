"""On which days what was done: acts that still stand, by their kind."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from qualkit.store.schema import acts

Days = dict[str, dict[str, int]]


def days_by_kind(connection: Connection) -> Days:
    """How many acts of each kind were done on each day (ISO, UTC); acts that were taken back are left out."""
    day = func.substr(acts.c.at, 1, 10)
    query = select(acts.c.kind, day.label("day"), func.count().label("n")).where(acts.c.undone_seq.is_(None))
    found: Days = {}
    for kind, on, count in connection.execute(query.group_by(acts.c.kind, day).order_by(day)):
        found.setdefault(kind, {})[on] = count
    return found
