"""The incidence matrix: checked names, rows that keep their place, and the same coding under another codebook."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from qualkit.errors import BadMatrix
from qualkit.saturation.curve import cumulative, new_codes
from qualkit.saturation.matrix import Matrix, matrix, matrix_of_pairs, recoded

tables = arrays(bool, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=8))


def of(counts: np.ndarray) -> Matrix:
    rows, columns = counts.shape
    return matrix([f"I{i}" for i in range(rows)], [f"c{c}" for c in range(columns)], counts)


def test_counts_above_one_mean_present() -> None:
    found = matrix(["I1", "I2"], ["a", "b"], [[3, 0], [0, 1]])
    assert found.present.tolist() == [[True, False], [False, True]]


def test_a_code_never_applied_stands_apart_and_is_no_part_of_s() -> None:
    found = matrix(["I1"], ["a", "a priori"], [[1, 0]])
    assert (found.codes, found.never_applied) == (("a",), ("a priori",))


def test_two_interviews_of_one_name_are_refused_with_their_places() -> None:
    with pytest.raises(BadMatrix, match=r"“I1” is there twice, as interview 1 and as interview 3"):
        matrix(["I1", "I2", "I1"], ["a"], [[1], [1], [1]])


def test_two_codes_of_one_name_are_refused() -> None:
    with pytest.raises(BadMatrix, match="code name “a” is there twice"):
        matrix(["I1"], ["a", "a"], [[1, 1]])


def test_counts_that_do_not_fit_the_names_are_refused() -> None:
    with pytest.raises(BadMatrix, match="2 interviews and 3 codes"):
        matrix(["I1", "I2"], ["a", "b", "c"], [[1, 1], [1, 1], [1, 1]])


def test_no_interviews_or_no_codes_is_a_matrix_too() -> None:
    assert matrix([], ["a"], []).never_applied == ("a",)
    assert matrix(["I1", "I2"], [], [[], []]).present.shape == (2, 0)


def test_the_matrix_cannot_be_changed_by_those_who_hold_it() -> None:
    with pytest.raises(ValueError, match="read-only"):
        matrix(["I1"], ["a"], [[1]]).present[0, 0] = False


def test_the_same_coding_looks_different_under_a_merged_codebook(shared: Path) -> None:
    case = json.loads((shared / "saturation-cases" / "codebook_history.json").read_text(encoding="utf-8"))
    interviews = [f"I{i}" for i, _ in enumerate(case["coding"], start=1)]
    codes = list(dict.fromkeys(code for coded in case["coding"] for code in coded))
    pairs = [(name, code) for name, coded in zip(interviews, case["coding"], strict=True) for code in coded]
    by_version: dict[int, dict[str, str | None]] = {1: {}, 2: {}, 3: {}}
    for op in case["ops"]:
        old = op.get("old", op.get("code"))
        for version in range(op["version"], 4):
            by_version[version] |= dict.fromkeys(old if isinstance(old, list) else [old], op.get("new"))
    as_coded = matrix_of_pairs(interviews, codes, pairs)
    assert new_codes(as_coded).tolist() == case["expected"]["as_coded"]["new"]
    assert cumulative(as_coded).tolist() == case["expected"]["as_coded"]["cumulative"]
    for expected in case["expected"]["per_version"]:
        assert new_codes(recoded(as_coded, by_version[expected["version"]])).tolist() == expected["new"]
    current = recoded(as_coded, by_version[3])
    assert sorted(current.codes) == sorted(case["expected"]["current_codebook"]["codes"])
    assert cumulative(current).tolist() == case["expected"]["current_codebook"]["cumulative"]


def test_a_retired_code_leaves_and_its_interview_stays() -> None:
    found = recoded(matrix(["I1", "I2"], ["a", "b"], [[1, 0], [0, 1]]), {"b": None})
    assert (found.interviews, found.codes) == (("I1", "I2"), ("a",))
    assert found.present.tolist() == [[True], [False]]


@given(tables, st.data())
def test_the_number_of_codes_does_not_depend_on_the_order(counts: np.ndarray, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(counts.shape[0])))
    assert len(of(counts).codes) == len(of(counts[order]).codes)


@given(tables, st.data())
def test_an_interview_without_codes_changes_no_other(counts: np.ndarray, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, counts.shape[0]))
    wider = of(np.insert(counts, place, False, axis=0))
    assert wider.codes == of(counts).codes
    assert np.delete(new_codes(wider), place).tolist() == new_codes(of(counts)).tolist()
    assert new_codes(wider)[place] == 0


@given(tables, st.data())
def test_merging_codes_never_raises_the_running_total_or_what_comes_after_any_interview(
    counts: np.ndarray, data: st.DataObject
) -> None:
    before = of(counts)
    into = data.draw(st.dictionaries(st.sampled_from([f"c{c}" for c in range(counts.shape[1])]), st.just("merged")))
    after = recoded(before, into)
    assert (cumulative(after) <= cumulative(before)).all()
    later_before = cumulative(before)[-1] - cumulative(before)
    later_after = cumulative(after)[-1] - cumulative(after)
    assert (later_after <= later_before).all()
