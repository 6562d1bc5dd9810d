"""When a study does not hold: its tables made again from the journal, or the whole put back from a backup."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from qualkit.errors import BadAct, BadFile, NotFound
from qualkit.model import Problem
from qualkit.store.backups import back_up, backups
from qualkit.store.check import check
from qualkit.store.database import Database, open_database
from qualkit.store.replay import BrokenJournal, clear, replay
from qualkit.store.schema import journal, meta


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair found and what it left.

    Attributes
    ----------
    found, left : tuple of Problem
        What did not hold before, and what still does not.
    backup : Path or None
        The copy made first; None where nothing had to be done.
    sound : Path or None
        The newest backup that holds, where something is left.
    """

    found: tuple[Problem, ...]
    left: tuple[Problem, ...] = ()
    backup: Path | None = None
    sound: Path | None = None


def repair(database: Database) -> Repair:
    """Make every table again from the journal, after a backup; the journal itself is never changed."""
    found = tuple(check(database))
    if not found:
        return Repair(())
    backup = back_up(database.path, "before-repair")
    try:
        with database.writing() as connection:
            clear(connection)
            replay(connection, connection)
    except BrokenJournal:
        return Repair(found, found, backup, newest_sound(database))
    left = tuple(check(database))
    return Repair(found, left, backup, newest_sound(database) if left else None)


def newest_sound(database: Database) -> Path | None:
    """The newest backup in which everything holds."""
    for path in backups(database.path):
        try:
            with _copy_of(path) as copy:
                if not check(copy):
                    return path
        except BadFile:
            continue
    return None


@contextmanager
def _copy_of(backup: Path) -> Iterator[Database]:
    """A backup opened as a copy of today's format, so that the file itself stays as it is. Raises BadFile."""
    with tempfile.TemporaryDirectory(prefix="qualkit-backup-") as folder:
        copy = Path(folder) / "qualkit.db"
        _copy(backup, copy)
        database = open_database(copy)
        try:
            yield database
        finally:
            database.close()


def _copy(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
    except sqlite3.DatabaseError as error:
        raise BadFile(f"“{source.name}” is not a whole database: {error}.", hint="Choose another backup.") from error


def restore_backup(database: Database, name: str) -> Path:
    """Put a backup, named by its file, in the place of the database; returns the copy that was made of it first.

    Raises
    ------
    NotFound
        There is no such backup.
    BadFile
        It is damaged, or its own journal does not hold.
    BadAct
        It is of another study, or from before a participant withdrew.
    """
    chosen = next((path for path in backups(database.path) if name in (path.name, str(path))), None)
    if chosen is None:
        raise NotFound("backup", name, [path.name for path in backups(database.path)])
    with _copy_of(chosen) as copy:
        _refuse_other(database, copy, chosen.name)
        problems = check(copy)
        if problems:
            raise BadFile(f"“{chosen.name}” does not hold either: {problems[0].where}: {problems[0].what}.")
        replaced = back_up(database.path, "before-restoring")
        database.close()
        _copy(copy.path, database.path)
    return replaced


def _refuse_other(database: Database, copy: Database, name: str) -> None:
    with database.reading() as here, copy.reading() as there:
        if _study(here) != _study(there):
            raise BadAct(f"“{name}” is a backup of another study.", hint="Choose one that this study wrote.")
        if _withdrawals(here) - _withdrawals(there):
            hint = "Destroy that file: it holds their words. A newer backup does not."
            raise BadAct(f"Participants withdrew after “{name}” was written.", hint=hint)


def _study(connection: Connection) -> str | None:
    return connection.execute(select(meta.c.value).where(meta.c.key == "study")).scalar()


def _withdrawals(connection: Connection) -> set[str]:
    query = select(journal.c.id).where(journal.c.kind == "withdraw_interview")
    return set(connection.execute(query).scalars())
