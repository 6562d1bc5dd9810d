"""Sample coverage: the share of code mentions, not of codes, that belong to codes already known.

References
----------
Chao & Jost (2012), Ecology 93, 2533-2547. https://doi.org/10.1890/11-1952.1
Chao, Colwell, Lin & Gotelli (2009), Ecology 90, 1125-1133. https://doi.org/10.1890/07-2147.1 (further interviews)
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualkit.saturation.estimators import unseen
from qualkit.saturation.frequencies import Frequencies, Undefined, too_little
from qualkit.saturation.rarefaction import missed


def coverage(found: Frequencies) -> float | Undefined:
    """C = 1 - Q1/U * T q0 / (T q0 + Q1), from 0 to 1."""
    return too_little(found) or 1 - found.q(1) / found.mentions * staying_new(found)


def expected_new_codes(found: Frequencies) -> float | Undefined:
    """Codes that one more interview would be expected to add: Q1 q0 / (T q0 + Q1) = (1 - C) U / T."""
    reason = too_little(found)
    if reason:
        return reason
    more, q1 = unseen(found), found.q(1)
    return q1 * more / (found.interviews * more + q1) if more else 0.0


def coverage_curve(found: Frequencies, places: ArrayLike) -> NDArray[np.float64] | Undefined:
    """Coverage after t interviews, interpolated below T and extrapolated above; `places` of shape (n,)."""
    reason = too_little(found)
    if reason:
        return reason
    at, total = np.asarray(places, dtype=float), found.interviews
    q1_share = found.q(1) / found.mentions
    beyond = 1 - q1_share * staying_new(found) ** np.maximum(at - total + 1, 1)
    values, counts = np.unique(found.held, return_counts=True)  # by distinct Y rather than by code
    chances = missed(total - 1, np.minimum(at, total - 1), values - 1)
    within = 1 - chances @ (counts * values / found.mentions)
    return np.where(at < total, within, beyond)


def interviews_to_share(found: Frequencies, share: float) -> float | Undefined:
    """Further interviews until `share` (0 to 1) of the estimated codes would be found; 0 where it is found already."""
    reason = too_little(found)
    if reason:
        return reason
    more = unseen(found)
    estimate = found.codes + more
    if found.codes >= share * estimate:
        return 0.0
    further = log((1 - share) * estimate / more) / log(staying_new(found))
    if further > found.interviews:
        return Undefined(f"more than {found.interviews} further interviews, too far from the data to be said")
    return further


def staying_new(found: Frequencies) -> float:
    """A = T q0 / (T q0 + Q1); 0 where no code is taken to be unseen."""
    more, q1 = unseen(found), found.q(1)
    return found.interviews * more / (found.interviews * more + q1) if more else 0.0
