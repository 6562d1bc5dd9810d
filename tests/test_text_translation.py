"""A machine's English beside what was said: found by time, and never without saying what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualkit.model import Translated, Utterance, Word
from qualkit.text.layout import PLAIN, as_plain, lines
from qualkit.text.parts import take_apart
from qualkit.text.translation import english_by_turn, english_of
from qualkit.text.turns import from_utterances

SAID = from_utterances(
    [
        Utterance("Ann", 0, 1000, "Wie war es?", (Word("Wie", 0, 300), Word("war", 300, 600), Word("es?", 600, 1000))),
        Utterance("Ben", 1200, 3000, "Lang. Zu lang.", (Word("Lang.", 1200, 1800), Word("Zu", 2000, 2500))),
    ]
)
WHOLE = replace(
    SAID,
    translation=(
        Translated(0, 1000, "How was it?"),
        Translated(1200, 1900, "Long."),
        Translated(2000, 3000, "Too long."),
    ),
)


def test_each_turn_has_the_english_that_begins_during_it() -> None:
    _, parts = take_apart(WHOLE)
    assert english_by_turn(parts, WHOLE.translation) == {0: "How was it?", 1: "Long. Too long."}


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("Wie war", "How was it?"),
        ("Lang.", "Long."),
        ("Zu lang", "Too long."),
        ("es?\n\nBen: Lang.", "How was it? Long."),
    ],
)
def test_a_passage_has_the_english_of_the_time_in_which_it_was_said(words: str, english: str) -> None:
    start = WHOLE.text.index(words)
    assert english_of(WHOLE, start, start + len(words)) == english


def test_a_passage_without_timed_words_takes_its_turns_time() -> None:
    whole = replace(WHOLE, words=())
    assert english_of(whole, whole.text.index("Wie"), whole.text.index("es?")) == "How was it?"
    assert english_of(whole, whole.text.index("Lang"), len(whole.text)) == "Long. Too long."


def test_without_a_translation_or_times_there_is_no_english() -> None:
    assert english_of(SAID, 0, len(SAID.text)) == ""
    assert english_of(replace(WHOLE, words=(), turns=()), 0, 5) == ""


def test_a_text_that_is_read_elsewhere_says_what_the_english_is() -> None:
    first = next(lines(WHOLE, PLAIN))
    assert as_plain(first) == "Ann: Wie war es?\n    [In English, by a machine, to help reading: How was it?]"
