"""Small reads that an open page asks for again and again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from qualkit.store.projection import chunks
from qualkit.store.schema import NOUNS


def latest_text(connection: Connection, interview_id: str) -> tuple[int, str]:
    """Number and digest of the latest revision of an interview's transcript; (0, "") where it has none."""
    columns = NOUNS["transcript"].c
    here = select(columns.revision, columns.sha256).where(columns.interview_id == interview_id)
    newest = connection.execute(here.order_by(columns.revision.desc()).limit(1)).first()
    return (newest.revision, newest.sha256) if newest else (0, "")


def standing_in(connection: Connection, interview_id: str, noun: str, ids: Iterable[str]) -> set[str]:
    """Those of the segments or codings (`noun`) named by id that are there now, in this interview."""
    segment, table = NOUNS["segment"], NOUNS[noun]
    query = select(table.c.id).where(segment.c.interview_id == interview_id)
    if noun == "coding":
        query = query.join(segment, segment.c.id == table.c.segment_id)
    return {row_id for part in chunks(tuple(ids)) for row_id in connection.scalars(query.where(table.c.id.in_(part)))}


def marks_in(connection: Connection, interview_id: str) -> Sequence[Any]:
    """Segments of an interview in text order: id, start, end, note, coder, created_at, was.

    As rows: to make ten thousand nouns of them takes longer than to read them.
    """
    columns = NOUNS["segment"].c
    query = select(*(columns[name] for name in ("id", "start", "end", "note", "coder", "created_at", "was")))
    here = query.where(columns.interview_id == interview_id)
    return connection.execute(here.order_by(columns.start, columns.end, columns.id)).all()


def codings_in(connection: Connection, interview_id: str) -> Sequence[Any]:
    """Codings of an interview in order of making: id, segment_id, code_id, coder, memo, created_at."""
    columns, segment = NOUNS["coding"].c, NOUNS["segment"].c
    here = columns.segment_id.in_(select(segment.id).where(segment.interview_id == interview_id))
    query = select(*(columns[name] for name in ("id", "segment_id", "code_id", "coder", "memo", "created_at")))
    return connection.execute(query.where(here).order_by(columns.created_at, columns.id)).all()
