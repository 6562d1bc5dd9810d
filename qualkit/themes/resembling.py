"""Codes whose quotes resemble a passage: a hint for somebody who is coding, never applied by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualkit.themes.geometry import Floats
from qualkit.themes.proposal import CodedQuote, CodeQuotes

AT_MOST = 5
NEAREST = 3
"""Quotes of a code that are looked at. Of 1, 2, 3, 5 and all, three found the codes that people had given most often,
if barely more often than two (three published studies; `benchmarks/resembling.py` has the figures for three)."""
ALIKE = 0.7
"""A quote resembles a passage if it is nearer to it than seven in ten pairs of quotes are to each other. At nine in ten
fewer codes are shown, and those are no more often right."""
SAMPLE = 800


@dataclass(frozen=True, slots=True)
class Resembling:
    """A code, and that of its quotes which is nearest to the passage, with the interview that it is from."""

    code_id: str
    quote: str
    interview: str


def resembling(
    passage: Floats, codes: Sequence[CodeQuotes], vectors: Sequence[Floats], *, least: float
) -> list[Resembling]:
    """Codes by how near their nearest quotes are to a passage, nearest first; at most five.

    Parameters
    ----------
    passage : (d,) array
        Of the passage, at length 1.
    codes : sequence of n CodeQuotes
        Each with m quotes; m may be 0.
    vectors : sequence of n arrays (m, d)
        Of the codes' quotes, at length 1.
    least : float
        Cosine below which nothing resembles anything; `usual_likeness` finds one.
    """
    likeness = [quotes @ passage for quotes in vectors]
    scores = [float(np.sort(own)[-NEAREST:].mean()) if own.size else -1.0 for own in likeness]
    ranked = sorted(range(len(codes)), key=lambda at: (-scores[at], codes[at].id))
    near = [at for at in ranked[:AT_MOST] if likeness[at].size and scores[at] >= least]
    return [_told(codes[at], codes[at].quotes[int(likeness[at].argmax())]) for at in near]


def _told(code: CodeQuotes, quote: CodedQuote) -> Resembling:
    return Resembling(code.id, quote.text, quote.interview)


def usual_likeness(vectors: Sequence[Floats]) -> float:
    """The cosine that seven in ten pairs of a study's quotes stay below; of at most 800 quotes, spread evenly.

    Models differ in what cosine they give to texts that have nothing in common, so no fixed number would do.
    """
    quotes = np.vstack(vectors) if vectors else np.zeros((0, 1))
    some = quotes[:: max(1, -(-len(quotes) // SAMPLE))]
    pairs = (some @ some.T)[np.triu_indices(len(some), 1)]
    return float(np.quantile(pairs, ALIKE)) if pairs.size else 0.0


def apart_from(code: CodeQuotes, interview_id: str, start: int, end: int) -> list[int]:
    """Places of a code's quotes that share no letter with a passage: it resembles itself, which tells nothing."""
    return [
        place
        for place, quote in enumerate(code.quotes)
        if quote.interview_id != interview_id or quote.end <= start or end <= quote.start
    ]
