"""Where somebody speaks, however loud."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import silence, tone

from qualkit.transcribe.audio import Sound, read_sound
from qualkit.transcribe.levels import FRAME, frame_levels, gains_to_target
from qualkit.transcribe.listen import plan_windows
from qualkit.transcribe.speech import speech_probabilities
from qualkit.transcribe.windows import speech_spans


def speech(shared: Path, name: str = "spontaneous-2") -> np.ndarray:
    return read_sound(shared / "audio" / f"{name}.flac").channels[0][:]


def planned_seconds(samples: np.ndarray) -> float:
    windows = plan_windows(Sound((samples,))).windows
    return sum(piece.frames for window in windows for piece in window.pieces) * FRAME / 16_000


def test_there_is_one_probability_for_every_frame_however_long_the_recording_is(shared: Path) -> None:
    samples = np.tile(speech(shared), 12)[: 290 * 16_000 + 7]
    (gains,) = gains_to_target([frame_levels(samples)])
    probabilities = speech_probabilities(samples, gains)
    assert len(probabilities) == len(gains) == -(-len(samples) // FRAME)
    assert 0 <= probabilities.min() <= probabilities.max() <= 1


def test_a_voice_is_heard_after_another_one(shared: Path) -> None:
    first, second = (speech(shared, f"spontaneous-{number}")[: 9 * 16_000] for number in (1, 2))
    together = np.concatenate([first, silence(0.6), second])
    assert planned_seconds(together) > planned_seconds(first) + planned_seconds(second) - 1
    (gains,) = gains_to_target([frame_levels(together)])
    heard = speech_probabilities(together, gains)[-len(second) // FRAME :] >= 0.5
    assert heard.sum() * FRAME / 16_000 > 4


@pytest.mark.parametrize("scale", [0.1, 0.3, 1.0, 3.0])
def test_no_speech_is_lost_at_any_level_of_recording(shared: Path, scale: float) -> None:
    samples = np.clip(speech(shared) * scale, -32768, 32767).astype(np.int16)
    assert planned_seconds(samples) > 22


def test_faint_speech_after_loud_speech_and_silence_is_planned(shared: Path) -> None:
    loud, faint = speech(shared, "spontaneous-1"), (speech(shared) * 0.1).astype(np.int16)
    together = np.concatenate([loud, silence(20), faint, silence(20), loud])
    alone = 2 * planned_seconds(loud) + planned_seconds(speech(shared))
    assert planned_seconds(together) > alone - 2.5


@pytest.mark.parametrize(
    "samples",
    [silence(10), tone(10), np.random.default_rng(0).normal(0, 30, 160_000).astype(np.int16)],
    ids=["silence", "a tone", "faint noise"],
)
def test_nothing_is_planned_where_nobody_speaks(samples: np.ndarray) -> None:
    assert plan_windows(Sound((samples,))).windows == []


def test_silence_around_speech_is_not_speech(shared: Path) -> None:
    samples = np.concatenate([silence(20), speech(shared), silence(20)])
    (gains,) = gains_to_target([frame_levels(samples)])
    spans = speech_spans(speech_probabilities(samples, gains))
    assert spans[0][0] * FRAME / 16_000 > 19
    assert spans[-1][1] * FRAME / 16_000 < 47
