"""The curve without its order, and beyond its end."""

from __future__ import annotations

from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from saturation_inputs import EMPTY, ONE, TABLES, case_of, of, of_digits

from qualkit.saturation.frequencies import Frequencies, Undefined, frequencies
from qualkit.saturation.orders import orders
from qualkit.saturation.rarefaction import extrapolated, extrapolated_sd, missed, rarefied, rarefied_sd


def test_the_curve_and_its_error_are_what_vegan_prints(shared: Path) -> None:
    for case in case_of(shared, "vegan_small")["cases"][:2]:
        found = frequencies(of_digits(case["matrix"]))
        places = np.arange(1, found.interviews + 1)
        assert rarefied(found, places) == pytest.approx(case["accum"], abs=1e-6)
        assert rarefied_sd(found, places) == pytest.approx(case["accum_sd_uncond"], abs=1e-6)


def test_ciliates_are_rarefied_and_extrapolated_as_inext_prints(shared: Path) -> None:
    for site in case_of(shared, "inext_ciliates")["sites"].values():
        found = Frequencies(site["T"], np.array(site["freq"]))
        for place, expected in site["expected"].items():
            curve = rarefied if int(place) <= found.interviews else extrapolated
            assert curve(found, [int(place)]) == pytest.approx([expected["richness"]], abs=5e-4)


@given(TABLES)
def test_at_the_last_interview_the_curve_is_what_was_found(counts: np.ndarray) -> None:
    found = frequencies(of(counts))
    for curve in (rarefied, extrapolated):
        value = curve(found, [found.interviews])
        assert isinstance(value, Undefined) or value == pytest.approx([found.codes])


@given(TABLES)
def test_both_errors_meet_at_the_last_interview(counts: np.ndarray) -> None:
    found = frequencies(of(counts))
    left, right = rarefied_sd(found, [found.interviews]), extrapolated_sd(found, [found.interviews])
    assert isinstance(left, Undefined) or left == pytest.approx(right, abs=1e-6)


@given(TABLES.filter(lambda counts: 2 <= counts.shape[0] <= 6 and counts.any()))
def test_the_mean_of_all_orders_is_the_curve(counts: np.ndarray) -> None:
    found = of(counts)
    curve = rarefied(frequencies(found), np.arange(1, counts.shape[0] + 1))
    assert orders(found).curves.mean(axis=0) == pytest.approx(curve)


def test_the_slope_by_the_delta_method_is_the_slope_by_small_steps() -> None:
    """Q1 and Q2 moved by a little, as the closed form takes them for numbers that may have any value."""
    q1, q2, rest, total, x = 6.0, 3.0, 5.0, 9, 4.0

    def beyond(one: float, two: float) -> float:
        k = (total - 1) / total
        more = k * one * one / (2 * two)
        return one + two + rest + more * (1 - (1 - one / (one + total * more)) ** x)

    step = 1e-6
    by_q1 = (beyond(q1 + step, q2) - beyond(q1 - step, q2)) / (2 * step)
    by_q2 = (beyond(q1, q2 + step) - beyond(q1, q2 - step)) / (2 * step)
    estimate = q1 + q2 + rest + (total - 1) / total * q1 * q1 / (2 * q2)
    squares, mean = q1 * by_q1**2 + q2 * by_q2**2 + rest, q1 * by_q1 + q2 * by_q2 + rest
    found = Frequencies(total, np.array([1] * 6 + [2] * 3 + [5] * 5))
    assert extrapolated_sd(found, [total + x]) == pytest.approx([np.sqrt(squares - mean**2 / estimate)], rel=1e-6)


def test_chances_of_missing_a_code_are_those_of_drawing_without_returning() -> None:
    expected = [[comb(7 - y, t) / comb(7, t) for y in range(8)] for t in range(8)]
    assert missed(7, range(8), range(8)) == pytest.approx(np.array(expected))
    between = missed(7, [2.5], [3])[0, 0]
    assert expected[3][3] < between < expected[2][3]


def test_too_little_is_undefined() -> None:
    for few in (EMPTY, ONE):
        for curve in (rarefied, rarefied_sd, extrapolated, extrapolated_sd):
            assert isinstance(curve(frequencies(few), [1]), Undefined)


def test_nothing_unseen_leaves_the_curve_flat_beyond_its_end() -> None:
    found = frequencies(of([[1, 1], [1, 1]]))
    assert extrapolated(found, [3, 4]) == pytest.approx([2, 2])
    assert extrapolated_sd(found, [3, 4]) == pytest.approx([0, 0])
