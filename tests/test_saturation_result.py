"""The result: the criterion asked for first, the document of the command line, tables for pandas."""

from __future__ import annotations

import json

from qualkit.saturation.criteria import Criterion
from qualkit.saturation.matrix import matrix
from qualkit.saturation.result import FILE_ORDER, Saturation, guest_cells, incidence, measured, per_interview, to_json


def small(criterion: Criterion = Criterion()) -> Saturation:  # noqa: B008
    counts = [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], [1, 0, 1, 0], [0, 0, 1, 0], [1, 0, 0, 0]]
    found = matrix([f"I{i}" for i in range(1, 7)], ["a", "b", "c", "d"], counts)
    return measured(found, criterion, order=FILE_ORDER)


def test_the_document_has_the_keys_that_programs_read() -> None:
    document = json.loads(json.dumps(to_json(small())))
    assert document["unit"] == "interview"
    assert (document["interviews"], document["codes"]) == (6, 3)
    assert document["names"] == ["I1", "I2", "I3", "I4", "I5", "I6"]
    assert document["new_codes"] == [2, 0, 0, 1, 0, 0]
    assert document["cumulative"] == [2, 2, 2, 3, 3, 3]
    assert document["never_applied"] == ["d"]
    assert document["prop_new"][2] is None
    first = document["criteria"]["guest"][0]
    assert {"base", "run", "threshold", "ratios", "met_at", "stop_after", "label", "later_breaches", "status"} <= set(
        first
    )
    assert (first["met_at"], first["stop_after"], first["label"], first["ratios"]) == (4, 6, "4+2", [0.0])


def test_the_criterion_asked_for_comes_first_and_once() -> None:
    own, known = small(Criterion(2, 1, 0.1)), small(Criterion(5, 2, 0.0))
    assert (own.chosen.criterion, len(own.guest)) == (Criterion(2, 1, 0.1), 13)
    assert (known.chosen.criterion, len(known.guest)) == (Criterion(5, 2, 0.0), 12)


def test_interviews_without_codes_in_the_run_are_known() -> None:
    assert small(Criterion(1, 2, 0.0)).uncoded_in_run == ("I3",)
    assert small().uncoded_in_run == ()


def test_tables_come_back_as_data_frames() -> None:
    result = small()
    assert per_interview(result)["new"].tolist() == [2, 0, 0, 1, 0, 0]
    assert per_interview(result)["new_names"].tolist() == ["a; b", "", "", "c", "", ""]
    assert guest_cells(result).loc[0, "label"] == "4+2"
    assert incidence(result).loc["I4"].to_dict() == {"a": 1, "b": 0, "c": 1}


def test_no_interviews_give_tables_with_columns_and_no_rows() -> None:
    empty = measured(matrix([], [], []), Criterion(), order=FILE_ORDER)
    assert per_interview(empty).empty
    assert "cumulative" in per_interview(empty)
    assert to_json(empty)["criteria"]["guest"][0]["status"] == "too few interviews for the base"
