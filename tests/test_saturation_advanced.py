"""The advanced part of the document: its keys, and null with a reason where nothing is defined."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from saturation_inputs import EMPTY, ONE, insects, of

from qualkit.saturation.advanced import advanced, cautions, to_json
from qualkit.saturation.criteria import Criterion

KEYS = ("chao2", "chao2_bc", "ichao2", "ice", "jackknife1", "jackknife2", "bootstrap", "coverage", "expected_new_codes")
REPETITION = ("its_slope_ratio", "unique_per_total")
CURVES = ("rarefaction", "rarefaction_sd", "extrapolation", "orders")


def document(matrix: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(to_json(advanced(matrix))))
    return found


def test_the_document_has_the_keys_of_the_contract(shared: Path) -> None:
    found = document(insects(shared))
    assert (found["q"]["1"], found["q"]["2"], found["q"]["3"], found["q"]["4"]) == (2, 7, 4, 3)
    assert set(found["chao2"]) == {"estimate", "se", "low", "high"}
    assert set(found["jackknife1"]) == set(found["bootstrap"]) == {"estimate", "se"}
    assert set(found["ichao2"]) == set(found["ice"]) == set(found["jackknife2"]) == {"estimate"}
    assert len(found["rarefaction"]) == len(found["rarefaction_sd"]) == 15
    assert [point["t"] for point in found["extrapolation"]] == list(range(16, 31))
    assert all(0 < found[key] < 1 for key in REPETITION)
    assert {"n", "seed", "median", "low", "high"} <= set(found["orders"])
    assert (found["orders"]["n"], found["orders"]["seed"], found["reasons"]) == (1000, 1, {})


@pytest.mark.parametrize("few", [EMPTY, ONE, of([[0], [0]])])
def test_what_is_not_defined_is_null_with_its_reason(few: Any) -> None:
    found = document(few)
    for key in (*KEYS, *CURVES):
        assert found[key] is None
        assert found["reasons"][key]


@pytest.mark.parametrize(("total", "undefined"), [(2, {"ichao2"}), (3, {"ichao2"}), (4, set())])
def test_two_and_three_interviews_give_what_they_can(total: int, undefined: set[str]) -> None:
    counts = np.ones((total, 3), dtype=bool)
    counts[0, 0] = counts[-1, 1] = False
    found = document(of(counts))
    assert set(found["reasons"]) - {"interviews_to_95"} == undefined
    assert any("Fewer than 5" in told for told in cautions(advanced(of(counts))))


def test_codes_that_are_all_unique_are_told_so() -> None:
    told = " ".join(cautions(advanced(of(np.eye(6)))))
    assert "No code recurs" in told
    assert "6 of 6 codes rest on one interview" in told
    assert document(of(np.eye(6)))["reasons"]["ice"] == "no code recurs"


def test_no_code_on_one_interview_is_not_called_complete() -> None:
    assert cautions(advanced(of(np.ones((6, 2))))) == (
        "No code rests on a single interview; that is not the same as complete.",
    )


def test_the_criterion_asked_for_is_tested_in_all_orders() -> None:
    found = advanced(of([[1, 1], [1, 0], [0, 1]]), Criterion(1, 1, 0.0))
    assert found.in_orders[Criterion(1, 1, 0.0)].tolist() == pytest.approx([1 / 3, 1, 1])
