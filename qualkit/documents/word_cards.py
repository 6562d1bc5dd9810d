"""Cards to print and cut out: quotes and codes on paper, to be laid on a table and moved about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualkit.documents.word import new_document, saved
from qualkit.documents.word_xml import BOLD, cell, paragraph, put_rows, row, run, sized, twips

COLUMNS = 2
HEIGHT_CM, WIDTH_CM, MARGIN_CM = 6.4, 9.2, 1.2
NAME_PT, TEXT_PT, SMALL_PT, LONG = 16, 10.5, 8, 420
"""A text of more letters is set smaller, so that it stays on its card."""
WIDTH = twips(WIDTH_CM)
WHOLE = f'<w:cantSplit/><w:trHeight w:val="{twips(HEIGHT_CM)}" w:hRule="exact"/>'


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
    put_rows(document.add_table(rows=0, cols=COLUMNS, style="Table Grid"), _rows(cards))
    return saved(document)


def _rows(cards: Sequence[Card]) -> Iterator[str]:
    """Two cards to a row, which is never cut by the end of a page."""
    for at in range(0, len(cards), COLUMNS):
        cells = [cell(WIDTH, *_paragraphs(card)) for card in cards[at : at + COLUMNS]]
        yield row(cells + [cell(WIDTH, paragraph())] * (COLUMNS - len(cells)), WHOLE)


def _paragraphs(card: Card) -> Iterator[str]:
    points = NAME_PT if card.is_name else SMALL_PT if len(card.text) > LONG else TEXT_PT
    yield paragraph(run(card.above, sized(SMALL_PT)))
    yield paragraph(run(card.text, (BOLD if card.is_name else "") + sized(points)))
    yield paragraph(run(card.below, sized(SMALL_PT)))
