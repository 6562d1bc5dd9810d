"""Coverage, the codes that another interview would bring, and how many interviews a share would take."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from saturation_inputs import EMPTY, ONE, TABLES, case_of, insects, of

from qualkit.saturation.coverage import coverage, coverage_curve, expected_new_codes, interviews_to_share
from qualkit.saturation.frequencies import Frequencies, Undefined, frequencies
from qualkit.saturation.rarefaction import extrapolated


def test_coverage_is_what_inext_prints(shared: Path) -> None:
    for site in case_of(shared, "inext_ciliates")["sites"].values():
        found = Frequencies(site["T"], np.array(site["freq"]))
        assert coverage(found) == pytest.approx(site["SC"], abs=5e-5)
        for place, expected in site["expected"].items():
            assert coverage_curve(found, [int(place)]) == pytest.approx([expected["coverage"]], abs=4e-6)


def test_the_insects_are_covered_as_computed_by_hand(shared: Path) -> None:
    found = frequencies(insects(shared))
    expected = case_of(shared, "novelqualcodes_insects")["computed_by_us"]["coverage"]
    assert coverage(found) == pytest.approx(expected, abs=1e-6)
    assert expected_new_codes(found) == pytest.approx((1 - expected) * 52 / 15)


@given(TABLES)
def test_what_the_next_interview_adds_is_one_step_of_the_extrapolation(counts: np.ndarray) -> None:
    found = frequencies(of(counts))
    following, added = extrapolated(found, [found.interviews + 1]), expected_new_codes(found)
    if not isinstance(following, Undefined) and not isinstance(added, Undefined):
        assert following[0] - found.codes == pytest.approx(added, abs=1e-9)


@given(TABLES)
def test_coverage_is_a_share_that_never_falls(counts: np.ndarray) -> None:
    found = frequencies(of(counts))
    curve = coverage_curve(found, np.arange(1, 2 * found.interviews + 1))
    if not isinstance(curve, Undefined):
        assert ((curve >= -1e-9) & (curve <= 1 + 1e-9)).all()
        assert (np.diff(curve) >= -1e-9).all()
        assert coverage(found) == pytest.approx(curve[found.interviews - 1])


def test_interviews_to_a_share_are_counted_on_the_extrapolation() -> None:
    found = Frequencies(20, np.array([1] * 6 + [2] * 6 + [9] * 8))
    estimate = 20 + 19 / 20 * 36 / 12
    further = interviews_to_share(found, 0.95)
    assert isinstance(further, float)
    assert extrapolated(found, [20 + further]) == pytest.approx([0.95 * estimate])


def test_a_share_that_is_reached_takes_none_and_one_far_off_is_not_said() -> None:
    assert interviews_to_share(Frequencies(4, np.array([4, 4])), 0.99) == 0
    far = interviews_to_share(Frequencies(4, np.array([1] * 9 + [2])), 0.99)
    assert isinstance(far, Undefined)
    assert "more than 4 further interviews" in far.reason


def test_all_codes_unique_leave_hardly_any_coverage() -> None:
    assert coverage(frequencies(of(np.eye(4)))) == pytest.approx(1 - 4 * 4.5 / (4 * 4.5 + 4))


def test_too_little_is_undefined() -> None:
    for few in (frequencies(EMPTY), frequencies(ONE)):
        for value in (coverage(few), expected_new_codes(few), coverage_curve(few, [1]), interviews_to_share(few, 0.9)):
            assert isinstance(value, Undefined)
