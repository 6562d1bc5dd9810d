"""Salience, the codes of many, and the fewest interviews that hold all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from saturation_inputs import TABLES, of, of_digits

from qualkit.saturation.salience import min_cover, salient, smith


def test_smith_s_index_weighs_what_is_said_first_and_by_many() -> None:
    found = smith([["rain", "calm"], ["rain"], []])
    assert list(found) == ["rain", "calm"]
    assert found == {"rain": pytest.approx(2 / 3), "calm": pytest.approx(1 / 6)}


def test_codes_of_many_stay_and_interviews_keep_their_place() -> None:
    found = salient(of_digits(["110", "100", "001"]), 0.5)
    assert (found.codes, len(found.interviews)) == (("c0",), 3)


@given(TABLES)
def test_few_interviews_hold_every_code(counts: np.ndarray) -> None:
    chosen = [place - 1 for place in min_cover(of(counts))]
    assert counts[chosen].any(axis=0).sum() == counts.any(axis=0).sum()
    assert len(set(chosen)) == len(chosen)


def test_the_interview_with_most_new_codes_is_taken_first() -> None:
    assert min_cover(of_digits(["1100", "0111", "1000"])) == (2, 1)
