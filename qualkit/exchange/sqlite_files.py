"""SQLite databases of other programs, read from their bytes: nothing is written, and no query runs for ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from qualkit.errors import BadFile

BEGINNING = b"SQLite format 3\x00"
STEPS_AT_ONCE, MOST_STEPS = 100_000, 2_000
MOST_ROWS = 2_000_000

Row = dict[str, Any]


class SqliteFile:
    """A database in memory; `tables` are the names of its tables."""

    def __init__(self, name: str, connection: sqlite3.Connection) -> None:
        self.name, self._connection, self._steps = name, connection, 0
        connection.row_factory = sqlite3.Row
        connection.set_progress_handler(self._count, STEPS_AT_ONCE)
        connection.execute("PRAGMA trusted_schema=OFF")
        self.tables = {row["name"] for row in self._query("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def rows(self, table: str) -> list[Row]:
        """All rows of a table by column, none where the table is not there; bytes that are no text are left out."""
        return self._query(f'SELECT * FROM "{table}"') if table in self.tables else []  # noqa: S608  (names are ours)

    def _query(self, statement: str) -> list[Row]:
        found = self._connection.execute(statement).fetchmany(MOST_ROWS)
        return [{key: row[key] for key in row.keys()} for row in found]  # noqa: SIM118  (Row is no mapping)

    def _count(self) -> int:
        self._steps += 1
        return int(self._steps > MOST_STEPS)


@contextmanager
def opened(name: str, body: bytes) -> Iterator[SqliteFile]:
    """The database of a file. Raises BadFile where it is none or is damaged, also while it is read."""
    if not body.startswith(BEGINNING):
        raise BadFile(f"“{name}” is no database.", hint="Export it again from the program that wrote it.")
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(body[:18] + b"\x01\x01" + body[20:])  # as if it were in no write-ahead mode
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        yield SqliteFile(name, connection)
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        hint = "Close it in the program that wrote it, and take a fresh copy."
        raise BadFile(f"“{name}” is damaged: {error}.", hint=hint) from error
    finally:
        connection.close()


def text(row: Row, column: str) -> str:
    """A value as text; nothing where there is none."""
    value = row.get(column)
    return "" if value is None or isinstance(value, bytes) else str(value)


def whole(row: Row, column: str) -> int:
    """A value as a whole number, -1 where it is none."""
    value = row.get(column)
    return value if isinstance(value, int) else -1
