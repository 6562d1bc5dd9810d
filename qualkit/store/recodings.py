"""Journal lines that say which code a coding had before, and what was done to the codebook when."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from qualkit.model import Delta
from qualkit.store import journal as lines
from qualkit.store.schema import NOUNS, acts, journal

MOVING = (
    "merge_code",
    "recode_coding",
    "recode_codings",
    "restore_codebook",
    "remove_coding",
    "remove_codings",
    "remove_segment",
    "remove_segments",
    "undo",
    "redo",
)
OPERATIONS = ("merge_code", "split_code", "retire_code")


def coding_moves(connection: Connection) -> list[tuple[int, Sequence[Delta]]]:
    """(journal line, its deltas) of every Change that may have given codings another code, oldest first."""
    found = lines.lines(connection, journal.c.kind.in_(MOVING))
    return [(line.seq, line.change.draft.deltas) for line in found]


def coding_began(connection: Connection, interview_id: str | None = None) -> str | None:
    """When the first coding that stands was made, in an interview or in the study; None where there is none."""
    coding, segment = NOUNS["coding"], NOUNS["segment"]
    first = select(func.min(coding.c.created_at)).join(segment, segment.c.id == coding.c.segment_id)
    if interview_id is not None:
        first = first.where(segment.c.interview_id == interview_id)
    return connection.execute(first).scalar()


def codebook_operations(connection: Connection) -> list[str]:
    """Moments at which codes were merged, split or retired, oldest first; what was taken back is left out."""
    stands = acts.c.undone_seq.is_(None) & journal.c.kind.in_(OPERATIONS)
    query = select(journal.c.at).join(acts, acts.c.id == journal.c.act_id).where(stands)
    return list(connection.execute(query.order_by(journal.c.seq)).scalars())
