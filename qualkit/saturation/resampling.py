"""Estimates from leaving interviews out (jackknife) and from drawing them again (bootstrap), in closed form.

References
----------
Burnham & Overton (1978), Biometrika 65, 625-633. https://doi.org/10.1093/biomet/65.3.625 (jackknife)
Smith & van Belle (1984), Biometrics 40, 119-129. https://doi.org/10.2307/2530750 (bootstrap)
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from qualkit.saturation.frequencies import Estimate, Frequencies, Undefined, frequencies, too_little
from qualkit.saturation.matrix import Matrix

BLOCK = 512
"""Codes compared with all others at a time: 5,000 codes have 12.5 million pairs."""
NEGLIGIBLE = 1e-15
"""Codes that a bootstrap sample misses this rarely, over all their pairs, do not reach the digits that are printed."""


def jackknife1(matrix: Matrix) -> Estimate | Undefined:
    """S + Q1 (T-1)/T, with the error of leaving one interview out.

    Notes
    -----
    The variance is (T-1)/T (sum u_i^2 - Q1^2/T) with u_i the uniques of interview i. R's vegan takes Q1/T off, which
    is not what leaving one out gives.
    """
    found = frequencies(matrix)
    reason = too_little(found)
    if reason:
        return reason
    total, q1 = found.interviews, found.q(1)
    uniques = matrix.present[:, found.held == 1].sum(axis=1, dtype=np.int64)
    variance = (total - 1) / total * (int((uniques**2).sum()) - q1 * q1 / total)
    return Estimate(estimate=found.codes + q1 * (total - 1) / total, se=sqrt(max(variance, 0.0)))


def jackknife2(found: Frequencies) -> Estimate | Undefined:
    """S + Q1 (2T-3)/T - Q2 (T-2)^2 / (T (T-1)), never below S."""
    reason = too_little(found)
    if reason:
        return reason
    total = found.interviews
    twice = found.q(2) * (total - 2) ** 2 / (total * (total - 1))
    return Estimate(estimate=max(found.codes + found.q(1) * (2 * total - 3) / total - twice, float(found.codes)))


def bootstrap(matrix: Matrix) -> Estimate | Undefined:
    """S + sum q_c, where q_c = (1 - Y_c/T)^T is how often a sample drawn anew misses code c."""
    found = frequencies(matrix)
    reason = too_little(found)
    if reason:
        return reason
    missed = (1 - found.held / found.interviews) ** found.interviews
    variance = float((missed * (1 - missed)).sum()) + _covariances(matrix, missed)
    return Estimate(estimate=found.codes + float(missed.sum()), se=sqrt(max(variance, 0.0)))


def _covariances(matrix: Matrix, missed: NDArray[np.float64]) -> float:
    """Sum over ordered pairs of codes of Z^T - q_i q_j, with Z the share of interviews that hold neither."""
    total = len(matrix.interviews)
    telling = missed * missed.size**2 > NEGLIGIBLE
    held = matrix.present[:, telling].astype(np.float32)  # whole numbers below 2^24 are exact
    each = held.sum(axis=0)
    both_missed = (1 - np.arange(total + 1) / total) ** total
    pairs = 0.0
    for start in range(0, held.shape[1], BLOCK):
        block = slice(start, start + BLOCK)
        either = each[block, None] + each[None, start:] - held[:, block].T @ held[:, start:]
        pairs += _twice_above_diagonal(both_missed[either.astype(np.intp)])
    products = missed[telling].sum() ** 2 - (missed[telling] ** 2).sum()
    return pairs - float(products)


def _twice_above_diagonal(values: NDArray[np.float64]) -> float:
    """A block that begins on the diagonal: its square counts each pair twice already, what is right of it once."""
    rows = values.shape[0]
    square = values[:, :rows]
    return float(square.sum() - np.trace(square) + 2 * values[:, rows:].sum())
