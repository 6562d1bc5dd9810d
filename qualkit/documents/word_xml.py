"""Paragraphs and rows of a Word document as XML, for those that come by the ten thousand.

python-docx looks through all that is there for each that it adds; a hundred interviews would take minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import Any

from qualkit.text.legal import legal

AT_ONCE = 2_000
TWIPS_IN_CM = 1440 / 2.54
EMU_IN_TWIP = 635
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
BOLD, ITALIC = "<w:b/>", "<w:i/>"
_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}
_PIECES = re.compile("([\t\n\r])")


def twips(cm: float) -> int:
    """Centimetres as Word counts them, in twentieths of a point."""
    return round(cm * TWIPS_IN_CM)


def run(text: str, look: str = "") -> str:
    """Words in one look; `look` is what Word says on it, such as `BOLD`."""
    said = "".join(_BREAKS.get(piece) or _letters(piece) for piece in _PIECES.split(legal(text)) if piece)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{said}</w:r>"


def _letters(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def paragraph(*runs: str, shape: str = "") -> str:
    """A paragraph of runs; `shape` is what Word says on its place and lines."""
    return f"<w:p>{f'<w:pPr>{shape}</w:pPr>' if shape else ''}{''.join(runs)}</w:p>"


def styled(style_id: str, *runs: str) -> str:
    """A paragraph in one of the document's styles."""
    return paragraph(*runs, shape=f'<w:pStyle w:val="{style_id}"/>')


def heading(text: str, level: int) -> str:
    """A heading of that level, from 1."""
    return styled(f"Heading{level}", run(text))


def sized(points: float) -> str:
    """Letters of that size, as the look of a run."""
    return f'<w:sz w:val="{round(points * 2)}"/>'


def cell(width_twips: int, *paragraphs: str) -> str:
    """A cell of a table; Word wants at least one paragraph in it."""
    return f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width_twips}"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def row(cells: Iterable[str], shape: str = "") -> str:
    """A row of a table; `shape` is what Word says on its height and breaks."""
    return f"<w:tr>{f'<w:trPr>{shape}</w:trPr>' if shape else ''}{''.join(cells)}</w:tr>"


def put(document: Any, parts: Iterable[str]) -> None:
    """Put paragraphs at the end of a document, before what says how its pages look."""
    pages = document.element.body.sectPr
    for element in elements(parts):
        pages.addprevious(element)


def put_rows(table: Any, rows: Iterable[str]) -> None:
    """Put rows at the end of a table."""
    for element in elements(rows):
        table._tbl.append(element)


def elements(parts: Iterable[str]) -> Iterator[Any]:
    """The XML of paragraphs, rows or comments as elements of python-docx's, some thousand read at once."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    waiting = iter(parts)
    while some := list(islice(waiting, AT_ONCE)):
        yield from list(parse_xml(f"<w:body {nsdecls('w')}>{''.join(some)}</w:body>"))
