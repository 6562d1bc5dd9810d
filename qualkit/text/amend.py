"""What a person does to a transcript's turns: retype, say who speaks, split, join, add, name; pure, on the parts of it.

Word times stay with the words that stay; a word that was changed keeps its time and loses the engine's probability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualkit.model import StyleChoice, TimedWord
from qualkit.text.parts import Part, shifted
from qualkit.text.reanchor import in_place
from qualkit.text.turns import BETWEEN_TURNS

Parts = Sequence[Part]


def retype(parts: Parts, number: int, said: str) -> list[Part]:
    """Other words for a turn; a turn without words goes."""
    said = said.strip()
    if not said:
        return [*parts[:number], *parts[number + 1 :]]
    return _with(parts, number, retyped(parts[number], said))


def retyped(part: Part, said: str) -> Part:
    """The turn with these words."""
    if said == part.said:
        return part
    places = in_place(part.said, said, [(word.start, word.end) for word in part.words])
    words = {
        (place.start, place.end): replace(
            word, start=place.start, end=place.end, probability=word.probability if place.exact else None
        )
        for word, place in zip(reversed(part.words), reversed(places), strict=True)
        if not place.lost
    }
    kept = in_place(part.said, said, [(one.start, one.end) for one in part.choices])
    choices = [
        replace(one, start=place.start, end=place.end)
        for one, place in zip(part.choices, kept, strict=True)
        if place.exact
    ]
    return replace(part, said=said, words=tuple(_apart([words[at] for at in sorted(words)])), choices=tuple(choices))


def _apart(words: Sequence[TimedWord]) -> list[TimedWord]:
    """Words of which none reaches into the next: two that became one are told by the first."""
    found: list[TimedWord] = []
    for word in words:
        if not found or word.start >= found[-1].end:
            found.append(word)
    return found


def say_who(parts: Parts, number: int, speaker: str) -> list[Part]:
    """Another speaker for a turn."""
    return _with(parts, number, _labelled(parts[number], speaker))


def split(parts: Parts, number: int, at: int, speaker: str) -> list[Part]:
    """A turn as two, cut before the letter `at`; the second is said by `speaker`. Nothing happens at its ends."""
    whole = parts[number]
    said_first, said_second = whole.said[:at].rstrip(), whole.said[at:].lstrip()
    if not said_first or not said_second:
        return list(parts)
    begins = len(whole.said) - len(said_second)
    words = [word for word in whole.words if word.start >= begins]
    second = Part(
        said=said_second,
        after=whole.after,
        start_ms=words[0].start_ms if words else None,
        words=shifted(words, -begins),
        choices=shifted([one for one in whole.choices if one.start >= begins], -begins),
    )
    first = replace(
        whole,
        said=said_first,
        after=BETWEEN_TURNS,
        words=tuple(word for word in whole.words if word.end <= len(said_first)),
        choices=tuple(one for one in whole.choices if one.end <= len(said_first)),
    )
    return [*parts[:number], first, _labelled(second, speaker), *parts[number + 1 :]]


def join(parts: Parts, number: int) -> list[Part]:
    """A turn put to the one before it, whose speaker has said both."""
    if number < 1:
        return list(parts)
    first, second = parts[number - 1], parts[number]
    by = len(first.said) + 1
    whole = replace(
        first,
        said=f"{first.said} {second.said}",
        after=second.after,
        words=(*first.words, *shifted(second.words, by)),
        choices=(*first.choices, *shifted(second.choices, by)),
    )
    return [*parts[: number - 1], whole, *parts[number + 1 :]]


def add(parts: Parts, number: int, speaker: str, said: str, *, start_ms: int | None = None) -> list[Part]:
    """A new turn before the turn `number`, or at the end."""
    new = _labelled(Part(said=said.strip(), after=BETWEEN_TURNS, start_ms=start_ms), speaker)
    if number >= len(parts):
        closed = [replace(part, after=BETWEEN_TURNS) for part in parts[-1:]]
        return [*parts[:-1], *closed, replace(new, after="\n")]
    return [*parts[:number], new, *parts[number:]]


def name_speakers(parts: Parts, names: Mapping[str, str]) -> list[Part]:
    """Other names for speakers, in the whole transcript."""
    clean = {old: " ".join(new.split()) for old, new in names.items()}
    return [_labelled(part, clean[part.speaker]) if clean.get(part.speaker) else part for part in parts]


def choose(parts: Parts, number: int, choice: StyleChoice) -> list[Part]:
    """Whether the clean style shows a stretch of a turn, in place of what was decided of it before."""
    part = parts[number]
    others = [one for one in part.choices if one.end <= choice.start or choice.end <= one.start]
    choices = sorted([*others, choice], key=lambda one: one.start)
    return _with(parts, number, replace(part, choices=tuple(choices)))


def confirm(parts: Parts, number: int, start: int, end: int) -> list[Part]:
    """A person found these words right: like what a person typed, they have no probability of the engine's any more."""
    part = parts[number]
    words = tuple(
        replace(word, probability=None) if start <= word.start and word.end <= end else word for word in part.words
    )
    return _with(parts, number, replace(part, words=words))


def _with(parts: Parts, number: int, part: Part) -> list[Part]:
    return [*parts[:number], part, *parts[number + 1 :]]


def _labelled(part: Part, speaker: str) -> Part:
    """The turn with another name in its label, which keeps its form (a time before it, a tab after it)."""
    speaker = " ".join(speaker.split()).rstrip(":：")
    if speaker == part.speaker:
        return part
    if not speaker:
        return replace(part, speaker="", label="")
    same_form = bool(part.speaker) and part.speaker in part.label
    label = part.label.replace(part.speaker, speaker, 1) if same_form else f"{speaker}: "
    return replace(part, speaker=speaker, label=label)
