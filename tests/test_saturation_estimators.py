"""Estimates of unseen codes: the published numbers, the edges, and what must not move them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from saturation_inputs import EMPTY, ONE, TABLES, case_of, insects, of, of_digits

from qualkit.saturation.estimators import chao2, chao2_bc, ice, ichao2, unseen
from qualkit.saturation.frequencies import Estimate, Frequencies, Undefined, frequencies


def estimate(value: Estimate | Undefined) -> float:
    assert isinstance(value, Estimate), value
    return value.estimate


def test_chao2_is_what_vegan_prints(shared: Path) -> None:
    for case in case_of(shared, "vegan_small")["cases"][:4]:
        found = chao2(frequencies(of_digits(case["matrix"])))
        assert isinstance(found, Estimate)
        assert found.estimate == pytest.approx(case["specpool"]["chao"], abs=1e-6)
        assert found.se == pytest.approx(case["specpool"]["chao_se"], abs=1e-6)


def test_chao2_is_what_inext_and_the_insects_give(shared: Path) -> None:
    for site in case_of(shared, "inext_ciliates")["sites"].values():
        found = chao2(Frequencies(site["T"], np.array(site["freq"])))
        assert estimate(found) == pytest.approx(site["expected_asymptotic_chao2"], abs=5e-4)
    expected = case_of(shared, "novelqualcodes_insects")["computed_by_us"]["chao2"]
    assert estimate(chao2(frequencies(insects(shared)))) == pytest.approx(expected, abs=1e-6)


def test_the_interval_is_log_normal_and_never_below_what_was_found() -> None:
    found = chao2(frequencies(of_digits(["1110000", "1001100", "1100100", "0000000", "1000111"])))
    assert isinstance(found, Estimate)
    assert (found.low, found.high) == (pytest.approx(7.7827305348), pytest.approx(59.3296309283))


def test_no_code_on_a_single_interview_leaves_an_interval_without_width() -> None:
    found = chao2(frequencies(of([[1, 1], [1, 1]])))
    assert found == Estimate(estimate=2, se=0, low=2, high=2)


def test_one_unique_and_no_duplicate_takes_nothing_to_be_unseen() -> None:
    found = frequencies(of([[1, 1], [1, 0], [1, 0]]))
    assert unseen(found) == 0
    assert isinstance(chao2(found), Estimate)
    assert (chao2(found).low, chao2(found).high) == (2, 2)  # type: ignore[union-attr]


@pytest.mark.parametrize("few", [EMPTY, ONE, of([[0], [0]])])
def test_too_little_is_undefined_with_its_reason(few: Any) -> None:
    for value in (chao2, chao2_bc, ichao2, ice):
        found = value(frequencies(few))
        assert isinstance(found, Undefined)
        assert found.reason


def test_ichao2_needs_four_interviews_and_ice_a_code_that_recurs() -> None:
    assert ichao2(frequencies(of([[1, 1], [1, 0], [0, 1]]))) == Undefined("it needs 4 interviews")
    assert ice(frequencies(of(np.eye(4)))) == Undefined("no code recurs")


def test_ichao2_adds_what_codes_in_three_and_four_interviews_say() -> None:
    found = Frequencies(10, np.array([1] * 6 + [2] * 3 + [3] * 2 + [4]))
    classic = 12 + 0.9 * 36 / 6
    share = 6 - 7 / 9 * 3 * 2 / 2
    assert estimate(ichao2(found)) == pytest.approx(classic + 0.7 * 2 / 4 * share)


def test_ice_is_spader_s_form_by_hand() -> None:
    found = Frequencies(12, np.array([1, 1, 1, 2, 2, 3, 11, 12]))
    covered = 1 - 3 / 10 * (1 - 4 / (11 * 3 + 4))
    varied = max(6 / covered * 12 / 11 * (2 + 2 + 6) / (10 * 9) - 1, 0)
    assert estimate(ice(found)) == pytest.approx(2 + 6 / covered + 3 / covered * varied)


def test_ice_of_the_cottontails_is_what_spader_gives() -> None:
    held = {1: 43, 2: 16, 3: 8, 4: 6, 6: 2, 7: 1}  # Edwards & Eberhardt's rabbits by how often they were caught
    found = Frequencies(18, np.repeat(list(held), list(held.values())))
    assert estimate(ice(found)) == pytest.approx(133.595, abs=5e-4)


def test_codes_that_are_all_frequent_leave_ice_at_what_was_found() -> None:
    assert ice(Frequencies(12, np.array([11, 12]))) == Estimate(estimate=2)


@given(TABLES, st.data())
def test_the_order_of_interviews_does_not_matter(counts: np.ndarray, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(counts.shape[0])))
    before, after = frequencies(of(counts)), frequencies(of(counts[order]))
    for value in (chao2, chao2_bc, ichao2, ice):
        assert value(before) == value(after)


@given(TABLES)
def test_an_estimate_is_never_below_what_was_found_nor_outside_its_interval(counts: np.ndarray) -> None:
    found = frequencies(of(counts))
    for value in (chao2(found), chao2_bc(found)):
        if isinstance(value, Estimate) and value.low is not None and value.high is not None:
            assert found.codes <= value.low <= value.estimate <= value.high


@given(TABLES, st.integers(0, 9))
def test_an_empty_interview_keeps_the_number_of_codes(counts: np.ndarray, place: int) -> None:
    more = np.insert(counts, min(place, counts.shape[0]), False, axis=0)
    assert frequencies(of(more)).codes == frequencies(of(counts)).codes
