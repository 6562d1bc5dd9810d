"""Excel workbooks, the home of openpyxl: every text is typed as text, so that nothing in it can run."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qualkit.errors import BadFile
from qualkit.exchange.archive import Archive
from qualkit.exchange.decoding import refuse_unreadable
from qualkit.exchange.tables import Table, guarded
from qualkit.model import Problem

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST_CELL = 32_767
LARGEST_UNPACKED = 500 * 2**20
WIDEST, NARROWEST = 60, 8
_NOT_HELD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\")


def workbook_bytes(tables: Sequence[Table]) -> tuple[bytes, list[Problem]]:
    """Tables as the sheets of a workbook, and which cells had to be cut to what a cell can hold."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    problems: list[Problem] = []
    for table in tables:
        sheet = workbook.create_sheet(table.name.translate(_NOT_IN_NAMES)[:31])
        sheet.freeze_panes = "A2"
        _set_widths(sheet, table)
        sheet.append(list(_cells(sheet, table.columns, bold=True)))
        for number, row in enumerate(table.rows, start=2):
            sheet.append(list(_cells(sheet, row)))
            problems += _cut(table, number, row)
    body = io.BytesIO()
    workbook.save(body)
    return body.getvalue(), problems


def read_workbook(name: str, body: bytes) -> list[list[str]]:
    """The rows of the first sheet that has any, as texts; formulas as the results that were saved with them.

    Raises
    ------
    BadFile
        It is no workbook, is damaged, or is made to fill the memory.
    """
    from openpyxl import load_workbook

    refuse_unreadable(name, body)
    Archive(name, body, what="an Excel workbook (.xlsx)", largest=LARGEST_UNPACKED)
    try:
        for sheet in load_workbook(io.BytesIO(body), read_only=True, data_only=True).worksheets:
            rows = [[_shown(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            if any(any(row) for row in rows):
                return rows
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, EOFError, OSError) as error:
        raise BadFile(f"“{name}” is damaged, or not an Excel workbook.", hint="Save it again, or as .csv.") from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OverflowError) as error:
        raise BadFile(f"“{name}” is damaged or locked with a password.", hint="Save it again, or as .csv.") from error
    raise BadFile(f"“{name}” holds no table.", hint="Is the right sheet saved in it?")


def _shown(value: object) -> str:
    """A cell as a person reads it: whole numbers without a point, dates without midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unescaped(str(value).removesuffix(" 00:00:00"))


def escaped(text: str) -> str:
    """Text as a cell can hold it: control characters (and what looks like one escaped) as _xHHHH_, cut at the limit."""
    return _NOT_HELD.sub(lambda found: f"_x{ord(found[0][0]):04X}_{found[0][1:]}", text[:LONGEST_CELL])


def unescaped(text: str) -> str:
    """The original of a text that `escaped` made, as Excel shows it."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _cells(sheet: WriteOnlyWorksheet, row: Iterable[object], *, bold: bool = False) -> Iterator[object]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    for value in row:
        if not isinstance(value, str):
            yield value
            continue
        cell = WriteOnlyCell(sheet, value=escaped(value))
        cell.data_type = "s"
        if guarded(value) != value:
            cell.quotePrefix = True  # stays text when somebody edits the cell
        if bold:
            cell.font = Font(bold=True)
        yield cell


def _set_widths(sheet: Any, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(table.columns):
        longest = max((len(str(row[place] or "")) for row in table.rows[:200]), default=0)
        width = min(WIDEST, max(NARROWEST, len(column), longest) + 2)
        sheet.column_dimensions[get_column_letter(place + 1)].width = width


def _cut(table: Table, number: int, row: Sequence[object]) -> list[Problem]:
    long = [
        c for c, value in zip(table.columns, row, strict=True) if isinstance(value, str) and len(value) > LONGEST_CELL
    ]
    told = f"was cut at {LONGEST_CELL} characters, the most a cell can hold"
    return [Problem(f"{table.name}, row {number}, {c}", told, "Export as csv for the whole text.") for c in long]
