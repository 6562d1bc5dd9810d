"""Copies of a study's database in its backups folder, whole even while others write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "backups"
KEPT = 10


def back_up(path: Path, reason: str) -> Path:
    """Copy the database at `path` into the backups folder beside it; the newest ten copies are kept."""
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    target = folder / f"{moment.replace(':', '-')}-{reason}.db"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    for old in backups(path)[KEPT:]:
        old.unlink()
    return target


def backups(path: Path) -> list[Path]:
    """The copies that there are of the database at `path`, newest first."""
    return sorted((path.parent / FOLDER).glob("*.db"), reverse=True)
