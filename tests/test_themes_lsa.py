"""Vectors without a language model."""

from __future__ import annotations

import numpy as np
import pytest

from qualkit.themes.lsa import lsa_vectors


def test_texts_that_share_words_are_more_alike() -> None:
    rain, more_rain, bus, more_bus = lsa_vectors(
        ["heavy rain today", "heavy rain again", "the late bus", "the late bus came"]
    )
    assert rain @ more_rain > 0.5 > abs(rain @ bus)
    assert bus @ more_bus > 0.5


@pytest.mark.parametrize("texts", [[], [""], ["?", "!"], ["one"], ["same", "same"], ["я", "у"]])
def test_texts_with_little_or_nothing_in_them_have_vectors_too(texts: list[str]) -> None:
    vectors = lsa_vectors(texts)
    assert vectors.shape[0] == len(texts) and np.isfinite(vectors).all()


def test_the_same_texts_have_the_same_vectors() -> None:
    texts = [f"word{at} word{at % 7} word{at % 3}" for at in range(150)]
    assert np.array_equal(lsa_vectors(texts), lsa_vectors(texts))
