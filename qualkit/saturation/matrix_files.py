"""Matrix files in: comma-separated text and Excel workbooks, one or several."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from zipfile import BadZipFile

from qualkit.errors import BadFile, UnknownFormat
from qualkit.saturation.grids import SHAPE, Grid, Rows, Way, grid, joined
from qualkit.saturation.matrix import Matrix, check_distinct, matrix

SEPARATORS = ",;\t|"
WORKBOOKS, TEXTS = (".xlsx", ".xlsm"), (".csv", ".tsv", ".txt", "")


@dataclass(frozen=True, slots=True)
class MatrixRead:
    """A matrix from files, the order its interviews are in, and what should be known of how it was read."""

    matrix: Matrix
    order: str
    remarks: tuple[str, ...]


def read_matrix(path: Path) -> Matrix:
    """Read one matrix file, whichever way round it lies. Raises BadFile, BadMatrix, UnknownFormat."""
    return read_matrices([path]).matrix


def read_matrices(paths: Sequence[Path], *, way: Way = "auto") -> MatrixRead:
    """Read a matrix from one or several files; interviews in rows or columns, as `way` says or as it looks.

    A blank cell is 0 and a count above 1 means present. Semicolons, tabs and bars as separators and a byte order
    mark are read as well; of a workbook the first sheet is read. Several files are put together by the names of
    interviews and codes.

    Raises
    ------
    BadFile
        A file is missing, empty or not what its name says.
    BadMatrix
        A cell is no count (the message names row and column), a row does not fit the first, a name is missing or
        there twice.
    UnknownFormat
        A name ends in something else than .csv, .tsv, .txt or .xlsx.
    """
    grids = [(path.name, _grid(path, way)) for path in paths]
    found = grids[0][1] if len(grids) == 1 else joined(grids)
    return MatrixRead(matrix(found.interviews, found.codes, found.counts), _order(len(paths), found), found.remarks)


def read_cells(path: Path) -> Rows:
    """The cells of a file's table as text. Raises BadFile, UnknownFormat."""
    suffix = path.suffix.lower()
    if suffix not in WORKBOOKS + TEXTS:
        raise UnknownFormat(suffix, [*WORKBOOKS, *filter(None, TEXTS)])
    rows = _sheet(path) if suffix in WORKBOOKS else _rows(_text(path))
    rows = [row for row in rows if any(row)] if suffix in WORKBOOKS else rows
    if not rows:
        raise BadFile(f"“{path.name}” is empty.", hint=SHAPE)
    return rows


def _grid(path: Path, way: Way) -> Grid:
    found = grid(read_cells(path), way=way)
    check_distinct("interview", found.interviews)
    check_distinct("code", found.codes)
    return found


def _order(files: int, found: Grid) -> str:
    return f"the order of the file's {found.way}" if files == 1 else "the order of the files"


def _sheet(path: Path) -> Rows:
    import pandas as pd

    try:
        cells = pd.read_excel(path, header=None, dtype=str, keep_default_na=False)
    except OSError as error:
        raise _unreadable(path, error) from None
    except (ValueError, KeyError, SyntaxError, BadZipFile):
        raise BadFile(f"“{path.name}” is not an Excel workbook.", hint="Save it again as .xlsx or .csv.") from None
    return [[cell.strip() for cell in row] for row in cells.fillna("").astype(str).to_numpy().tolist()]


def _unreadable(path: Path, error: OSError) -> BadFile:
    return BadFile(f"“{path}” cannot be read: {error.strerror}.", hint="Check the path.")


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None
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
