"""How many codes there would be: estimates from how many codes rest on one or two interviews.

They come from ecology, where interviews are sampling units and codes are species, and take the interviews for a random
sample, which purposive sampling is not: descriptive at best. Q_k, S, U and T are those of `frequencies`; k = (T-1)/T.

References
----------
Chao (1987), Biometrics 43, 783-791. https://doi.org/10.2307/2531532 (Chao2)
Colwell et al. (2012), Journal of Plant Ecology 5, 3-21. https://doi.org/10.1093/jpe/rtr044
Chiu, Wang, Walther & Chao (2014), Biometrics 70, 671-682. https://doi.org/10.1111/biom.12200 (iChao2)
Lee & Chao (1994), Biometrics 50, 88-97. https://doi.org/10.2307/2533400 (ICE)
"""

from __future__ import annotations

from math import exp, log1p, sqrt
from statistics import NormalDist

import numpy as np

from qualkit.saturation.frequencies import Estimate, Frequencies, Undefined, too_little

CUT = 10
"""Codes in so many interviews or fewer are infrequent for ICE."""
Z95 = NormalDist().inv_cdf(0.975)


def unseen(found: Frequencies) -> float:
    """q0, codes not found yet: k Q1^2 / (2 Q2), or k Q1 (Q1-1) / 2 where no code is in just two interviews."""
    if found.interviews == 0:
        return 0.0
    k, q1, q2 = _k(found), found.q(1), found.q(2)
    return k * q1 * q1 / (2 * q2) if q2 else k * q1 * (q1 - 1) / 2


def chao2(found: Frequencies) -> Estimate | Undefined:
    """S + q0, a lower bound, with the log-normal interval [S + q0/K, S + q0 K]."""
    reason = too_little(found)
    if reason:
        return reason
    more = unseen(found)
    return _bounded(found.codes, more, _variance(found, found.codes + more))


def chao2_bc(found: Frequencies) -> Estimate | Undefined:
    """The bias-corrected form, S + k Q1 (Q1-1) / (2 (Q2+1)), which needs no case for Q2 = 0."""
    reason = too_little(found)
    if reason:
        return reason
    k, q1, q2 = _k(found), found.q(1), found.q(2)
    more = k * q1 * (q1 - 1) / (2 * (q2 + 1))
    squares = q1 * (2 * q1 - 1) ** 2 / (4 * (q2 + 1) ** 2) + q1**2 * q2 * (q1 - 1) ** 2 / (4 * (q2 + 1) ** 4)
    return _bounded(found.codes, more, more + k**2 * squares)


def ichao2(found: Frequencies) -> Estimate | Undefined:
    """Chao2 with what codes in three and four interviews add to the lower bound."""
    reason = too_little(found)
    if reason:
        return reason
    total = found.interviews
    if total < 4:
        return Undefined("it needs 4 interviews")
    q1, q2, q3, q4 = found.q(1), found.q(2), found.q(3), max(found.q(4), 1)
    share = max(q1 - (total - 3) / (total - 1) * q2 * q3 / (2 * q4), 0)
    return Estimate(estimate=found.codes + unseen(found) + (total - 3) / total * q3 / (4 * q4) * share)


def ice(found: Frequencies) -> Estimate | Undefined:
    """The coverage-based estimate from infrequent codes (those in 10 interviews or fewer), in SpadeR's form."""
    reason = too_little(found)
    if reason:
        return reason
    rare = found.held[found.held <= CUT]
    if not rare.size:
        return Estimate(estimate=found.codes)
    covered = _rare_coverage(found, int(rare.sum()))
    if covered <= 0:
        return Undefined("no code recurs")
    variation = _variation(found, rare.astype(float), covered)
    frequent = found.codes - rare.size
    return Estimate(estimate=frequent + rare.size / covered + found.q(1) / covered * variation)


def _k(found: Frequencies) -> float:
    return (found.interviews - 1) / found.interviews


def _variance(found: Frequencies, estimate: float) -> float:
    k, q1, q2 = _k(found), found.q(1), found.q(2)
    if q2:
        r = q1 / q2
        return q2 * (k * r**2 / 2 + k**2 * r**3 + k**2 * r**4 / 4)
    return k * q1 * (q1 - 1) / 2 + k**2 * q1 * (2 * q1 - 1) ** 2 / 4 - k**2 * q1**4 / (4 * estimate)


def _bounded(codes: int, more: float, variance: float) -> Estimate:
    """The interval cannot go below what was found; nothing unseen leaves it without width."""
    se = sqrt(max(variance, 0.0))
    if more <= 0:
        return Estimate(estimate=float(codes), se=se, low=float(codes), high=float(codes))
    spread = exp(Z95 * sqrt(log1p(se**2 / more**2)))
    return Estimate(estimate=codes + more, se=se, low=codes + more / spread, high=codes + more * spread)


def _rare_coverage(found: Frequencies, mentions: int) -> float:
    q1, q2 = found.q(1), found.q(2)
    below = (found.interviews - 1) * q1 + 2 * q2
    return 1 - q1 / mentions * (1 - 2 * q2 / below) if below else 1.0


def _variation(found: Frequencies, rare: np.ndarray, covered: float) -> float:
    """The squared coefficient of variation of how often infrequent codes are found."""
    mentions = rare.sum()
    if mentions <= 1:
        return 0.0
    pairs = (rare * (rare - 1)).sum() / (mentions * (mentions - 1))
    return max(float(rare.size / covered * found.interviews / (found.interviews - 1) * pairs - 1), 0.0)
