"""Words, word forms and patterns looked for in a text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from time import monotonic, sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import BadAct
from qualkit.model import Transcript
from qualkit.text.search import Hit, find_forms, find_pattern, find_words, spoken_only, widened

TEXT = "Anna: I hate the 🙂 rain. Trains are late.\n\nBo: Rain? The\nrain is fine; e\u0301te\u0301, السلام عليكم."
SAID = Transcript(id="t", interview_id="i", revision=1, sha256="", text=TEXT)


def words(hits: list[Hit], text: str = TEXT) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits]


def test_words_are_found_whole_in_any_case_and_over_a_line_break() -> None:
    assert words(find_words(TEXT, "rain")) == ["rain", "Rain", "rain"]
    assert words(find_words(TEXT, "the  RAIN")) == ["The\nrain"]
    assert words(find_words(TEXT, "عليكم")) == ["عليكم"]
    assert words(find_words(TEXT, "🙂")) == ["🙂"]
    assert find_words(TEXT, "   ") == []


@given(st.text(min_size=1, max_size=8).filter(str.strip))
def test_signs_that_mean_something_in_patterns_are_letters_among_words(wanted: str) -> None:
    text = f"a {wanted} b"
    assert all(text[hit.start : hit.end].strip() for hit in find_words(text, wanted))


def test_a_pattern_finds_what_it_describes_and_nothing_empty() -> None:
    assert words(find_pattern(TEXT, r"trains?|fine")) == ["Trains", "fine"]
    assert find_pattern(TEXT, "x*") == []


def test_a_pattern_that_cannot_be_read_is_told() -> None:
    with pytest.raises(BadAct, match="cannot be read"):
        find_pattern(TEXT, "(rain")


def test_a_pattern_that_takes_too_long_is_stopped() -> None:
    began = monotonic()
    with pytest.raises(BadAct, match="too long"):
        find_pattern("a" * 5000 + "!", r"(?:(?:a|a)+)+$")
    assert monotonic() - began < 10


def test_others_go_on_while_a_hard_pattern_is_looked_for() -> None:
    ticks: list[float] = []
    with ThreadPoolExecutor(1) as other:
        hard = other.submit(find_pattern, "a" * 5000 + "!", r"(?:(?:a|a)+)+$")
        while not hard.done():
            ticks.append(monotonic())
            sleep(0.01)
    assert isinstance(hard.exception(), BadAct)
    assert max(later - tick for tick, later in pairwise(ticks)) < 1.0


def test_any_form_of_a_word_is_found() -> None:
    forms = {"late": ["late", "later"], "train": ["train", "trains"]}
    assert words(find_forms(TEXT, "train", forms)) == ["Trains"]
    assert words(find_forms(TEXT, "fine", forms)) == ["fine"]


def test_speakers_labels_are_not_searched() -> None:
    assert spoken_only(SAID, find_words(TEXT, "Anna")) == []
    assert len(spoken_only(SAID, find_words(TEXT, "rain"))) == 3


@pytest.mark.parametrize(
    ("unit", "shown"),
    [("words", "late"), ("sentence", "Trains are late."), ("turn", "I hate the 🙂 rain. Trains are late.")],
)
def test_what_was_found_is_widened_to_its_sentence_or_turn(unit: str, shown: str) -> None:
    [hit] = find_words(TEXT, "late")
    assert words([widened(SAID, hit, unit)]) == [shown]
