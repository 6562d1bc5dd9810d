"""A corrected transcript: the new text with the turns and word times that still hold. Pure."""

from __future__ import annotations

from dataclasses import replace

from qualkit.model import StyleChoice, TimedWord, Transcript, TranscriptText, Turn
from qualkit.text.reanchor import Anchored, reanchor
from qualkit.text.turns import from_labelled_text


def corrected(old: Transcript, text: str) -> TranscriptText:
    """The corrected text as a transcript on its way in.

    Turns are read from the new text; a turn that begins where one began keeps its time. A word whose letters were
    changed keeps its time and loses the engine's probability, which was about another word.
    """
    plain = from_labelled_text(text, source=old.source)
    choices = _kept_choices(old, text)
    return TranscriptText(text, _timed_turns(old, text, plain.turns), _timed_words(old, text), old.source, choices)


def _kept_choices(old: Transcript, text: str) -> tuple[StyleChoice, ...]:
    """What was decided about words that are still there."""
    places = reanchor(old.text, text, [(one.start, one.end) for one in old.choices])
    pairs = zip(old.choices, places, strict=True)
    return tuple(replace(one, start=place.start, end=place.end) for one, place in pairs if place.exact)


def _timed_turns(old: Transcript, text: str, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    timed = [turn for turn in old.turns if turn.start_ms is not None and turn.text_start < turn.end]
    places = reanchor(old.text, text, [(turn.text_start, turn.end) for turn in timed])
    times = {place.start: turn.start_ms for turn, place in zip(timed, places, strict=True)}
    return tuple(replace(turn, start_ms=times.get(turn.text_start, turn.start_ms)) for turn in turns)


def _timed_words(old: Transcript, text: str) -> tuple[TimedWord, ...]:
    places = reanchor(old.text, text, [(word.start, word.end) for word in old.words])
    moved: dict[tuple[int, int], TimedWord] = {}
    for word, place in zip(old.words, places, strict=True):
        moved.setdefault((place.start, place.end), _moved(word, place))
    return tuple(moved[at] for at in sorted(moved) if at[0] < at[1])


def _moved(word: TimedWord, place: Anchored) -> TimedWord:
    probability = word.probability if place.exact else None
    return replace(word, start=place.start, end=place.end, probability=probability)
