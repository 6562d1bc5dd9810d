"""Small reads that an open page asks for again and again."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from qualkit.journal.versions import PASSED_OVER
from qualkit.store import journal as lines
from qualkit.store.schema import NOUNS, acts, journal


def revision_of(connection: Connection, interview_id: str) -> int:
    """The latest revision of an interview's transcript; 0 where it has none."""
    table = NOUNS["transcript"]
    newest = select(func.max(table.c.revision)).where(table.c.interview_id == interview_id)
    return connection.execute(newest).scalar() or 0


def next_undo(connection: Connection, by: str) -> str:
    """Summary of the coder's last act that still stands: what undo would take back. Empty where there is none."""
    own = select(acts.c.seq).where(acts.c.by == by, acts.c.undone_seq.is_(None), acts.c.kind.not_in(PASSED_OVER))
    seq = connection.execute(own.order_by(acts.c.seq.desc()).limit(1)).scalar()
    first = next(lines.lines(connection, journal.c.seq == seq), None) if seq else None
    return first.change.draft.summary if first else ""
