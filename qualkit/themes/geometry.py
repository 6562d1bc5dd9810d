"""Codes and quotes as directions: joined vectors of codes, and how alike things are. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class CodeVectors:
    """Vectors of n codes in d dimensions.

    Attributes
    ----------
    names : (n, d) array
        Of each code's name and definition.
    quotes : sequence of n arrays (m, d)
        Of each code's quotes; m may be 0.
    """

    names: Floats
    quotes: Sequence[Floats]

    def means(self) -> Floats:
        """Mean of each code's quotes, (n, d); zeros for a code without any."""
        width = self.names.shape[1]
        return np.array([q.mean(axis=0) if len(q) else np.zeros(width) for q in self.quotes]).reshape(-1, width)

    def redrawn_means(self, draws: int, seed: int) -> Floats:
        """Means of quotes drawn anew with replacement within each code, (draws, n, d)."""
        random = np.random.default_rng(seed)
        means = np.zeros((draws, *self.names.shape))
        for at, quotes in enumerate(self.quotes):
            if len(quotes):
                times = random.multinomial(len(quotes), np.full(len(quotes), 1 / len(quotes)), size=draws)
                means[:, at] = times @ quotes / len(quotes)
        return means


def unit(vectors: Floats) -> Floats:
    """Each row at length 1; a row of zeros stays so."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    ones: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-12)
    return ones


def join(names: Floats, means: Floats) -> Floats:
    """Codes as points, (n, 2d): direction of the name and definition beside the direction of the quotes.

    A code without quotes borrows the quotes' direction of its three nearest codes by name; without that, all such codes
    would lie together merely because they have no quotes.
    """
    named, spoken = unit(names), unit(means)
    silent: NDArray[np.bool_] = np.logical_not(spoken.any(axis=1))
    if silent.any() and not silent.all():
        spoken[silent] = _borrowed(named, spoken, silent)
    return np.hstack([named, spoken])


def _borrowed(named: Floats, spoken: Floats, silent: NDArray[np.bool_]) -> Floats:
    likeness = named[silent] @ named[~silent].T
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :NEIGHBOURS]
    return unit(spoken[~silent][nearest].mean(axis=1))
