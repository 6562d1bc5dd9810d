"""New codes per interview and the running total."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis.extra.numpy import array_shapes, arrays

from qualkit.saturation.curve import (
    codes_per_interview,
    cumulative,
    first_interview,
    last_new,
    new_code_names,
    new_codes,
    percent,
    prop_new,
    repeats,
    steps,
)
from qualkit.saturation.matrix import matrix

SMALL = matrix(["I1", "I2", "I3", "I4"], ["b", "a", "c"], [[1, 0, 0], [1, 1, 0], [0, 0, 0], [0, 1, 1]])
EMPTY = matrix([], [], [])


def test_the_insect_study_counts_codes_that_its_own_package_loses(shared: Path) -> None:
    case = json.loads((shared / "saturation-cases" / "novelqualcodes_insects.json").read_text(encoding="utf-8"))
    insects = matrix(case["interviews"], case["codes"], case["counts"])
    assert codes_per_interview(insects).tolist() == case["expected"]["n_codes"]
    assert new_codes(insects).tolist() == case["expected"]["n_novel"]
    assert repeats(insects).tolist() == case["expected"]["n_duplicate"]
    assert cumulative(insects).tolist() == case["expected"]["cumsum_novel"]


def test_each_new_code_is_named_where_it_first_appears() -> None:
    assert new_code_names(SMALL) == (("b",), ("a",), (), ("c",))
    assert first_interview(SMALL).tolist() == [1, 2, 4]


def test_the_share_of_new_codes_is_undefined_in_an_interview_without_codes() -> None:
    assert prop_new(SMALL) == (1.0, 0.5, None, 0.5)


def test_percent_ends_at_a_hundred_and_is_undefined_without_codes() -> None:
    assert percent(SMALL)[-1] == 100
    assert percent(matrix(["I1"], [], [[]])) == (None,)


def test_the_last_interview_with_a_new_code_is_told() -> None:
    assert last_new(SMALL) == 4
    assert last_new(matrix(["I1"], ["a"], [[0]])) is None


def test_no_interviews_give_empty_tables() -> None:
    assert steps(EMPTY) == ()
    assert cumulative(EMPTY).tolist() == []


def test_one_interview_brings_all_its_codes() -> None:
    (step,) = steps(matrix(["I1"], ["a", "b"], [[1, 1]]))
    assert (step.new, step.repeat, step.cumulative, step.prop_new, step.percent) == (2, 0, 2, 1.0, 100.0)


@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=8)))
def test_the_running_total_only_grows_and_ends_at_the_number_of_codes(counts: np.ndarray) -> None:
    found = matrix([f"I{i}" for i in range(counts.shape[0])], [f"c{c}" for c in range(counts.shape[1])], counts)
    total = cumulative(found)
    assert (np.diff(total) >= 0).all()
    assert total[-1] == len(found.codes)
    assert (repeats(found) >= 0).all()
    assert (new_codes(found) + repeats(found) == counts.sum(axis=1)).all()
