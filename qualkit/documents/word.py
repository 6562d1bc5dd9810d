"""Word documents from parts, and their beginning and end; python-docx is at home in the word files of this folder."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

from qualkit.documents.blocks import Block, Heading, Picture, Quote, Rows, Text
from qualkit.documents.word_xml import EMU_IN_TWIP, cell, paragraph, put_rows, row, run, sized
from qualkit.text.legal import legal

INDENT_CM = 0.6
PICTURE_CM = 15.0
CELL_PT = 9
CLOSE = '<w:spacing w:after="0"/>'
WIDEST = 45
"""Letters of a line in the widest column of a table."""


def blocks_document(title: str, blocks: Iterable[Block], *, landscape: bool = False) -> bytes:
    """A Word document with a title and these parts, across the page where tables are wide."""
    document = new_document(landscape=landscape)
    document.add_heading(legal(title), level=0)
    for block in blocks:
        _add(block, document)
    return saved(document)


def open_document(body: bytes) -> Any:
    """The document in a file. Raises ValueError, KeyError or AttributeError where it is damaged or something else."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(io.BytesIO(body))
    except OpcError as error:
        raise ValueError(str(error)) from error


def new_document(*, landscape: bool = False) -> Any:
    """An empty document."""
    import docx
    from docx.enum.section import WD_ORIENT

    document = docx.Document()
    if landscape:
        page = document.sections[0]
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
    return document


def saved(document: Any) -> bytes:
    """The document as a file's bytes."""
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


@singledispatch
def _add(block: Block, document: Any) -> None:
    raise TypeError(f"{block!r} is no part of a document")


@_add.register
def _heading(block: Heading, document: Any) -> None:
    document.add_heading(legal(block.text), level=min(9, block.level))


@_add.register
def _text(block: Text, document: Any) -> None:
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(block.indent * INDENT_CM)
    if block.label:
        paragraph.add_run(legal(f"{block.label}: ")).bold = True
    paragraph.add_run(legal(block.text))


@_add.register
def _quote(block: Quote, document: Any) -> None:
    paragraph = document.add_paragraph(style="Quote")
    paragraph.add_run(legal(f"“{block.text}”"))
    paragraph.add_run(legal(f" ({block.source})")).italic = False


@_add.register
def _rows(block: Rows, document: Any) -> None:
    lines = [tuple(block.columns), *(["" if one is None else str(one) for one in told] for told in block.rows)]
    table = document.add_table(rows=0, cols=len(block.columns), style="Light Grid Accent 1")
    table.autofit = False
    widths = _widths(document, lines)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    put_rows(table, (_line(line, [width // EMU_IN_TWIP for width in widths]) for line in lines))
    document.add_paragraph()


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    small = sized(CELL_PT)
    return row(cell(w, paragraph(run(text, small), shape=CLOSE)) for text, w in zip(line, widths, strict=True))


def _widths(document: Any, lines: Sequence[Sequence[str]]) -> list[int]:
    """Room for each column by how much stands in it, none narrower than its longest word."""
    page = document.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    needs = [max(_need(line[place]) for line in lines) for place in range(len(lines[0]))]
    return [int(room * need / sum(needs)) for need in needs]


def _need(text: str) -> float:
    """Letters that a text needs beside others: its longest word, and more the longer it is."""
    longest = max(map(len, text.split()), default=0)
    return max(1.3 * longest + 3, min(WIDEST, len(text) / 2))


@_add.register
def _picture(block: Picture, document: Any) -> None:
    from docx.shared import Cm

    document.add_picture(io.BytesIO(block.png), width=Cm(PICTURE_CM))
    document.add_paragraph(legal(block.caption), style="Caption")
