"""Does the study hold together? The journal line by line, then a replay of it beside the tables."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Connection, Table, select

from qualkit.journal.signing import GENESIS, faults
from qualkit.model import Delta, Problem
from qualkit.store import journal as journal_lines
from qualkit.store.database import Database, create_database
from qualkit.store.projection import project
from qualkit.store.schema import NOUNS, code_counts, words

BATCH = 2000


def check(database: Database) -> list[Problem]:
    """Everything in the database that does not hold, in the order in which to look at it."""
    with database.reading() as connection:
        broken = list(_journal_problems(connection))
        return broken or [*_projection_problems(connection), *_word_problems(connection)]


def _journal_problems(connection: Connection) -> Iterator[Problem]:
    """The first line that does not follow from the one before, or a line lost at the end."""
    count, last = journal_lines.head(connection)
    previous, expected = GENESIS, 0
    for line in journal_lines.lines(connection):
        expected += 1
        wrong = "a line before it is missing" if line.seq != expected else faults(line, previous)
        if wrong:
            what = f"{line.change.by}, {line.change.at}, {line.change.draft.kind}: {wrong}"
            yield Problem(f"journal line {line.seq}", what, "Restore a backup, or ask who edited the database by hand.")
            return
        previous = line.chain_hash
    if (expected, previous) != (count, last):
        what = f"the journal ends at line {expected}, but {count} lines were written"
        yield Problem("end of the journal", what, "Restore the newest file of the backups folder.")


def _projection_problems(connection: Connection) -> Iterator[Problem]:
    """Rows that are not what the journal makes of them."""
    with tempfile.TemporaryDirectory(prefix="qualkit-check-") as folder:
        replayed = create_database(Path(folder) / "replay.db", "replay")
        with replayed.writing() as scratch:
            _replay(connection, scratch)
            for noun, table in [*NOUNS.items(), ("code count", code_counts)]:
                yield from _differences(noun, table, connection, scratch)
        replayed.close()


def _replay(connection: Connection, scratch: Connection) -> None:
    batch: list[tuple[int, Delta]] = []
    for line in journal_lines.lines(connection):
        batch += [(line.seq, delta) for delta in line.change.draft.deltas]
        if len(batch) >= BATCH:
            project(scratch, batch)
            batch = []
    project(scratch, batch)


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
