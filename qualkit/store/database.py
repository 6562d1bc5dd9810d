"""One connection rule for every reader and writer: WAL, full sync, and writes that begin at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.schema import CreateTable

from qualkit.errors import BadFile, BusyStudy
from qualkit.store.backups import back_up
from qualkit.store.migrations import current_format, is_due, lacks_tables, migrate
from qualkit.store.schema import meta, metadata

BUSY_SECONDS = 30
RESTORE = "Restore it from the study's backups folder; the file was left as it is."
KEPT = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")
THROWN_AWAY = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-131072")


class Database:
    """A study's SQLite file."""

    def __init__(self, path: Path, pragmas: Sequence[str] = KEPT) -> None:
        self.path = path
        self.engine = _engine(path, pragmas)
        self._turn = Lock()
        self._watching = Lock()
        self._watch: sqlite3.Connection | None = None
        self._watches = 0

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the study."""
        with _plain_errors(self.path), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its first statement; all of it is kept or none.

        Without the lock at the start, 63 of 800 concurrent appends failed in a trial; with it none. Writers of one
        process wait for one another outside SQLite, which would have them sleep for up to 0.1 s between two tries.
        """
        writer = self.engine.execution_options(writes=True)
        with self._own_turn(), _plain_errors(self.path), writer.begin() as connection:
            yield connection

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise BusyStudy(BUSY_SECONDS)
        try:
            yield
        finally:
            self._turn.release()

    def stamp(self) -> tuple[int, int]:
        """Something that is another after every commit, whoever made it; to ask takes some microseconds."""
        with self._watching:
            try:
                if self._watch is None:
                    self._watch = sqlite3.connect(self.path, timeout=BUSY_SECONDS, check_same_thread=False)
                    self._watches += 1
                return self._watches, self._watch.execute("PRAGMA data_version").fetchone()[0]
            except sqlite3.DatabaseError as error:
                raise BadFile(f"“{self.path}” could not be read: {error}.", hint=RESTORE) from error

    def close(self) -> None:
        """Let the file go."""
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()


def create_database(path: Path, study_id: str) -> Database:
    """A new, empty database with its format number and study id."""
    database = Database(path)
    with database.writing() as connection:
        metadata.create_all(connection)
        told = {"format": str(current_format()), "study": study_id}
        connection.execute(insert(meta), [{"key": key, "value": value} for key, value in told.items()])
    return database


def scratch_database(path: Path) -> Database:
    """Empty tables to compute in and throw away: no index, nothing waits for the disk."""
    database = Database(path, THROWN_AWAY)
    with database.writing() as connection:
        for table in metadata.sorted_tables:
            connection.execute(CreateTable(table))
    return database


def open_database(path: Path) -> Database:
    """The database of an existing study; one that an older qualkit wrote is backed up and migrated first.

    Raises
    ------
    BadFile
        The file is not a qualkit database.
    NewerStudy
        A newer qualkit wrote it.
    """
    database = Database(path)
    with database.reading() as connection:
        if not connection.dialect.has_table(connection, "meta"):
            raise BadFile(f"“{path.name}” holds no study.", hint="Restore it from the study's backups folder.")
        due, incomplete = is_due(connection), lacks_tables(connection)
    if due:
        back_up(path, "before-migration")
    if due or incomplete:
        with database.writing() as connection:
            migrate(connection)
    return database


def _engine(path: Path, pragmas: Sequence[str]) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """What SQLite says, in words that name the study and the remedy."""
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise BusyStudy(BUSY_SECONDS) from error
        raise BadFile(f"“{path}” could not be read or written: {error.orig}.", hint="Is the disk full?") from error
    except DatabaseError as error:
        raise BadFile(f"“{path}” is damaged: {error.orig}.", hint=RESTORE) from error
