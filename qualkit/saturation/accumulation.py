"""Three curves fitted to the running total, only for those who ask: what they say depends on the model.

Notes
-----
The models are taken from secondary sources on Lowe et al. (2018), Field Methods 30, 191-207; the paper itself was not
checked. They are fitted by least squares with an asymptote no lower than the codes already found, as an index above
100% would make no sense.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Shape = Callable[[float, Values], Values]
WARNING = (
    "These curves depend on the model chosen: the three disagree widely on the same data. Report all of them or none."
)


class Fit(NamedTuple):
    """Asymptote A, rate b (0 to 1), and the codes found in percent of the asymptote (rounded down first)."""

    asymptote: float
    rate: float
    percent: float


def lowe(cumulative: Sequence[int]) -> dict[str, Fit]:
    """IS: A (1-(1-b)^n); IW: A b n / (1 + b (n-1)); SW: A (1 - prod_{k<=n} (1 - b/k)). Empty without codes."""
    total = np.asarray(cumulative, dtype=float)
    if total.size < 2 or not total[-1]:
        return {}
    return {name: _fit(shape, total) for name, shape in SHAPES.items()}


SHAPES: dict[str, Shape] = {
    "IS": lambda b, n: 1 - (1 - b) ** n,
    "IW": lambda b, n: b * n / (1 + b * (n - 1)),
    "SW": lambda b, n: np.asarray(1 - np.cumprod(1 - b / n), dtype=float),
}


def _fit(shape: Shape, total: Values) -> Fit:
    """Given b the best A has a closed form, so only b is searched: on a grid that closes in on the best."""
    n = np.arange(1, total.size + 1, dtype=float)

    def asymptote(b: float) -> float:
        grown = shape(b, n)
        return max(float(grown @ total / (grown @ grown)), float(total[-1]))

    def error(b: float) -> float:
        return float(((total - asymptote(b) * shape(b, n)) ** 2).sum())

    low, high = 1e-6, 1.0
    for _ in range(12):
        grid = np.linspace(low, high, 41)
        best = int(np.argmin([error(b) for b in grid.tolist()]))
        low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, 40)])
    rate = (low + high) / 2
    return Fit(asymptote(rate), rate, 100 * float(total[-1]) / floor(asymptote(rate)))
