"""In how many interviews each code is: what all estimators of unseen codes are made from.

Y_c is the number of interviews that hold code c, Q_k the number of codes with Y_c = k (Q_1 uniques, Q_2 duplicates),
S the number of codes, U the sum of Y_c, T the number of interviews.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qualkit.saturation.curve import Counts
from qualkit.saturation.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Undefined:
    """A value that these data do not define, and why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number of codes, with its standard error and 95% interval where there is a formula for them."""

    estimate: float
    se: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """How often codes were found.

    Attributes
    ----------
    interviews : int
        T, those without a code included.
    held : ndarray of int, shape (S,)
        Y_c, 1 or more.
    """

    interviews: int
    held: Counts

    @property
    def codes(self) -> int:
        """S."""
        return int(self.held.size)

    @property
    def mentions(self) -> int:
        """U, the sum of Y_c."""
        return int(self.held.sum())

    def q(self, times: int) -> int:
        """Q_k: codes that exactly `times` interviews hold."""
        return int((self.held == times).sum())

    def counts(self) -> Counts:
        """Q_0 to Q_T, shape (T + 1,); the first is 0, as nobody knows how many codes were not found."""
        return np.asarray(np.bincount(self.held, minlength=self.interviews + 1), dtype=np.int64)


def frequencies(matrix: Matrix) -> Frequencies:
    """Y_c of a matrix."""
    return Frequencies(len(matrix.interviews), np.asarray(matrix.present.sum(axis=0), dtype=np.int64))


def too_little(found: Frequencies) -> Undefined | None:
    """Why nothing at all can be estimated, if so: vegan gives S with an error of 0 here, which is a false certainty."""
    if found.interviews == 0:
        return Undefined("there are no interviews")
    if found.codes == 0:
        return Undefined("no code was applied")
    if found.interviews == 1:
        return Undefined("one interview alone says nothing about the codes that others would bring")
    return None
