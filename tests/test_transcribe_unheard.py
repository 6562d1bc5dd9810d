"""Speech that the decoder passed over is noticed and heard again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from transcribe_inputs import words

from qualkit.transcribe.engines import Heard
from qualkit.transcribe.unheard import Hearing, complete, halve, left_out
from qualkit.transcribe.windows import Piece, Window

TEN_S = 312


def window(*pieces: tuple[int, int], repair: bool = False) -> Window:
    return Window(tuple(Piece(0, start, end, repair) for start, end in pieces))


def everywhere(one: Window) -> np.ndarray:
    return np.ones(one.frames, np.bool_)


def test_a_stretch_of_speech_without_a_word_counts() -> None:
    speech = np.ones(TEN_S, np.bool_)
    assert left_out(words(("all", 0, 900), ("said", 1000, 2000)), speech) > 200
    assert left_out(words(*((f"w{n}", n * 500, n * 500 + 400) for n in range(20))), speech) == 0


def test_a_word_that_seems_to_last_for_seconds_hides_others() -> None:
    assert left_out(words(("You", 0, 10_000)), np.ones(TEN_S, np.bool_)) > 200


def test_silence_without_a_word_does_not_count() -> None:
    assert left_out([], np.zeros(TEN_S, np.bool_)) == 0


def test_halves_hold_the_same_sound_and_are_cut_where_it_is_quiet() -> None:
    waveform = np.full(TEN_S * 512, 0.3, np.float32)
    waveform[150 * 512 : 151 * 512] = 0
    first, second = halve(window((0, 100), (500, 712)), waveform)
    assert [(piece.start, piece.end) for piece in first.pieces] == [(0, 100), (500, 550)]
    assert [(piece.start, piece.end) for piece in second.pieces] == [(550, 712)]


def heard(*texts: tuple[str, int, int]) -> Heard:
    return Heard(tuple(words(*texts)), -0.2, 0.0)


def test_a_window_with_a_sentence_missing_is_heard_again_in_halves() -> None:
    def decode(windows: Sequence[Window]) -> list[Heard]:
        return [heard(*((f"w{n}", n * 500, n * 500 + 450) for n in range(one.frames * 32 // 500))) for one in windows]

    hearing = Hearing(lambda one: np.zeros(one.frames * 512, np.float32), everywhere, decode)
    parts = complete((window((0, TEN_S)), heard(("You", 0, 10_000))), hearing)
    assert len(parts) == 2
    assert sum(len(one.words) for _, one in parts) > 15


def test_a_version_that_is_no_better_is_not_taken() -> None:
    hearing = Hearing(
        lambda one: np.zeros(one.frames * 512, np.float32), everywhere, lambda windows: [heard() for _ in windows]
    )
    first = (window((0, TEN_S)), heard(("You", 0, 10_000)))
    assert complete(first, hearing) == [first]


def test_a_stretch_in_which_the_detector_heard_nobody_is_not_searched_further() -> None:
    def never(windows: Sequence[Window]) -> list[Heard]:
        raise AssertionError("decoded again")

    first = (window((0, TEN_S), repair=True), heard())
    assert complete(first, Hearing(lambda one: np.zeros(1, np.float32), everywhere, never)) == [first]
