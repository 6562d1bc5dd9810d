"""How likely somebody speaks, for every 32 ms: Silero VAD, read block by block so that length costs no memory."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import MissingExtra
from qualkit.transcribe.levels import BLOCK, FRAME, Levels, Samples
from qualkit.transcribe.networks import open_network

CONTEXT = 64
"""Samples of the frame before, which the detector wants in front of each frame."""
STATE = (1, 1, 128)


def speech_probabilities(samples: Samples, gains: Levels) -> NDArray[np.float32]:
    """Probability of speech per frame.

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
    hidden = cell = np.zeros(STATE, np.float32)
    heard = []
    for block in _blocks(samples, gains):
        output, hidden, cell = _detector().run(None, {"input": block, "h": hidden, "c": cell})
        heard.append(output.reshape(-1))
    return np.concatenate(heard) if heard else np.zeros(0, np.float32)


def _blocks(samples: Samples, gains: Levels) -> Iterator[NDArray[np.float32]]:
    """Rows of 64 + 512 samples: each frame after the end of the one before."""
    before = np.zeros(CONTEXT, np.float32)
    for at in range(0, len(gains), BLOCK):
        sound = samples[at * FRAME : (at + BLOCK) * FRAME]
        whole = np.pad(sound, (0, -len(sound) % FRAME)).reshape(-1, FRAME)
        frames = np.clip(whole * (gains[at : at + BLOCK, None] / np.float32(32768.0)), -1.0, 1.0)
        context = np.vstack([before, frames[:-1, -CONTEXT:]])
        before = frames[-1, -CONTEXT:]
        yield np.hstack([context, frames])


@cache
def _detector() -> Any:
    """The network that faster-whisper carries."""
    package = find_spec("faster_whisper")
    if package is None or not package.submodule_search_locations:
        raise MissingExtra("Finding speech in a recording", "transcribe")
    network = next((Path(package.submodule_search_locations[0]) / "assets").glob("silero_vad*.onnx"))
    return open_network(network)
