"""Words to utterances."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from transcribe_inputs import words

from qualkit.model import Utterance, Word
from qualkit.transcribe.utterances import PAUSE_MS, TOO_LONG_MS, build_utterances, interleave

timed_words = st.lists(
    st.tuples(
        st.sampled_from([" yes", " no.", " well,", " I", "、", "。", " (laughs)", " “quite.”"]),
        st.integers(0, 3000),
        st.integers(0, 900),
    ),
    max_size=80,
)


def spoken(steps: list[tuple[str, int, int]]) -> list[Word]:
    """Words one after the other from (text, pause before, length)."""
    at, made = 0, []
    for text, pause, length in steps:
        made.append(Word(text, at + pause, at + pause + length, 0.5))
        at += pause + length
    return made


@given(timed_words)
def test_no_word_is_lost_and_their_order_stays(steps: list[tuple[str, int, int]]) -> None:
    heard = spoken(steps)
    kept = [word.text for one in build_utterances(heard) for word in one.words]
    assert kept == [word.text.strip() for word in heard]


@given(timed_words, st.integers(0, 3000))
def test_times_never_run_backwards_even_where_an_engine_lets_words_overlap(
    steps: list[tuple[str, int, int]], back_ms: int
) -> None:
    overlapping = [replace(word, start_ms=max(word.start_ms - back_ms, 0)) for word in spoken(steps)]
    times = [t for one in build_utterances(overlapping) for word in one.words for t in (word.start_ms, word.end_ms)]
    assert times == sorted(times)


@given(timed_words)
def test_an_utterance_has_no_long_pause_in_it_and_is_never_a_paragraph(steps: list[tuple[str, int, int]]) -> None:
    for one in build_utterances(spoken(steps)):
        gaps = [b.start_ms - a.end_ms for a, b in pairwise(one.words)]
        assert all(gap <= PAUSE_MS for gap in gaps)
        assert one.words[-2 if len(one.words) > 1 else 0].end_ms - one.start_ms < TOO_LONG_MS + 900


@given(timed_words)
def test_an_utterance_begins_and_ends_with_its_words(steps: list[tuple[str, int, int]]) -> None:
    for one in build_utterances(spoken(steps)):
        assert (one.start_ms, one.end_ms) == (one.words[0].start_ms, one.words[-1].end_ms)


def test_a_pause_of_more_than_a_second_begins_a_new_utterance() -> None:
    said = build_utterances(words((" I", 0, 200), (" stayed.", 250, 600), (" Then", 1700, 1900)))
    assert [one.text for one in said] == ["I stayed.", "Then"]


def test_a_short_sentence_stays_with_the_next_one() -> None:
    said = build_utterances(words((" Yes.", 0, 400), (" I", 500, 600), (" did.", 650, 900)))
    assert [one.text for one in said] == ["Yes. I did."]


def test_a_long_stretch_ends_at_the_next_sentence() -> None:
    heard = [Word(f" word{n}{'.' if n in (5, 25) else ''}", n * 500, n * 500 + 450) for n in range(40)]
    said = build_utterances(heard)
    assert said[0].words[-1].text == "word25."
    assert len(said) == 2


def test_a_quotation_mark_after_the_full_stop_still_ends_the_sentence() -> None:
    heard = [Word(f" w{n}{'.”' if n == 25 else ''}", n * 500, n * 500 + 450) for n in range(30)]
    assert build_utterances(heard)[0].words[-1].text == "w25.”"


def test_a_language_without_spaces_keeps_its_spelling() -> None:
    said = build_utterances(words(("今日", 0, 300), ("は", 300, 400), ("雨。", 400, 800)))
    assert said[0].text == "今日は雨。"


def test_speakers_are_interleaved_by_the_time_at_which_they_begin() -> None:
    first = [Utterance("Speaker 1", 0, 900, "a"), Utterance("Speaker 1", 3000, 4000, "c")]
    second = [Utterance("Speaker 2", 1000, 2900, "b")]
    assert [one.text for one in interleave([first, second])] == ["a", "b", "c"]
