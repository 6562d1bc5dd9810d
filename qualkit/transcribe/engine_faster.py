"""faster-whisper's only home: batched decoding with CTranslate2."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from qualkit.errors import NoWeights
from qualkit.model import Word
from qualkit.transcribe.engines import Heard, Waveform
from qualkit.transcribe.levels import SAMPLE_RATE
from qualkit.transcribe.transcription import Options

SLOT = 30 * SAMPLE_RATE
FRAMES_PER_SLOT = 3000
"""Whisper counts 100 frames a second."""


class FasterWhisper:
    """A model loaded by faster-whisper: int8 on a processor, float16 on a CUDA device."""

    def __init__(self, options: Options, model: Path, threads: int) -> None:
        from faster_whisper import BatchedInferencePipeline, WhisperModel
        from tqdm import tqdm  # type: ignore[import-untyped]

        # tqdm's own lock leaves semaphores behind, with a warning, when the process is ended by Ctrl-C.
        tqdm.set_lock(threading.RLock())
        if not model.is_dir():
            hint = "Use it with --engine openai-whisper, or give a folder with a model converted for CTranslate2."
            raise NoWeights(f"“{model.name}” is a checkpoint of openai-whisper.", hint=hint)
        device, numbers = ("cuda", "float16") if has_cuda() else ("cpu", "int8")
        try:
            loaded = WhisperModel(str(model), device=device, compute_type=numbers, cpu_threads=threads)
        except (RuntimeError, ValueError) as error:
            hint = f"Copy or install the model in “{model}” again. CTranslate2 says: {error}"
            raise NoWeights(f"The weights of “{options.model}” cannot be loaded.", hint=hint) from error
        self.options, self._model, self._pipeline = options, loaded, BatchedInferencePipeline(loaded)
        self.multilingual = bool(loaded.model.is_multilingual)

    def languages(self, waveform: Waveform) -> Mapping[str, float]:
        """Probability of each language code in one window, (n,) samples at 16 kHz."""
        _, _, probabilities = self._model.detect_language(waveform)
        return dict(probabilities)

    def decode(self, waveforms: Sequence[Waveform], language: str) -> list[Heard]:
        """What was said in each window, decoded together; each (n,) samples at 16 kHz, at most 30 s."""
        segments, _ = self._pipeline.transcribe(
            _side_by_side(waveforms),
            clip_timestamps=[_clip(slot, waveform) for slot, waveform in enumerate(waveforms)],
            language=language,
            task=self.options.task,
            beam_size=self.options.beam_size,
            batch_size=len(waveforms),
            temperature=[0.0],
            word_timestamps=True,
        )
        heard: list[list[Any]] = [[] for _ in waveforms]
        for segment in segments:
            heard[segment.seek // FRAMES_PER_SLOT].append(segment)
        return [_heard(slot, said) for slot, said in enumerate(heard)]


def has_cuda() -> bool:
    """Whether CTranslate2 finds a CUDA device."""
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count())


def _side_by_side(waveforms: Sequence[Waveform]) -> Waveform:
    """One sound with every window in a slot of its own, because the pipeline takes one sound with clips."""
    sound = np.zeros(len(waveforms) * SLOT, np.float32)
    for slot, waveform in enumerate(waveforms):
        sound[slot * SLOT : slot * SLOT + len(waveform)] = waveform
    return sound


def _clip(slot: int, waveform: Waveform) -> dict[str, float]:
    return {"start": slot * 30.0, "end": slot * 30.0 + len(waveform) / SAMPLE_RATE}


def _heard(slot: int, segments: Sequence[Any]) -> Heard:
    if not segments:
        return Heard((), -math.inf, 1.0)
    words = (word for segment in segments for word in segment.words or ())
    return Heard(tuple(_words(words, slot * 30_000)), float(segments[0].avg_logprob), segments[0].no_speech_prob)


def _words(words: Iterable[Any], before_ms: int) -> Iterable[Word]:
    for word in words:
        start, end = (max(round(seconds * 1000) - before_ms, 0) for seconds in (word.start, word.end))
        yield Word(word.word, start, end, round(float(word.probability), 4))
