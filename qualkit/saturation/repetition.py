"""How much the coding repeats itself: inductive thematic saturation (ITS).

Made for codes that a language model gives out interview by interview; it rests wholly on how well equal codes were
told to be equal. Low figures mean that much was repeated. Descriptive, with no threshold.

References
----------
De Paoli & Mathis (2024), arXiv:2401.03239. https://doi.org/10.48550/arXiv.2401.03239
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from qualkit.saturation.curve import new_codes
from qualkit.saturation.frequencies import Undefined
from qualkit.saturation.matrix import Matrix

NO_CODES = Undefined("no code was applied")


def its_slope_ratio(matrix: Matrix) -> float | Undefined:
    """Slope of the cumulative unique codes over that of the cumulative total codes, each a line of least squares.

    The total counts a code once for each interview that holds it. 1 where nothing was ever repeated.
    """
    if not matrix.codes:
        return NO_CODES
    if len(matrix.interviews) < 2:
        return Undefined("one interview has no slope")
    total = _slope(matrix.present.sum(axis=1).tolist())
    return _slope(new_codes(matrix).tolist()) / total if total else Undefined("the total of codes does not rise")


def unique_per_total(matrix: Matrix) -> float | Undefined:
    """Unique codes over all codes given, S / U: 1 where none was repeated, 1/T where each is in every interview."""
    return len(matrix.codes) / int(matrix.present.sum()) if matrix.codes else NO_CODES


def _slope(per_interview: list[int]) -> float:
    """Slope per interview of the running total, by least squares over interviews 1 to T (T at least 2)."""
    running = np.array(list(accumulate(per_interview)), dtype=float)
    place = np.arange(len(running)) - (len(running) - 1) / 2
    return float(place @ running / (place @ place))
