"""Warnings of languages in which a model makes many mistakes."""

from __future__ import annotations

import pytest

from qualkit.transcribe.engines import LANGUAGES
from qualkit.transcribe.weak_languages import LARGE, weakness


def test_the_languages_are_those_that_whisper_knows() -> None:
    assert set(LARGE) <= set(LANGUAGES.split())


@pytest.mark.parametrize(("language", "model"), [("en", "base"), ("de", "base"), ("es", "tiny"), ("fr", "small")])
def test_a_language_that_a_model_hears_well_needs_no_warning(language: str, model: str) -> None:
    assert weakness(language, model) == ""


def test_a_small_model_is_weak_where_the_large_one_is_good() -> None:
    told = weakness("nl", "base")
    assert "about 7 words of 100" in told and "about 4 times" in told and "--model medium" in told
    assert weakness("nl", "large-v3") == ""


def test_no_model_is_strong_where_there_was_little_to_learn_from() -> None:
    assert "40 or more words" in weakness("yo", "large-v3")
    assert "A larger model" not in weakness("yo", "large-v3")
    assert "about 33 words" in weakness("fa", "turbo")


@pytest.mark.parametrize("model", ["tiny.en", "distil-large-v3", "/models/mine"])
def test_nothing_is_said_of_models_that_were_not_measured(model: str) -> None:
    assert weakness("yo", model) == ""
