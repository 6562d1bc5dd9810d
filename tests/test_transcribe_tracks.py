"""Channels that are read stretch by stretch, from memory or from a temporary file."""

from __future__ import annotations

import tempfile

import numpy as np
import pytest

from qualkit.errors import BadFile
from qualkit.transcribe import tracks
from qualkit.transcribe.tracks import Track, Tracks

STEREO = np.arange(2000, dtype=np.int16).reshape(-1, 2)


@pytest.fixture(params=[1 << 20, 100], ids=["in memory", "on the disk"])
def stereo(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Tracks:
    monkeypatch.setattr(tracks, "IN_MEMORY", request.param)
    return Tracks((STEREO[at : at + 300].tobytes() for at in range(0, 1000, 300)), channels=2)


def test_a_stretch_of_a_channel_is_what_was_written(stereo: Tracks) -> None:
    right = Track(stereo, 1)
    assert len(right) == 1000
    assert np.array_equal(right[:], STEREO[:, 1])
    assert np.array_equal(right[10:20], STEREO[10:20, 1])
    assert np.array_equal(right[990:2000], STEREO[990:, 1])
    assert not len(right[1000:])
    assert np.array_equal(np.asarray(right), STEREO[:, 1])


def test_channels_are_mixed_by_their_mean(stereo: Tracks) -> None:
    assert np.array_equal(Track(stereo, None)[:], STEREO.mean(axis=1).astype(np.int16))


def test_a_disk_without_room_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(tempfile.SpooledTemporaryFile):  # type: ignore[type-arg]
        def write(self, part: bytes) -> int:  # type: ignore[override]
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", Full)
    with pytest.raises(BadFile, match="No space left on device"):
        Tracks([b"1234"], channels=1)
