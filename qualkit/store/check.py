"""Does the study hold together? The journal line by line, then a replay of it beside the tables."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Table, TextClause, select, text
from sqlalchemy.dialects.sqlite import dialect

from qualkit.model import Problem
from qualkit.store.bodies import unpack
from qualkit.store.database import Database, scratch_database
from qualkit.store.replay import BrokenJournal, replay
from qualkit.store.schema import NOUNS, acts, code_counts, words

BY_HAND = "Somebody changed the table by hand: qualkit check STUDY --repair makes it again from the journal."
NO_WORDS = "Restore a backup that has them: qualkit backup STUDY --list"


def check(database: Database) -> list[Problem]:
    """Everything in the database that does not hold, in the order in which to look at it."""
    with database.reading() as connection, _scratch() as scratch:
        try:
            replay(connection, scratch)
        except BrokenJournal as broken:
            return [broken.problem]
        tables = [*NOUNS.items(), ("code count", code_counts), ("act", acts)]
        rows = [problem for noun, table in tables for problem in _differences(noun, table, connection, scratch)]
        return [*rows, *_word_problems(connection)]


@contextmanager
def _scratch() -> Iterator[Connection]:
    """An empty database to replay into, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="qualkit-check-") as folder:
        database = scratch_database(Path(folder) / "replay.db")
        with database.writing() as connection:
            yield connection
        database.close()


def _differences(noun: str, table: Table, connection: Connection, scratch: Connection) -> Iterator[Problem]:
    """The first row that is not in both.

    Rows are read in the order in which they were made, which a replay repeats; only where that finds a difference are
    they sorted, which takes longer than the rest.
    """
    if _first_difference(table, connection, scratch, [text("rowid")]):
        row = _first_difference(table, connection, scratch, list(table.primary_key.columns))
        if row:
            yield Problem(f"{noun} {row[0]}", "is not what the journal makes of it", BY_HAND)


def _first_difference(
    table: Table, connection: Connection, scratch: Connection, order: Sequence[ColumnElement[Any] | TextClause]
) -> Sequence[Any] | None:
    for found, replayed in zip_longest(_rows(connection, table, order), _rows(scratch, table, order)):
        if found != replayed and not _same(table, found, replayed):
            row: Sequence[Any] = found or replayed
            return row
    return None


def _rows(
    connection: Connection, table: Table, order: Sequence[ColumnElement[Any] | TextClause]
) -> Iterator[Sequence[Any]]:
    """Straight from the driver, as a million of them are compared."""
    cursor = connection.connection.cursor()
    cursor.execute(str(select(table).order_by(*order).compile(dialect=dialect())))
    return iter(cursor.fetchone, None)


def _same(table: Table, found: Sequence[Any] | None, replayed: Sequence[Any] | None) -> bool:
    """Whether two rows differ in nothing but how a JSON value is spelled."""
    if found is None or replayed is None:
        return False
    columns = zip(table.c, found, replayed, strict=True)
    return all(a == b or (isinstance(column.type, JSON) and _value(a) == _value(b)) for column, a, b in columns)


def _value(spelled: str | None) -> object:
    try:
        return json.loads(spelled or "null")
    except ValueError:
        return spelled


def _is_of(stored: bytes, digest: str) -> bool:
    try:
        return hashlib.sha256(unpack(stored)).hexdigest() == digest
    except zlib.error:
        return False


def _word_problems(connection: Connection) -> Iterator[Problem]:
    """Words that are missing or are not the ones that were stored."""
    table = NOUNS["transcript"]
    wanted = connection.execute(select(table.c.interview_id, table.c.sha256, table.c.timing_sha256)).all()
    for interview_id, *digests in wanted:
        for digest in digests:
            query = select(words.c.body).where(words.c.interview_id == interview_id, words.c.sha256 == digest)
            body = connection.execute(query).scalar()
            if not isinstance(body, bytes) or not _is_of(body, digest):
                what = "its words are missing or were altered"
                yield Problem(f"transcript of interview {interview_id}", what, NO_WORDS)
