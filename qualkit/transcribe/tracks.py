"""A decoded channel that is read stretch by stretch: three hours take no more memory than three minutes.

Samples lie in a nameless temporary file, which is gone when the process is, and in memory alone while they are few.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import BadFile

IN_MEMORY = 64 << 20
"""Bytes; about half an hour of one channel."""
WIDTH = np.dtype(np.int16).itemsize


class Tracks:
    """Interleaved 16-bit samples of one or more channels, written once and then read."""

    def __init__(self, parts: Iterable[bytes], channels: int) -> None:
        self.channels = channels
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  it lives as long as the tracks
        for part in parts:
            self._write(part)
        self.frames = self._file.tell() // (WIDTH * channels)

    def _write(self, part: bytes) -> None:
        try:
            self._file.write(part)
        except OSError as error:
            hint = "Make room there, or set TMPDIR to a folder on a larger disk; what is put there is gone afterwards."
            where = f"The recording cannot be decoded into “{tempfile.gettempdir()}”"
            raise BadFile(f"{where}: {error.strerror}.", hint=hint) from error

    def read(self, start: int, stop: int) -> NDArray[np.int16]:
        """Samples from `start` to `stop`, (n, channels)."""
        self._file.seek(start * WIDTH * self.channels)
        content = self._file.read(max(stop - start, 0) * WIDTH * self.channels)
        return np.frombuffer(content, np.int16).reshape(-1, self.channels)


class Track:
    """One channel, or the mean of all where `channel` is None: has a length and gives stretches as arrays."""

    def __init__(self, tracks: Tracks, channel: int | None) -> None:
        self._tracks, self._channel = tracks, channel

    def __len__(self) -> int:
        return self._tracks.frames

    def __getitem__(self, stretch: slice) -> NDArray[np.int16]:
        start, stop, _ = stretch.indices(len(self))
        samples = self._tracks.read(start, stop)
        if self._channel is None:
            mixed: NDArray[np.int16] = samples.mean(axis=1).astype(np.int16)
            return mixed
        return np.ascontiguousarray(samples[:, self._channel])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return self[:].astype(dtype or np.int16, copy=False)
