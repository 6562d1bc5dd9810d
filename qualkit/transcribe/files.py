"""Large files copied whole or not at all, and digests. (Texts are written by `settings.write_whole`.)"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PIECE = 1 << 20
ABANDONED_S = 60
"""Whoever still writes a file has written to it within this time."""


def sha256_of(path: Path) -> str:
    """Digest of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` in one move, and only once all of it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Take away what a killed process left half-written: it may hold participants' words."""
    for path in folder.glob(".*.tmp"):
        if time.time() - path.stat().st_mtime > ABANDONED_S:
            path.unlink(missing_ok=True)


def copy_whole(sources: Iterable[Path], target: Path) -> None:
    """One file after the other into `target`, in one move; the sources are only read."""
    with replacing(target) as copy:
        for source in sources:
            with source.open("rb") as original:
                shutil.copyfileobj(original, copy, PIECE)
