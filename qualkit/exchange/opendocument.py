"""OpenDocument texts (.odt) and spreadsheets (.ods)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualkit.errors import BadFile
from qualkit.exchange.archive import Archive
from qualkit.exchange.decoding import refuse_unreadable
from qualkit.exchange.xml_files import local_name, parse_xml
from qualkit.model import Problem, TranscriptText
from qualkit.text.turns import BETWEEN_TURNS, from_labelled_text

if TYPE_CHECKING:
    from lxml.etree import _Element

LEFT_OUT = ("annotation", "annotation-end", "note", "tracked-changes")
MOST_CELLS = 5_000_000
WIDEST = 1_000
_BREAKS = {"tab": "\t", "line-break": "\n"}


def read_odt(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript from an OpenDocument text: its paragraphs, tracked changes as if accepted. Raises BadFile."""
    root = _content(name, body, "an OpenDocument text (.odt)")
    paragraphs = [text for one in _named(root, "p", "h") if (text := _text(one).strip())]
    if not paragraphs:
        raise BadFile(f"“{name}” holds no text.", hint="Is the transcript a picture? Copy it as text.")
    left = sorted({local_name(one) for one in root.iter() if local_name(one) in ("annotation", "note")})
    problems = [Problem(name, f"its {one}s were left out", "Copy those that matter into memos.") for one in left]
    return from_labelled_text(BETWEEN_TURNS.join(paragraphs), source=name), problems


def read_ods(name: str, body: bytes) -> list[list[str]]:
    """The rows of the first sheet that has any, as texts. Raises BadFile."""
    root = _content(name, body, "an OpenDocument spreadsheet (.ods)")
    for table in (one for one in root.iter() if local_name(one) == "table"):
        rows = list(_rows(name, table))
        while rows and not any(rows[-1]):
            rows.pop()
        if rows:
            return rows
    raise BadFile(f"“{name}” holds no table.", hint="Is the right sheet saved in it?")


def _content(name: str, body: bytes, what: str) -> _Element:
    refuse_unreadable(name, body)
    archive = Archive(name, body, what=what)
    entry = archive.find("content.xml")
    if entry is None:
        raise BadFile(f"“{name}” is not {what}.", hint="Save it again from the program that wrote it.")
    return parse_xml(f"{name}, {entry}", archive.read(entry))


def _named(element: _Element, *names: str) -> Iterator[_Element]:
    """Elements of these names in reading order, not inside one another and not in what is left out."""
    for child in element:
        if local_name(child) in names:
            yield child
        elif local_name(child) not in LEFT_OUT:
            yield from _named(child, *names)


def _text(element: _Element) -> str:
    """What a reader sees of a paragraph."""
    parts = [element.text or ""]
    for child in element:
        kind = local_name(child)
        if kind == "s":
            parts.append(" " * _count(child, "c"))
        elif kind not in LEFT_OUT:
            parts.append(_BREAKS.get(kind) or _text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _rows(name: str, table: _Element) -> Iterator[list[str]]:
    cells = 0
    for row in (one for one in table.iter() if local_name(one) == "table-row"):
        values = list(_cells(row))
        repeated = _count(row, "number-rows-repeated") if any(values) else 1
        cells += len(values) * repeated
        if cells > MOST_CELLS:
            raise BadFile(f"“{name}” has more cells than a study's table.", hint="Save the rows that matter as .csv.")
        yield from ([*values] for _ in range(repeated))


def _cells(row: _Element) -> Iterator[str]:
    """A row's cells, at most as many as a table could have; empty ones at its end are left out."""
    values: list[str] = []
    for cell in row:
        if local_name(cell) in ("table-cell", "covered-table-cell"):
            text = "\n".join(_text(one) for one in _named(cell, "p"))
            values += [text] * min(_count(cell, "number-columns-repeated"), WIDEST - len(values))
    while values and not values[-1]:
        values.pop()
    yield from values


def _count(element: _Element, attribute: str) -> int:
    """A number of repetitions, 1 where none is given."""
    given = next((value for key, value in element.attrib.items() if str(key).endswith(f"}}{attribute}")), "1")
    return min(int(given), MOST_CELLS) if str(given).isdigit() else 1
