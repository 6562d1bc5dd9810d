"""openai-whisper's only home (and torch's): beam search over one window at a time, from the same weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qualkit.errors import NoWeights
from qualkit.model import Word
from qualkit.transcribe.convert import Checkpoint, to_openai
from qualkit.transcribe.engines import Heard, Waveform
from qualkit.transcribe.transcription import Options

PREPENDED, APPENDED = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"
"""Punctuation that belongs to the word after it, and to the word before it (openai-whisper's own lists)."""
SAMPLES_PER_FRAME = 160


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
        self.options = options
        self.multilingual = bool(self._model.is_multilingual)

    def languages(self, waveform: Waveform) -> Mapping[str, float]:
        """Probability of each language code in one window, (n,) samples at 16 kHz."""
        _, probabilities = self._model.detect_language(self._spectrogram(waveform))
        return dict(probabilities)

    def decode(self, waveforms: Sequence[Waveform], language: str) -> list[Heard]:
        """What was said in each window, one after the other; each (n,) samples at 16 kHz, at most 30 s."""
        return [self._decode_one(waveform, language) for waveform in waveforms]

    def _decode_one(self, waveform: Waveform, language: str) -> Heard:
        import whisper

        mel = self._spectrogram(waveform)
        asked = whisper.DecodingOptions(
            task=self.options.task,
            language=language,
            temperature=0.0,
            beam_size=self.options.beam_size,
            without_timestamps=True,
            fp16=has_cuda(),
        )
        said = whisper.decode(self._model, mel, asked)
        words = self._timed_words(said.tokens, mel, len(waveform), language)
        return Heard(tuple(words), float(said.avg_logprob), float(said.no_speech_prob))

    def _timed_words(self, tokens: list[int], mel: Any, samples: int, language: str) -> list[Word]:
        from whisper.timing import add_word_timestamps
        from whisper.tokenizer import get_tokenizer

        known = {"num_languages": self._model.num_languages, "language": language, "task": self.options.task}
        segment: dict[str, Any] = {"seek": 0, "start": 0.0, "end": samples / 16_000, "tokens": tokens}
        add_word_timestamps(
            segments=[segment],
            model=self._model,
            tokenizer=get_tokenizer(self.multilingual, **known),
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
