"""The words that set groups apart."""

from __future__ import annotations

import numpy as np
import pytest

from qualkit.themes.words import class_weights, distinctive_words


def test_each_group_gets_its_own_words() -> None:
    small, large = ["shoe", "boot"], ["ward", "night_shift"]
    found = distinctive_words([small, large, large, large], [0, 1, 1, 1])
    assert set(found[0]) == {"shoe", "boot"}
    assert set(found[1]) == {"ward", "night shift"}


def test_a_word_that_is_part_of_a_heavier_phrase_is_not_said_twice() -> None:
    found = distinctive_words([["night_shift", "shift"], ["boot"]], [0, 1])
    assert found[0] == ("night shift",)


def test_letters_outside_english_survive() -> None:
    assert distinctive_words([["größe", "жизнь"], ["boot"]], [0, 1])[0] == ("größe", "жизнь")


def test_a_group_whose_passages_say_nothing_telling_has_no_words() -> None:
    found = distinctive_words([[], ["boot", "shoe"], []], [0, 1, 2])
    assert list(found) == [1]


def test_where_nothing_is_said_or_one_word_only_nothing_tells_groups_apart() -> None:
    assert distinctive_words([[], []], [0, 1]) == {}
    assert distinctive_words([["boot"], ["boot"]], [0, 1]) == {}


@pytest.mark.models
def test_the_weights_are_those_of_bertopic() -> None:
    from bertopic.vectorizers import ClassTfidfTransformer
    from scipy.sparse import csr_matrix

    counts = np.random.default_rng(0).poisson(2.0, size=(5, 40)).astype(float) + np.eye(5, 40)
    theirs = ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True).fit(csr_matrix(counts))
    assert np.allclose(class_weights(counts), theirs.transform(csr_matrix(counts)).toarray())
