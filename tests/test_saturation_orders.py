"""All orders of a few interviews, many orders of many, and the criteria in each of them."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from saturation_inputs import EMPTY, case_of, insects, of, of_digits

from qualkit.saturation.criteria import Criterion, guest
from qualkit.saturation.curve import cumulative, new_codes
from qualkit.saturation.frequencies import frequencies
from qualkit.saturation.orders import francis_in_orders, guest_in_orders, orders
from qualkit.saturation.rarefaction import rarefied
from qualkit.saturation.stopping import francis


def test_every_order_of_eight_interviews_is_taken(shared: Path) -> None:
    for name in ("toy", "dune8"):
        case = case_of(shared, "permutation_exhaustive")[name]
        found = orders(of_digits(case["matrix"]))
        assert (found.curves.shape[0], found.seed) == (case["orders"], None)
        assert found.curves.mean(axis=0) == pytest.approx(case["mean"])
        assert found.curves.std(axis=0) == pytest.approx(case["sd_population"])
        for per_thousand, key in ((25, "2.5"), (500, "50"), (975, "97.5")):
            assert found.quantile(per_thousand).tolist() == case["q"][key]


def test_more_interviews_are_drawn_and_the_same_seed_draws_the_same(shared: Path) -> None:
    found = insects(shared)
    first, again, other = orders(found), orders(found), orders(found, seed=2)
    assert (first.curves == again.curves).all()
    assert (first.curves != other.curves).any()
    expected = rarefied(frequencies(found), np.arange(1, 16))
    assert first.curves.mean(axis=0) == pytest.approx(expected, abs=0.3)
    assert (first.curves[:, -1] == 18).all()


def test_the_order_of_collection_is_one_of_them() -> None:
    found = of_digits(["110", "011", "001"])
    assert cumulative(found).tolist() in orders(found).curves.tolist()


@pytest.mark.parametrize("criterion", [Criterion(2, 1, 0.5), Criterion(2, 2, 0.0), Criterion(4, 2, 0.05)])
def test_shares_of_orders_are_those_of_testing_each_order(criterion: Criterion) -> None:
    counts = np.random.default_rng(3).random((5, 6)) < 0.5
    every = [counts[list(order)] for order in permutations(range(5))]
    met = [guest(new_codes(of(one)).tolist(), **criterion._asdict()).met_at for one in every]
    expected = [np.mean([m is not None and m <= k for m in met]) for k in range(1, 6)]
    assert guest_in_orders(orders(of(counts)), criterion) == pytest.approx(expected)


def test_shares_for_francis_are_those_of_testing_each_order() -> None:
    counts = np.random.default_rng(4).random((6, 5)) < 0.5
    every = [counts[list(order)] for order in permutations(range(6))]
    met = [francis(new_codes(of(one)).tolist(), initial=2, stopping=2).saturated_at for one in every]
    expected = [np.mean([m is not None and m <= k for m in met]) for k in range(1, 7)]
    assert francis_in_orders(orders(of(counts)), initial=2, stopping=2) == pytest.approx(expected)


def test_a_criterion_that_cannot_be_tested_is_met_in_no_order() -> None:
    assert guest_in_orders(orders(of(np.eye(3))), Criterion()).tolist() == [0, 0, 0]
    assert francis_in_orders(orders(of(np.eye(3)))).tolist() == [0, 0, 0]


def test_no_interviews_have_one_order_of_length_nought() -> None:
    assert orders(EMPTY).curves.shape == (1, 0)
