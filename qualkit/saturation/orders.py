"""The curve in other orders of the same interviews: what the order of collection alone makes of it.

With eight interviews or fewer every order is taken, with more of them a thousand drawn with a seed. At the last
interview all orders meet: a band of orders says nothing about codes that no interview has brought.

References
----------
Constantinou, Georgiou & Perdikogianni (2017), Qualitative Research 17, 571-588.
https://doi.org/10.1177/1468794116686650 (CoMeTS)
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from qualkit.saturation.criteria import Criterion
from qualkit.saturation.matrix import Matrix

ALL_UP_TO, DRAWN, SEED = 8, 1000, 1

Curves = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Orders:
    """Running totals of codes in many orders.

    Attributes
    ----------
    curves : ndarray of int, shape (orders, T)
    seed : int or None
        None where every order was taken.
    """

    curves: Curves
    seed: int | None

    def quantile(self, per_thousand: int) -> NDArray[np.int32]:
        """The smallest value that so many in a thousand orders do not exceed (inverted_cdf); shape (T,)."""
        ranked = np.sort(self.curves, axis=0)
        place = -(-len(ranked) * per_thousand // 1000) - 1  # whole numbers: no rounding decides which order is taken
        return np.asarray(ranked[max(place, 0)])


def orders(matrix: Matrix, *, seed: int = SEED, drawn: int = DRAWN) -> Orders:
    """Running totals in all T! orders for T up to 8, else in `drawn` orders from this seed."""
    total = len(matrix.interviews)
    if total <= ALL_UP_TO:
        return Orders(_all_curves(matrix), None)
    chosen = np.random.default_rng(seed)
    rows, curves = _packed(matrix), np.empty((drawn, total), dtype=np.int32)
    for curve in curves:
        seen = np.bitwise_or.accumulate(rows[chosen.permutation(total)], axis=0)
        curve[:] = np.bitwise_count(seen).sum(axis=1, dtype=np.int32)
    return Orders(curves, seed)


def guest_in_orders(found: Orders, criterion: Criterion) -> NDArray[np.float64]:
    """Share of the orders in which the criterion is met at interview k or before, k = 1..T; shape (T,)."""
    base, run, threshold = criterion
    total = found.curves.shape[1]
    if total < base + run:
        return np.zeros(total)
    brought, first = found.curves[:, base + run - 1 :] - found.curves[:, base - 1 : -run], found.curves[:, base - 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        few = (brought / first[:, None] <= threshold) & (first[:, None] > 0)
    return _met_by(few, base, total)


def francis_in_orders(found: Orders, *, initial: int = 10, stopping: int = 3) -> NDArray[np.float64]:
    """Share of the orders in which the last new code came by interview k, as Francis et al. test it; shape (T,)."""
    total = found.curves.shape[1]
    if total < initial + stopping:
        return np.zeros(total)
    none = found.curves[:, initial + stopping - 1 :] == found.curves[:, initial - 1 : -stopping]
    return _met_by(none, initial, total)


def _met_by(met: NDArray[np.bool_], first: int, total: int) -> NDArray[np.float64]:
    """Column j of `met` says whether the criterion holds at interview first + j; once met, an order stays counted."""
    shares = np.logical_or.accumulate(met, axis=1).mean(axis=0)
    return np.concatenate([np.zeros(first - 1), shares, np.full(total - first + 1 - shares.size, shares[-1])])


def _all_curves(matrix: Matrix) -> Curves:
    """What t interviews hold does not depend on their order, so every set of interviews is counted once."""
    total, rows = len(matrix.interviews), _packed(matrix)
    union = np.zeros((2**total, rows.shape[1]), dtype=rows.dtype)
    for interview, row in enumerate(rows):
        union[2**interview : 2 ** (interview + 1)] = union[: 2**interview] | row
    every = np.array(list(permutations(range(total))), dtype=np.int64)
    held = np.bitwise_count(union).sum(axis=1, dtype=np.int32)
    return np.asarray(held[np.cumsum(2**every, axis=1)])


def _packed(matrix: Matrix) -> NDArray[np.uint64]:
    """Each interview's codes as bits of whole words; shape (T, ceil(S/64))."""
    total, codes = matrix.present.shape
    padded = np.zeros((total, -(-max(codes, 1) // 64) * 64), dtype=bool)
    padded[:, :codes] = matrix.present
    return np.packbits(padded, axis=1).view(np.uint64)
