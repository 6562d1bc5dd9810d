"""From words to stretches, and from voices back to words."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from transcribe_inputs import words

from qualkit.model import Word
from qualkit.transcribe.speaker_turns import (
    SHORTEST_MS,
    WINDOW_MS,
    by_appearance,
    likeliest_speakers,
    phrases,
    runs,
    windows,
    word_scores,
)


def test_a_phrase_ends_with_a_sentence_or_before_a_pause() -> None:
    said = words((" I", 0, 90), (" did.", 100, 300), (" You", 310, 400), (" did", 500, 600), (" so", 901, 990))
    assert [[word.text for word in phrase] for phrase in phrases(said)] == [[" I", " did."], [" You", " did"], [" so"]]


def test_words_without_sentences_or_pauses_are_taken_by_the_minute() -> None:
    said = words(*((f" w{at}", at * 500, at * 500 + 500) for at in range(3 * 7200)))
    found = phrases(said)
    assert [word for phrase in found for word in phrase] == said
    assert {len(phrase) for phrase in found} == {120}


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 3000)), min_size=1, max_size=12))
def test_windows_lie_over_their_phrase_and_leave_nothing_of_it_out(steps: list[tuple[int, int]]) -> None:
    said, at = [], 0
    for pause, length in steps:
        said.append(Word(" w", at + pause, at + pause + length))
        at += pause + length
    found = windows(said)
    first, last = said[0].start_ms, said[-1].end_ms
    assert found[0][0] <= first
    assert found[-1][1] >= last
    assert all(start >= 0 and SHORTEST_MS <= end - start <= WINDOW_MS for start, end in found)
    assert all(after[0] <= before[1] for before, after in itertools.pairwise(found))


def test_a_word_fits_the_voice_of_the_windows_around_it() -> None:
    phrase = words((" a", 0, 1000), (" b", 1000, 2000), (" c", 2000, 3000))
    scores = word_scores(phrase, [(0, 1500), (750, 2250), (1500, 3000)], np.array([[1.0, 0], [0.5, 0.5], [0, 1.0]]))
    assert np.argmax(scores[0]) == 0
    assert np.argmax(scores[2]) == 1
    assert scores[1].tolist() == [0.5, 0.5]


def test_one_word_inside_a_phrase_is_never_given_to_another_speaker() -> None:
    scores = np.array([[0.2, 0], [0.2, 0], [0, 0.2], [0.2, 0], [0.2, 0]])
    assert likeliest_speakers(scores, [0]) == [0, 0, 0, 0, 0]


def test_a_short_answer_between_two_sentences_stays_an_answer() -> None:
    scores = np.array([[0.2, 0], [0.2, 0], [0, 0.2], [0.2, 0], [0.2, 0]])
    assert likeliest_speakers(scores, [0, 2, 3]) == [0, 0, 1, 0, 0]


def test_a_speaker_who_takes_over_inside_a_phrase_is_heard_when_there_is_enough_of_it() -> None:
    scores = np.array([[0.2, 0]] * 4 + [[0, 0.2]] * 4)
    assert likeliest_speakers(scores, [0]) == [0] * 4 + [1] * 4


def test_speakers_are_numbered_as_they_are_first_heard_and_runs_hold_every_word_once() -> None:
    labels = by_appearance([2, 2, 0, 2, 1])
    assert labels == [1, 1, 2, 1, 3]
    said = words(*((f" w{at}", at, at + 1) for at in range(5)))
    assert [(label, [word.text for word in run]) for label, run in runs(said, labels)] == [
        (1, [" w0", " w1"]),
        (2, [" w2"]),
        (1, [" w3"]),
        (3, [" w4"]),
    ]
