"""What is asked of a transcription and what comes out of it: frozen, plain, the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qualkit.model import Utterance

EngineName = Literal["faster-whisper", "openai-whisper"]
Task = Literal["transcribe", "translate"]
Setting = str | int | float
PLAN = 1
"""Raised when the windows of the same recording would come out otherwise, because then the words may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person chooses; `speakers` is "off", "auto" or a number as text."""

    engine: EngineName = "faster-whisper"
    model: str = "base"
    language: str = "auto"
    task: Task = "transcribe"
    speakers: str = "auto"
    beam_size: int = 5
    batch_size: int = 4
    """Windows decoded together; it changes times and probabilities slightly, so it belongs to the settings."""

    def settings(self, precision: str) -> dict[str, Setting]:
        """What changes the words, and nothing else: never how many processes, or which formats are written."""
        return {
            "language": self.language,
            "task": self.task,
            "speakers": self.speakers,
            "beam_size": self.beam_size,
            "batch_size": self.batch_size,
            "temperature": 0,
            "precision": precision,
            "plan": PLAN,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcription:
    """What was said in one recording, and how that was found out.

    Attributes
    ----------
    recording : str
        File name without its folder.
    sha256, model_sha256 : str
        Digests of the recording and of the model's weights.
    repaired : tuple of (int, int)
        Stretches in ms that the speech detector had passed over and that were decoded all the same.
    """

    interview: str
    recording: str
    sha256: str
    engine: str
    model: str
    model_sha256: str
    language: str
    duration_ms: int
    settings: Mapping[str, Setting]
    utterances: tuple[Utterance, ...]
    repaired: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a recording could not be transcribed, and what mends it."""

    message: str
    hint: str = ""
