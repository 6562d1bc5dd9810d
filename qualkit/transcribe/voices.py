"""What a voice sounds like, as numbers that can be compared: kaldi_native_fbank's only home.

They are compared within one recording and then forgotten: numbers by which a person can be known again by voice are
biometric data of a participant, and nothing here writes them down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import MissingExtra, NoWeights
from qualkit.transcribe.levels import SAMPLE_RATE, Samples
from qualkit.transcribe.networks import open_network
from qualkit.transcribe.speaker_network import FRAMES, MELS, VALUES
from qualkit.transcribe.speaker_weights import voice_network

SCALE = 32768.0
TELL_EVERY = 20
"""Stretches between two reports: about a second of work."""

Span = tuple[int, int]
"""Start and end in ms."""


OnShare = Callable[[float], None]
"""Told which part (0 to 1) of the stretches has been compared."""
_on_share: ContextVar[OnShare] = ContextVar("on_share", default=lambda share: None)


@contextmanager
def telling_how_far(on_share: OnShare) -> Iterator[None]:
    """Whoever waits is told how far the comparison of voices is, however deep inside a transcription it is begun."""
    token = _on_share.set(on_share)
    try:
        yield
    finally:
        _on_share.reset(token)


def can_compare_voices() -> bool:
    """Whether the part “speakers” and the voice model are installed."""
    try:
        check_voices()
    except (MissingExtra, NoWeights):
        return False
    return True


def check_voices() -> None:
    """See that voices can be compared before hours of work rest on it. Raises MissingExtra, NoWeights."""
    _library()
    voice_network()


def describe_voices(samples: Samples, spans: Sequence[Span]) -> NDArray[np.float32]:
    """How the voice in each stretch sounds.

    Parameters
    ----------
    samples : (n,) int16
        One channel at 16 kHz.
    spans : sequence of (int, int)
        Stretches in ms, of 1.5 s or less; a shorter one is repeated until it fills 1.5 s.

    Returns
    -------
    (len(spans), 192) float32
        Rows of length 1: the cosine of two is their product, near 1 for one voice. NaN-free also for silence.

    Raises
    ------
    MissingExtra, NoWeights
        The part “speakers” or the voice model is not installed.
    """
    described = np.zeros((len(spans), VALUES), np.float32)
    # One at a time: what the network holds of one stretch fits the processor's cache; sixteen take a quarter longer.
    for number, span in enumerate(spans):
        described[number] = _network().run(None, {"sound": _spectrum(samples, span)[None]})[0][0]
        if number % TELL_EVERY == 0:
            _on_share.get()(number / len(spans))
    lengths = np.linalg.norm(described, axis=1, keepdims=True)
    unit: NDArray[np.float32] = described / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit


def _spectrum(samples: Samples, span: Span) -> NDArray[np.float32]:
    """(148, 80): the logarithmic spectrum of a stretch about its own mean, repeated where the stretch is short."""
    start, end = (at * SAMPLE_RATE // 1000 for at in span)
    sound = samples[max(start, 0) : end].astype(np.float32) / np.float32(SCALE)
    bank = _library().OnlineFbank(_shape())
    bank.accept_waveform(SAMPLE_RATE, sound)
    bank.input_finished()
    frames = [bank.get_frame(number) for number in range(min(bank.num_frames_ready, FRAMES))]
    spectrum = np.array(frames, np.float32) if frames else np.zeros((1, MELS), np.float32)
    spectrum -= spectrum.mean(axis=0)
    return np.resize(spectrum, (FRAMES, MELS))


@cache
def _shape() -> Any:
    """The front end that the network was trained with: 80 bands, no noise added."""
    options = _library().FbankOptions()
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = SAMPLE_RATE
    options.mel_opts.num_bins = MELS
    return options


def _library() -> Any:
    if find_spec("kaldi_native_fbank") is None:
        raise MissingExtra("Telling voices apart", "speakers")
    import kaldi_native_fbank

    return kaldi_native_fbank


@cache
def _network() -> Any:
    return open_network(voice_network())
