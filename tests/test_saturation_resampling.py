"""Jackknife and bootstrap against brute force and against vegan."""

from __future__ import annotations

from itertools import product
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from saturation_inputs import EMPTY, ONE, TABLES, case_of, of, of_digits

from qualkit.saturation import resampling
from qualkit.saturation.frequencies import Estimate, Undefined, frequencies
from qualkit.saturation.resampling import bootstrap, jackknife1, jackknife2


def test_jackknife_and_bootstrap_are_what_vegan_prints(shared: Path) -> None:
    for case in case_of(shared, "vegan_small")["cases"][:4]:
        found, expected = of_digits(case["matrix"]), case["specpool"]
        first, second, drawn = jackknife1(found), jackknife2(frequencies(found)), bootstrap(found)
        assert isinstance(first, Estimate) and isinstance(second, Estimate) and isinstance(drawn, Estimate)
        assert first.estimate == pytest.approx(expected["jack1"], abs=1e-6)
        assert second.estimate == pytest.approx(expected["jack2"], abs=1e-6)
        assert drawn.estimate == pytest.approx(expected["boot"], abs=1e-6)
        assert drawn.se == pytest.approx(expected["boot_se"], abs=1e-6)
        if "jack1_se_tukey" in case:
            assert first.se == pytest.approx(case["jack1_se_tukey"], abs=1e-6)


@given(TABLES)
def test_the_jackknife_s_error_is_that_of_leaving_one_interview_out(counts: np.ndarray) -> None:
    found = jackknife1(of(counts))
    if isinstance(found, Undefined):
        return
    total, codes = counts.shape[0], counts.any(axis=0).sum()
    without = [np.delete(counts, i, axis=0).any(axis=0).sum() for i in range(total)]
    pseudo = np.array([total * codes - (total - 1) * left for left in without])
    assert found.estimate == pytest.approx(pseudo.mean())
    assert found.se == pytest.approx(sqrt(pseudo.var(ddof=1) / total), abs=1e-9)


def test_the_bootstrap_s_mean_and_error_are_those_of_all_samples() -> None:
    counts = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 1, 1]], dtype=bool)
    seen = np.array([counts[list(sample)].any(axis=0).sum() for sample in product(range(3), repeat=3)])
    found = bootstrap(of(counts))
    assert isinstance(found, Estimate)
    assert found.estimate == pytest.approx(4 + 4 - seen.mean())
    assert found.se == pytest.approx(seen.std())


def test_blocks_of_codes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = of(np.random.default_rng(1).random((12, 50)) < 0.2)
    whole = bootstrap(found)
    monkeypatch.setattr(resampling, "BLOCK", 7)
    again = bootstrap(found)
    assert isinstance(again, Estimate) and isinstance(whole, Estimate)
    assert again.se == pytest.approx(whole.se, abs=1e-12)


def test_the_second_jackknife_never_goes_below_what_was_found() -> None:
    counts = np.zeros((9, 6), dtype=bool)
    counts[0, :], counts[1, :] = True, True
    assert jackknife2(frequencies(of(counts))) == Estimate(estimate=6)


@pytest.mark.parametrize("few", [EMPTY, ONE, of([[0], [0]])])
def test_too_little_is_undefined(few: Any) -> None:
    assert isinstance(jackknife1(few), Undefined)
    assert isinstance(jackknife2(frequencies(few)), Undefined)
    assert isinstance(bootstrap(few), Undefined)
