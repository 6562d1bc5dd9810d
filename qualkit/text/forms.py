"""Looser spellings of a text that remember where each character stood, and where its words are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

QUOTE_MARKS = frozenset("'\"`´‘’‚‛“”„‟«»‹›「」『』＂＇")
_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
RAREST_WORDS = 12

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Form:
    """A looser spelling: character i of `chars` stood at `at[i]` in the original."""

    chars: str
    at: Sequence[int]

    def original_span(self, start: int, end: int) -> Span:
        """Where the characters from `start` to `end` stood."""
        return self.at[start], self.at[end - 1] + 1


def dense_form(text: str, spans: Iterable[Span]) -> Form:
    """The characters of the spans without white space and quote marks."""
    kept = [i for start, end in spans for i in range(start, end) if not (text[i].isspace() or text[i] in QUOTE_MARKS)]
    return Form("".join(text[i] for i in kept), kept)


def spaced_form(text: str, spans: Iterable[Span]) -> Form:
    """The characters of the spans without quote marks, with one space for each stretch of white space or gap."""
    chars: list[str] = []
    kept: list[int] = []
    for i in _positions_with_gaps(text, spans):
        if text[i].isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
                kept.append(i)
        elif text[i] not in QUOTE_MARKS:
            chars.append(text[i])
            kept.append(i)
    return Form("".join(chars), kept)


def _positions_with_gaps(text: str, spans: Iterable[Span]) -> Iterator[int]:
    """Every position of the spans, and the white space before a span so that words do not run together."""
    for start, end in spans:
        yield from range(start - 1 if start and text[start - 1].isspace() else start, end)


def squeezed(text: str) -> str:
    """A text alone in its dense form."""
    return dense_form(text, [(0, len(text))]).chars


def spaced(text: str) -> str:
    """A text alone in its spaced form, trimmed."""
    return spaced_form(text, [(0, len(text))]).chars.strip()


class WordIndex:
    """Where each word of a text stands, to tell in which places a quote that is not verbatim is worth comparing."""

    def __init__(self, text: str) -> None:
        self.places: dict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(text):
            self.places[word[0].lower()].append(word.start())

    def likely_starts(self, quote: str, most: int) -> list[Span]:
        """Stretches where the quote probably begins, the likeliest first.

        Every place of one of the quote's rarest words votes for the start that it implies, the rarer the word the more.
        """
        width = max(20, len(quote) // 8)
        votes: Counter[int] = Counter()
        for offset, places in self._rarest(quote):
            for place in places:
                votes[(place - offset) // width] += 1000 // len(places) + 1
        pairs = Counter({bucket: votes[bucket] + votes[bucket + 1] for bucket in votes})
        enough = max(pairs.values(), default=0) / 3
        likely = [bucket for bucket, votes_here in pairs.most_common(most) if votes_here >= enough]
        return [(bucket * width, (bucket + 2) * width) for bucket in likely]

    def _rarest(self, quote: str) -> list[tuple[int, list[int]]]:
        words = ((word.start(), self.places.get(word[0].lower(), [])) for word in _WORD.finditer(quote))
        return sorted(((at, places) for at, places in words if places), key=lambda w: len(w[1]))[:RAREST_WORDS]


def at_word_edge(text: str, position: int) -> bool:
    """Whether no word is cut in two at this position."""
    inside = 0 < position < len(text)
    return not (inside and text[position - 1].isalnum() and text[position].isalnum())
