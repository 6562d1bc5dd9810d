"""BERTopic in manual mode."""

from __future__ import annotations

import numpy as np
import pytest

from qualkit.themes.words import distinctive_words

pytestmark = pytest.mark.models


def test_each_group_gets_its_own_words_although_bertopic_numbers_groups_by_size() -> None:
    small, large = ["shoe", "boot"], ["ward", "night_shift"]
    found = distinctive_words([small, large, large, large], np.eye(4), [0, 1, 1, 1])
    assert set(found[0]) == {"shoe", "boot"}
    assert set(found[1]) == {"ward", "night shift"}


def test_a_word_that_is_part_of_a_heavier_phrase_is_not_said_twice() -> None:
    found = distinctive_words([["night_shift", "shift"], ["boot"]], np.eye(2), [0, 1])
    assert found[0] == ("night shift",)


def test_letters_outside_english_survive() -> None:
    assert distinctive_words([["größe", "жизнь"], ["boot"]], np.eye(2), [0, 1])[0] == ("größe", "жизнь")


def test_a_group_whose_passages_say_nothing_telling_has_no_words() -> None:
    found = distinctive_words([[], ["boot", "shoe"], []], np.eye(3), [0, 1, 2])
    assert list(found) == [1]


def test_where_nothing_is_said_or_one_word_only_nothing_tells_groups_apart() -> None:
    assert distinctive_words([[], []], np.eye(2), [0, 1]) == {}
    assert distinctive_words([["boot"], ["boot"]], np.eye(2), [0, 1]) == {}
