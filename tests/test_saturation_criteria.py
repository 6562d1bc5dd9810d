"""The criterion of Guest, Namey & Chen: its runs, its status and what came after it."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import BadCriterion
from qualkit.saturation.criteria import Criterion, guest, guest_table, parse_criterion
from qualkit.saturation.curve import new_codes
from qualkit.saturation.matrix import matrix


def case_of(shared: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "saturation-cases" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def test_the_worked_example_of_the_paper_is_6_plus_2(shared: Path) -> None:
    case = case_of(shared, "guest2020_worked_example")
    found = guest(case["equivalent_new_per_interview"], base=4, run=2, threshold=case["input"]["threshold"])
    expected = case["expected"]
    assert found.new_per_run == tuple(run["new"] for run in expected["runs"])
    assert [round(100 * ratio) for ratio in found.ratios] == [run["percent"] for run in expected["runs"]]
    assert (found.label, found.met_at, found.stop_after) == ("6+2", 6, expected["stop_after_interview"])
    assert (found.status, found.later_breaches) == ("reached", ())


def test_the_edge_cases_of_the_worked_example_have_their_status(shared: Path) -> None:
    for case in case_of(shared, "guest2020_worked_example")["edge_cases"]:
        found = guest(case["new"], base=case["base"], run=case["run"], threshold=case.get("threshold", 0.05))
        assert found.status == case.get("status", "reached")
        assert found.met_at == case.get("saturated_at")


def test_the_insect_study_meets_and_misses_the_twelve_criteria(shared: Path) -> None:
    case = case_of(shared, "novelqualcodes_insects")
    new = new_codes(matrix(case["interviews"], case["codes"], case["counts"])).tolist()
    for cell in guest_table(new):
        expected = case["computed_by_us"]["guest2020"][f"base{cell.base}_run{cell.run}_thr{cell.threshold:g}"]
        assert (cell.met_at, cell.stop_after) == (expected["saturated_at"], expected["last_interview"])
        assert (cell.base_codes, cell.status) == (expected["base_codes"], expected["status"])


def test_new_codes_after_the_criterion_are_reported_as_breaches() -> None:
    found = guest([5, 4, 3, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0])
    assert (found.label, found.later_breaches) == ("8+2", (11, 12, 13, 14))


def test_ratios_are_compared_unrounded() -> None:
    assert guest([37, 0, 0, 0, 2, 0]).status == "not reached"  # 5.4 %, which prints as 5


def test_a_base_without_codes_has_no_ratio_even_where_no_run_fits() -> None:
    found = guest([0, 0, 0, 0])
    assert (found.status, found.ratios) == ("no codes in the base; ratio undefined", ())


def test_no_interviews_are_too_few_for_the_base() -> None:
    assert guest([]).status == "too few interviews for the base"


def test_the_table_holds_every_combination_of_the_paper() -> None:
    cells = [cell.criterion for cell in guest_table([1] * 9)]
    assert len(set(cells)) == 12
    assert cells[0] == Criterion(4, 2, 0.05)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Criterion()),
        ("base=6,run=3,threshold=0", Criterion(6, 3, 0.0)),
        (" run = 3 ", Criterion(4, 3, 0.05)),
        ("threshold=5%", Criterion()),
    ],
)
def test_a_criterion_is_read_from_words(text: str, expected: Criterion) -> None:
    assert parse_criterion(text) == expected


@pytest.mark.parametrize("text", ["base=0", "run=-1", "threshold=1", "threshold=nan", "base=four", "basis=4", "4,2"])
def test_a_criterion_that_makes_no_sense_is_refused_with_its_value(text: str) -> None:
    with pytest.raises(BadCriterion, match=r"“.+”") as raised:
        parse_criterion(text)
    assert "base=4" in raised.value.hint


counts = st.lists(st.integers(0, 9), max_size=14)


@given(counts, st.integers(1, 6), st.integers(1, 3), st.sampled_from(["0", "1/20", "1/5"]))
def test_the_criterion_agrees_with_exact_fractions(new: list[int], base: int, run: int, threshold: str) -> None:
    found = guest(new, base=base, run=run, threshold=float(Fraction(threshold)))
    first = sum(new[:base])
    ends = range(base + run, len(new) + 1) if first else range(0)
    few = [end for end in ends if Fraction(sum(new[end - run : end]), first) <= Fraction(threshold)]
    assert found.stop_after == (few[0] if few else None)
    assert (found.status == "reached") == bool(few)
    assert found.later_breaches == tuple(end for end in ends if few and end > few[0] and end not in few)
