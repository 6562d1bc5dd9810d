"""A .qdpx as it lies in its archive: the project, the texts of its sources and notes, and qualkit's own side file."""

from __future__ import annotations

import codecs
from pathlib import PurePosixPath

from qualkit.errors import BadFile
from qualkit.exchange.archive import Archive
from qualkit.exchange.decoding import decode
from qualkit.exchange.refi.project import Project, SourceElement
from qualkit.exchange.refi.reading import read_project
from qualkit.model import Problem

SIDE_FILE = "qualkit.json"
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MARK = "\ufeff"


def read_package(name: str, body: bytes) -> tuple[Project, bytes | None, list[Problem]]:
    """The project in a .qdpx, .qde or .qdc with its texts, the side file where qualkit wrote one, and what is damaged.

    Raises
    ------
    BadFile
        It is no archive, holds no project, is damaged, or is made to do harm.
    """
    archive = Archive(name, body, what="a REFI-QDA project (.qdpx)") if body.startswith(b"PK") else None
    if archive is None and name.lower().endswith(".qdpx"):
        raise BadFile(f"“{name}” is damaged, or not a REFI-QDA project (.qdpx).", hint="Export it again.")
    project = read_project(name, archive.read(_project_entry(archive)) if archive else body)
    problems: list[Problem] = []
    for source in (*project.sources, *project.notes):
        problems += _load(source, name, archive)
    side = archive.find(SIDE_FILE) if archive else None
    return project, archive.read(side) if archive and side else None, problems


def _project_entry(archive: Archive) -> str:
    """project.qde, however it is spelled; some programs name it after the project."""
    projects = sorted(
        (entry for entry in archive.sizes if entry.lower().endswith(".qde")), key=lambda e: (e.count("/"), e)
    )
    found = archive.find("project.qde") or next(iter(projects), None)
    if found is None:
        raise BadFile(f"“{archive.name}” holds no project.qde.", hint="Is it a REFI-QDA project? Export it again.")
    return found


def _load(source: SourceElement, name: str, archive: Archive | None) -> list[Problem]:
    """Find the text of a source, and its recording; one whose file is missing or no text stays without."""
    sound = _entry_of(source.media, archive)
    source.body = archive.read(sound) if archive and sound else None
    if source.content is not None:
        source.text, source.has_bom = source.content.removeprefix(MARK), source.content.startswith(MARK)
        return []
    entry = _entry_of(source.path, archive)
    if archive is None or entry is None:
        return []
    body = archive.read(entry)
    try:
        text, problems = _decoded(f"{name}, {entry}", body)
    except BadFile as error:
        return [Problem(f"{name}, {entry}", error.message, error.hint)]
    source.text, source.has_bom = text, body.startswith(MARKS)
    return problems


def _decoded(name: str, body: bytes) -> tuple[str, list[Problem]]:
    """A text in UTF-8, whatever it holds, else as other texts are read."""
    try:
        return body.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return decode(name, body)


def _entry_of(path: str, archive: Archive | None) -> str | None:
    """Where `internal://x.txt`, `sources/x.txt` or `x.txt` lies in the archive."""
    bare = PurePosixPath(path.partition("://")[2] or path).name
    return archive.find(f"sources/{bare}", bare) if archive and bare else None
