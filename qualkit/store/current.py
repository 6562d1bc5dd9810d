"""Small reads that an open page asks for again and again."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from qualkit.store.schema import NOUNS


def revision_of(connection: Connection, interview_id: str) -> int:
    """The latest revision of an interview's transcript; 0 where it has none."""
    table = NOUNS["transcript"]
    newest = select(func.max(table.c.revision)).where(table.c.interview_id == interview_id)
    return connection.execute(newest).scalar() or 0
