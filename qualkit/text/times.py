"""When a stretch of text was said, and how a time in a recording is written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from qualkit.model import TimedWord, Turn


def span_times(
    start: int, end: int, words: Sequence[TimedWord], turns: Sequence[Turn]
) -> tuple[int | None, int | None]:
    """From when to when a stretch was said, in milliseconds.

    Parameters
    ----------
    start, end : int
        The stretch in code points, end exclusive.
    words : sequence of TimedWord
        In text order; where the stretch holds timed words, both times are known.
    turns : sequence of Turn
        In text order; else the turn in which the stretch begins tells when that turn began, and no end.
    """
    first = bisect_right(words, start, key=lambda word: word.end)
    after = bisect_left(words, end, key=lambda word: word.start)
    if first < after:
        return words[first].start_ms, words[after - 1].end_ms
    turn = bisect_right(turns, start, key=lambda turn: turn.start)
    return (turns[turn - 1].start_ms if turn else None), None


def clock(ms: int) -> str:
    """Where in a recording: "0:07", "20:58", "1:02:03"."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
