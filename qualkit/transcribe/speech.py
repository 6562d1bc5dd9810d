"""How likely somebody speaks, for every 32 ms: Silero VAD, read stretch by stretch so that length costs no memory."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import MissingExtra
from qualkit.transcribe.levels import FRAME, SAMPLE_RATE, Levels, Samples
from qualkit.transcribe.networks import open_network

CONTEXT = 64
"""Samples of the frame before, which the detector wants in front of each frame."""
STATE = (1, 1, 128)
ANEW = 8 * SAMPLE_RATE // FRAME


def speech_probabilities(samples: Samples, gains: Levels) -> NDArray[np.float32]:
    """Probability of speech per frame.

    The detector remembers what it heard: after one voice it may take another, in the same room and as loud, for noise,
    and stay deaf to it for half a minute. So it begins anew every 8 s, twice over, 4 s apart; what it is surer of
    counts.

    Parameters
    ----------
    samples : (n,) int16
        One channel at 16 kHz.
    gains : (ceil(n / 512),) float32
        Factor applied to each frame first; the detector misses faint speech.

    Returns
    -------
    (ceil(n / 512),) float32

    References
    ----------
    Silero Team (2024), Silero VAD, github.com/snakers4/silero-vad (MIT); the network is the one faster-whisper carries.
    """
    heard = np.zeros(len(gains), np.float32)
    for first in (ANEW, ANEW // 2):
        edges = [0, *range(first, len(gains), ANEW), len(gains)]
        for start, end in pairwise(edges):
            stretch = samples[start * FRAME : end * FRAME]
            heard[start:end] = np.maximum(heard[start:end], _probabilities(stretch, gains[start:end]))
    return heard


def _probabilities(stretch: NDArray[np.int16], gains: Levels) -> NDArray[np.float32]:
    """Of a stretch before which nothing was heard."""
    if not len(gains):
        return np.zeros(0, np.float32)
    whole = np.pad(stretch, (0, -len(stretch) % FRAME)).reshape(-1, FRAME)
    frames = np.clip(whole * (gains[:, None] / np.float32(32768.0)), -1.0, 1.0)
    before = np.vstack([np.zeros(CONTEXT, np.float32), frames[:-1, -CONTEXT:]])
    nothing = np.zeros(STATE, np.float32)
    output, _, _ = _detector().run(None, {"input": np.hstack([before, frames]), "h": nothing, "c": nothing})
    return np.asarray(output.reshape(-1), np.float32)


@cache
def _detector() -> Any:
    """The network that faster-whisper carries."""
    package = find_spec("faster_whisper")
    if package is None or not package.submodule_search_locations:
        raise MissingExtra("Finding speech in a recording", "transcribe")
    network = next((Path(package.submodule_search_locations[0]) / "assets").glob("silero_vad*.onnx"))
    return open_network(network)
