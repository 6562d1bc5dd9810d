"""Word documents from parts, and their beginning and end; python-docx is at home in the word files of this folder."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from qualkit.documents.blocks import Block, Heading, Picture, Quote, Rows, Text

INDENT_CM = 0.6
PICTURE_CM = 16.0
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def legal(text: str) -> str:
    """The text without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


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
    table = document.add_table(rows=1, cols=len(block.columns), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, block.columns, strict=True):
        cell.text = legal(name)
    for row in block.rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = "" if value is None else legal(str(value))


@_add.register
def _picture(block: Picture, document: Any) -> None:
    from docx.shared import Cm

    document.add_picture(io.BytesIO(block.png), width=Cm(PICTURE_CM))
    document.add_paragraph(legal(block.caption), style="Caption")
