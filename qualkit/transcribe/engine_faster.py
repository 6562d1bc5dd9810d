"""faster-whisper's only home, and CTranslate2's: windows are encoded once, decoded, and again in doubt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from qualkit.errors import NoWeights
from qualkit.model import Word
from qualkit.transcribe.engines import APPENDED, PREPENDED, Heard, Waveform, own_language, suspect
from qualkit.transcribe.hardware import Hardware, choose_hardware, has_amx
from qualkit.transcribe.languages import prompt_for
from qualkit.transcribe.transcription import Options, Task

SAMPLES_PER_FRAME = 160
FIRST_BEAM = 3
"""Hypotheses at first. Word errors with 1, 2 and 3 were 5.4, 5.5 and 4.7 % (base, the recordings of the benchmark).

One at first and five for the windows it is unsure of came to 4.7 % as well, but that were three windows of five.
"""
MOST_PROMPT_TOKENS = 223
"""Half of what the decoder can read, less one: the rest is for what is said."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Tokens of a window, their mean log-probability, how likely nobody speaks, and how the text was come by."""

    tokens: list[int]
    logprob: float
    no_speech: float
    text: str

    @property
    def suspect(self) -> bool:
        return suspect(self.text, self.logprob)


class FasterWhisper:
    """A model loaded by faster-whisper: int8 on a processor, float16 on a CUDA device."""

    def __init__(self, options: Options, model: Path, threads: int) -> None:
        from faster_whisper import WhisperModel

        from qualkit.transcribe.engine_openai import quick_encoder

        if not model.is_dir():
            hint = "Use it with --engine openai-whisper, or give a folder with a model converted for CTranslate2."
            raise NoWeights(f"“{model.name}” is a checkpoint of openai-whisper.", hint=hint)
        here = hardware()
        try:
            self._model = WhisperModel(str(model), device=here.device, compute_type=here.numbers, cpu_threads=threads)
            self._encoder = quick_encoder(model, threads) if here.quick_encoder else None
        except (RuntimeError, ValueError, OSError) as error:
            hint = f"Copy or install the model in “{model}” again. CTranslate2 says: {error}"
            raise NoWeights(f"The weights of “{options.model}” cannot be loaded.", hint=hint) from error
        self.options, self.together = options, here.together
        self.multilingual = bool(self._model.model.is_multilingual)

    def languages(self, waveform: Waveform) -> Mapping[str, float]:
        """Probability of each language code in one window, (n,) samples at 16 kHz."""
        return self._languages(self._encode([waveform]))[0]

    def decode(self, waveforms: Sequence[Waveform], language: str, task: Task = "transcribe") -> list[Heard]:
        """What was said in each window, decoded together; each (n,) samples at 16 kHz, at most 30 s."""
        encoded = self._encode(waveforms)
        spoken = self._spoken(encoded, language)
        if len(set(spoken)) > 1:
            return [self.decode([one], code, task)[0] for one, code in zip(waveforms, spoken, strict=True)]
        said = _Decoding(self, spoken[0] if spoken else language, task)
        texts = said.quickly(encoded, len(waveforms))
        for n, text in enumerate(texts):
            if text.suspect:
                alone = encoded if len(waveforms) == 1 else self._encode(waveforms[n : n + 1])
                texts[n] = said.carefully(alone, text)
        return said.timed(encoded, texts, [len(one) // SAMPLES_PER_FRAME for one in waveforms])

    def _spoken(self, encoded: Any, language: str) -> list[str]:
        """The language of each window: that of the recording, unless it is left open and a window is surely another."""
        if not self.multilingual or self.options.language != "auto":
            return [language]
        return [own_language(found, language) for found in self._languages(encoded)]

    def _languages(self, encoded: Any) -> list[dict[str, float]]:
        found = self._model.model.detect_language(encoded)
        return [{token[2:-2]: probability for token, probability in one} for one in found]

    def _encode(self, waveforms: Sequence[Waveform]) -> Any:
        from faster_whisper.audio import pad_or_trim

        spectrograms = [pad_or_trim(self._model.feature_extractor(one)[..., :-1]) for one in waveforms]
        if self._encoder:
            return _storage(self._encoder(np.stack(spectrograms)))
        return self._model.encode(np.stack(spectrograms))


def hardware() -> Hardware:
    """How models are computed on this computer."""
    import ctranslate2

    return choose_hardware(ctranslate2.get_cuda_device_count(), amx=has_amx() and find_spec("whisper") is not None)


class _Decoding:
    """Tokens, text and words of encoded windows in one language."""

    def __init__(self, engine: FasterWhisper, language: str, task: Task) -> None:
        self.model, self.options = engine._model, engine.options
        self.language, self.task = language, task
        self.expected = prompt_for(self.options.words, language if task == "transcribe" else "")

    @cached_property
    def tokenizer(self) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        multilingual = self.model.model.is_multilingual
        return Tokenizer(self.model.hf_tokenizer, multilingual, task=self.task, language=self.language)

    def quickly(self, encoded: Any, windows: int) -> list[_Text]:
        """A few hypotheses at once; the prompt lets fillers and rare words through."""
        beam = min(FIRST_BEAM, self.options.beam_size)
        return self._generate(encoded, [self._prompt(self.expected)] * windows, beam_size=beam)

    def carefully(self, encoded: Any, first: _Text) -> _Text:
        """More hypotheses for a window in doubt; then without the prompt and without what repeats itself."""
        beam = self.options.beam_size
        tried = [first, *self._generate(encoded, [self._prompt(self.expected)], beam_size=beam)]
        if tried[-1].suspect:
            tried += self._generate(encoded, [self._prompt("")], beam_size=beam, no_repeat_ngram_size=5)
        return next((text for text in tried if not text.suspect), max(tried, key=lambda text: text.logprob))

    def _prompt(self, expected: str) -> list[int]:
        before = self.tokenizer.encode(f" {expected}")[-MOST_PROMPT_TOKENS:] if expected else []
        prompt: list[int] = self.model.get_prompt(self.tokenizer, before, without_timestamps=True)
        return prompt

    def _generate(self, encoded: Any, prompts: list[list[int]], **search: int) -> list[_Text]:
        results = self.model.model.generate(
            encoded,
            prompts,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=_suppressed(self.tokenizer),
            max_length=self.model.max_length,
            **search,
        )
        return [self._text(result) for result in results]

    def _text(self, result: Any) -> _Text:
        tokens = [token for token in result.sequences_ids[0] if token < self.tokenizer.eot]
        total = len(result.sequences_ids[0])
        text = self.tokenizer.decode(tokens)
        return _Text(tokens, result.scores[0] * total / (total + 1), float(result.no_speech_prob), text)

    def timed(self, encoded: Any, texts: Sequence[_Text], frames: list[int]) -> list[Heard]:
        """When each word was said, from where the decoder looked while it wrote it."""
        windows = [[_untimed(text, count)] for text, count in zip(texts, frames, strict=True)]
        if any(text.tokens for text in texts):
            self.model.add_word_timestamps(windows, self.tokenizer, encoded, frames, PREPENDED, APPENDED, 0.0)
        pairs = zip(texts, windows, strict=True)
        return [_heard(text, window[0].get("words", ()), self.language) for text, window in pairs]


def _untimed(text: _Text, frames: int) -> dict[str, Any]:
    """A window's text as faster-whisper wants it, to put "words" beside it."""
    return {"tokens": text.tokens, "start": 0.0, "end": frames / 100, "seek": 0}


def _heard(text: _Text, words: Iterable[Mapping[str, Any]], language: str) -> Heard:
    if not text.tokens:
        return Heard((), -math.inf, 1.0, language)
    return Heard(tuple(_word(word) for word in words), float(text.logprob), text.no_speech, language)


def _word(word: Mapping[str, Any]) -> Word:
    start, end = (max(round(float(word[edge]) * 1000), 0) for edge in ("start", "end"))
    return Word(word["word"], start, max(start, end), round(float(word["probability"]), 4))


def _suppressed(tokenizer: Any) -> list[int]:
    from faster_whisper.transcribe import get_suppressed_tokens

    return list(get_suppressed_tokens(tokenizer, [-1]))


def _storage(values: Any) -> Any:
    import ctranslate2

    return ctranslate2.StorageView.from_array(np.ascontiguousarray(values))
