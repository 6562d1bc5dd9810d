"""The whole study as one archive that can be read without qualkit, with a checksum for every file in it."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from qualkit.errors import BadAct, BadFile
from qualkit.exchange.archive import Archive
from qualkit.exchange.holdings import Holdings
from qualkit.exchange.identity import file_name
from qualkit.exchange.readable import all_tables
from qualkit.exchange.tables import csv_bytes

README, SUMS, DATABASE, SETTINGS = "README.txt", "SHA256SUMS", "qualkit.db", "study.yaml"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
RESTORED = ("transcripts/", "recordings/")
ABOUT = """{title}

This archive holds a whole qualitative study, written by qualkit. Everything in it is plain text or an open format.

study.yaml        title, research question, approach and language, as text
texts/            the transcripts, one text each (UTF-8)
tables/           codebook, coded passages, interviews, codes by interview, themes and memos, as CSV (UTF-8, commas)
qualkit.db        all of it with the record of every decision, a database in the SQLite 3 format (sqlite.org); the table
                  "journal" lists who did what when, the table "payloads" what exactly
transcripts/      transcripts as the speech engine wrote them
recordings/       sound or video, where it was asked for
SHA256SUMS        a checksum for each file; `sha256sum -c SHA256SUMS` tells whether one was changed

To work on it again with qualkit: qualkit import NEW-STUDY THIS-FILE
It holds participants' words: whoever withdraws from the study has to be taken out of copies of this file by hand.
"""


def study_archive(held: Holdings, *, recordings: bool = False) -> bytes:
    """The archive's bytes. Raises BadAct where the study has no folder, such as a copy for a dry run."""
    if held.folder is None:
        raise BadAct("This study lies in no folder.", hint="Open it by its path.")
    files = {
        README: ABOUT.format(title=held.title).encode(),
        SETTINGS: (held.folder / SETTINGS).read_bytes(),
        DATABASE: _database(held.folder / DATABASE),
        **dict(_texts(held)),
        **{f"tables/{file_name(table.name)}.csv": csv_bytes(table.columns, table.rows) for table in all_tables(held)},
        **dict(_folder(held.folder, "transcripts")),
        **(dict(_folder(held.folder, "recordings")) if recordings else {}),
    }
    files[SUMS] = "".join(f"{sha256(body).hexdigest()}  {name}\n" for name, body in files.items()).encode()
    return _packed(files)


def checked_archive(name: str, body: bytes) -> dict[str, bytes]:
    """The files of a study that an archive holds, all of them as they were written.

    Raises
    ------
    BadFile
        It is no study's archive, or a file in it is missing or was changed.
    """
    archive = Archive(name, body, what="a study's archive (.zip)")
    if not {SUMS, DATABASE, SETTINGS} <= archive.sizes.keys():
        hint = "Such an archive is written by: qualkit export STUDY --format study -o FILE.zip"
        raise BadFile(f"“{name}” is no study's archive.", hint=hint)
    files: dict[str, bytes] = {}
    for line in archive.read(SUMS).decode("utf-8", "replace").splitlines():
        digest, _, entry = line.partition("  ")
        if entry not in archive.sizes or sha256(files.setdefault(entry, archive.read(entry))).hexdigest() != digest:
            raise BadFile(f"“{name}” was changed: “{entry[:80]}” is not as it was written.", hint="Use another copy.")
    return {entry: one for entry, one in files.items() if entry in (DATABASE, SETTINGS) or entry.startswith(RESTORED)}


def _database(path: Path) -> bytes:
    """The database with what was written last, as one file."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        return copy.serialize()


def _texts(held: Holdings) -> Iterator[tuple[str, bytes]]:
    for interview_id, said in held.transcripts.items():
        one = held.interviews[interview_id]
        yield f"texts/{one.position:03} {file_name(one.name)}.txt", said.text.encode()


def _folder(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted((folder / name).glob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield f"{name}/{path.name}", path.read_bytes()


def _packed(files: Mapping[str, bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return body.getvalue()
