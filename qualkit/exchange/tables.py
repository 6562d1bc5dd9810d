"""Tables as CSV: coded tables in, any table out, and cells that a spreadsheet would take for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualkit.errors import BadFile
from qualkit.exchange.decoding import decode
from qualkit.model import Problem

COLUMNS = {
    "participant": ("participant", "interview", "document", "file", "case"),
    "segment": ("segment_id",),
    "text": ("text", "quote", "content", "coded_text"),
    "code": ("code", "tag"),
    "path": ("code_path",),
    "theme": ("theme",),
    "coder": ("coder",),
    "memo": ("memo",),
}
NEEDED = ("participant", "code")
Line = tuple[int, list[str]]
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row of a coded table: what `coder` coded with `code` in the words of `participant`; `line` is from 1."""

    line: int
    participant: str
    text: str
    code: str
    theme: str = ""
    coder: str = ""
    segment: str = ""
    path: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written: rows of texts, numbers and None, as many cells as there are columns."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it, or where it looks like that already.

    That is: where after apostrophes and white space comes one of = + - @ (of full width too) or a control character.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The original of a cell that `guarded` wrote."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def csv_bytes(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A table in UTF-8 with byte order mark and CRLF, as spreadsheets and NVivo read it; texts are guarded."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def coded_rows(name: str, lines: Iterable[Line]) -> tuple[list[CodedRow], list[Problem]]:
    """The rows of a coded table (`study,participant,segment_id,text,code,theme,coder`, or as qualkit exports them).

    The first row names the columns; of these participant and code must be there. Rows without a code are left out.

    Raises
    ------
    BadFile
        It is no coded table.
    """
    iterator = iter(lines)
    _, header = next(iterator, (1, []))
    places = _places(name, header)
    rows: list[CodedRow] = []
    problems: list[Problem] = []
    for line, cells in iterator:
        row = _row(line, cells, places)
        fault = "has more cells than the first row" if len(cells) > len(header) else _fault(row)
        if fault:
            problems.append(Problem(f"{name}, line {line}", fault, "Mend the row and import the file again."))
        elif row.code:
            rows.append(row)
    return rows, problems


def csv_lines(name: str, body: bytes) -> tuple[list[Line], list[Problem]]:
    """The rows of a .csv that are not empty, each with the number of its first line, and how it was decoded.

    Raises
    ------
    BadFile
        It is no text, or no table.
    """
    text, problems = decode(name, body)
    return list(_lines(name, text)), problems


def _lines(name: str, text: str) -> Iterator[Line]:
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "Is a quote mark left open? Export it again as CSV."
        raise BadFile(f"“{name}” cannot be read as a table after line {line}: {error}.", hint=hint) from error


def spelled(header: Sequence[str]) -> dict[str, int]:
    """Where each column stands, by its name in small letters; the first of two of a name."""
    return {"_".join(cell.lower().split()): place for place, cell in reversed(list(enumerate(header)))}


def _places(name: str, header: Sequence[str]) -> dict[str, int]:
    found = spelled(header)
    places = {
        column: next(found[spelling] for spelling in spellings if spelling in found)
        for column, spellings in COLUMNS.items()
        if any(spelling in found for spelling in spellings)
    }
    missing = [column for column in NEEDED if column not in places]
    if missing:
        has = ", ".join(cell for cell in header if cell) or "nothing"
        hint = "A coded table begins with a row like: study,participant,segment_id,text,code,theme,coder"
        raise BadFile(f"“{name}” has no column “{missing[0]}”; its first row has: {has[:200]}.", hint=hint)
    return places


def _row(line: int, cells: Sequence[str], places: dict[str, int]) -> CodedRow:
    values = {column: unguarded(cells[place]) for column, place in places.items() if place < len(cells)}
    names = {column: " ".join(value.split()) for column, value in values.items() if column != "text"}
    return CodedRow(line, **{"participant": "", "text": values.get("text", "").strip(), "code": "", **names})


def _fault(row: CodedRow) -> str:
    if not row.participant:
        return "names no participant"
    return "has no code" if row.text and not row.code else ""
