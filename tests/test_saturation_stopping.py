"""Francis, batches and quarters."""

from __future__ import annotations

from pathlib import Path

import pytest
from saturation_inputs import case_of, insects

from qualkit.saturation.curve import new_codes
from qualkit.saturation.stopping import batches, francis, francis_by_category, quarters, trailing_zero


def test_the_insects_do_not_meet_ten_plus_three(shared: Path) -> None:
    expected = case_of(shared, "novelqualcodes_insects")["computed_by_us"]
    new = new_codes(insects(shared)).tolist()
    for initial, key in ((10, "francis_10_3"), (6, "francis_initial6_3")):
        found = francis(new, initial=initial)
        for name, value in expected[key].items():
            assert getattr(found, name) == value


def test_eleven_interviews_cannot_be_tested_and_that_is_not_the_same_as_not_met() -> None:
    found = francis([9, 5, 3, 2, 2, 1, 1, 0, 0, 0, 0])
    assert (found.met, found.trailing_zero) == (None, 4)
    assert found.status == "not testable: it needs 13 interviews and there are 11"


def test_a_criterion_met_says_when_and_what_came_after() -> None:
    found = francis([5, 2, 0, 0, 0, 1, 0], initial=2, stopping=3)
    assert (found.met, found.tested_at, found.saturated_at, found.new_after) == (True, 5, 2, (6,))


def test_interviews_without_any_code_meet_nothing() -> None:
    found = francis([0] * 13)
    assert (found.met, found.tested_at, found.saturated_at, found.status) == (None, None, None, "no code was applied")


def test_a_run_starts_no_earlier_than_the_first_analysis() -> None:
    assert francis([4, 0, 0, 0, 1, 0, 0, 0], initial=4, stopping=3).tested_at == 8


def test_batches_of_six_print_their_denominator(shared: Path) -> None:
    case = case_of(shared, "guest2006_batches")["expected"]
    new = [case["after_6"], 0, 0, 0, 0, 0, case["after_12"] - case["after_6"], *[0] * 5]
    later = [*new, case["total"] - case["after_12"], *[0] * 17]
    first, second, *_ = batches(later)
    assert (first.cumulative, second.cumulative, first.of) == (80, 100, 114)
    assert (round(first.percent or 0), round(second.percent or 0)) == (
        case["pct_first6_of_114"],
        case["pct_first12_of_all_114"],
    )
    ghana = batches([*new, 9, *[0] * 17])
    assert (round(ghana[1].percent or 0), ghana[1].of) == (case["pct_first12_of_ghana_109"], 109)


def test_the_last_batch_may_be_short_and_says_so() -> None:
    found = batches([1] * 8)
    assert [(batch.first, batch.last, batch.interviews) for batch in found] == [(1, 6, 6), (7, 8, 2)]
    assert batches([]) == ()


def test_quarters_are_whole_interviews_and_undefined_without_codes() -> None:
    assert [(part.interviews, part.percent) for part in quarters([4, 3, 2, 1])] == [
        (1, 40),
        (2, 70),
        (3, 90),
        (4, 100),
    ]
    assert [part.interviews for part in quarters([1] * 10)] == [3, 5, 8, 10]
    assert quarters([0, 0])[0].percent is None


@pytest.mark.parametrize(("new", "expected"), [([], 0), ([0, 0], 2), ([1, 0], 1), ([1], 0)])
def test_interviews_at_the_end_that_brought_nothing(new: list[int], expected: int) -> None:
    assert trailing_zero(new) == expected


def test_each_category_is_tested_by_its_own_codes() -> None:
    new_names = [["rain", "calm"], *[[]] * 9, ["ice"], *[[]] * 3]
    found = francis_by_category(new_names, {"rain": "weather", "ice": "weather", "calm": "mood"})
    assert {name: (one.met, one.tested_at) for name, one in found.items()} == {
        "weather": (True, 14),
        "mood": (True, 13),
    }
    assert francis_by_category(new_names[:12], {"calm": "mood"})["mood"].met is None
