"""What is asked of a transcription and what comes out of it: frozen, plain, the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from qualkit.model import TranscriptText, Translated, Utterance
from qualkit.text.turns import from_utterances

EngineName = Literal["faster-whisper", "openai-whisper"]
Task = Literal["transcribe", "translate"]
Style = Literal["verbatim", "clean"]
Setting = str | int | float
PLAN = 6
"""Raised when the windows of the same recording would come out otherwise, because then the words may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person chooses.

    Attributes
    ----------
    speakers : str
        "off", "channels", "auto" or a number as text; empty is two in a study, by channels elsewhere.
    style : str
        "verbatim" or "clean": how the files for people are laid out. The words are the same, fillers included.
    words : tuple of str
        Names, drugs, places: what the engine should expect to hear.
    beam_size : int
        Hypotheses kept at most, where fewer leave a window in doubt.
    """

    engine: EngineName = "faster-whisper"
    model: str = "base"
    language: str = "auto"
    task: Task = "transcribe"
    speakers: str = ""
    style: Style = "verbatim"
    words: tuple[str, ...] = ()
    beam_size: int = 5

    def settings(self, precision: str) -> dict[str, Setting]:
        """What changes the JSON, and nothing else: never how many processes, or which formats and style are written."""
        return {
            "language": self.language,
            "task": self.task,
            "speakers": self.speakers,
            "words": ", ".join(self.words),
            "beam_size": self.beam_size,
            "temperature": 0,
            "precision": precision,
            "plan": PLAN,
        }

    def heard_by(self, precision: str) -> dict[str, Setting]:
        """What changes the words; of the speakers only whether two channels are heard apart."""
        return {**self.settings(precision), "speakers": "off" if self.speakers == "off" else "apart"}


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
    translation : tuple of Utterance
        The same stretches of time in English, made by the machine: help for reading, never what was said.
    languages : tuple of str
        All that were heard, the most spoken first; `language` is the recording's.
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
    translation: tuple[Utterance, ...] = ()
    languages: tuple[str, ...] = ()


def transcript_of(said: Transcription) -> TranscriptText:
    """What was said as an interview's transcript, with the translation beside it where there is one."""
    text = from_utterances(said.utterances, source=f"{said.engine} {said.model}")
    return replace(text, translation=tuple(Translated(one.start_ms, one.end_ms, one.text) for one in said.translation))


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a recording could not be transcribed, and what mends it; `silent`: nobody speaks in it."""

    message: str
    hint: str = ""
    silent: bool = False
