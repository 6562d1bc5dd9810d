"""What a merge of codes would bring about, and how far two codes mark the same words: counted by the database."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import Connection, func, select

from qualkit.store.schema import NOUNS, code_counts

Stretch = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Following:
    """What follows codes that are merged: their codings, from so many interviews, of which so many fold.

    `folding` counts codings that go because the same coder has given that passage another of these codes.
    """

    codings: int
    interviews: int
    folding: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far two codes mark the same words.

    Attributes
    ----------
    same : int
        Passages that one coder gave both codes.
    touching : int
        Passages of the first code that share at least one letter with a passage of the second, by anybody.
    interviews : int
        Interviews in which both codes occur.
    """

    same: int
    touching: int
    interviews: int


def following(connection: Connection, sources: Sequence[str], into: str) -> Following:
    """What would follow if the codes `sources` were merged into another."""
    counts = code_counts.c
    tally = select(func.coalesce(func.sum(counts.references), 0), func.count(counts.interview_id.distinct()))
    codings, interviews = connection.execute(tally.where(counts.code_id.in_(sources))).one()
    return Following(codings, interviews, _doubled(connection, [*sources, into]))


def _doubled(connection: Connection, code_ids: Sequence[str]) -> int:
    """Codings beyond the first that one coder has put on one passage with any of these codes."""
    coding = NOUNS["coding"].c
    here = select(func.count().label("n")).where(coding.code_id.in_(code_ids))
    marks = here.group_by(coding.segment_id, coding.coder).having(func.count() > 1).subquery()
    found: int = connection.execute(select(func.coalesce(func.sum(marks.c.n - 1), 0))).scalar_one()
    return found


def overlap(connection: Connection, one: str, other: str) -> Overlap:
    """How far two codes mark the same words."""
    first, second = _stretches(connection, one), _stretches(connection, other)
    both = {interview for interview, _, _ in first} & {interview for interview, _, _ in second}
    return Overlap(_doubled(connection, [one, other]), sum(touching(first, second)), len(both))


def codes_beside(connection: Connection, code_ids: Collection[str]) -> dict[str, int]:
    """How often other codes stand on the passages of these, by id."""
    coding = NOUNS["coding"].c
    passages = select(coding.segment_id).where(coding.code_id.in_(code_ids))
    others = select(coding.code_id, func.count()).where(coding.segment_id.in_(passages))
    rows = connection.execute(others.where(coding.code_id.not_in(code_ids)).group_by(coding.code_id))
    return {row[0]: row[1] for row in rows}


def _stretches(connection: Connection, code_id: str) -> list[Stretch]:
    coding, segment = NOUNS["coding"].c, NOUNS["segment"].c
    query = (
        select(segment.interview_id, segment.start, segment.end)
        .join_from(NOUNS["coding"], NOUNS["segment"], coding.segment_id == segment.id)
        .where(coding.code_id == code_id)
        .order_by(segment.interview_id, segment.start, segment.end)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def touching(first: Sequence[Stretch], second: Sequence[Stretch]) -> Iterator[bool]:
    """For each stretch of the first list whether one of the second shares a letter with it; the second is in order."""
    begins = [(interview, start) for interview, start, _ in second]
    reaches = list(accumulate(((interview, end) for interview, _, end in second), max))
    for interview, start, end in first:
        before = bisect_left(begins, (interview, end))  # of those that begin before it ends, does one reach into it?
        yield before > 0 and reaches[before - 1] > (interview, start)
