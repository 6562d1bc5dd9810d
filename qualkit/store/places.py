"""Where a code was applied, a screenful at a time: a code may have a hundred thousand codings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, select

from qualkit.model import Coding, Interview, Segment
from qualkit.store import reads
from qualkit.store.schema import NOUNS

N = TypeVar("N", Coding, Segment, Interview)


@dataclass(frozen=True, slots=True)
class Place:
    """A coding with the passage that it is on, and other codes of that passage by id."""

    coding: Coding
    segment: Segment
    interview: Interview
    also: tuple[str, ...] = ()


ORDERS = ("interview", "name", "longest", "newest", "coder")
"""In which order quotes may come: as collected and said, by the interview's name, the longest first, the latest coded
first, by coder."""


def places(
    connection: Connection, code_id: str, *, skip: int = 0, limit: int = 20, order: str = "interview"
) -> list[Place]:
    """Where a code was applied, in the order of interviews and of text or another of `ORDERS`."""
    query = place_ids(code_id, order).offset(skip).limit(limit)
    return placed(connection, code_id, [(row[0], row[1], row[2]) for row in connection.execute(query)])


def placed_in(
    connection: Connection, code_id: str, interview_ids: Sequence[str], *, skip: int = 0, limit: int = 20
) -> list[Place]:
    """Where a code was applied in these interviews, as collected and said."""
    inside = place_ids(code_id).where(NOUNS["interview"].c.id.in_(interview_ids)).offset(skip).limit(limit)
    return placed(connection, code_id, [(row[0], row[1], row[2]) for row in connection.execute(inside)])


def placed_touching(
    connection: Connection, code_id: str, other_id: str, *, skip: int = 0, limit: int = 20
) -> list[Place]:
    """Where a code was applied to words that another code is on as well, by anybody."""
    inside = _touching(code_id, other_id).offset(skip).limit(limit)
    return placed(connection, code_id, [(row[0], row[1], row[2]) for row in connection.execute(inside)])


def count_touching(connection: Connection, code_id: str, other_id: str) -> int:
    """How many codings of a code share at least one letter with a passage of another code."""
    found: int = connection.execute(
        select(func.count()).select_from(_touching(code_id, other_id).subquery())
    ).scalar_one()
    return found


def _touching(code_id: str, other_id: str) -> Select[str, str, str]:
    here, there, coding = NOUNS["segment"].c, NOUNS["segment"].alias(), NOUNS["coding"].alias()
    meets = (
        select(1)
        .select_from(coding.join(there, there.c.id == coding.c.segment_id))
        .where(coding.c.code_id == other_id, there.c.interview_id == here.interview_id)
        .where(there.c.start < here.end, there.c.end > here.start)
    )
    return place_ids(code_id).where(meets.correlate(NOUNS["segment"]).exists())


def place_ids(code_id: str, order: str = "interview") -> Select[str, str, str]:
    """Ids of coding, segment and interview of every coding of a code, sorted: to be narrowed and then `placed`."""
    coding, segment, interview = NOUNS["coding"].c, NOUNS["segment"].c, NOUNS["interview"].c
    return (
        select(coding.id, segment.id, interview.id)
        .join_from(NOUNS["coding"], NOUNS["segment"], coding.segment_id == segment.id)
        .join(NOUNS["interview"], interview.id == segment.interview_id)
        .where(coding.code_id == code_id)
        .order_by(*_first(order), interview.position, interview.name, segment.start, segment.end, coding.id)
    )


def _first(order: str) -> list[ColumnElement[Any]]:
    """What quotes are sorted by before interview and place in the text decide."""
    coding, segment, interview = NOUNS["coding"].c, NOUNS["segment"].c, NOUNS["interview"].c
    first: dict[str, list[ColumnElement[Any]]] = {
        "name": [interview.name],
        "longest": [(segment.end - segment.start).desc()],
        "newest": [coding.created_at.desc()],
        "coder": [coding.coder],
    }
    return first.get(order, [])


def coding_ids(connection: Connection, code_id: str) -> list[str]:
    """Ids of all codings of a code."""
    coding = NOUNS["coding"].c
    return list(connection.execute(select(coding.id).where(coding.code_id == code_id)).scalars())


def placed(connection: Connection, code_id: str, ids: Sequence[tuple[str, str, str]]) -> list[Place]:
    """What these ids of coding, segment and interview stand for."""
    codings = _by_id(connection, Coding, [row[0] for row in ids])
    segments = _by_id(connection, Segment, [row[1] for row in ids])
    sittings = _by_id(connection, Interview, [row[2] for row in ids])
    also = _others(connection, code_id, list(segments))
    return [Place(codings[c], segments[s], sittings[i], tuple(also.get(s, []))) for c, s, i in ids]


def _by_id(connection: Connection, cls: type[N], ids: Sequence[Any]) -> dict[str, N]:
    found = reads.all_of(connection, cls, reads.table_of(cls).c.id.in_(ids))
    return {one.id: one for one in found}


def _others(connection: Connection, code_id: str, segment_ids: Sequence[str]) -> dict[str, list[str]]:
    columns = NOUNS["coding"].c
    query = select(columns.segment_id, columns.code_id).distinct()
    others = query.where(columns.segment_id.in_(segment_ids), columns.code_id != code_id)
    found: dict[str, list[str]] = {}
    for segment_id, other in connection.execute(others):
        found.setdefault(segment_id, []).append(other)
    return found
