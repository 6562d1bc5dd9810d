"""How a program counts positions in a text, found out by evidence.

The standard counts Unicode code points. NVivo 12 for Windows counts UTF-16 units with a line's end as two and the byte
order mark not at all (of 188 starts, 185 stood on a word's beginning so, against 34 by code points); ATLAS.ti counts a
line's end as one. Which rule a file follows is therefore judged by where its passages begin and end, and by the words
that some programs write beside them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Unit = Literal["code point", "utf-16"]
Positions = NDArray[np.int64]

# Probabilities behind the evidence: an edge that stands between words under the right rule and by chance, and so on.
FITS, FITS_BY_CHANCE = 0.95, 0.25
QUOTED, QUOTED_BY_CHANCE = 0.95, 0.01
OUTSIDE = 0.001
RARE = 0.05
ENOUGH_QUOTED = 8


@dataclass(frozen=True, slots=True)
class PositionRule:
    """A way of counting.

    Attributes
    ----------
    unit : {"code point", "utf-16"}
        What is counted.
    crlf, lf : int
        How much a line's end of CR and LF counts, and one of LF alone.
    bom : int
        How much a byte order mark at the beginning of the file counts.
    certainty : float
        Probability of this rule among those that would place a passage of the file elsewhere, 0 to 1.
    """

    unit: Unit = "code point"
    crlf: int = 2
    lf: int = 1
    bom: int = 0
    certainty: float = 1.0

    def plain(self) -> dict[str, object]:
        """As the report shows it."""
        return {"unit": self.unit, "crlf": self.crlf, "bom": self.bom, "certainty": self.certainty}


STANDARD = PositionRule()
CANDIDATES = tuple(
    PositionRule(unit, crlf, lf, bom)
    for bom in (0, 1)
    for crlf, lf in ((2, 1), (1, 1), (2, 2))
    for unit in ("code point", "utf-16")
)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text without its byte order mark, with passages as a file gives them: (start, end, the words beside it)."""

    text: str
    has_bom: bool
    passages: tuple[tuple[int, int, str], ...]


def beginnings(text: str, has_bom: bool, rule: PositionRule) -> Positions:
    """Where each code point begins by a rule, and where the text ends; shape (length + 1,)."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    weights = np.ones(len(points), dtype=np.int64)
    if rule.unit == "utf-16":
        weights += points > 0xFFFF
    feeds = points == 10
    paired = np.zeros(len(points), dtype=bool)
    paired[:-1] = (points[:-1] == 13) & feeds[1:]
    if rule.crlf == 1:
        weights[paired] = 0
    if rule.lf == 2:
        weights[feeds & ~np.concatenate(([False], paired[:-1]))] = 2
    first = rule.bom if has_bom else 0
    return first + np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(weights)))


def converted(marked: MarkedText, rule: PositionRule) -> Positions:
    """Passages as code points of the text, -1 where a position lies outside it; shape (passages, 2)."""
    starts = beginnings(marked.text, marked.has_bom, rule)
    given = np.array([(start, end) for start, end, _ in marked.passages], dtype=np.int64).reshape(-1, 2)
    found = np.searchsorted(starts, given, side="left")
    outside = (given > starts[-1]) | (given < 0)
    return np.where(outside, -1, found)


def position_rule(texts: Sequence[MarkedText]) -> PositionRule:
    """The rule that a file's passages follow, most probably; the standard's where nothing tells them apart."""
    told_apart: list[tuple[PositionRule, list[Positions]]] = []
    for rule in CANDIDATES:
        places = [converted(one, rule) for one in texts]
        if not any(all(map(np.array_equal, places, seen)) for _, seen in told_apart):
            told_apart.append((rule, places))
    weights = [(_prior(rule) + _evidence(texts, places), rule) for rule, places in told_apart]
    best, chosen = max(weights, key=lambda pair: pair[0])
    certainty = 1 / sum(math.exp(max(weight - best, -700)) for weight, _ in weights)
    return replace(chosen, certainty=round(certainty, 4))


def _prior(rule: PositionRule) -> float:
    """A counted byte order mark and a doubled line's end were never seen yet, so they need more evidence."""
    return math.log(RARE) * ((rule.bom == 1) + (rule.lf == 2))


def _evidence(texts: Sequence[MarkedText], places: Sequence[Positions]) -> float:
    return sum(sum(_weights(one, found)) for one, found in zip(texts, places, strict=True))


def _weights(marked: MarkedText, places: Positions) -> Iterator[float]:
    """Logarithms of how much more probable each passage's edges are under the rule than by chance."""
    text = marked.text
    for (start, end), (_, _, words) in zip(places.tolist(), marked.passages, strict=True):
        if min(start, end) < 0 or start > end:
            yield math.log(OUTSIDE)
            continue
        yield _edge(start < len(text) and not text[start].isspace() and not _inside_word(text, start))
        yield _edge(not _inside_word(text, end))
        if _is_beginning(words, text[start:end]):
            yield math.log(QUOTED / QUOTED_BY_CHANCE)


def _edge(fits: bool) -> float:
    return math.log(FITS / FITS_BY_CHANCE) if fits else math.log((1 - FITS) / (1 - FITS_BY_CHANCE))


def _inside_word(text: str, position: int) -> bool:
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()


def _is_beginning(words: str, passage: str) -> bool:
    """Whether the words that a program wrote beside a passage are how it begins, white space aside."""
    quoted = "".join(words.removesuffix("…").removesuffix("...").split())
    return len(quoted) >= ENOUGH_QUOTED and "".join(passage[: 2 * len(words)].split()).startswith(quoted)
