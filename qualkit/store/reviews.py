"""How far a coder is in going over the codes: rounds, quotes seen, codes kept. A bookmark, not part of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select

from qualkit.store.places import Place, place_ids, placed
from qualkit.store.schema import NOUNS, codes_apart, kept_codes, review_rounds, seen_quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One time that a coder goes over the codes."""

    id: str
    name: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Quotes seen in a round by code, those that are still there, and the codes that were looked over and kept."""

    seen: dict[str, int]
    kept: frozenset[str]


def begin_round(connection: Connection, one: Round) -> None:
    """A new round, with nothing seen."""
    values = {"id": one.id, "name": one.name, "by": one.by, "at": one.at}
    connection.execute(insert(review_rounds), values)


def latest_round(connection: Connection, by: str) -> Round | None:
    """The round that this coder is in."""
    query = select(review_rounds).where(review_rounds.c.by == by).order_by(review_rounds.c.at.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return Round(**row) if row else None


def mark_seen(connection: Connection, round_id: str, coding_ids: Iterable[str]) -> None:
    """Quotes were seen; once more does no harm."""
    rows = [{"round_id": round_id, "coding_id": coding_id} for coding_id in coding_ids]
    if rows:
        connection.execute(insert(seen_quotes).prefix_with("OR IGNORE"), rows)


def mark_kept(connection: Connection, round_id: str, code_id: str) -> None:
    """The code was looked over and kept."""
    values = {"round_id": round_id, "code_id": code_id}
    connection.execute(insert(kept_codes).prefix_with("OR IGNORE"), values)


def mark_apart(connection: Connection, pair: Sequence[str], *, by: str, at: str) -> None:
    """Two codes whose names look alike mean two things."""
    one, other = sorted(pair)
    values = {"one": one, "other": other, "by": by, "at": at}
    connection.execute(insert(codes_apart).prefix_with("OR IGNORE"), values)


def kept_apart(connection: Connection) -> set[tuple[str, str]]:
    """Ids of the pairs that somebody keeps apart, each in the order of the alphabet."""
    return {(row.one, row.other) for row in connection.execute(select(codes_apart))}


def progress(connection: Connection, round_id: str) -> Progress:
    """How far the round is."""
    coding = NOUNS["coding"].c
    tally = select(coding.code_id, func.count()).join_from(
        seen_quotes, NOUNS["coding"], coding.id == seen_quotes.c.coding_id
    )
    here = tally.where(seen_quotes.c.round_id == round_id).group_by(coding.code_id)
    seen = {row[0]: row[1] for row in connection.execute(here)}
    kept = connection.execute(select(kept_codes.c.code_id).where(kept_codes.c.round_id == round_id)).scalars()
    return Progress(seen, frozenset(kept))


def unseen_places(connection: Connection, round_id: str, code_id: str, limit: int = 10) -> list[Place]:
    """The next quotes of a code that were not seen in this round."""
    query = place_ids(code_id).where(_unseen(round_id)).limit(limit)
    return placed(connection, code_id, [(row[0], row[1], row[2]) for row in connection.execute(query)])


def _unseen(round_id: str) -> ColumnElement[bool]:
    seen, coding = seen_quotes.c, NOUNS["coding"].c
    return ~select(seen.coding_id).where(seen.round_id == round_id, seen.coding_id == coding.id).exists()
