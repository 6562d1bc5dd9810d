"""A transcript taken apart into its turns, each on its own, and put together again: pure, and letter by letter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qualkit.model import StyleChoice, TimedWord, Transcript, TranscriptText, Turn

P = TypeVar("P", TimedWord, StyleChoice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One turn; the places of its words and choices count from the first letter of `said`.

    Attributes
    ----------
    label : str
        The speaker's label with what stands between it and the words, as it is in the text.
    after : str
        What stands between this turn and the next.
    """

    label: str = ""
    said: str
    after: str = ""
    speaker: str = ""
    start_ms: int | None = None
    words: tuple[TimedWord, ...] = ()
    choices: tuple[StyleChoice, ...] = ()

    @property
    def end_ms(self) -> int | None:
        """When its last word ends, where that is known."""
        return self.words[-1].end_ms if self.words else None


def take_apart(whole: Transcript | TranscriptText) -> tuple[str, list[Part]]:
    """What stands before the first turn, and the turns; text that belongs to none comes as a turn of nobody."""
    turns = list(turns_of(whole))
    if not turns:
        return whole.text, []
    ends = [turn.start for turn in turns[1:]] + [len(whole.text)]
    return whole.text[: turns[0].start], [_part(whole, turn, end) for turn, end in zip(turns, ends, strict=True)]


def turns_of(whole: Transcript | TranscriptText) -> Iterator[Turn]:
    """The turns in order; text that belongs to none (a heading, a note) comes as a turn without a speaker."""
    at = 0
    for turn in whole.turns:
        yield from _between(whole.text, at, turn.start)
        yield turn
        at = max(at, turn.end)
    yield from _between(whole.text, at, len(whole.text))


def _between(text: str, start: int, end: int) -> Iterator[Turn]:
    left = text[start:end]
    if left.strip():
        begins = start + len(left) - len(left.lstrip())
        yield Turn(begins, begins, start + len(left.rstrip()), "")


def _part(whole: Transcript | TranscriptText, turn: Turn, next_start: int) -> Part:
    return Part(
        label=whole.text[turn.start : turn.text_start],
        said=whole.text[turn.text_start : turn.end],
        after=whole.text[turn.end : next_start],
        speaker=turn.speaker,
        start_ms=turn.start_ms,
        words=_within(whole.words, turn),
        choices=_within(whole.choices, turn),
    )


def _within(placed: Sequence[P], turn: Turn) -> tuple[P, ...]:
    first = bisect_left(placed, turn.text_start, key=lambda one: one.start)
    after = bisect_left(placed, turn.end, key=lambda one: one.start)
    return shifted([one for one in placed[first:after] if one.end <= turn.end], -turn.text_start)


def shifted(placed: Sequence[P], by: int) -> tuple[P, ...]:
    """Words or choices moved by so many code points."""
    return tuple(_moved(one, by) for one in placed)


def _moved(one: P, by: int) -> P:
    """Made anew field by field: an hour has ten thousand words, for which `replace` takes three times as long."""
    if isinstance(one, TimedWord):
        return TimedWord(one.start + by, one.end + by, one.start_ms, one.end_ms, one.probability)
    return StyleChoice(one.start + by, one.end + by, one.shown)


def put_together(lead: str, parts: Sequence[Part], *, source: str = "") -> TranscriptText:
    """The transcript that these turns make."""
    texts, turns, at = [lead], [], len(lead)
    words: list[TimedWord] = []
    choices: list[StyleChoice] = []
    for part in parts:
        begins = at + len(part.label)
        ends = begins + len(part.said)
        turns.append(Turn(at, begins, ends, part.speaker, part.start_ms))
        words += shifted(part.words, begins)
        choices += shifted(part.choices, begins)
        texts += [part.label, part.said, part.after]
        at = ends + len(part.after)
    return TranscriptText("".join(texts), tuple(turns), tuple(words), source, tuple(choices))
