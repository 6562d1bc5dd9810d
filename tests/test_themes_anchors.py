"""Codes and passages beside a framework."""

from __future__ import annotations

import pytest
from themes_inputs import material

from qualkit.themes.anchors import Dimension, Fit, Mapped, map_onto
from qualkit.themes.proposal import Material

BOND = Dimension("bond", "family and children at weekends")
TASKS = Dimension("tasks", "ringing the doctor on call at night")


@pytest.mark.models
def test_codes_and_passages_are_mapped_with_scores_and_some_fit_none() -> None:
    given = material()
    found = map_onto(given, [BOND, TASKS], model="tf-idf")
    nearest = {one.id: one.nearest for one in found.codes}
    assert nearest["c09"] == "bond" and nearest["c02"] == "tasks"
    assert None in nearest.values()
    assert len(found.segments) == 24
    assert all({fit.dimension for fit in one.fits} == {"bond", "tasks"} for one in (*found.codes, *found.segments))


def test_a_code_fits_none_where_most_codes_are_liker() -> None:
    assert Mapped("c", (Fit("bond", 0.4, 0.5), Fit("tasks", 0.1, 0.2))).nearest is None
    assert Mapped("c", (Fit("bond", 0.4, 0.5), Fit("tasks", 0.1, 0.9))).nearest == "tasks"
    assert Mapped("c", (Fit("bond", -0.1, 0.9),)).nearest is None


@pytest.mark.models
@pytest.mark.parametrize("count", [0, 1, 12])
def test_no_dimension_or_no_code_is_no_error(count: int) -> None:
    assert all(one.fits == () for one in map_onto(material(count), [], model="tf-idf").codes)
    assert len(map_onto(material(count), [BOND], model="tf-idf").codes) == count
    assert map_onto(Material(()), [BOND], model="tf-idf").segments == ()
