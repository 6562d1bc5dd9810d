"""New codes per interview and their running total.

With C_i the set of codes applied in interview i = 1..T:

    new_i        = |C_i minus (C_1 and ... and C_{i-1} together)|
    repeat_i     = |C_i| - new_i
    cumulative_i = new_1 + ... + new_i          (S at i = T)
    prop_new_i   = new_i / |C_i|                (undefined where |C_i| = 0)
    percent_i    = 100 cumulative_i / S         (undefined where S = 0)

`percent` is 100 at the last interview by construction, wherever one stopped: it is a description, never evidence.

References
----------
Guest, Namey & Chen (2020), PLOS ONE 15(5), e0232076. https://doi.org/10.1371/journal.pone.0232076
Wong et al. (2023), International Journal of Qualitative Methods 22. https://doi.org/10.1177/16094069231220773
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualkit.saturation.matrix import Matrix

Counts = NDArray[np.int64]


def codes_per_interview(matrix: Matrix) -> Counts:
    """Codes applied in each interview, |C_i|; shape (T,)."""
    return np.asarray(matrix.present.sum(axis=1), dtype=np.int64)


def first_interview(matrix: Matrix) -> Counts:
    """Place of the first interview (from 1) that holds each code, or in which it was discovered; shape (S,)."""
    if matrix.discovered is not None:
        return np.asarray(matrix.discovered, dtype=np.int64)
    if not matrix.codes:
        return np.zeros(0, dtype=np.int64)
    return np.asarray(matrix.present.argmax(axis=0) + 1, dtype=np.int64)


def new_codes(matrix: Matrix) -> Counts:
    """Codes that no earlier interview holds, counted per interview; shape (T,), sum S."""
    places = np.bincount(first_interview(matrix), minlength=len(matrix.interviews) + 1)
    return np.asarray(places[1:], dtype=np.int64)


def repeats(matrix: Matrix) -> Counts:
    """Codes that an earlier interview holds too, counted per interview; shape (T,)."""
    return codes_per_interview(matrix) - new_codes(matrix)


def cumulative(matrix: Matrix) -> Counts:
    """Codes found up to and including each interview; shape (T,)."""
    return np.cumsum(new_codes(matrix), dtype=np.int64)


def prop_new(matrix: Matrix) -> tuple[float | None, ...]:
    """Share (0 to 1) of each interview's codes that are new; None for an interview without codes."""
    pairs = zip(new_codes(matrix).tolist(), codes_per_interview(matrix).tolist(), strict=True)
    return tuple(new / all_codes if all_codes else None for new, all_codes in pairs)


def percent(matrix: Matrix) -> tuple[float | None, ...]:
    """Running total in percent of S; None where no code was applied at all."""
    total = len(matrix.codes)
    return tuple(100 * found / total if total else None for found in cumulative(matrix).tolist())


def new_code_names(matrix: Matrix) -> tuple[tuple[str, ...], ...]:
    """The codes that each interview brought, in codebook order; length T."""
    brought: list[list[str]] = [[] for _ in matrix.interviews]
    for code, place in zip(matrix.codes, first_interview(matrix).tolist(), strict=True):
        brought[place - 1].append(code)
    return tuple(map(tuple, brought))


def last_new(matrix: Matrix) -> int | None:
    """Place (from 1) of the last interview that brought a new code; None where no code was applied."""
    places = first_interview(matrix)
    return int(places.max()) if places.size else None


@dataclass(frozen=True, slots=True)
class Step:
    """One interview on the way: what it brought and what was known by then.

    `prop_new` is a share (0 to 1), `percent` is of S; both are None where they are undefined.
    """

    place: int
    interview: str
    codes: int
    new: int
    repeat: int
    cumulative: int
    prop_new: float | None
    percent: float | None
    new_names: tuple[str, ...]


def steps(matrix: Matrix) -> tuple[Step, ...]:
    """The curve, interview by interview; length T."""
    columns = zip(
        range(1, len(matrix.interviews) + 1),
        matrix.interviews,
        codes_per_interview(matrix).tolist(),
        new_codes(matrix).tolist(),
        repeats(matrix).tolist(),
        cumulative(matrix).tolist(),
        prop_new(matrix),
        percent(matrix),
        new_code_names(matrix),
        strict=True,
    )
    return tuple(Step(*column) for column in columns)
