"""Which stretches of a recording are decoded, and how they are packed into windows of 30 seconds.

Whisper's encoder costs the same whatever a window holds, so speech is packed to full windows. Everything is counted in
frames of 512 samples (32 ms at 16 kHz), the step of the speech detector. The plan depends on the sound alone, never on
the number of processes: the same recording always gives the same windows, hence the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qualkit.transcribe.levels import FRAME, QUIETEST_DB, SAMPLE_RATE, Levels, Samples, active_level, smooth

WINDOW = 30 * SAMPLE_RATE // FRAME
WELL_FILLED = 2 * WINDOW // 3
ONSET, RELEASE = 0.5, 0.35
"""Speech begins at or above ONSET and goes on down to RELEASE (the defaults of Silero VAD)."""
MIN_SPEECH = 250 * SAMPLE_RATE // 1000 // FRAME
"""What the detector heard for less than this may be a noise (Silero VAD's own mark); two frames or one always are."""
MIN_SILENCE = 160 * SAMPLE_RATE // 1000 // FRAME
PADDING = 400 * SAMPLE_RATE // 1000 // FRAME
MIN_GAP = SAMPLE_RATE // FRAME
NEAR_SPEECH_DB = 12.0
STEADY_DB = 3.0
"""Speech rises and falls; the level of a hum, a tone or a fan varies less than this."""
FLAT_DB = 0.5
"""Hiss varies by 0.3 dB from frame to frame, speech in loud hiss by 0.7 and more."""
LONG_SILENCE = 5 * SAMPLE_RATE // FRAME
STEP_DB = 6.0

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one channel, in frames, end exclusive.

    `repair` marks sound that the speech detector passed over, or all but, although it is as loud as speech; `gain` is
    what the sound is multiplied with before it is decoded.
    """

    channel: int
    start: int
    end: int
    repair: bool = False
    gain: float = 1.0

    @property
    def frames(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Window:
    """What is decoded in one go: pieces of one channel in order of time, at most 30 s together."""

    pieces: tuple[Piece, ...]

    @property
    def guessed(self) -> bool:
        """Whether the speech detector heard nobody in any of it."""
        return all(piece.repair for piece in self.pieces)

    @property
    def channel(self) -> int:
        return self.pieces[0].channel

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    @property
    def frames(self) -> int:
        return sum(piece.frames for piece in self.pieces)


# ---- where speech is ----


def speech_spans(probabilities: NDArray[np.float32]) -> list[Span]:
    """Stretches of speech from the detector's probability per frame: hysteresis, short silences bridged, padded."""
    held = [(start, end, probabilities[start:end] >= ONSET) for start, end in runs(probabilities >= RELEASE)]
    heard = [(start + int(np.argmax(on)), end) for start, end, on in held if on.any()]
    return pad([(start, end) for start, end in merge(heard, MIN_SILENCE) if end - start > 2], len(probabilities))


def loud_gaps(levels: Levels, spans: Sequence[Span]) -> list[Span]:
    """Stretches of a second or more outside `spans` that are nearly as loud as the speech in them.

    The detector drops clear speech now and then; what it passed over at the level of speech is decoded as well.
    """
    loud = near_speech(levels, spans)
    for start, end in spans:
        loud[start:end] = False
    return [
        (start, end) for start, end in runs(loud) if end - start >= MIN_GAP and np.std(levels[start:end]) >= STEADY_DB
    ]


def near_speech(levels: Levels, spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Frames that are nearly as loud as the speech in `spans`, (n,) bool."""
    speech = np.concatenate([levels[start:end] for start, end in spans]) if spans else levels
    near: NDArray[np.bool_] = smooth(levels) >= active_level(speech) - NEAR_SPEECH_DB
    return near


def bridge(spans: Sequence[Span], loud: NDArray[np.bool_]) -> list[Span]:
    """Spans joined where the second or less between them is not quiet: half a word would be cut out there."""
    joined: list[Span] = []
    for start, end in spans:
        before = joined[-1][1] if joined else -MIN_GAP - 1
        if start - before <= MIN_GAP and loud[before : start + 1].any():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def merge(spans: Iterable[Span], gap: int) -> list[Span]:
    """Ordered spans with those less than `gap` apart joined."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and start - merged[-1][1] < gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def pad(spans: Sequence[Span], total: int) -> list[Span]:
    """Up to 0.4 s more on both sides; neighbours meet in the middle of a short silence."""
    edges = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(spans)), total]
    return [(max(start - PADDING, edges[i]), min(end + PADDING, edges[i + 1])) for i, (start, end) in enumerate(spans)]


def runs(flags: NDArray[np.bool_]) -> list[Span]:
    """Stretches in which the flag is up."""
    steps = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False]))))
    return [(int(start), int(end)) for start, end in zip(steps[::2], steps[1::2], strict=True)]


# ---- windows ----


def level_out(pieces: Sequence[Piece], gains: Levels) -> tuple[Piece, ...]:
    """Pieces of one window at about one level: the faint ones raised towards the loudest in steps of 6 dB.

    Whisper drops what is much fainter than the rest of its window. Where all is about as loud nothing is changed:
    the decoder hears faint sound as well as loud (word error rate 5.6 to 6.6 % at 3 to 0.03 times the same level).
    """
    needed = [20 * np.log10(np.median(gains[piece.start : piece.end])) for piece in pieces]
    steps = [(need - min(needed)) // STEP_DB for need in needed]
    return tuple(replace(piece, gain=float(10 ** (n * STEP_DB / 20))) for piece, n in zip(pieces, steps, strict=True))


def pack(pieces: Iterable[Piece], levels: Levels) -> list[tuple[Piece, ...]]:
    """Pieces in their order to at most 30 s together, none across a long silence.

    A window ends in the longest silence of its last third, else in the longest lull there: a sentence that is cut in
    two is heard wrongly on both sides. What follows a long silence is often another matter, and the decoder tends to
    stop where a matter ends.
    """
    lulls = smooth(levels)
    packed: list[tuple[Piece, ...]] = []
    held: tuple[Piece, ...] = ()
    for piece in pieces:
        if held and piece.start - held[-1].end > LONG_SILENCE:
            packed, held = [*packed, held], ()
        held = (*held, piece)
        while sum(one.frames for one in held) > WINDOW:
            full, held = cut(held, _longest_silence(held) or _calmest(held, lulls))
            packed.append(full)
    return [*packed, held] if held else packed


def _longest_silence(pieces: Sequence[Piece]) -> int:
    """How many frames fill a window up to the longest silence between two pieces in its last third; 0 without one."""
    ends = np.cumsum([piece.frames for piece in pieces]).tolist()
    silences = [
        (after.start - piece.end, end)
        for (piece, after), end in zip(pairwise(pieces), ends, strict=False)
        if after.start > piece.end and WELL_FILLED <= end <= WINDOW
    ]
    return max(silences)[1] if silences else 0


def _calmest(pieces: Sequence[Piece], lulls: Levels) -> int:
    """How many frames fill a window up to the quietest half second in its last third, the last where several are."""
    frames = np.concatenate([np.arange(piece.start, piece.end) for piece in pieces])
    return WINDOW - int(np.argmin(lulls[frames[WELL_FILLED : WINDOW + 1]][::-1]))


def cut(pieces: Iterable[Piece], at: int) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces that hold the first `at` frames, and those that hold the rest."""
    before: list[Piece] = []
    after: list[Piece] = []
    for piece in pieces:
        middle = min(max(piece.start + at, piece.start), piece.end)
        before += [replace(piece, end=middle)] * (middle > piece.start)
        after += [replace(piece, start=middle)] * (middle < piece.end)
        at -= piece.frames
    return tuple(before), tuple(after)


def plan_channel(channel: int, levels: Levels, gains: Levels, probabilities: Levels) -> list[Window]:
    """Windows of one channel: the speech that was found, and what was as loud and not found, in order of time.

    Parameters
    ----------
    channel : int
        Its number, from 0.
    levels, gains, probabilities : (n,) float32
        For each frame its level, the gain that brings it to the level of speech, and how likely somebody speaks.
    """
    found = speech_spans(np.where(levels > QUIETEST_DB, probabilities, np.float32(0)))
    found = [(start, end) for start, end in found if np.std(levels[start:end]) >= FLAT_DB]
    raised = levels + 20 * np.log10(gains)
    found = bridge(found, near_speech(raised, found))
    missed = loud_gaps(raised, found)
    hardly = [int(np.sum(probabilities[start:end] >= ONSET)) < MIN_SPEECH for start, end in found]
    pieces = [Piece(channel, *span, repair=doubted) for span, doubted in zip(found, hardly, strict=True)]
    pieces += [Piece(channel, *span, repair=True) for span in missed]
    in_order = sorted(pieces, key=lambda piece: piece.start)
    return [Window(level_out(together, gains)) for together in pack(in_order, levels)]


def in_time(windows: Iterable[Window]) -> list[Window]:
    """The order of decoding: by where a window ends, then by channel."""
    return sorted(windows, key=lambda window: (window.end, window.channel))


# ---- from a window back to the recording ----


def cut_out(channels: Sequence[Samples], window: Window) -> NDArray[np.float32]:
    """The sound of a window, float32 in -1 to 1, (n,) at 16 kHz."""
    parts = [
        channels[piece.channel][piece.start * FRAME : piece.end * FRAME] * np.float32(piece.gain / 32768.0)
        for piece in window.pieces
    ]
    return np.clip(np.concatenate(parts), -1.0, 1.0)


def to_ms(frames: int) -> int:
    """Frames to milliseconds."""
    return frames * FRAME * 1000 // SAMPLE_RATE


def to_frames(time_ms: int) -> int:
    """Milliseconds to whole frames."""
    return time_ms * SAMPLE_RATE // (1000 * FRAME)


def place(window: Window, start_ms: int, end_ms: int) -> tuple[int, int]:
    """Times inside a window as times in the recording; the piece is the one that holds the middle."""
    middle, before = (start_ms + end_ms) / 2, 0
    piece = window.pieces[0]
    for piece in window.pieces:
        if middle < before + to_ms(piece.frames):
            break
        before += to_ms(piece.frames)
    else:
        before -= to_ms(piece.frames)
    first, last = to_ms(piece.start), to_ms(piece.end)
    return (
        min(max(first + start_ms - before, first), last),
        min(max(first + end_ms - before, first), last),
    )
