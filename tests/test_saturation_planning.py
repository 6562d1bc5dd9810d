"""Sample-size arithmetic against the published tables."""

from __future__ import annotations

from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saturation_inputs import case_of

from qualkit.errors import BadOption
from qualkit.saturation.planning import achieved_power, all_seen, galvin, interviews_for_all, sample_size


def test_the_tables_of_fugard_and_potts(shared: Path) -> None:
    case = case_of(shared, "fugard_potts_2015")
    for row in case["sample_size"]:
        assert sample_size(row["prevalence"], power=row["power"], instances=row["instances"]) == row["n"]
    for row in case["achieved_power"]:
        power = achieved_power(row["n"], row["prevalence"], instances=row["instances"])
        exact, expected = "power" in row, row.get("power", row.get("power_rounded"))
        assert power == pytest.approx(expected, abs=1e-9 if exact else 5e-3)


def test_the_closed_forms_of_galvin_and_van_rijnsoever(shared: Path) -> None:
    case = case_of(shared, "closed_forms")
    for row in case["galvin"]:
        assert galvin(row["R"], probability=row["P"]) == row["n"]
    for row in case["all_codes_seen"]:
        assert all_seen(row["n"], [row["p"]] * row["k"]) == pytest.approx(row["prob"], abs=1e-9)
    for row in case["n_for_all"]:
        assert interviews_for_all([row["p"]] * row["k"], probability=row["tau"]) == row["n"]


@given(st.integers(1, 40), st.floats(0.02, 0.98), st.integers(1, 6))
def test_power_is_that_of_the_binomial_distribution(n: int, p: float, instances: int) -> None:
    exact = sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(instances, n + 1))
    assert achieved_power(n, p, instances=instances) == pytest.approx(exact, abs=1e-9)


@given(st.floats(0.05, 0.9), st.floats(0.5, 0.99), st.integers(1, 5))
def test_one_interview_fewer_would_not_do(p: float, power: float, instances: int) -> None:
    n = sample_size(p, power=power, instances=instances)
    assert achieved_power(n, p, instances=instances) >= power
    assert achieved_power(n - 1, p, instances=instances) < power


@pytest.mark.parametrize(("prevalence", "power"), [(0, 0.8), (1, 0.8), (10, 0.8), (0.1, 1), (0.1, 80)])
def test_a_share_outside_nought_to_one_is_refused_with_its_value(prevalence: float, power: float) -> None:
    with pytest.raises(BadOption, match=r"is not a value for --(prevalence|power)"):
        sample_size(prevalence, power=power)


def test_a_share_too_small_to_plan_for_is_refused() -> None:
    with pytest.raises(BadOption):
        galvin(1e-12)
