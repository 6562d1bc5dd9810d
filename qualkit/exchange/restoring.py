"""A study back from its archive."""

from __future__ import annotations

from pathlib import Path

from qualkit.errors import BadFile, StudyExists
from qualkit.exchange.study_archive import checked_archive
from qualkit.settings import write_whole
from qualkit.study import FOLDERS, Study, open_study


def restore_study(archive: Path | str, folder: Path | str) -> Study:
    """The study of an archive in a new folder, identical to the one that was written.

    Raises
    ------
    BadFile
        It is no study's archive, was changed, or its journal does not hold together.
    StudyExists
        Something is at that place already.
    """
    source, place = Path(archive), Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise StudyExists(str(folder))
    try:
        files = checked_archive(source.name, source.read_bytes())
    except OSError as error:
        raise BadFile(f"“{source}” cannot be read: {error.strerror}.", hint="Check the path.") from error
    for name in FOLDERS:
        (place / name).mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        write_whole(place / name, body)
    study = open_study(place)
    problems = study.check()
    if problems:
        raise BadFile(f"The study in “{source.name}” does not hold together: {problems[0].what}.")
    return study
