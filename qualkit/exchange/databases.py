"""Databases of other programs: which program wrote one is told by its tables."""

from __future__ import annotations

from qualkit.errors import BadFile
from qualkit.exchange import qualcoder, taguette
from qualkit.exchange.archive import Archive
from qualkit.exchange.bundle import Bundle
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.sqlite_files import opened

KNOWN = "qualkit reads the projects of Taguette (.sqlite3) and of QualCoder (.qda)."
INSIDE = "data.qda"


def read_database(file: Incoming, *, by: str, at: str) -> Bundle:
    """The nouns in a Taguette or QualCoder project; QualCoder's folder may come packed as .zip. Raises BadFile."""
    with opened(file.name, _database(file)) as database:
        if database.tables >= taguette.TABLES:
            return taguette.read_taguette(database, file, by=by, at=at)
        if database.tables >= qualcoder.TABLES:
            return qualcoder.read_qualcoder(database, file, by=by, at=at)
    raise BadFile(f"“{file.name}” is a database of another program.", hint=KNOWN)


def _database(file: Incoming) -> bytes:
    if not file.body.startswith(b"PK"):
        return file.body
    archive = Archive(file.name, file.body)
    entry = next((entry for entry in archive.sizes if entry.lower().rpartition("/")[2] == INSIDE), None)
    if archive.find("qualkit.db"):
        hint = "Bring it back where no study is yet: qualkit import NEW-STUDY FILE.zip"
        raise BadFile(f"“{file.name}” is a whole study, which cannot come into another.", hint=hint)
    if entry is None:
        raise BadFile(f"“{file.name}” holds no QualCoder project.", hint=KNOWN)
    return archive.read(entry)
