"""How much a coding repeats itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from saturation_inputs import EMPTY, ONE, TABLES, of, of_digits

from qualkit.saturation.frequencies import Undefined
from qualkit.saturation.repetition import its_slope_ratio, unique_per_total


def test_the_figures_agree_with_a_case_worked_by_hand() -> None:
    """Codes 2, 1, 1, of which new 2, 0, 1: totals 2, 3, 4 rise by 1, unique codes 2, 2, 3 by 1/2 per interview."""
    found = of_digits(["110", "100", "001"])
    assert its_slope_ratio(found) == pytest.approx(0.5)
    assert unique_per_total(found) == pytest.approx(3 / 4)


def test_the_line_is_that_of_least_squares_and_not_from_end_to_end() -> None:
    """Codes 1, 2, 1, 2: totals 1, 3, 4, 6 rise by 1.6; unique codes 1, 2, 2, 3 by 0.6."""
    assert its_slope_ratio(of_digits(["100", "110", "010", "011"])) == pytest.approx(0.6 / 1.6)


def test_nothing_repeated_gives_one_for_both() -> None:
    assert its_slope_ratio(of(np.eye(4))) == pytest.approx(1)
    assert unique_per_total(of(np.eye(4))) == 1


def test_what_is_not_defined_says_why() -> None:
    assert its_slope_ratio(EMPTY) == unique_per_total(EMPTY) == Undefined("no code was applied")
    assert its_slope_ratio(ONE) == Undefined("one interview has no slope")
    assert its_slope_ratio(of_digits(["11", "00"])) == Undefined("the total of codes does not rise")


@given(TABLES)
def test_unique_codes_are_never_more_than_all_codes(counts: np.ndarray) -> None:
    share = unique_per_total(of(counts))
    assert share == Undefined("no code was applied") or 1 / len(counts) <= share <= 1  # type: ignore[operator]
