"""Which codes matter to many, and how few interviews would have held them all.

References
----------
Weller et al. (2018), PLOS ONE 13(6), e0198606. https://doi.org/10.1371/journal.pone.0198606 (salient items)
van Rijnsoever (2017), PLOS ONE 12(7), e0181689. https://doi.org/10.1371/journal.pone.0181689 (most informative first)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualkit.saturation.matrix import Matrix


def smith(mentions: Sequence[Sequence[str]]) -> dict[str, float]:
    """Smith's index S_c = (1/T) sum_i (L_i - R_ic + 1) / L_i, from 0 to 1, most salient first.

    Parameters
    ----------
    mentions : sequence of sequences of str, length T
        The codes of each interview in order of first mention; L_i is how many, R_ic the place of code c (from 1).
    """
    index: dict[str, float] = {}
    for listed in mentions:
        length = len(listed)
        for place, code in enumerate(listed):
            index[code] = index.get(code, 0.0) + (length - place) / length / len(mentions)
    return dict(sorted(index.items(), key=lambda pair: (-pair[1], pair[0])))


def salient(matrix: Matrix, share: float) -> Matrix:
    """The same interviews with only the codes that at least this share (0 to 1) of them hold."""
    often = matrix.present.sum(axis=0) >= share * len(matrix.interviews)
    codes = tuple(code for code, kept in zip(matrix.codes, often.tolist(), strict=True) if kept)
    places = matrix.discovered
    found = None if places is None else tuple(p for p, kept in zip(places, often.tolist(), strict=True) if kept)
    return Matrix(matrix.interviews, codes, matrix.present[:, often], matrix.never_applied, found)


def min_cover(matrix: Matrix) -> tuple[int, ...]:
    """Places (from 1) of few interviews that together hold every code, most new codes first.

    A greedy choice: an upper bound on how few would have done.
    """
    left, chosen = np.ones(len(matrix.codes), dtype=bool), []
    gains = matrix.present.sum(axis=1, dtype=np.int64)
    while left.any():
        best = int(gains.argmax())
        chosen.append(best + 1)
        found = left & matrix.present[best]
        gains -= matrix.present[:, found].sum(axis=1, dtype=np.int64)
        left &= ~found
    return tuple(chosen)
