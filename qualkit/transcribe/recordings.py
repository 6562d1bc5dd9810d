"""Which files of a folder are recordings, and in which order they were made."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

AUDIO = "aac ac3 aif aifc aiff amr ape au caf dss flac gsm m4a m4b mka mp2 mp3 mpga oga ogg opus ra spx wav wma wv"
VIDEO = "3g2 3gp asf avi flv m2ts m4v mkv mov mp4 mpeg mpg mts mxf ogv ts vob webm wmv"
SUFFIXES = frozenset(f".{name}" for name in f"{AUDIO} {VIDEO}".split())


@dataclass(frozen=True, slots=True)
class Found:
    """What was found under the paths that a person named, in natural order (P2 before P10).

    `passed_over` are the other files of the folders; `missing` are paths at which there is nothing.
    """

    recordings: tuple[Path, ...]
    passed_over: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = ()


def find_recordings(paths: Iterable[Path]) -> Found:
    """Files as named, whatever they are called; folders with all below them, by the suffixes of recordings."""
    named: list[Path] = []
    within: list[Path] = []
    missing: list[Path] = []
    for path in paths:
        if path.is_dir():
            within.extend(_files_below(path))
        else:
            (named if path.exists() else missing).append(path)
    recordings = named + [path for path in within if path.suffix.lower() in SUFFIXES]
    others = [path for path in within if path.suffix.lower() not in SUFFIXES]
    return Found(_once(recordings), _once(others), tuple(missing))


def natural_key(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    """Sorts numbers in names by their value, and letters without regard to case; "P1" stands before "P1 copy"."""
    parts = re.split(r"(\d+)", str(path.with_suffix("")).casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part], path.suffix


def _files_below(folder: Path) -> Iterator[Path]:
    """Files of a folder and the folders in it; hidden ones (.DS_Store, ._P1.mp3) are nobody's recordings."""
    for at, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(at) / name for name in files if not name.startswith("."))


def _once(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Each file once, however often it was named."""
    by_place = {path.resolve(): path for path in sorted(paths, key=natural_key, reverse=True)}
    return tuple(sorted(by_place.values(), key=natural_key))
