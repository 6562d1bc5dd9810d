"""Matrix files in, tables out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from qualkit.errors import BadFile, BadMatrix, UnknownFormat
from qualkit.saturation.matrix import Matrix, matrix
from qualkit.saturation.result import Saturation, incidence, per_interview
from qualkit.settings import write_whole

SHAPE = "Rows are interviews in order, columns are codes, cells 0 or 1; the first column names the interview."
SEPARATORS = ",;\t|"

Rows = list[list[str]]


def read_matrix(path: Path) -> Matrix:
    """Read a comma-separated matrix: interviews in rows, in order; codes in columns; 0/1 or counts in the cells.

    A blank cell is 0 and a count above 1 means present. Semicolons, tabs and bars as separators and a byte order
    mark are read as well.

    Raises
    ------
    BadFile
        The file is missing, empty or not text.
    BadMatrix
        A cell is no count (the message names row and column), a row does not fit the first, a name is missing or
        there twice.
    """
    rows = _rows(_text(path))
    if not rows:
        raise BadFile(f"“{path.name}” is empty.", hint=SHAPE)
    header = rows[0]
    named = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    for number, row in named:
        _check_row(number, row, header)
    columns = _code_columns(header, [row for _, row in named])
    counts = [[_count(row[c], f"row {number} (“{row[0]}”)", header[c]) for c in columns] for number, row in named]
    return matrix([row[0] for _, row in named], [header[c] for c in columns], counts)


def write_table(result: Saturation, path: Path) -> None:
    """The curve as comma-separated values, one row per interview.

    Raises
    ------
    UnknownFormat
        The name does not end in .csv.
    BadFile
        The file cannot be written there.
    """
    if path.suffix.lower() != ".csv":
        raise UnknownFormat(path.suffix or path.name, [".csv"])
    with telling_why(path):
        write_whole(path, csv_bytes(result))


def csv_bytes(result: Saturation) -> bytes:
    """The curve's table as spreadsheets read it: UTF-8 with its mark."""
    return per_interview(result).to_csv(index=False).encode("utf-8-sig")


def incidence_bytes(result: Saturation) -> bytes:
    """The matrix itself as a file that `qualkit saturation --matrix` reads."""
    return incidence(result).to_csv(index_label=result.unit).encode("utf-8-sig")


@contextmanager
def telling_why(path: Path) -> Iterator[None]:
    """A folder that is missing or closed is said plainly."""
    try:
        yield
    except OSError as error:
        hint = "Name a file in a folder that is there and may be written to."
        raise BadFile(f"“{path}” cannot be written: {error.strerror}.", hint=hint) from None


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(f"“{path}” cannot be read: {error.strerror}.", hint="Check the path.") from None
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise BadFile(f"“{path.name}” is not a text file in UTF-8.", hint="Save it as “CSV UTF-8” and try again.")
    return text


def _rows(text: str) -> Rows:
    """The cells, with the separator under which the rows agree best on their width."""
    parsed = [_split(text, separator) for separator in SEPARATORS]
    return max(parsed, key=_agreement)


def _split(text: str, separator: str) -> Rows:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        return [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        raise BadFile(f"Line {reader.line_num} is not a row of a table: {error}.", hint=SHAPE) from None


def _agreement(rows: Rows) -> tuple[int, int]:
    width = len(rows[0]) if rows else 0
    return (sum(len(row) == width for row in rows) if width > 1 else 0, width)


def _check_row(number: int, row: list[str], header: list[str]) -> None:
    if len(row) != len(header):
        message = f"Row {number} (“{row[0]}”) has {len(row)} cells, the first row has {len(header)}."
        raise BadMatrix(message, hint=SHAPE)
    if not row[0]:
        raise BadMatrix(f"Row {number} does not name its interview in the first column.", hint=SHAPE)


def _code_columns(header: list[str], rows: Rows) -> list[int]:
    """Columns that hold a code; a spreadsheet's empty ones at the edge are passed over."""
    columns = [c for c in range(1, len(header)) if header[c] or any(row[c] for row in rows)]
    for c in columns:
        if not header[c]:
            raise BadMatrix(f"Column {c + 1} has no code name in the first row.", hint=SHAPE)
    return columns


def _count(cell: str, where: str, code: str) -> float:
    """A cell as a whole number of mentions; blank is none."""
    try:
        count = float(cell or 0)
    except ValueError:
        count = -1
    if count < 0 or not count.is_integer():
        hint = "Cells are 0 or 1, or how often the code was applied; blank is 0."
        raise BadMatrix(f"“{cell}” in {where}, column “{code}”, is not a count.", hint=hint)
    return count
