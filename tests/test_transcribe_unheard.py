"""Speech that the decoder passed over is noticed and heard again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from transcribe_inputs import words

from qualkit.transcribe.engines import Heard
from qualkit.transcribe.levels import FRAME
from qualkit.transcribe.unheard import Hearing, complete, hear_again, left_out
from qualkit.transcribe.windows import Piece, Window, to_ms

TEN_S = 312


def window(*pieces: tuple[int, int], repair: bool = False) -> Window:
    return Window(tuple(Piece(0, start, end, repair) for start, end in pieces))


def heard(*texts: tuple[str, int, int]) -> Heard:
    return Heard(tuple(words(*texts)), -0.2, 0.0)


def steady(frames: int) -> list[tuple[str, int, int]]:
    """A word every half second."""
    return [(f"w{n}", n * 500, n * 500 + 450) for n in range(to_ms(frames) // 500)]


def all_heard(windows: Sequence[Window]) -> list[Heard]:
    return [heard(*steady(one.frames)) for one in windows]


def hearing(decode: Callable[[Sequence[Window]], list[Heard]], *quiet: int) -> Hearing:
    """Somebody speaks everywhere; the frames named are quiet."""

    def sound(one: Window) -> np.ndarray:
        waveform = np.full((one.frames, FRAME), 0.3, np.float32)
        waveform[[at - one.pieces[0].start for at in quiet if 0 <= at - one.pieces[0].start < one.frames]] = 0
        return waveform.ravel()

    return Hearing(sound, lambda one: np.ones(one.frames, np.bool_), decode)


def test_a_stretch_of_speech_without_a_word_counts() -> None:
    speech = np.ones(TEN_S, np.bool_)
    ((start, end),) = left_out(words(("all", 0, 600), ("said", 700, 1300)), speech)
    assert to_ms(start) == pytest.approx(1300, abs=64)
    assert end == TEN_S
    assert left_out(words(*steady(TEN_S)), speech) == []


@pytest.mark.parametrize("long", ["You", "I'm", "extraordinarily"])
def test_a_word_that_seems_to_last_for_seconds_hides_others(long: str) -> None:
    ((start, _),) = left_out(words((long, 0, 10_000)), np.ones(TEN_S, np.bool_))
    assert to_ms(start) <= 1100


def test_silence_without_a_word_does_not_count() -> None:
    assert left_out([], np.zeros(TEN_S, np.bool_)) == []


def test_what_was_heard_before_a_stretch_stands_and_it_is_heard_again_from_there() -> None:
    first = (window((0, 100), (500, 712)), heard(("all", 0, 600), ("said", 700, 1300), ("late", 9000, 9300)))
    before, after = hear_again(first, (42, 280), hearing(all_heard, 45))
    assert [word.text for word in before[1].words] == ["all", "said"]
    assert [(piece.start, piece.end) for piece in before[0].pieces] == [(0, 45)]
    assert [(piece.start, piece.end) for piece in after[0].pieces] == [(45, 100), (500, 712)]
    assert len(after[1].words) > 15


def test_what_was_heard_after_a_stretch_at_the_beginning_stands() -> None:
    first = (window((0, TEN_S)), heard(("late", 9000, 9300)))
    before, after = hear_again(first, (0, 281), hearing(all_heard, 278))
    assert (before[0].frames, after[0].frames) == (278, TEN_S - 278)
    assert [(word.text, word.start_ms) for word in after[1].words] == [("late", 9000 - to_ms(278))]


def test_where_nothing_was_heard_the_halves_are_heard_again_and_cut_where_it_is_quiet() -> None:
    first, second = hear_again((window((0, TEN_S)), heard()), (0, TEN_S), hearing(all_heard, 150))
    assert (first[0].end, second[0].frames) == (150, TEN_S - 150)
    assert first[1].words
    assert second[1].words


def test_a_window_with_a_sentence_missing_gets_it_and_keeps_what_was_there() -> None:
    parts = complete((window((0, TEN_S)), heard(("You", 0, 300))), hearing(all_heard))
    said = [word.text for _, one in parts for word in one.words]
    assert said[0] == "You"
    assert len(said) > 15
    assert sum(one.frames for one, _ in parts) == TEN_S


def test_a_version_that_is_no_better_is_not_taken() -> None:
    first = (window((0, TEN_S)), heard(("You", 0, 10_000)))
    assert complete(first, hearing(lambda windows: [heard() for _ in windows])) == [first]


def test_words_that_were_all_but_guessed_are_not_taken_for_those_that_were_there() -> None:
    def guess(windows: Sequence[Window]) -> list[Heard]:
        return [replace(one, logprob=-1.3) for one in all_heard(windows)]

    first = (window((0, TEN_S)), heard(("You", 5000, 5300), ("did", 5400, 5700)))
    assert complete(first, hearing(guess)) == [first]


def test_a_window_is_heard_again_a_few_times_at_most() -> None:
    asked: list[Window] = []

    def one_word(windows: Sequence[Window]) -> list[Heard]:
        asked.extend(windows)
        return [heard(("and", 0, 300)) for _ in windows]

    complete((window((0, 3 * TEN_S)), heard(("and", 0, 300))), hearing(one_word))
    assert len(asked) == 3


def test_two_seconds_without_a_word_are_too_short_to_be_heard_in_halves() -> None:
    asked: list[Window] = []

    def deaf(windows: Sequence[Window]) -> list[Heard]:
        asked.extend(windows)
        return [heard() for _ in windows]

    short, long = ((window((0, frames)), heard()) for frames in (62, 94))
    assert complete(short, hearing(deaf)) == [short]
    assert not asked
    assert complete(long, hearing(deaf)) == [long]
    assert len(asked) == 2


def test_a_stretch_in_which_the_detector_heard_nobody_is_not_searched_further() -> None:
    def never(windows: Sequence[Window]) -> list[Heard]:
        raise AssertionError("decoded again")

    first = (window((0, TEN_S), repair=True), heard())
    assert complete(first, hearing(never)) == [first]
