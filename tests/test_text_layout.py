"""Transcripts laid out: clean or verbatim, with pauses, what a person decided before what the rules say."""

from __future__ import annotations

from qualkit.model import StyleChoice, TimedWord, TranscriptText, Turn
from qualkit.text.layout import Layout, lines

TEXT = "Ann: Um, I went, uh, home."
WORDS = (
    TimedWord(5, 7, 0, 300),
    TimedWord(9, 10, 2400, 2500),
    TimedWord(11, 15, 2500, 2600),
    TimedWord(17, 19, 9000, 9100),
    TimedWord(21, 25, 9200, 9400),
)
WHOLE = TranscriptText(TEXT, (Turn(0, 5, len(TEXT), "Ann", 0),), WORDS)


def read(layout: Layout, *choices: StyleChoice) -> str:
    whole = TranscriptText(WHOLE.text, WHOLE.turns, WHOLE.words, "", choices)
    (line,) = lines(whole, layout)
    assert (line.speaker, line.start_ms, line.end_ms) == ("Ann", 0, 9400)
    return line.text


def test_the_plain_layout_is_what_was_said() -> None:
    assert read(Layout()) == "Um, I went, uh, home."


def test_clean_leaves_out_what_the_rules_say_but_not_what_a_person_put_back() -> None:
    assert read(Layout(clean=True)) == "I went home."
    assert read(Layout(clean=True), StyleChoice(5, 7, True)) == "Um, I went home."
    assert read(Layout(clean=True), StyleChoice(11, 16, False)) == "I uh, home."


def test_pauses_from_that_length_on_stand_before_the_word_and_survive_the_clean_style() -> None:
    assert read(Layout(pauses_ms=2000)) == "Um, (2 s) I went, (6 s) uh, home."
    assert read(Layout(pauses_ms=2000, clean=True)) == "(2 s) I went (6 s) home."
    assert read(Layout(pauses_ms=7000)) == "Um, I went, uh, home."
