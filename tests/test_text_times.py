from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.model import Utterance, Word
from qualkit.text.times import span_times
from qualkit.text.turns import from_utterances

TALK = from_utterances(
    [
        Utterance("A", 0, 900, "So it was?", (Word("So", 0, 200), Word("it", 300, 400), Word("was?", 500, 900))),
        Utterance("B", 1000, 2000, "Loud."),
    ]
)


def at(quote: str) -> tuple[int | None, int | None]:
    start = TALK.text.index(quote)
    return span_times(start, start + len(quote), TALK.words, TALK.turns)


def test_timed_words_tell_both_times() -> None:
    assert at("it was?") == (300, 900)


def test_part_of_a_word_was_said_when_the_word_was() -> None:
    assert at("as?") == (500, 900)


def test_without_timed_words_the_turn_tells_when_it_began() -> None:
    assert at("Loud") == (1000, None)


def test_a_text_without_times_has_none() -> None:
    assert span_times(0, 3, (), ()) == (None, None)


@given(st.integers(0, 30), st.integers(1, 10))
def test_times_are_those_of_the_words_that_the_stretch_touches(start: int, length: int) -> None:
    touched = [w for w in TALK.words if w.start < start + length and w.end > start]
    if touched:
        assert span_times(start, start + length, TALK.words, TALK.turns) == (touched[0].start_ms, touched[-1].end_ms)
