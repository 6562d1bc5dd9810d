"""A transcript as the Transcript page's component gets it: turns that stand each on their own, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from qualkit.model import TimedWord, Transcript
from qualkit.text.layout import Pause, find_pauses, stretches_left_out
from qualkit.text.parts import Part, take_apart
from qualkit.text.style import likely_language
from qualkit.text.translation import english_by_turn

Turn = dict[str, Any]
KEPT_TURNS = 20_000
NOBODY_YET = ("Interviewer", "Participant")


def document(whole: Transcript | None, *, language: str = "", pauses_ms: int | None = None) -> dict[str, Any]:
    """The whole transcript.

    Returns
    -------
    dict
        id (the transcript's, which names one revision; empty where nothing was written yet), speakers, and turns:
        who, ms, text, words (flat: steps of place and milliseconds, length, duration, probability in per cent or -1),
        out (stretches that the clean style leaves out: start, end, why; "back" for one that was put back), pauses
        (place, as it is shown), english (what a machine makes of it). Places are code points from the turn's first.
    """
    if whole is None:
        return {"id": "", "speakers": list(NOBODY_YET), "turns": []}
    _, parts = take_apart(whole)
    spoken = language or likely_language(whole.text)
    before: list[Part | None] = [None, *parts[:-1]]
    english = english_by_turn(parts, whole.translation)
    turns = []
    for number, (part, previous) in enumerate(zip(parts, before, strict=True)):
        turn = dict(_turn(part, spoken))
        turn["pauses"] = [[one.at, str(one).strip()] for one in _pauses(part, pauses_ms, previous)]
        turn["english"] = english.get(number, "")
        turns.append(turn)
    return {"id": whole.id, "speakers": _speakers(parts), "turns": turns}


def _speakers(parts: Sequence[Part]) -> list[str]:
    named = list(dict.fromkeys(part.speaker for part in parts if part.speaker))
    return named if len(named) > 1 else [*named, *(one for one in NOBODY_YET if one not in named)]


def _pauses(part: Part, pauses_ms: int | None, previous: Part | None) -> list[Pause]:
    return find_pauses(part, pauses_ms, previous) if pauses_ms else []


@lru_cache(KEPT_TURNS)
def _turn(part: Part, language: str) -> Mapping[str, Any]:
    """Kept from one correction to the next, which concerns one turn of hundreds."""
    out = [[one.start, one.end, one.why] for one in stretches_left_out(part, language)]
    out += [[one.start, one.end, "back"] for one in part.choices if one.shown]
    return {
        "who": part.speaker,
        "ms": part.start_ms,
        "text": part.said,
        "words": [number for word in _steps(part.words) for number in word],
        "out": sorted(out),
    }


def _steps(words: Sequence[TimedWord]) -> Iterator[tuple[int, int, int, int, int]]:
    """Place and time as steps from the word before: a third of the size of the numbers themselves."""
    for before, word in pairwise([TimedWord(0, 0, 0, 0), *words]):
        sure = -1 if word.probability is None else round(word.probability * 100)
        start, start_ms = word.start - before.start, word.start_ms - before.start_ms
        yield start, start_ms, word.end - word.start, word.end_ms - word.start_ms, sure


def changes(old: Sequence[Turn], new: Sequence[Turn]) -> dict[str, Any]:
    """The turns that differ as one splice: from which on, how many of the old go, and the new ones."""
    shorter = min(len(old), len(new))
    first = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    same = 0
    while same < shorter - first and old[-1 - same] == new[-1 - same]:
        same += 1
    return {"from": first, "gone": len(old) - first - same, "turns": list(new[first : len(new) - same])}
