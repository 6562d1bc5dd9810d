"""Recordings that come in with a project: into the study's folder, under the names of their interviews."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path, PurePath

from qualkit.errors import BadFile
from qualkit.exchange.holdings import RECORDINGS
from qualkit.exchange.identity import file_name
from qualkit.journal.interviews import add_recording
from qualkit.model import Interview, Recording
from qualkit.settings import write_whole
from qualkit.store.acts import ActInProgress


def keep_recordings(act: ActInProgress, folder: Path, incoming: Iterable[tuple[Recording, Interview, bytes]]) -> None:
    """Write recordings into a study's folder and record them; where that fails none of them is left there.

    Raises
    ------
    BadFile
        One cannot be written.
    """
    with ExitStack() as written:
        for recording, interview, body in incoming:
            place = _free_place(folder / RECORDINGS, recording.file)
            try:
                write_whole(place, body)
            except OSError as error:
                told = f"The recording of “{interview.name}” cannot be kept: {error.strerror}."
                raise BadFile(told, hint="Make room there and import again; nothing was changed.") from error
            written.callback(place.unlink)
            act.record(add_recording(replace(recording, file=place.name), interview))
        written.pop_all()


def _free_place(folder: Path, file: str) -> Path:
    """A place for a file of that name where none is; whatever folders the name holds are no folders here."""
    named = PurePath(file)
    stem, ending = file_name(named.stem), file_name(named.suffix.removeprefix("."))[:8]
    number, place = 1, folder / f"{stem}.{ending}"
    while place.exists():
        number += 1
        place = folder / f"{stem} ({number}).{ending}"
    return place
