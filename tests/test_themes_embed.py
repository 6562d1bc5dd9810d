"""Sentences to vectors, with the real model and without any."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qualkit.errors import NoWeights
from qualkit.themes import embed as home
from qualkit.themes.embed import DEFAULT_MODEL, embed


def test_without_a_model_the_result_says_that_it_is_weaker() -> None:
    found = embed(["heavy rain", "heavy rain again"], model="tf-idf")
    assert found.model == "TF-IDF + LSA" and "weaker" in found.note
    assert found.vectors.shape[0] == 2


def test_where_the_weights_are_not_installed_the_words_alone_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "BUNDLE", "a_package_that_is_not_here")
    assert embed(["a b", "b c"]).model == "TF-IDF + LSA"


@pytest.mark.models
def test_a_model_that_is_not_here_is_named_and_not_looked_for_elsewhere() -> None:
    with pytest.raises(NoWeights, match="no-such/model"):
        embed(["a"], model="no-such/model")


@pytest.mark.models
def test_the_model_hears_meaning_where_no_word_is_shared(tmp_path: Path) -> None:
    texts = ["The doctor was angry.", "A physician shouted.", "We grow tomatoes in the garden."]
    told: list[tuple[int, int]] = []
    found = embed(texts, cache=tmp_path, tick=lambda done, of: told.append((done, of)))
    angry, shouted, tomatoes = found.vectors
    assert (found.model, found.note) == (DEFAULT_MODEL, "")
    assert angry @ shouted > 2 * angry @ tomatoes
    assert told == [(3, 3)]
    alone = embed(texts[:1]).vectors[0]
    assert np.allclose(alone, angry, atol=2e-5), "the size of the batch does not matter"
    assert np.array_equal(embed(texts, cache=tmp_path).vectors, found.vectors)
