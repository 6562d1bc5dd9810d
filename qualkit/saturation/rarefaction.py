"""The curve without its order: codes expected in t interviews, drawn from those made or going on beyond them.

References
----------
Colwell et al. (2012), Journal of Plant Ecology 5, 3-21. https://doi.org/10.1093/jpe/rtr044
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualkit.saturation.estimators import unseen
from qualkit.saturation.frequencies import Frequencies, Undefined, too_little

Values = NDArray[np.float64]


def missed(total: int, sizes: ArrayLike, held: ArrayLike) -> Values:
    """Chance that t of `total` interviews hold none of the Y that have a code: C(total-Y, t) / C(total, t).

    Parameters
    ----------
    total : int
        Interviews to draw from.
    sizes : array_like, shape (n,)
        t, from 0 to `total`; need not be whole.
    held : array_like of int, shape (S,)
        Y, from 0 to `total`.

    Returns
    -------
    ndarray, shape (n, S)

    Notes
    -----
    Taken as the product over j < Y of (total-t-j) / (total-j), which needs no factorials and no whole t.
    """
    at, codes = np.asarray(sizes, dtype=float), np.asarray(held, dtype=np.intp)
    j = np.arange(codes.max(initial=0))
    factors = np.maximum(total - at[:, None] - j, 0) / (total - j)
    table = np.concatenate([np.ones((at.size, 1)), np.cumprod(factors, axis=1)], axis=1)
    return np.asarray(table[:, codes])


def rarefied(found: Frequencies, sizes: ArrayLike) -> Values | Undefined:
    """Codes expected in t interviews: the mean over all orders; shape of `sizes`, each from 0 to T."""
    reason = too_little(found)
    if reason:
        return reason
    chances, counts = _by_frequency(found, sizes)
    return found.codes - chances @ counts


def rarefied_sd(found: Frequencies, sizes: ArrayLike) -> Values | Undefined:
    """Unconditional standard deviation: what other interviews would have shown, so it is not 0 at T."""
    reason = too_little(found)
    if reason:
        return reason
    chances, counts = _by_frequency(found, sizes)
    mean = found.codes - chances @ counts
    variance = (1 - chances) ** 2 @ counts - mean**2 / (found.codes + unseen(found))
    return np.sqrt(np.maximum(variance, 0))


def extrapolated(found: Frequencies, sizes: ArrayLike) -> Values | Undefined:
    """Codes expected in t > T interviews: S + q0 (1 - (1 - Q1/(Q1 + T q0))^(t-T))."""
    reason = too_little(found)
    if reason:
        return reason
    further = np.asarray(sizes, dtype=float) - found.interviews
    more, q1 = unseen(found), found.q(1)
    if not more:
        return np.full(further.shape, float(found.codes))
    return found.codes + more * (1 - (1 - q1 / (q1 + found.interviews * more)) ** further)


def extrapolated_sd(found: Frequencies, sizes: ArrayLike) -> Values | Undefined:
    """Its standard deviation by the delta method, with cov(Q_i, Q_j) = -Q_i Q_j / S_hat and Q_i (1 - Q_i/S_hat)."""
    reason = too_little(found)
    if reason:
        return reason
    further = np.asarray(sizes, dtype=float) - found.interviews
    q1, q2, rest = found.q(1), found.q(2), found.codes - found.q(1) - found.q(2)
    by_q1, by_q2 = _slopes(found, further)
    squares = q1 * (1 + by_q1) ** 2 + q2 * (1 + by_q2) ** 2 + rest
    mean = q1 * (1 + by_q1) + q2 * (1 + by_q2) + rest
    return np.sqrt(np.maximum(squares - mean**2 / (found.codes + unseen(found)), 0))


def _by_frequency(found: Frequencies, sizes: ArrayLike) -> tuple[Values, Values]:
    """Chances by distinct Y rather than by code, and how many codes have each."""
    values, counts = np.unique(found.held, return_counts=True)
    return missed(found.interviews, sizes, values), counts.astype(float)


def _slopes(found: Frequencies, further: Values) -> tuple[Values, Values]:
    """Derivatives of q0 (1 - A^x) by Q1 and by Q2, where A = a Q1 / (a Q1 + 2 Q2) and a = T-1."""
    q1, q2, a = found.q(1), found.q(2), found.interviews - 1
    more, k = unseen(found), a / found.interviews
    if not more:
        return np.zeros_like(further), np.zeros_like(further)
    if q2:
        below = (a * q1 + 2 * q2) ** 2
        more_by, stays_by = (k * q1 / q2, -k * q1**2 / (2 * q2**2)), (2 * a * q2 / below, -2 * a * q1 / below)
    else:
        more_by, stays_by = (k * (2 * q1 - 1) / 2, 0.0), (2 * a / (a * (q1 - 1) + 2) ** 2, 0.0)
    stays = found.interviews * more / (found.interviews * more + q1)
    grown, turning = 1 - stays**further, more * further * stays ** (further - 1)
    return tuple(grown * by - turning * stay for by, stay in zip(more_by, stays_by, strict=True))  # type: ignore[return-value]
