"""Codes as directions: their names, what their quotes say, where in the interviews they stand. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEIGHBOURS = 3
FARTHEST = 5
"""Stretches of interview beyond which two passages are not near each other; interviews lie twice as far apart."""
REACH = 2.0
"""Standard deviation, in stretches, of the curve by which nearness falls off."""
NEARBY = tuple(float(np.exp(-((step / REACH) ** 2) / 2)) for step in range(-FARTHEST, FARTHEST + 1))
DECIMALS = 9
"""Likeness is rounded, so that processors which add in another order find the same ties."""

Weights = tuple[float, float, float]
EQUAL: Weights = (1.0, 1.0, 1.0)
"""Of names, quotes and stretches. In four sets of codes none of the three was the best everywhere."""


@dataclass(frozen=True, slots=True)
class CodeVectors:
    """What is known of n codes; texts have d dimensions.

    Attributes
    ----------
    names : (n, d) array
        Of each code's name and definition.
    quotes : sequence of n arrays (m, d)
        Of each code's quotes; m may be 0.
    stretches : sequence of n arrays (m,) of int
        Number of the stretch of interview in which each quote stands (see `company`); empty where unknown.
    guests : int
        How many of the last are no codes but texts to compare them with: the middle of the study is not theirs.
    """

    names: Floats
    quotes: Sequence[Floats]
    stretches: Sequence[Ints] = ()
    guests: int = 0

    def points(self, weights: Weights = EQUAL) -> Floats:
        """Codes as points on a sphere, (n, 2d + s), from all their quotes."""
        return self._points([np.ones(len(quotes)) for quotes in self.quotes], weights)

    def redrawn_points(self, draws: int, seed: int, weights: Weights = EQUAL) -> Iterator[Floats]:
        """The same with the quotes of each code drawn anew, with replacement, as often as asked."""
        random = np.random.default_rng(seed)
        sizes = [len(quotes) for quotes in self.quotes]
        times = [random.multinomial(m, np.full(m, 1 / m), size=draws) if m else np.zeros((draws, 0)) for m in sizes]
        for draw in range(draws):
            yield self._points([one[draw] for one in times], weights)

    def _points(self, times: Sequence[Floats], weights: Weights) -> Floats:
        names = centred(self.names, self.guests)
        parts = (names, self._said(times), self._stood(times))
        filled = [
            weight * borrowed(centred(part, self.guests), names) for weight, part in zip(weights, parts, strict=True)
        ]
        return unit(np.hstack(filled))

    def _said(self, times: Sequence[Floats]) -> Floats:
        sums = [drawn @ quotes for drawn, quotes in zip(times, self.quotes, strict=True)]
        return np.array(sums).reshape(self.names.shape)

    def _stood(self, times: Sequence[Floats]) -> Floats:
        """How often each code stands in each stretch, (n, s), counting near stretches too."""
        width = max((int(one.max(initial=-1)) for one in self.stretches), default=-1) + 1 + 2 * FARTHEST
        stood = np.zeros((len(self.names), width))
        for code, (drawn, stretch) in enumerate(zip(times, self.stretches, strict=False)):
            if len(stretch):
                counts = np.bincount(stretch + FARTHEST, weights=drawn, minlength=width)
                stood[code] = np.convolve(counts, NEARBY, mode="same")
        return stood


def unit(vectors: Floats) -> Floats:
    """Each row at length 1; a row of zeros stays so."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    ones: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9)
    return ones


def centred(vectors: Floats, guests: int = 0) -> Floats:
    """Directions seen from the middle of the study, (n, d); a row of zeros, where nothing is known, stays so.

    All codes of a study speak of its subject, so their vectors share one direction. Only what is left without it
    tells them apart. The last rows may be guests, which do not move the middle.

    References
    ----------
    Mu, J., & Viswanath, P. (2018). All-but-the-top: simple and effective postprocessing for word representations.
    ICLR. https://doi.org/10.48550/arXiv.1702.01417
    """
    directions = unit(vectors)
    known = np.flatnonzero(np.abs(directions).sum(axis=1))
    seen = np.zeros(directions.shape)
    hosts = known[known < len(vectors) - guests]
    if len(hosts):
        seen[known] = directions[known] - directions[hosts].mean(axis=0)
    return unit(seen)


def borrowed(vectors: Floats, names: Floats) -> Floats:
    """A code of which nothing is known here borrows the direction of its three nearest codes by name.

    Without that, all codes without quotes would lie together merely because they have none.
    """
    sums = np.abs(vectors).sum(axis=1)
    silent, heard = np.flatnonzero(sums == 0), np.flatnonzero(sums)
    if not len(silent) or not len(heard):
        return vectors
    likeness = np.round(names[silent] @ names[heard].T, DECIMALS)
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :NEIGHBOURS]
    filled = vectors.copy()
    filled[silent] = unit(vectors[heard[nearest]].mean(axis=1))
    return filled


def distances(points: Floats) -> Floats:
    """One less the cosine of each pair of points, (n, n): 0 for one direction, 1 for nothing in common, 2 opposite."""
    apart: Floats = np.clip(1 - np.round(points @ points.T, DECIMALS), 0.0, None)
    np.fill_diagonal(apart, 0.0)
    return apart
