"""Which stretches are decoded, how they are packed, and where their words belong."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.transcribe.levels import FRAME
from qualkit.transcribe.windows import (
    LONG_SILENCE,
    MIN_GAP,
    WELL_FILLED,
    WINDOW,
    Piece,
    Window,
    bridge,
    cut_out,
    in_time,
    level_out,
    loud_gaps,
    pack,
    pad,
    place,
    plan_channel,
    speech_spans,
    to_ms,
)


def reach(spans: list[tuple[int, int]]) -> int:
    return spans[-1][1] if spans else 1


@st.composite
def ordered_spans(draw: st.DrawFn) -> list[tuple[int, int]]:
    steps = draw(st.lists(st.tuples(st.integers(0, 400), st.integers(1, WINDOW)), max_size=30))
    spans, at = [], 0
    for gap, length in steps:
        spans.append((at + gap, at + gap + length))
        at += gap + length
    return spans


def flat(level: float, frames: int) -> np.ndarray:
    return np.full(frames, level, np.float32)


@given(ordered_spans())
def test_packing_keeps_every_frame_in_order_and_fills_no_window_over_thirty_seconds(
    spans: list[tuple[int, int]],
) -> None:
    packed = pack([Piece(0, *span) for span in spans], flat(-20, reach(spans)))
    kept = [frame for window in packed for piece in window for frame in range(piece.start, piece.end)]
    assert kept == [frame for start, end in spans for frame in range(start, end)]
    assert all(0 < sum(piece.frames for piece in window) <= WINDOW for window in packed)


@given(ordered_spans())
def test_windows_that_do_not_end_at_a_long_silence_are_well_filled(spans: list[tuple[int, int]]) -> None:
    packed = pack([Piece(0, *span) for span in spans], flat(-20, reach(spans)))
    for window, after in pairwise(packed):
        assert sum(piece.frames for piece in window) >= WELL_FILLED or after[0].start - window[-1].end > LONG_SILENCE


@given(ordered_spans())
def test_no_window_reaches_across_a_long_silence(spans: list[tuple[int, int]]) -> None:
    for window in pack([Piece(0, *span) for span in spans], flat(-20, reach(spans))):
        gaps = [b.start - a.end for a, b in pairwise(window)]
        assert all(gap <= LONG_SILENCE for gap in gaps)


def test_a_long_stretch_is_cut_in_a_pause_and_not_in_a_stop_between_two_sounds() -> None:
    levels = flat(-20, 2 * WINDOW)
    levels[700:720], levels[800] = -50, -90
    (first,), (second,) = pack([Piece(0, 0, WINDOW + 10)], levels)
    assert 705 <= first.end <= 715
    assert second == Piece(0, first.end, WINDOW + 10)


def test_a_window_ends_between_two_sentences_where_one_ends_in_its_last_third() -> None:
    sentences = [Piece(0, 0, 700), Piece(0, 710, 1600)]
    assert pack(sentences, flat(-20, 1600)) == [(sentences[0],), (sentences[1],)]


@given(st.lists(st.floats(0, 1, width=32), max_size=300))
def test_speech_spans_are_ordered_apart_and_within_the_recording(probabilities: list[float]) -> None:
    spans = speech_spans(np.array(probabilities, np.float32))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(probabilities) for edge in edges)


def test_speech_that_fades_is_followed_down_and_noise_that_never_was_speech_is_not() -> None:
    probabilities = np.zeros(200, np.float32)
    probabilities[50:60], probabilities[60:70] = 0.9, 0.4
    probabilities[150:160] = 0.45
    ((start, end),) = speech_spans(probabilities)
    assert start < 50
    assert 70 < end < 100


def test_padding_never_makes_neighbours_overlap() -> None:
    assert pad([(10, 20), (24, 30)], 100) == [(0, 22), (22, 42)]


def test_what_the_detector_passed_over_at_the_level_of_speech_is_a_gap_to_decode() -> None:
    levels = np.random.default_rng(1).normal(-25, 6, 400).astype(np.float32)
    levels[300:] = -70
    ((start, end),) = loud_gaps(levels, [(0, 100)])
    assert start == 100
    assert 290 <= end <= 310


def test_a_hum_as_loud_as_speech_is_not_a_gap_to_decode() -> None:
    levels = np.random.default_rng(1).normal(-25, 6, 400).astype(np.float32)
    levels[200:] = -25
    assert loud_gaps(levels, [(0, 200)]) == []


def test_a_short_noise_is_not_a_gap_to_decode() -> None:
    levels = np.random.default_rng(1).normal(-25, 6, 400).astype(np.float32)
    levels[100 + MIN_GAP // 3 :] = -80
    assert loud_gaps(levels, [(0, 100)]) == []


def test_pieces_of_about_one_level_are_left_as_they_are_and_a_faint_one_is_raised() -> None:
    gains = np.concatenate([flat(1.0, 100), flat(1.5, 100), flat(10.0, 100)])
    pieces = level_out([Piece(0, 0, 100), Piece(0, 100, 200), Piece(0, 200, 300)], gains)
    assert [piece.gain for piece in pieces] == [1.0, 1.0, pytest.approx(10 ** (18 / 20))]


def test_a_plan_holds_the_speech_and_what_was_missed_in_order_of_time() -> None:
    levels = np.random.default_rng(2).normal(-25, 6, 300).astype(np.float32)
    probabilities = np.zeros(300, np.float32)
    probabilities[100:200] = 0.9
    (window,) = plan_channel(0, levels, flat(1.0, 300), probabilities)
    assert [piece.repair for piece in window.pieces] == [True, False, True]
    assert not window.guessed
    assert all(a.end <= b.start for a, b in pairwise(window.pieces))


def test_a_click_is_not_speech_and_a_syllable_alone_may_be() -> None:
    levels = np.random.default_rng(2).normal(-60, 2, 900).astype(np.float32)
    probabilities = np.zeros(900, np.float32)
    probabilities[100:200] = probabilities[500:502] = probabilities[800:805] = 0.9
    first, second = plan_channel(0, levels, flat(1.0, 900), probabilities)
    assert [piece.repair for piece in first.pieces] == [False]
    assert second.guessed
    assert second.pieces[0].start < 800 < second.end


def test_hiss_that_the_detector_takes_for_speech_is_not_decoded() -> None:
    levels = np.random.default_rng(2).normal(-60, 0.3, 900).astype(np.float32)
    levels[100:200] = np.random.default_rng(3).normal(-25, 6, 100)
    probabilities = np.zeros(900, np.float32)
    probabilities[100:200] = probabilities[500:520] = 0.9
    (window,) = plan_channel(0, levels, flat(1.0, 900), probabilities)
    assert window.end < 300


def test_windows_of_two_channels_are_decoded_in_order_of_time() -> None:
    first, second = Window((Piece(0, 0, 50),)), Window((Piece(1, 10, 40),))
    assert in_time([first, second]) == [second, first]


# ---- from a window back to the recording ----


def test_the_sound_of_a_window_is_its_pieces_one_after_the_other() -> None:
    samples = np.arange(100 * FRAME, dtype=np.int64).astype(np.int16) // 4
    window = Window((Piece(0, 2, 4), Piece(0, 50, 51, gain=2.0)))
    sound = cut_out([samples], window)
    assert len(sound) == 3 * FRAME
    assert sound[0] == samples[2 * FRAME] / 32768
    assert sound[-1] == pytest.approx(samples[51 * FRAME - 1] / 16384)


@given(ordered_spans(), st.integers(0, 30_000), st.integers(0, 2000))
def test_a_word_of_a_window_lies_in_one_of_its_pieces(spans: list[tuple[int, int]], start: int, length: int) -> None:
    for pieces in pack([Piece(0, *span) for span in spans], flat(-20, reach(spans))):
        placed = place(Window(pieces), start, start + length)
        assert placed[0] <= placed[1]
        assert any(to_ms(piece.start) <= placed[0] and placed[1] <= to_ms(piece.end) for piece in pieces)


def test_a_word_after_a_seam_stands_where_it_was_said() -> None:
    window = Window((Piece(0, 0, 100), Piece(0, 1000, 1100)))
    assert place(window, 3500, 3700) == (to_ms(1000) + 300, to_ms(1000) + 500)
    assert place(window, 100, 300) == (100, 300)


def test_a_short_gap_that_is_not_quiet_is_kept_with_the_speech_around_it() -> None:
    loud = np.zeros(200, np.bool_)
    loud[55:60] = True
    assert bridge([(10, 50), (70, 90), (110, 150)], loud) == [(10, 90), (110, 150)]


def test_a_long_gap_is_left_to_be_searched_on_its_own() -> None:
    assert bridge([(10, 50), (100, 150)], np.ones(200, np.bool_)) == [(10, 50), (100, 150)]
