"""The telling words of a passage."""

from __future__ import annotations

from pathlib import Path

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
    assert terms(["", "..."], "de", tick=lambda done, of: told.append(done)) == [[], []]
    assert told == [1, 2]


def test_terms_are_kept_and_only_new_texts_are_read(tmp_path: Path) -> None:
    told: list[int] = []
    first = terms(["Nacht", "Woche"], "de", cache=tmp_path)
    assert terms(["Woche", "Nacht"], "de", cache=tmp_path, tick=lambda done, of: told.append(done)) == first[::-1]
    assert terms(["Woche", "Abend"], "de", cache=tmp_path, tick=lambda done, of: told.append(of)) == [
        ["woche"],
        ["abend"],
    ]
    assert told == [1]


def test_a_language_cannot_lead_out_of_the_folder_and_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    terms(["Nacht"], "de/../../x", cache=tmp_path / "study")
    (kept,) = (tmp_path / "study" / ".cache").iterdir()
    kept.write_text('{"x": 1}')
    assert terms(["Nacht"], "de/../../x", cache=tmp_path / "study") == [["nacht"]]
