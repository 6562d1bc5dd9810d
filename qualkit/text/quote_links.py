"""Links to quotes in the text of a memo, `[[quote:ID]]`: they name the passage, whose words stay in one place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LINK = re.compile(r"\[\[quote:([0-9A-Za-z-]+)\]\]")
GONE = "(a quote that is no longer there)"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a marked passage and the interview that they are from."""

    words: str
    interview: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a passage, by the id of its segment."""

    segment_id: str


def link_to(segment_id: str) -> str:
    """How a link is written."""
    return f"[[quote:{segment_id}]]"


def linked(texts: Iterable[str]) -> set[str]:
    """Ids of all segments that these texts link to."""
    return {segment_id for text in texts for segment_id in _LINK.findall(text)}


def parts(text: str) -> list[str | Link]:
    """The text cut at its links, in order; pieces without a letter are left out."""
    pieces = _LINK.split(text)  # text, id, text, id, ... text
    found = [Link(piece) if place % 2 else piece for place, piece in enumerate(pieces)]
    return [piece for piece in found if isinstance(piece, Link) or piece.strip()]


def spelled(text: str, quotes: Mapping[str, Quote]) -> str:
    """The text with each link as the words it leads to, with their interview, or that they are no longer there."""
    return _LINK.sub(lambda link: _said(quotes.get(link[1])), text)


def _said(quote: Quote | None) -> str:
    return f"“{' '.join(quote.words.split())}” ({quote.interview})" if quote else GONE
