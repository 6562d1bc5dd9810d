"""Zip archives from elsewhere: looked at before anything is unpacked, and never unpacked to disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

from qualkit.errors import BadFile

LARGEST_UNPACKED = 2**30
MOST_ENTRIES = 20_000
STEEPEST_RATIO = 200
AGAIN = "Get it again from where it came from."


class Archive:
    """An archive whose entries were found harmless: sizes, ratios and names.

    Attributes
    ----------
    name : str
        The file's name, for messages.
    sizes : dict of str to int
        Unpacked sizes of the entries in bytes, by name as the archive spells it.
    """

    def __init__(self, name: str, body: bytes, *, what: str = "a zip archive", largest: int = LARGEST_UNPACKED) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError) as error:
            raise BadFile(f"“{name}” is damaged, or not {what}.", hint=AGAIN) from error
        _refuse_bombs(name, entries, largest)
        _refuse_escapes(name, entries)
        self.sizes = {entry.filename: entry.file_size for entry in entries}

    def find(self, *names: str) -> str | None:
        """The entry of the first of these names that is there, case ignored."""
        lower = {entry.lower(): entry for entry in self.sizes}
        return next((lower[name.lower()] for name in names if name.lower() in lower), None)

    def read(self, entry: str) -> bytes:
        """The bytes of an entry. Raises BadFile where it is encrypted, cut off or its checksum is wrong."""
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise BadFile(f"“{self.name}” is damaged: its part “{entry}” cannot be read.", hint=AGAIN) from error
        except (RuntimeError, NotImplementedError) as error:
            told = f"“{self.name}” is locked with a password, or packed in a way that cannot be read."
            raise BadFile(told, hint="Save it again without a password.") from error


def _refuse_bombs(name: str, entries: list[zipfile.ZipInfo], largest: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    steep = any(e.file_size > 2**20 and e.file_size > STEEPEST_RATIO * e.compress_size for e in entries)
    if unpacked > largest or len(entries) > MOST_ENTRIES or steep:
        size = f"{unpacked // 2**20} MB in {len(entries)} parts"
        raise BadFile(f"“{name}” would unpack to {size}; it looks made to fill the memory.", hint=AGAIN)


def _refuse_escapes(name: str, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        outside = path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\0" in entry.filename
        if outside or stat.S_ISLNK(entry.external_attr >> 16):
            told = f"“{name}” holds “{entry.filename[:80]}”, which would lie outside its folder."
            raise BadFile(told, hint="Nothing was read; do not trust this file.")
