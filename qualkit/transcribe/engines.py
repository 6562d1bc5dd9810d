"""What an engine is: the sound of a few windows in, words with times out; and how one is opened."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import BadOption, MissingExtra
from qualkit.model import Word
from qualkit.transcribe.transcription import EngineName, Options, Task

MODULES: Mapping[EngineName, str] = {"faster-whisper": "faster_whisper", "openai-whisper": "whisper"}
LANGUAGES = """
    af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id is
    it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl
    sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh
"""
"""The codes that Whisper's models know."""
DOUBTFUL_LOGPROB, NO_SPEECH = -1.0, 0.6
"""Whisper's own marks of a window that holds no speech (Radford et al. 2022, section 4.5; arXiv:2212.04356)."""
SUSPECT_LOGPROB, SUSPECT_COMPRESSION = -0.5, 2.4
"""Text under this mean log-probability, or that compresses better than this, is decoded again with more care.

The second is Whisper's own mark of a decoder that repeats itself (section 4.5); the first is stricter than its -1.
"""
SURELY_ANOTHER, HARDLY_THIS = 0.8, 0.1
PREPENDED, APPENDED = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"
"""Punctuation that belongs to the word after it, and to the word before it (openai-whisper's own lists)."""

Waveform = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """What an engine heard in one window.

    Attributes
    ----------
    words : tuple of Word
        Times in ms from the beginning of the window; the space before a word is part of its text.
    logprob : float
        Mean log-probability of the text.
    no_speech : float
        Probability (0 to 1) that nobody speaks.
    language : str
        Code of the language it was decoded in.
    """

    words: tuple[Word, ...]
    logprob: float
    no_speech: float
    language: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether the words may have been invented."""
        return self.no_speech > NO_SPEECH or self.logprob < DOUBTFUL_LOGPROB


class Engine(Protocol):
    """A loaded model. Decoding is deterministic: temperature 0, never a draw of chance.

    `together` is how many windows are decoded at once.
    """

    multilingual: bool
    together: int

    def languages(self, waveform: Waveform) -> Mapping[str, float]:
        """Probability of each language code in one window, (n,) samples at 16 kHz."""

    def decode(self, waveforms: Sequence[Waveform], language: str, task: Task = "transcribe") -> list[Heard]:
        """What was said in each window; each (n,) samples at 16 kHz, at most 30 s."""


def suspect(text: str, logprob: float) -> bool:
    """Whether a text should be decoded again with more care."""
    content = text.encode()
    repeats = len(content) > SUSPECT_COMPRESSION * len(zlib.compress(content))
    return bool(text) and (logprob < SUSPECT_LOGPROB or repeats)


def own_language(found: Mapping[str, float], language: str) -> str:
    """The language of a window: the recording's, unless the model is sure that it is another."""
    likeliest = max(found, key=lambda code: (found[code], code))
    surely = found[likeliest] >= SURELY_ANOTHER and found.get(language, 0.0) <= HARDLY_THIS
    return likeliest if surely else language


def open_engine(options: Options, model: Path, threads: int) -> Engine:
    """The engine with its model loaded.

    Raises
    ------
    MissingExtra
        The engine is not installed.
    NoWeights
        The files of the model are damaged.
    BadOption
        The model knows English only and something else is asked of it.
    """
    check_installed(options.engine)
    engine = _load(options, model, threads)
    if not engine.multilingual:
        check_english_only(options)
    return engine


def _load(options: Options, model: Path, threads: int) -> Engine:
    if options.engine == "openai-whisper":
        from qualkit.transcribe.engine_openai import OpenaiWhisper

        return OpenaiWhisper(options, model, threads)
    from qualkit.transcribe.engine_faster import FasterWhisper

    return FasterWhisper(options, model, threads)


def precision(engine: EngineName) -> str:
    """Numbers a model is computed with here, as they stand in the settings."""
    check_installed(engine)
    if engine == "openai-whisper":
        from qualkit.transcribe import engine_openai

        return "float16" if engine_openai.has_cuda() else "float32"
    from qualkit.transcribe import engine_faster

    return engine_faster.hardware().precision


def check_installed(engine: EngineName) -> None:
    """Raises MissingExtra where the engine is not installed."""
    if find_spec(MODULES[engine]) is None:
        raise MissingExtra(f"Transcription with {engine}", "transcribe")


def check_language(code: str) -> str:
    """A language code as Whisper knows it, or "auto". Raises BadOption."""
    lower = code.lower().replace("_", "-").partition("-")[0]  # en-GB is en to Whisper
    if lower != "auto" and lower not in LANGUAGES.split():
        raise BadOption("--language", code, "auto, or a code such as en, fr, de, es, zh")
    return lower


def check_english_only(options: Options) -> None:
    """Raises BadOption where an English-only model is asked for another language or for a translation."""
    if options.language not in ("auto", "en"):
        raise BadOption("--language", options.language, f"en with the English-only model {options.model}")
    if options.task == "translate":
        raise BadOption("--task", "translate", f"transcribe with the English-only model {options.model}")
