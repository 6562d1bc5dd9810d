"""Accumulation models: fitted, bounded by what was found, and as far apart as they are."""

from __future__ import annotations

import numpy as np
import pytest

from qualkit.saturation.accumulation import SHAPES, lowe

INSECTS = [5, 9, 12, 13, 14, 15, 15, 16, 16, 16, 17, 17, 18, 18, 18]


def test_the_three_models_disagree_on_the_same_data_and_none_goes_above_a_hundred() -> None:
    fits = lowe(INSECTS)
    assert [round(fits[name].asymptote, 1) for name in ("IS", "IW", "SW")] == [18.0, 21.1, 55.0]
    assert [round(fits[name].percent) for name in ("IS", "IW", "SW")] == [100, 86, 33]


@pytest.mark.parametrize("name", ["IS", "IW", "SW"])
def test_a_curve_made_by_a_model_is_found_again(name: str) -> None:
    curve = 40 * SHAPES[name](0.3, np.arange(1, 21, dtype=float))
    assert lowe(curve.tolist())[name].asymptote == pytest.approx(40, abs=0.01)  # type: ignore[arg-type]


def test_without_codes_or_with_one_interview_there_is_nothing_to_fit() -> None:
    assert lowe([]) == lowe([5]) == lowe([0, 0]) == {}
