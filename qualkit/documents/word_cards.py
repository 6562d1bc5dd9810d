"""Cards to print and cut out: quotes and codes on paper, to be laid on a table and moved about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qualkit.documents.word import new_document, saved
from qualkit.text.legal import legal

COLUMNS = 2
HEIGHT_CM, WIDTH_CM, MARGIN_CM = 6.4, 9.2, 1.2
SMALL_PT, LONG = 8, 420
"""A text of more letters is set smaller, so that it stays on its card."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card: a line above, what it is about, and a line below."""

    above: str
    text: str
    below: str
    is_name: bool = False


def cards_document(cards: Sequence[Card]) -> bytes:
    """A Word document of cards, two beside each other and four rows to a page, with lines to cut along."""
    from docx.shared import Cm

    document = new_document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN_CM)
    table = document.add_table(rows=0, cols=COLUMNS, style="Table Grid")
    for at in range(0, len(cards), COLUMNS):
        _add_row(table, cards[at : at + COLUMNS])
    return saved(document)


def _add_row(table: Any, cards: Sequence[Card]) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Cm

    row = table.add_row()
    row.height, row.height_rule = Cm(HEIGHT_CM), WD_ROW_HEIGHT_RULE.EXACTLY
    _keep_whole(row)
    for cell in row.cells:
        cell.width = Cm(WIDTH_CM)
    for cell, card in zip(row.cells, cards, strict=False):
        _fill(cell, card)


def _keep_whole(row: Any) -> None:
    """A card is never cut by the end of a page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(cell: Any, card: Card) -> None:
    from docx.shared import Pt

    above, words, below = cell.paragraphs[0], cell.add_paragraph(), cell.add_paragraph()
    above.add_run(legal(card.above)).font.size = Pt(SMALL_PT)
    text = words.add_run(legal(card.text))
    text.bold = card.is_name
    text.font.size = Pt(16 if card.is_name else SMALL_PT if len(card.text) > LONG else 10.5)
    below.add_run(legal(card.below)).font.size = Pt(SMALL_PT)
