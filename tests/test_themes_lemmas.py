"""The telling words of a passage."""

from __future__ import annotations

import pytest

from qualkit.themes.lemmas import readable, terms


@pytest.mark.models
def test_english_gives_dictionary_forms_and_phrases_without_fillers() -> None:
    (found,) = terms(["Um, like, you know, the long night shifts were exhausting, xxx."], "en")
    assert {"night_shift", "shift", "exhausting"} & set(found) >= {"night_shift", "shift"}
    assert not {"um", "like", "know", "the", "xxx", "shifts"} & set(found)
    assert readable("night_shift") == "night shift"


def test_another_language_gives_its_words_as_they_stand() -> None:
    (found,) = terms(["Die Nachtschichten sind anstrengend"], "de")
    assert found == ["nachtschichten", "anstrengend"]


@pytest.mark.parametrize("language", ["auto", "xx", "ja", "tlh"])
def test_a_language_that_nobody_knows_still_gives_words(language: str) -> None:
    assert "anstrengend" in terms(["Nachtschichten anstrengend"], language)[0]


@pytest.mark.models
def test_english_is_recognised_where_no_language_is_named() -> None:
    assert "shift" in terms(["I had not been to any of the shifts that they were on"], "auto")[0]


def test_passages_without_words_give_none_and_progress_is_told() -> None:
    told: list[int] = []
    assert terms(["", "..."], "de", lambda done, of: told.append(done)) == [[], []]
    assert told == [1, 2]
