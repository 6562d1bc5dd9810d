"""How loud a recording is, and how much louder it must be."""

from __future__ import annotations

import numpy as np
import pytest
from transcribe_inputs import silence, tone

from qualkit.transcribe.levels import QUIETEST_DB, active_level, frame_levels, gains_to_target, without_bleed


def flat(level: float, frames: int) -> np.ndarray:
    return np.full(frames, level, np.float32)


def test_the_level_follows_the_gain_of_the_recorder_and_not_the_silence_around() -> None:
    loud = frame_levels(tone(2, loud=0.3))
    faint = frame_levels(tone(2, loud=0.03))
    among_silence = frame_levels(np.concatenate([silence(5), tone(2, loud=0.3), silence(5)]))
    assert active_level(loud) - active_level(faint) == pytest.approx(20, abs=0.3)
    assert active_level(among_silence) == pytest.approx(active_level(loud), abs=0.3)


def test_digital_silence_has_the_lowest_level_and_an_empty_recording_has_none() -> None:
    assert frame_levels(silence(1)).max() == QUIETEST_DB
    assert len(frame_levels(silence(0))) == 0


def test_a_faint_stretch_is_raised_more_than_a_loud_one() -> None:
    levels = np.concatenate([flat(-20, 2000), flat(-35, 2000)])
    (gains,) = gains_to_target([levels])
    assert gains[100] == pytest.approx(1.0, rel=0.01)
    assert 20 * np.log10(gains[-100]) == pytest.approx(15, abs=0.5)


def test_the_noise_of_a_silent_channel_is_not_raised_to_the_level_of_speech() -> None:
    speech, noise = flat(-25, 1000), flat(-80, 1000)
    _, gains = gains_to_target([speech, noise])
    assert (noise + 20 * np.log10(gains)).max() < -50


def test_a_channel_that_only_hears_the_other_ones_speaker_is_silent() -> None:
    own, other = flat(-45, 200), flat(-20, 200)
    own[100:] = -22
    heard = without_bleed(own, [other])
    assert (heard[:80] == QUIETEST_DB).all()
    assert (heard[120:] == -22).all()
