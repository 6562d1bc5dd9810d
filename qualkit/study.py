"""The study folder: find, make, open, check, back up; and undo, which belongs to a study as a whole."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.errors import NoSuchStudy, StudyExists
from qualkit.model import Act, Problem
from qualkit.settings import FILE, Settings, checked, load_settings, save_settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.store.acts import ActInProgress
    from qualkit.store.database import Database
    from qualkit.store.repair import Repair

DATABASE = "qualkit.db"
FOLDERS = ("recordings", "transcripts", "exports", "backups")


class Study:
    """One study folder and its database.

    Attributes
    ----------
    folder : Path
        The study folder.
    settings : Settings
        What study.yaml said when the study was opened.
    """

    def __init__(self, folder: Path, settings: Settings, database: Database) -> None:
        self.folder, self.settings, self.database = folder, settings, database

    @property
    def title(self) -> str:
        """The title, or the folder's name where none was given."""
        return self.settings.title or self.folder.name

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the study: `with study.reading() as connection: ...`."""
        return self.database.reading()

    @contextmanager
    def acting(self, by: str | None = None, *, why: str = "", act_id: str | None = None) -> Iterator[ActInProgress]:
        """One act by one coder: all that is recorded inside is kept together and undone together."""
        from qualkit.store.acts import acting

        with acting(self.database, by or self.coder(), why=why, act_id=act_id) as act:
            yield act

    def coder(self) -> str:
        """Who acts where nobody is named: QUALKIT_CODER, else the coder of study.yaml, else the login name."""
        return os.environ.get("QUALKIT_CODER") or self.settings.coder or getpass.getuser()

    def change_settings(self, **values: str) -> None:
        """Write new values into study.yaml, checked first."""
        settings = checked({**self.settings.model_dump(), **values})
        save_settings(self.folder, settings)
        self.settings = settings

    def undo(self, by: str | None = None, *, why: str = "") -> str:
        """Take back this coder's last act; returns what it was. Raises NothingToUndo or Collision."""
        from qualkit.store.undo import undo

        with self.acting(by, why=why) as act:
            return undo(act)

    def redo(self, by: str | None = None, *, why: str = "") -> str:
        """Do again what this coder last took back; returns what it was. Raises NothingToUndo or Collision."""
        from qualkit.store.undo import redo

        with self.acting(by, why=why) as act:
            return redo(act)

    def recent_acts(self, limit: int = 20, *, by: str | None = None) -> list[Act]:
        """The latest acts, newest first."""
        from qualkit.store.reads import recent_acts

        with self.reading() as connection:
            return recent_acts(connection, limit, by)

    def check(self) -> list[Problem]:
        """Replay the journal and compare; an empty list says that all of it holds."""
        from qualkit.store.check import check

        return check(self.database)

    def back_up(self, reason: str = "by-hand") -> Path:
        """Copy the database into the backups folder, whole even while others write; the newest ten are kept."""
        from qualkit.store.backups import back_up

        return back_up(self.database.path, reason)

    def repair(self) -> Repair:
        """Make the tables again from the journal, after a backup; what cannot be mended so is told."""
        from qualkit.store.repair import repair

        return repair(self.database)

    def backups(self) -> list[Path]:
        """The copies in the backups folder, newest first."""
        from qualkit.store.backups import backups

        return backups(self.database.path)

    def restore_backup(self, name: str) -> Path:
        """Put a backup in the place of the database, which is copied first. Raises NotFound, BadFile, BadAct."""
        from qualkit.store.repair import restore_backup

        return restore_backup(self.database, name)

    def close(self) -> None:
        """Let the database go."""
        self.database.close()


def find_study(where: str | Path) -> Path:
    """The folder of a study given by path, or by name under projects/."""
    for folder in (Path(where), Path("projects") / where):
        if (folder / FILE).is_file():
            return folder
    raise NoSuchStudy(str(where))


def place_of(name: str) -> Path:
    """Where a new study of that name goes: a path as it is, a bare name under projects/ where that folder is."""
    bare = Path(name).name == name
    return Path("projects") / name if bare and Path("projects").is_dir() else Path(name)


def create_study(folder: str | Path, **settings: str) -> Study:
    """A new study folder with its settings and an empty database.

    Raises
    ------
    StudyExists
        Something is there already.
    BadSettings
        There is no such setting, or it has no such value.
    """
    from qualkit.store.acts import new_id
    from qualkit.store.database import create_database

    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise StudyExists(str(folder))
    chosen = checked({**settings, "id": new_id()})
    for name in FOLDERS:
        (place / name).mkdir(parents=True, exist_ok=True)
    database = create_database(place / DATABASE, chosen.id)
    save_settings(place, chosen)
    return Study(place, chosen, database)


def open_study(where: str | Path) -> Study:
    """An existing study, by path or by name under projects/.

    Raises
    ------
    NoSuchStudy
        There is no study folder there.
    BadSettings
        study.yaml holds something that qualkit does not know.
    NewerStudy
        A newer qualkit wrote the database.
    """
    from qualkit.store.database import open_database

    folder = find_study(where)
    settings = load_settings(folder)
    return Study(folder, settings, open_database(folder / DATABASE))
