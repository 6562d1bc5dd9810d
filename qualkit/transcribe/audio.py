"""Reading recordings: PyAV's only home. No ffmpeg program is needed, and nothing on a network is ever opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import BadFile, MissingExtra
from qualkit.transcribe.levels import BLEED_DB, SAMPLE_RATE, Samples
from qualkit.transcribe.tracks import Track, Tracks

if TYPE_CHECKING:
    from av.container import InputContainer

EXACT_FORMATS = ("flac", "wav", "mov,", "matroska")
"""Containers that declare how long they are; the others (AAC and MP3 streams) leave it to be guessed."""
LOCAL_ONLY = {"protocol_whitelist": "file"}
"""A playlist may name addresses on the network; they are not followed."""
DAMAGED = "It may be cut short or damaged: copy it again from where it was recorded."
SAME_VOICES = 0.5
"""Above this correlation of loudness two channels hear the same people."""
STEADY = 0.1
"""Loudness that varies less than this about its mean is nobody's speech."""
LOUDNESS_STEP = SAMPLE_RATE // 20
CLEARLY_DB = BLEED_DB + 2
"""What a microphone hears of the other person lies this far under that person's own, or it cannot be left out."""
SPEAKING = 0.1
"""Part of a channel's usual loudness from which on its person speaks."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a recording says about itself before it is decoded; `duration_ms` is None where it does not say."""

    duration_ms: int | None
    channels: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Sound:
    """A decoded recording at 16 kHz: one channel, or two that hear different people."""

    channels: tuple[Samples, ...]

    @property
    def duration_ms(self) -> int:
        return len(self.channels[0]) * 1000 // SAMPLE_RATE


def probe(path: Path) -> Probe:
    """Length and channels of a recording.

    Raises
    ------
    BadFile
        Empty, unreadable, not a recording, or without an audio track.
    """
    with _opened(path) as container:
        return _probe(container, path)


def read_sound(path: Path, *, apart: bool = True) -> Sound:
    """Decode a recording to 16-bit samples at 16 kHz.

    Parameters
    ----------
    path : Path
        Any container and codec that FFmpeg's libraries read; of a video the first audio track.
    apart : bool
        Keep two channels apart where they hear different people; otherwise everything is mixed to one.

    Raises
    ------
    BadFile
        As `probe`; also where nothing could be decoded, or the sound breaks off before the length that is declared.
    """
    with _opened(path) as container:
        about = _probe(container, path)
        layout = "stereo" if about.channels == 2 else "mono"
        tracks = Tracks(_decode(container, layout), 2 if layout == "stereo" else 1)
    if not tracks.frames:
        raise BadFile(f"No sound could be decoded from “{path.name}”.", hint=DAMAGED)
    sound = Sound((Track(tracks, 0),)) if layout == "mono" else _separate(tracks, apart)
    _check_whole(path, sound, about)
    return sound


# ---- opening ----


@contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    """The container, with what can go wrong in a person's words."""
    av = _pyav()
    _check_readable(path)
    try:
        with av.open(str(path.resolve()), metadata_errors="ignore", options=LOCAL_ONLY) as container:
            yield container
    except av.error.FFmpegError as error:
        hint = f"FFmpeg's libraries say: {error.strerror}. {DAMAGED}"
        raise BadFile(f"“{path.name}” is not a recording that can be read.", hint=hint) from error


def _check_readable(path: Path) -> None:
    try:
        with path.open("rb") as file:
            first = file.read(1)
    except PermissionError as error:
        hint = "Change its permissions, or copy it to a folder of your own."
        raise BadFile(f"“{path.name}” may not be read: permission denied.", hint=hint) from error
    except OSError as error:
        raise BadFile(f"“{path.name}” cannot be read: {error.strerror}.") from error
    if not first:
        raise BadFile(f"“{path.name}” is empty (0 bytes).", hint="Copy it again from where it was recorded.")


def _pyav() -> Any:
    try:
        import av
    except ImportError as error:
        raise MissingExtra("Reading recordings", "transcribe") from error
    return av


def _probe(container: InputContainer, path: Path) -> Probe:
    if not container.streams.audio:
        raise BadFile(f"“{path.name}” has no audio track.", hint="Is it a picture, or a video without sound?")
    name = container.format.name
    exact = name.startswith(EXACT_FORMATS) or (name == "mp3" and _mp3_counts_frames(path))
    return Probe(_length_ms(container), container.streams.audio[0].channels, exact)


def _length_ms(container: InputContainer) -> int | None:
    """Length of the audio track; that of the whole stands for it only where there is no picture that may be longer."""
    track = container.streams.audio[0]
    if track.duration and track.time_base:
        return int(track.duration * track.time_base * 1000)
    return container.duration // 1000 if container.duration and not container.streams.video else None


def _mp3_counts_frames(path: Path) -> bool:
    """Whether an MP3 file begins with a Xing or Info header, so that its length is known, not guessed."""
    with path.open("rb") as file:
        tag = file.read(10)
        if tag[:3] == b"ID3":  # four times seven bits of length
            file.seek(10 + sum(byte << shift for byte, shift in zip(tag[6:], (21, 14, 7, 0), strict=False)))
        start = file.read(2048)
    return b"Xing" in start or b"Info" in start


# ---- decoding ----


def _decode(container: InputContainer, layout: str) -> Iterator[bytes]:
    """Interleaved samples, part by part."""
    from av.audio.resampler import AudioResampler

    resampler = AudioResampler(format="s16", layout=layout, rate=SAMPLE_RATE)
    for frame in _frames(container):
        frame.pts = None
        for part in resampler.resample(frame):
            yield part.to_ndarray().tobytes()
    for part in resampler.resample(None):
        yield part.to_ndarray().tobytes()


def _frames(container: InputContainer) -> Iterator[Any]:
    """Decoded frames; a damaged packet is left out, as players do."""
    from av.error import InvalidDataError

    for packet in container.demux(container.streams.audio[0]):
        try:
            yield from packet.decode()
        except InvalidDataError:
            continue


def _separate(stereo: Tracks, apart: bool) -> Sound:
    left, right = Track(stereo, 0), Track(stereo, 1)
    if apart and hear_different_voices(left, right):
        return Sound((left, right))
    return Sound((Track(stereo, None),))


def hear_different_voices(left: Samples, right: Samples) -> bool:
    """Whether two channels are two microphones on two people, not one room heard twice.

    The loudness of two channels of one room rises and falls together (correlation near 1, whatever the delay between
    the microphones); of two people who take turns, or talk at once, it does not. Two microphones in one room that hear
    both people well are no better than one: every sentence would be written down twice.
    """
    first, second = _loudness(left), _loudness(right)
    if any(len(one) < 2 or one.std() <= STEADY * one.mean() for one in (first, second)):
        return False
    if np.corrcoef(first, second)[0, 1] >= SAME_VOICES:
        return False
    leads = [_lead(first, second), _lead(second, first)]
    usual = max(np.median(lead) for lead in leads)
    alone = min(np.percentile(lead, 90) for lead in leads)  # people who talk at once lead in few moments
    return bool(min(usual, alone) >= CLEARLY_DB)


def _lead(own: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far (dB) a channel is above the other one, at each step at which its person speaks; at least one step."""
    speaking = (own > other) & (own > SPEAKING * np.percentile(own, 95))
    ratios = own[speaking] / np.maximum(other[speaking], 1)
    return np.asarray(20 * np.log10(ratios if speaking.any() else np.ones(1)))


def _loudness(channel: Samples) -> NDArray[np.float64]:
    """Root mean square for every 50 ms."""
    whole = len(channel) // LOUDNESS_STEP * LOUDNESS_STEP
    minutes = (channel[at : min(at + SAMPLE_RATE * 60, whole)] for at in range(0, whole, SAMPLE_RATE * 60))
    steps = (np.square(minute.reshape(-1, LOUDNESS_STEP), dtype=np.float64).mean(axis=1) for minute in minutes)
    loudness: NDArray[np.float64] = np.sqrt(np.concatenate([*steps, np.zeros(0)]))
    return loudness


# ---- is all of it there? ----


def _check_whole(path: Path, sound: Sound, about: Probe) -> None:
    """A recording that breaks off is not transcribed as if it were whole.

    A second and two in a hundred are left for encoders that round.
    """
    declared = _declared_ms(path, about)
    if declared - sound.duration_ms > max(1000, declared // 50):
        lengths = f"{sound.duration_ms / 1000:.0f} of {declared / 1000:.0f} seconds"
        hint = "Copy it again from where it was recorded, or save the part that is there as a file of its own."
        raise BadFile(f"“{path.name}” breaks off: only {lengths} are there.", hint=hint)


def _declared_ms(path: Path, about: Probe) -> int:
    if not about.exact or about.duration_ms is None:
        return 0
    return about.duration_ms * _riff_bytes(path) // path.stat().st_size


def _riff_bytes(path: Path) -> int:
    """How many bytes a WAV file says it has: FFmpeg shortens the length of one that was cut without a word."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(8)
    declared = int.from_bytes(head[4:], "little") + 8
    # A recorder that streams leaves the length at its largest value, or at nothing.
    return declared if head[:4] == b"RIFF" and size < declared < 0xFFFF_FFFF else size
