"""What was heard so far of one recording: a line on the disk for each batch of windows, until its transcript is whole.

A process that is killed loses at most the batch in work. The file lies hidden beside the transcripts, holds what was
said in the recording, and goes when the transcript has been written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qualkit.model import Word
from qualkit.transcribe.engines import Heard
from qualkit.transcribe.unheard import Part
from qualkit.transcribe.windows import Piece, Window

HeardBatch = tuple[list[Part], list[Part]]
"""Windows with what was said in them, and windows with what that means in English."""


class Kept:
    """The lines of one recording; `key` is the digest of what its words depend on. Without a path nothing is kept.

    Each line has its number, because on a cluster a worker that was given up may go on beside the one in its place.
    """

    def __init__(self, path: Path | None, key: str) -> None:
        self.path, self.key = path, key
        self.count = 0

    def read(self) -> tuple[str, list[HeardBatch]]:
        """The language and the batches that are there; ("", []) where nothing is, or of other settings."""
        first, *rest = self._lines() or [{}]
        if first.get("key") != self.key:
            return "", []
        found: list[HeardBatch] = []
        for line in rest:
            if line.get("number") == len(found):
                found.append((_parts(line["heard"]), _parts(line["translated"])))
        self.count = len(found)
        return first["language"], found

    def begin(self, language: str) -> None:
        """Keep from now on; what an earlier run with other settings left is replaced."""
        self.remove()
        self.count = 0
        self._append({"key": self.key, "language": language})

    def add(self, batch: HeardBatch) -> None:
        """Keep what was heard in one more batch of windows."""
        heard, translated = batch
        self._append({"number": self.count, "heard": _plain(heard), "translated": _plain(translated)})
        self.count += 1

    def remove(self) -> None:
        """The transcript is whole, or something else is asked for."""
        if self.path:
            self.path.unlink(missing_ok=True)

    def _lines(self) -> list[dict[str, Any]]:
        """Whole lines; one that was being written when the process was killed is cut off, so that none follows it."""
        if not self.path or not self.path.is_file():
            return []
        content = self.path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            os.truncate(self.path, whole)
        try:
            return [json.loads(line) for line in content[:whole].splitlines()]
        except ValueError:  # not a file of this kind, or a damaged disk
            return []

    def _append(self, values: dict[str, Any]) -> None:
        """One line, on the disk when this returns. A disk that is full costs the resumption, not the transcript."""
        if not self.path:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _append_line(self.path, json.dumps(values, ensure_ascii=False).encode() + b"\n")
        except OSError:
            self.path = None  # what follows a line that is not whole could not be read


def _append_line(path: Path, line: bytes) -> None:
    with path.open("ab") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _plain(parts: Sequence[Part]) -> list[Any]:
    return [[[asdict(piece) for piece in window.pieces], asdict(heard)] for window, heard in parts]


def _parts(values: Sequence[Any]) -> list[Part]:
    return [(Window(tuple(Piece(**piece) for piece in pieces)), _heard(heard)) for pieces, heard in values]


def _heard(values: dict[str, Any]) -> Heard:
    return Heard(**{**values, "words": tuple(Word(**word) for word in values["words"])})
