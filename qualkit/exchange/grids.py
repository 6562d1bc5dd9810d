"""Tables on their way in, whatever program wrote them, and what a table is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Literal

from qualkit.exchange.opendocument import read_ods
from qualkit.exchange.people import SENT
from qualkit.exchange.tables import COLUMNS, CodedRow, Line, coded_rows, csv_lines, spelled
from qualkit.exchange.timed_tables import is_transcript
from qualkit.exchange.xlsx import read_workbook
from qualkit.model import Problem

Kind = Literal["coded", "transcript", "codebook", "people", "marked"]
CODE_NAMES = ("code", "tag", "name", "code_path", "hierarchical_name", "code_name")
CODE_TEXTS = ("description", "definition", "memo", "comment", "parent", "include", "exclude")
PEOPLE = frozenset(
    (
        *("participant", "participants", "case", "cases", "person", "pseudonym", "respondent", "interviewee", "name"),
        *("interview", "id", "participant_id", "respondent_id", "case_id", "document", "document_name", "file"),
    )
)
MARKED, NOT_MARKED = {"1", "x", "yes", "true"}, {"", "0", "no", "false"}


def read_grid(name: str, body: bytes) -> tuple[list[Line], list[Problem]]:
    """The rows of a table that are not empty with the numbers of their lines, the first row first. Raises BadFile."""
    suffix = PurePath(name).suffix.lower()
    if suffix in (".xlsx", ".ods"):
        rows = read_workbook(name, body) if suffix == ".xlsx" else read_ods(name, body)
        width = max(map(len, rows))
        filled = ((number, row + [""] * (width - len(row))) for number, row in enumerate(rows, start=1))
        return [(number, row) for number, row in filled if any(map(str.strip, row))], []
    return csv_lines(name, body)


def kind_of(lines: Sequence[Line]) -> Kind:
    """What a table is about, by its first row and what stands in its cells.

    "coded" are passages with codes; "transcript" words with times; "codebook" codes with what they mean; "marked" texts
    with a column for each code and a mark where it applies; "people" participants with facts about them or with their
    answers to a survey.
    """
    header = lines[0][1] if lines else []
    found = spelled(header)
    has = {column for column, spellings in COLUMNS.items() if any(one in found for one in spellings)}
    if {"participant", "code"} <= has:
        return "coded"
    if is_transcript(header):
        return "transcript"
    if any(one in found for one in CODE_NAMES) and any(one in found for one in CODE_TEXTS) and "text" not in has:
        return "codebook"
    if _is_marked(lines):
        return "marked"
    first = next(iter(header), "")
    names_people = "_".join(first.lower().split()) in PEOPLE or first.strip().lower() in SENT
    is_people = names_people and "text" not in has and len(header) > 1
    return "people" if is_people else "coded"


def _is_marked(lines: Sequence[Line]) -> bool:
    """A text in the first cell, and in the others a mark or nothing; a row without a text holds sums."""
    header, rows = (lines[0][1], [cells for _, cells in lines[1:] if cells[0].strip()]) if lines else ([], [])
    cells = {cell.strip().lower() for row in rows for cell in row[1:]}
    return len(header) > 2 and bool(cells & MARKED) and cells <= MARKED | NOT_MARKED


def marked_rows(name: str, lines: Sequence[Line]) -> list[CodedRow]:
    """The rows of a table with a column for each code: every mark is a coding of the row's text.

    Each row is a participant of its own, numbered; the first cell of a row is the text.
    """
    header, stem = lines[0][1], PurePath(name).stem
    return [
        CodedRow(line, f"{stem} {number}", cells[0].strip(), " ".join(code.split()))
        for number, (line, cells) in enumerate(lines[1:], start=1)
        for code, cell in zip(header[1:], cells[1:], strict=False)
        if cell.strip().lower() in MARKED and code.strip() and cells[0].strip()
    ]


def rows_of(name: str, body: bytes) -> tuple[list[CodedRow], list[Problem]]:
    """The passages and codes of a coded table in any of its forms. Raises BadFile."""
    lines, problems = read_grid(name, body)
    if kind_of(lines) == "marked":
        return marked_rows(name, lines), problems
    rows, told = coded_rows(name, lines)
    return rows, [*problems, *told]
