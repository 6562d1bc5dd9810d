"""Where in the interviews passages stand."""

from __future__ import annotations

from dataclasses import replace

from themes_inputs import quote

from qualkit.themes.company import stretches
from qualkit.themes.geometry import FARTHEST
from qualkit.themes.proposal import STRETCH, CodedQuote


def said(who: str, stretch: int) -> CodedQuote:
    return replace(quote(stretch, "night", who), start=stretch * STRETCH, end=stretch * STRETCH + 10)


def test_near_passages_keep_their_distance_and_far_ones_are_just_far_enough() -> None:
    (one, other) = stretches([[said("Ada", 0), said("Ada", 2)], [said("Ada", 900), said("Bo", 0)]])
    assert other[0] - one[1] == other[1] - other[0] == 2 * FARTHEST
    assert one[1] - one[0] == 2


def test_a_passage_stands_where_its_middle_is() -> None:
    long = replace(quote(1, "night"), start=0, end=4 * STRETCH)
    assert long.stretch == 2


def test_codes_without_passages_stand_nowhere() -> None:
    assert [len(one) for one in stretches([[], []])] == [0, 0]
