"""Does the study hold together? The journal line by line, then a replay of it beside the tables."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Connection, Table, select

from qualkit.journal.signing import GENESIS, Line, faults
from qualkit.model import Delta, Problem
from qualkit.store import journal as journal_lines
from qualkit.store.database import Database, scratch_database
from qualkit.store.projection import project
from qualkit.store.schema import NOUNS, code_counts, words

BATCH = 10_000


def check(database: Database) -> list[Problem]:
    """Everything in the database that does not hold, in the order in which to look at it."""
    with database.reading() as connection, _scratch() as scratch:
        broken = _replay(connection, scratch)
        if broken:
            return [broken]
        tables = [*NOUNS.items(), ("code count", code_counts)]
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


def _replay(connection: Connection, scratch: Connection) -> Problem | None:
    """Verify the journal line by line and apply it; the first line that does not hold, or a line lost at the end."""
    count, last = journal_lines.head(connection)
    previous, expected = GENESIS, 0
    batch: list[tuple[int, Delta]] = []
    for line in journal_lines.lines(connection):
        expected += 1
        wrong = "a line before it is missing" if line.seq != expected else faults(line, previous)
        if wrong:
            return _broken(line, wrong)
        previous = line.chain_hash
        batch += [(line.seq, delta) for delta in line.change.draft.deltas]
        if len(batch) >= BATCH:
            project(scratch, batch)
            batch = []
    project(scratch, batch)
    if (expected, previous) != (count, last):
        what = f"the journal ends at line {expected}, but {count} lines were written"
        return Problem("end of the journal", what, "Restore the newest file of the backups folder.")
    return None


def _broken(line: Line, wrong: str) -> Problem:
    what = f"{line.change.by}, {line.change.at}, {line.change.draft.kind}: {wrong}"
    return Problem(f"journal line {line.seq}", what, "Restore a backup, or ask who edited the database by hand.")


def _differences(noun: str, table: Table, connection: Connection, scratch: Connection) -> Iterator[Problem]:
    query = select(table).order_by(*table.primary_key.columns)
    here, there = connection.execute(query), scratch.execute(query)
    for found, replayed in zip_longest(here, there):
        if found != replayed:
            row = found or replayed
            where = f"{noun} {row[0] if row else ''}"
            yield Problem(where, "is not what the journal makes of it", "Somebody changed the table by hand.")
            return


def _word_problems(connection: Connection) -> Iterator[Problem]:
    """Words that are missing or are not the ones that were stored."""
    table = NOUNS["transcript"]
    wanted = connection.execute(select(table.c.interview_id, table.c.sha256, table.c.timing_sha256)).all()
    for interview_id, *digests in wanted:
        for digest in digests:
            query = select(words.c.body).where(words.c.interview_id == interview_id, words.c.sha256 == digest)
            body = connection.execute(query).scalar()
            if not isinstance(body, bytes) or hashlib.sha256(body).hexdigest() != digest:
                yield Problem(f"transcript of interview {interview_id}", "its words are missing or were altered")
