"""What the researcher has decided."""

from __future__ import annotations

import numpy as np

from qualkit.themes.learning import Known, KnownTheme, tied

RINGING = KnownTheme("t1", "Ringing", "Ringing", frozenset({"a", "b"}))
SLEEP = KnownTheme("t2", "Sleep", "Sleep", frozenset({"b", "c"}))
EMPTY = KnownTheme("t3", "Family", "Family")


def test_a_code_in_two_themes_ties_nothing_yet_has_its_place() -> None:
    known = Known((EMPTY, RINGING, SLEEP))
    assert known.theme_of(["a", "b", "c", "d"]).tolist() == [0, -1, 1, -1]
    assert known.placed(["a", "b", "c", "d"]) == [True, True, True, False]
    assert known.with_codes == (RINGING, SLEEP), "of a theme without codes the text alone is known"


def test_codes_of_one_theme_touch_and_those_of_two_are_farther_than_any_others_could_be() -> None:
    apart = np.full((4, 4), 1.5) - 1.5 * np.eye(4)
    found = tied(apart, np.array([0, 0, 1, -1]))
    assert found[0, 1] == 0 and found[0, 2] > 2 * 16 and found[0, 3] == 1.5
    assert np.array_equal(tied(apart, np.full(4, -1)), apart)
