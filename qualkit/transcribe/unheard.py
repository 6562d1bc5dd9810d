"""Speech that the decoder passed over: where somebody speaks in a window and no word takes up the time.

A decoder leaves out a sentence now and then; what shows is time. The window is then heard again in two halves, and
these again, and the version that leaves less speech without words is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualkit.model import Word
from qualkit.transcribe.engines import Heard, Waveform
from qualkit.transcribe.levels import FRAME, SAMPLE_RATE, frame_levels
from qualkit.transcribe.windows import Window, cut, runs, to_frames

LONGEST_WORD_MS = 1000
"""What lasts longer holds something else as well."""
LEFT_OUT = SAMPLE_RATE // FRAME
"""Frames of speech (1 s) without a word that are not put down to breaths and to words that begin late."""
HALVINGS = 2

Part = tuple[Window, Heard]


@dataclass(frozen=True, slots=True)
class Hearing:
    """How windows of a recording are heard: the sound of one, where somebody speaks in it (a flag per frame), words."""

    sound: Callable[[Window], Waveform]
    speech: Callable[[Window], NDArray[np.bool_]]
    decode: Callable[[Sequence[Window]], list[Heard]]


def complete(part: Part, hearing: Hearing, halvings: int = HALVINGS) -> list[Part]:
    """A window as it was heard, or in parts where those leave out less speech; it is cut in two at most twice."""
    window, heard = part
    lost = left_out(heard.words, hearing.speech(window))
    if not halvings or not lost or window.guessed:
        return [part]
    halves = halve(window, hearing.sound(window))
    again = zip(halves, hearing.decode(halves), strict=True)
    parts = [one for half in again for one in complete(half, hearing, halvings - 1)]
    still = sum(left_out(one.words, hearing.speech(half)) for half, one in parts)
    return parts if still < lost else [part]


def left_out(words: Sequence[Word], speech: NDArray[np.bool_]) -> int:
    """Frames of speech in stretches that no word takes up, of those stretches with more than a second of it.

    Parameters
    ----------
    words : sequence of Word
        What was heard, in ms from the beginning of the window.
    speech : (n,) bool
        Where in the window somebody speaks.
    """
    silent = np.ones(len(speech), np.bool_)
    for word in words:
        end = min(word.end_ms, word.start_ms + LONGEST_WORD_MS)
        silent[to_frames(word.start_ms) : to_frames(end) + 1] = False
    counts = (int(speech[start:end].sum()) for start, end in runs(silent))
    return sum(count for count in counts if count > LEFT_OUT)


def halve(window: Window, waveform: Waveform) -> list[Window]:
    """Two windows that together hold the same sound, cut where its middle third is quietest."""
    levels = frame_levels((waveform * 32767).astype(np.int16))
    first, last = window.frames // 3, 2 * window.frames // 3
    at = first + int(np.argmin(levels[first : max(last, first + 1)]))
    return [Window(pieces) for pieces in cut(window.pieces, at) if pieces]
