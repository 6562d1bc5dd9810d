"""Parts of a document, whatever shows it: headings, texts, quotes, tables and pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 stands under the document's title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, with a word in bold before it where it has a `label`, set in by so many steps."""

    text: str
    label: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, and where they stand."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG) and what it shows, for those who cannot see it too."""

    png: bytes
    caption: str


Block = Heading | Text | Quote | Rows | Picture


def rewritten(block: Block, change: Callable[[str], str]) -> Block:
    """The part with every text in it changed, such as one without people's names."""
    if isinstance(block, Rows):
        cells = [[change(cell) if isinstance(cell, str) else cell for cell in row] for row in block.rows]
        return Rows([change(name) for name in block.columns], cells)
    if isinstance(block, Picture):
        return replace(block, caption=change(block.caption))
    if isinstance(block, Quote):
        return Quote(change(block.text), change(block.source))
    if isinstance(block, Text):
        return replace(block, text=change(block.text), label=change(block.label))
    return replace(block, text=change(block.text))
