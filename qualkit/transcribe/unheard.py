"""Speech that the decoder passed over: where somebody speaks in a window and no word takes up the time.

A decoder stops now and then where another voice or matter begins, and goes on after it or not at all; what shows is
time. The window is then heard again from there on, where the decoder has nothing before it to be done with, and the
version that has more words and leaves less speech without one is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qualkit.model import Word
from qualkit.transcribe.engines import DOUBTFUL_LOGPROB, Heard, Waveform
from qualkit.transcribe.levels import FRAME, SAMPLE_RATE, frame_levels
from qualkit.transcribe.windows import Span, Window, cut, runs, to_frames, to_ms

FIRST_LETTER_MS, LETTER_MS, LONGEST_WORD_MS = 390, 90, 1000
"""A word takes up this much time at most; one that seems to last longer hides something else."""
LEFT_OUT = 800 * SAMPLE_RATE // 1000 // FRAME
"""Frames of speech without a word that are not put down to breaths and to words that begin late."""
NEAR = 200 * SAMPLE_RATE // 1000 // FRAME
"""How far from the edge of a stretch a pause is looked for to cut in."""
TIMES_AGAIN = 3

Part = tuple[Window, Heard]


@dataclass(frozen=True, slots=True)
class Hearing:
    """How windows of a recording are heard: the sound of one, where somebody speaks in it (a flag per frame), words."""

    sound: Callable[[Window], Waveform]
    speech: Callable[[Window], NDArray[np.bool_]]
    decode: Callable[[Sequence[Window]], list[Heard]]


def complete(part: Part, hearing: Hearing, times: int = TIMES_AGAIN) -> list[Part]:
    """A window as it was heard, or in parts where those leave out less speech."""
    window, heard = part
    lost = left_out(heard.words, hearing.speech(window))
    too_short = not heard.words and window.frames < 3 * LEFT_OUT  # half of it would not count as left out
    if not times or not lost or window.guessed or too_short:
        return [part]
    again = hear_again(part, lost[0], hearing)
    parts = [done for one in again for done in complete(one, hearing, times - 1)]
    better = _said(parts) > _said([part]) and _amount(parts, hearing) < _amount([part], hearing)
    return parts if better else [part]


def left_out(words: Sequence[Word], speech: NDArray[np.bool_]) -> list[Span]:
    """Stretches that no word takes up and in which somebody speaks for 0.8 s or more, in frames.

    Parameters
    ----------
    words : sequence of Word
        What was heard, in ms from the beginning of the window.
    speech : (n,) bool
        Where in the window somebody speaks.
    """
    silent = np.ones(len(speech), np.bool_)
    for word in words:
        silent[to_frames(word.start_ms) : to_frames(_done(word)) + 1] = False
    return [(start, end) for start, end in runs(silent) if speech[start:end].sum() >= LEFT_OUT]


def _done(word: Word) -> int:
    """When a word is over (ms) if it takes no longer than its letters need."""
    letters = sum(sign.isalnum() for sign in word.text)
    needed = FIRST_LETTER_MS + LETTER_MS * max(letters - 1, 0)
    return min(word.end_ms, word.start_ms + min(needed, LONGEST_WORD_MS))


def _said(parts: Iterable[Part]) -> int:
    """Words in parts."""
    return sum(len(heard.words) for _, heard in parts)


def _amount(parts: Iterable[Part], hearing: Hearing) -> int:
    """Frames of speech that parts leave out."""
    speech = [(hearing.speech(window), heard.words) for window, heard in parts]
    return sum(int(flags[start:end].sum()) for flags, words in speech for start, end in left_out(words, flags))


def hear_again(part: Part, stretch: Span, hearing: Hearing) -> list[Part]:
    """The window in two, cut in a pause beside the stretch that was left out.

    What was heard before the stretch stands, and it is heard again from there on. Where nothing was heard before it,
    what follows stands; where nothing was heard at all, the halves are heard again.
    """
    window, heard = part
    levels = frame_levels((hearing.sound(window) * 32767).astype(np.int16))
    start, end = stretch
    spoken = start + int(np.argmax(hearing.speech(window)[start:end]))
    at = _calmest(levels, start - NEAR, min(spoken + NEAR, end))
    if any(to_frames(word.start_ms) < at for word in heard.words):
        before, after = _apart(part, at)
        return [before, *_heard([after[0]], hearing)]
    if end < window.frames:
        before, after = _apart(part, _calmest(levels, end - NEAR, end + NEAR))
        return [*_heard([before[0]], hearing), after]
    halves = _apart(part, _calmest(levels, window.frames // 3, 2 * window.frames // 3))
    return _heard([half for half, _ in halves], hearing)


def _heard(windows: Sequence[Window], hearing: Hearing) -> list[Part]:
    """Windows that are heard again; words that the decoder all but guessed are none."""
    again = (one if one.logprob >= DOUBTFUL_LOGPROB else replace(one, words=()) for one in hearing.decode(windows))
    return [*zip(windows, again, strict=True)]


def _calmest(levels: NDArray[np.float32], first: int, last: int) -> int:
    """The quietest frame from `first` to `last` that leaves something on both sides."""
    first = min(max(first, 1), len(levels) - 1)
    return first + int(np.argmin(levels[first : max(last + 1, first + 1)][: len(levels) - first]))


def _apart(part: Part, at: int) -> tuple[Part, Part]:
    """A window in two, each with the words that begin in it."""
    (window, heard), edge = part, to_ms(at)
    early = tuple(replace(word, end_ms=min(word.end_ms, edge)) for word in heard.words if word.start_ms < edge)
    late = tuple(
        replace(word, start_ms=word.start_ms - edge, end_ms=word.end_ms - edge) for word in heard.words[len(early) :]
    )
    first, second = (Window(pieces) for pieces in cut(window.pieces, at))
    return (first, replace(heard, words=early)), (second, replace(heard, words=late))
