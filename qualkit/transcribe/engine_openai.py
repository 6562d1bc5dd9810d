"""openai-whisper's only home (and torch's): beam search over one window at a time, from the same weights."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import NoWeights
from qualkit.model import Word
from qualkit.transcribe.convert import Checkpoint, to_openai
from qualkit.transcribe.engines import APPENDED, PREPENDED, Heard, Waveform, own_language, suspect
from qualkit.transcribe.languages import prompt_for
from qualkit.transcribe.transcription import Options, Task

SAMPLES_PER_FRAME = 160
Spectrograms = NDArray[np.float32]


class OpenaiWhisper:
    """A model loaded by openai-whisper: float32 on a processor, float16 on a CUDA device."""

    def __init__(self, options: Options, model: Path, threads: int) -> None:
        import torch

        torch.set_num_threads(threads)
        try:
            self._model = _from_checkpoint_file(model) if model.is_file() else _from_ctranslate2(model)
        except (RuntimeError, ValueError, KeyError, OSError) as error:
            hint = f"openai-whisper needs a float16 model of CTranslate2, or a .pt file of its own. It says: {error}"
            raise NoWeights(f"The weights of “{options.model}” cannot be loaded.", hint=hint) from error
        self.options, self.together = options, 1
        self.multilingual = bool(self._model.is_multilingual)

    def languages(self, waveform: Waveform) -> Mapping[str, float]:
        """Probability of each language code in one window, (n,) samples at 16 kHz."""
        return self._languages(self._model.embed_audio(self._spectrogram(waveform)[None])[0])

    def decode(self, waveforms: Sequence[Waveform], language: str, task: Task = "transcribe") -> list[Heard]:
        """What was said in each window, one after the other; each (n,) samples at 16 kHz, at most 30 s."""
        return [self._decode_one(waveform, language, task) for waveform in waveforms]

    def _decode_one(self, waveform: Waveform, language: str, task: Task) -> Heard:
        mel = self._spectrogram(waveform)
        encoded = self._model.embed_audio(mel[None])[0]
        if self.multilingual and self.options.language == "auto":
            language = own_language(self._languages(encoded), language)
        said = self._said(encoded, language, task)
        words = self._timed_words(said.tokens, mel, len(waveform), {"language": language, "task": task})
        return Heard(tuple(words), float(said.avg_logprob), float(said.no_speech_prob), language)

    def _languages(self, encoded: Any) -> dict[str, float]:
        _, probabilities = self._model.detect_language(encoded)
        return dict(probabilities)

    def _said(self, encoded: Any, language: str, task: Task) -> Any:
        """The greedy text, or where that is in doubt the likeliest of several; without the prompt where it repeats."""
        import whisper

        asked: dict[str, Any] = {"task": task, "language": language, "without_timestamps": True, "fp16": has_cuda()}
        expected = prompt_for(self.options.words, language if task == "transcribe" else "") or None
        beam = self.options.beam_size
        tried = []
        for search in ({"prompt": expected}, {"prompt": expected, "beam_size": beam}, {"beam_size": beam}):
            tried.append(whisper.decode(self._model, encoded, whisper.DecodingOptions(**asked, **search)))
            if not suspect(tried[-1].text, tried[-1].avg_logprob):
                return tried[-1]
        return max(tried, key=lambda one: one.avg_logprob)

    def _timed_words(self, tokens: list[int], mel: Any, samples: int, spoken: Mapping[str, str]) -> list[Word]:
        from whisper.timing import add_word_timestamps
        from whisper.tokenizer import get_tokenizer

        segment: dict[str, Any] = {"seek": 0, "start": 0.0, "end": samples / 16_000, "tokens": tokens}
        add_word_timestamps(
            segments=[segment],
            model=self._model,
            tokenizer=get_tokenizer(self.multilingual, num_languages=self._model.num_languages, **spoken),
            mel=mel,
            num_frames=samples // SAMPLES_PER_FRAME,
            prepend_punctuations=PREPENDED,
            append_punctuations=APPENDED,
            last_speech_timestamp=0.0,
        )
        return [_word(timing) for timing in segment.get("words", [])]

    def _spectrogram(self, waveform: Waveform) -> Any:
        import whisper

        mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(waveform), self._model.dims.n_mels)
        mel = mel.to(self._model.device)
        return mel.half() if has_cuda() else mel


def has_cuda() -> bool:
    """Whether torch finds a CUDA device."""
    import torch

    return bool(torch.cuda.is_available())


def quick_encoder(folder: Path, threads: int) -> Callable[[Spectrograms], Spectrograms] | None:
    """The encoder of a CTranslate2 model in bfloat16, three times as fast on a processor with a unit for it.

    Returns
    -------
    callable
        (windows, mels, 3000) float32 to (windows, 1500, width) float32; the same bits with any number of threads. None
        for weights that were stored as integers.
    """
    import torch

    torch.set_num_threads(threads)
    try:
        encoder = _encoder_of(to_openai((folder / "model.bin").read_bytes(), "encoder"))
    except ValueError:
        return None
    for part in encoder.modules():
        if isinstance(part, torch.nn.Linear | torch.nn.Conv1d):
            part.to(torch.bfloat16)  # what lies between them, and what they add up to, stays exact
            part.register_forward_pre_hook(lambda _, given: given[0].to(torch.bfloat16))
        if isinstance(part, torch.nn.Conv1d):
            part.register_forward_hook(lambda _, given, made: made.float())

    def encode(spectrograms: Spectrograms) -> Spectrograms:
        with torch.inference_mode():
            return np.asarray(encoder(torch.from_numpy(spectrograms)).numpy())

    return encode


def _encoder_of(kept: Checkpoint) -> Any:
    import torch
    from whisper.model import AudioEncoder

    shape = (kept.dimensions[f"n_{name}"] for name in ("mels", "audio_ctx", "audio_state", "audio_head", "audio_layer"))
    encoder = AudioEncoder(*shape)
    weights = {name.removeprefix("encoder."): values for name, values in kept.weights.items()}
    encoder.load_state_dict({name: torch.from_numpy(values).float() for name, values in weights.items()})
    return encoder.eval()


def _from_checkpoint_file(path: Path) -> Any:
    import whisper

    return whisper.load_model(str(path))


def _from_ctranslate2(folder: Path) -> Any:
    """openai-whisper's model with the numbers of a CTranslate2 one, and its heads that follow the words in time."""
    model = _model_of(to_openai((folder / "model.bin").read_bytes()))
    heads = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("alignment_heads")
    if heads:
        _set_alignment_heads(model, heads)
    return model.to("cuda" if has_cuda() else "cpu")


def _model_of(checkpoint: Checkpoint) -> Any:
    import torch
    from whisper.model import ModelDimensions, Whisper

    model = Whisper(ModelDimensions(**checkpoint.dimensions))
    model.load_state_dict({name: torch.from_numpy(values) for name, values in checkpoint.weights.items()})
    return model.eval()


def _set_alignment_heads(model: Any, heads: Sequence[tuple[int, int]]) -> None:
    import torch

    chosen = torch.zeros(model.dims.n_text_layer, model.dims.n_text_head, dtype=torch.bool)
    for layer, head in heads:
        chosen[layer, head] = True
    model.register_buffer("alignment_heads", chosen.to_sparse(), persistent=False)


def _word(timing: Mapping[str, Any]) -> Word:
    start, end = round(timing["start"] * 1000), round(timing["end"] * 1000)
    return Word(timing["word"], start, max(start, end), round(float(timing["probability"]), 4))
