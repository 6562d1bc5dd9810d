"""What a machine makes of a transcript in English, found by time: help for reading, never what was said. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from qualkit.model import Transcript, TranscriptText, Translated
from qualkit.text.parts import Part
from qualkit.text.times import span_times

TOLD = "In English, by a machine, to help reading"
"""Stands before every translation that leaves the screen."""


def english_by_turn(parts: Sequence[Part], translation: Sequence[Translated]) -> dict[int, str]:
    """What was translated, by the number of the turn during which it begins."""
    timed = [(part.start_ms, number) for number, part in enumerate(parts) if part.start_ms is not None]
    at = -1
    said: dict[int, list[str]] = {}
    for one in translation:
        while at + 1 < len(timed) and timed[at + 1][0] <= one.start_ms:
            at += 1
        if timed:
            said.setdefault(timed[max(at, 0)][1], []).append(one.text)
    return {number: " ".join(texts) for number, texts in said.items()}


def english_of(whole: Transcript | TranscriptText, start: int, end: int) -> str:
    """A passage in English: all stretches that were translated and share time with it; empty where there are none.

    Parameters
    ----------
    whole : Transcript or TranscriptText
        Whose words or turns say when they were said.
    start, end : int
        The passage in code points, end exclusive.
    """
    began, ended = span_times(start, end, whole.words, whole.turns)
    if began is None:
        return ""
    if ended is None:
        ended = next((turn.start_ms for turn in whole.turns if turn.start >= end and turn.start_ms is not None), None)
    shared = [one for one in whole.translation if one.end_ms > began and (ended is None or one.start_ms < ended)]
    return " ".join(one.text for one in shared)
