"""How loud a recording is, frame by frame, and how much louder it must be for speech to be found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000
FRAME = 512
"""Samples in a frame (32 ms), the step of the speech detector; levels and stretches are counted in frames."""
BLOCK = 8192
"""Frames that are worked on at a time, so that length costs no memory."""
QUIETEST_DB = -90.0
TARGET_DB = -20.0
MAX_GAIN_DB, MAX_GAIN_APART_DB = 40.0, 20.0
BLEED_DB = 12.0
"""A channel this much under the other one hears the other one's speaker."""
STRETCH = 10 * SAMPLE_RATE // FRAME
SMOOTHING = SAMPLE_RATE // 2 // FRAME

Levels = NDArray[np.float32]


class Samples(Protocol):
    """16-bit samples of one channel at 16 kHz: an array, or a track that is read stretch by stretch."""

    def __len__(self) -> int: ...

    def __getitem__(self, stretch: slice, /) -> NDArray[np.int16]: ...


def frame_levels(samples: Samples) -> Levels:
    """Level of every frame.

    Parameters
    ----------
    samples : (n,) int16
        One channel at 16 kHz.

    Returns
    -------
    (ceil(n / 512),) float32
        dB relative to full scale, root mean square; -90 where there is nothing.
    """
    blocks = [_levels(samples[at : at + BLOCK * FRAME]) for at in range(0, len(samples), BLOCK * FRAME)]
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


def _levels(samples: NDArray[np.int16]) -> Levels:
    whole = np.pad(samples, (0, -len(samples) % FRAME)).reshape(-1, FRAME)
    return _decibels(np.square(whole, dtype=np.float32).mean(axis=1) / np.float32(32768.0**2))


def _decibels(power: Levels) -> Levels:
    quietest = np.float32(10 ** (QUIETEST_DB / 10))
    levels: Levels = 10 * np.log10(np.maximum(power, quietest))
    return levels


def active_level(levels: Levels) -> float:
    """Median level (dB) of the frames that carry the sound: those down to 10 dB under the mean power.

    Silence before, between and after hardly moves it, and it follows the gain of the recorder exactly.
    """
    if not len(levels):
        return QUIETEST_DB
    mean = 10 * np.log10(np.mean(10 ** (levels.astype(np.float64) / 10)))
    return float(np.median(levels[levels >= mean - 10]))


def gains_to_target(channels: Sequence[Levels]) -> list[Levels]:
    """Factor for every frame of each channel that brings what is said there to about -20 dB.

    The detector misses faint speech, and one of two people may be far from the microphone: the level is taken over
    half a minute. At most 40 dB, and at most 20 dB more than the loudest channel needs as a whole: noise in a silent
    stretch or on a silent channel must not pass for speech.
    """
    limit = min(TARGET_DB - active_level(levels) for levels in channels) + MAX_GAIN_APART_DB
    return [_gains(levels, min(limit, MAX_GAIN_DB)) for levels in channels]


def _gains(levels: Levels, limit: float) -> Levels:
    starts = range(0, len(levels), STRETCH)
    local = [active_level(levels[max(at - STRETCH, 0) : at + 2 * STRETCH]) for at in starts]
    middles = [at + STRETCH / 2 for at in starts]
    gains_db = np.interp(np.arange(len(levels)), middles, np.minimum(TARGET_DB - np.array(local), limit))
    return (10 ** (gains_db / 20)).astype(np.float32)


def without_bleed(own: Levels, others: Sequence[Levels]) -> Levels:
    """Levels of a channel with silence where it only hears the speaker of another."""
    heard = own.copy()
    for other in others:
        heard[smooth(own) < smooth(other) - BLEED_DB] = QUIETEST_DB
    return heard


def smooth(levels: Levels) -> Levels:
    """Mean power over half a second, so that the dips between syllables do not cut a stretch."""
    mean = np.full(SMOOTHING, 1 / SMOOTHING, np.float32)
    power = np.convolve(10 ** (levels / 10), mean, mode="same")[: len(levels)]
    return _decibels(power.astype(np.float32))
