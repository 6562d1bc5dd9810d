"""Parts of a document, whatever shows it: headings, texts, quotes, tables and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
