"""Codes by participants, attributes and interviews."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound
from qualkit.interviews import describe_case, edit_interview
from qualkit.model import Attribute, Case, Interview
from qualkit.retrieval.actions import attribute_names, crosstab, crosstab_table
from qualkit.retrieval.crosstab import by_attribute, by_case
from qualkit.study import Study

ANN, BO, CY = Case(id="a", name="Ann"), Case(id="b", name="Bo"), Case(id="c", name="Cy")
SITTINGS = [
    Interview(id="1", name="P1", position=1, case_ids=("a",)),
    Interview(id="2", name="P2", position=2, case_ids=("b", "c")),
    Interview(id="3", name="P3", position=3),
]


def fact(case: Case, name: str, value: str) -> Attribute:
    return Attribute(id=f"{case.id}{name}", case_id=case.id, name=name, value=value)


def test_a_joint_interview_counts_for_each_who_took_part() -> None:
    groups = by_case(SITTINGS, [ANN, BO, CY])
    assert [(one.label, one.interview_ids) for one in groups] == [
        ("Ann", ("1",)),
        ("Bo", ("2",)),
        ("Cy", ("2",)),
        ("no participant", ("3",)),
    ]


def test_numbers_come_by_size_and_who_said_nothing_comes_last() -> None:
    facts = [fact(ANN, "years", "10"), fact(BO, "years", "9")]
    groups = by_attribute(SITTINGS, [ANN, BO, CY], facts, "years")
    assert [(one.label, one.interview_ids, one.people) for one in groups] == [
        ("9", ("2",), 1),
        ("10", ("1",), 1),
        ("not stated", ("2", "3"), 1),
    ]


def test_references_and_interviews_are_counted_apart(study: Study) -> None:
    edit_interview(study, "P1", cases=("Ann",))
    edit_interview(study, "P2", cases=("Ann",))
    table = crosstab(study)
    calm = [entry.path for entry in table.codes].index("calm")
    assert (table.references[calm].tolist(), table.interviews[calm].tolist()) == ([2], [2])


def test_the_table_has_a_row_for_every_code_and_a_sum(study: Study) -> None:
    rows = crosstab_table(crosstab(study, "interview")).to_dict("records")
    assert rows == [
        {"code": "calm", "P1": 1, "P2": 1, "all": 2},
        {"code": "rain", "P1": 1, "P2": 0, "all": 1},
        {"code": "rain > shoes", "P1": 0, "P2": 0, "all": 0},
    ]


def test_an_attribute_that_nobody_has_is_told_with_those_there_are(study: Study) -> None:
    edit_interview(study, "P1", cases=("Ann",))
    describe_case(study, "Ann", {"age": "44"})
    assert attribute_names(study) == ["age"]
    with pytest.raises(NotFound, match="hight"):
        crosstab(study, "hight")
