"""Files on their way in, and the report of what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath

from qualkit.errors import BadFile
from qualkit.exchange.refi.positions import PositionRule
from qualkit.model import Problem

TABLES = (".csv", ".tsv", ".xlsx", ".ods")
LARGEST_FILE = 200 * 2**20


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in: its name without folders, and its bytes."""

    name: str
    body: bytes

    @property
    def sha256(self) -> str:
        """Digest of the bytes; two files of the same digest are the same file."""
        return sha256(self.body).hexdigest()

    @property
    def is_table(self) -> bool:
        """Whether it is a coded table, by its ending."""
        return PurePath(self.name).suffix.lower() in TABLES


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How much came in, what did not (`problems`), and what came in but should be looked at (`notes`).

    `position_rule` says how the last project file among them counted positions in its texts.
    """

    interviews: int = 0
    codes: int = 0
    codings: int = 0
    cases: int = 0
    memos: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    position_rule: PositionRule | None = None

    def __add__(self, other: ImportReport) -> ImportReport:
        return ImportReport(
            self.interviews + other.interviews,
            self.codes + other.codes,
            self.codings + other.codings,
            self.cases + other.cases,
            self.memos + other.memos,
            self.problems + other.problems,
            self.notes + other.notes,
            other.position_rule or self.position_rule,
        )


def read_incoming(path: Path) -> Incoming:
    """The file at a path; of a QualCoder folder its database. Raises BadFile: it cannot be read or is too large."""
    inner = path / "data.qda"
    if path.is_dir() and inner.is_file():
        return Incoming(path.name, read_incoming(inner).body)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            limit = f"the largest that is read is {LARGEST_FILE // 2**20} MB"
            raise BadFile(
                f"“{path}” has {size // 2**20} MB; {limit}.", hint="Split it, or export it without its recordings."
            )
        return Incoming(path.name, path.read_bytes())
    except OSError as error:
        raise BadFile(f"“{path}” cannot be read: {error.strerror}.", hint="Check the path.") from error
