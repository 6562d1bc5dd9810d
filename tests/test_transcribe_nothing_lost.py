"""Nothing that was said is lost and nothing is invented, at any level of recording and whatever lies around it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import RATE, TINY, silence, tiny_engine, word_errors, write_wav

from qualkit.model import Word
from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.listen import listen

GAP_S = 20


def faint_noise() -> np.ndarray:
    return np.random.default_rng(0).normal(0, 12, GAP_S * RATE).astype(np.int16)


def with_gaps(speech: np.ndarray, gap: np.ndarray) -> tuple[np.ndarray, list[tuple[float, float]]]:
    """Speech in two halves, cut where it is quiet, with a gap before, between and after; and where it lies (s)."""
    middle, half = len(speech) // 2, 2 * RATE
    loudness = np.abs(speech[middle - half : middle + half].astype(float)).reshape(-1, 500).mean(axis=1)
    at = middle - half + int(np.argmin(loudness)) * 500
    first, second = at / RATE, (len(speech) - at) / RATE
    where = [(GAP_S, GAP_S + first), (2 * GAP_S + first, 2 * GAP_S + first + second)]
    return np.concatenate([gap, speech[:at], gap, speech[at:], gap]), where


def heard(path: Path, samples: np.ndarray) -> list[Word]:
    said = listen(write_wav(path, samples), tiny_engine(), TINY, lambda done, of: None)
    return [word for one in said.utterances for word in one.words]


@pytest.mark.models
@pytest.mark.parametrize(
    ("name", "scale", "gap"),
    [("spontaneous-2", 0.1, silence(GAP_S)), ("spontaneous-2", 3.0, faint_noise()), ("phone-call", 0.3, faint_noise())],
    ids=["very faint amid silence", "too loud amid noise", "a faint telephone call amid noise"],
)
def test_the_same_words_are_heard_and_none_in_the_gaps(
    shared: Path, tmp_path: Path, name: str, scale: float, gap: np.ndarray
) -> None:
    speech = read_sound(shared / "audio" / f"{name}.flac").channels[0][:]
    alone = " ".join(word.text for word in heard(tmp_path / "alone.wav", speech))
    samples, where = with_gaps(np.clip(speech * scale, -32768, 32767).astype(np.int16), gap)
    words = heard(tmp_path / "a.wav", samples)
    middles = [(word.start_ms + word.end_ms) / 2000 for word in words]
    assert all(any(start - 0.5 <= middle <= end + 0.5 for start, end in where) for middle in middles)
    assert word_errors(alone, " ".join(word.text for word in words)) < 0.25


@pytest.mark.models
def test_every_voice_of_a_meeting_is_heard_although_one_begins_where_another_ends(shared: Path, tmp_path: Path) -> None:
    names = ("spontaneous-1", "spontaneous-2", "jfk", "spontaneous-3")
    clips = [read_sound(shared / "audio" / f"{name}.flac").channels[0][: 9 * RATE] for name in names]
    meeting = np.concatenate([part for clip in clips for part in (clip, silence(0.6))])
    text = " ".join(word.text for word in heard(tmp_path / "meeting.wav", meeting))
    counts = [text.count(words) for words in ("pretty fast", "have a cold", "fellow Americans")]
    assert counts == [1, 2, 1]
