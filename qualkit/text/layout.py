"""A transcript as lines to be read or exported: verbatim or clean, pauses shown where they are asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qualkit.model import StyleChoice, Transcript, TranscriptText
from qualkit.text.parts import Part, take_apart
from qualkit.text.style import LeftOut, left_out, likely_language, without
from qualkit.text.translation import TOLD, english_by_turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a transcript is laid out; none of it changes what was said.

    Attributes
    ----------
    clean : bool
        Without what the clean style leaves out.
    pauses_ms : int, optional
        From this length on a pause is shown, as "(3 s)".
    times : bool
        With the time at which each turn begins, where the format leaves a choice.
    language : str
        Of the words, for the clean style; empty: told by its small words.
    """

    clean: bool = False
    pauses_ms: int | None = None
    times: bool = False
    language: str = ""


PLAIN = Layout()
"""Every word, no pauses."""


@dataclass(frozen=True, slots=True)
class Line:
    """One turn, laid out; `english` is what a machine makes of it."""

    speaker: str
    start_ms: int | None
    end_ms: int | None
    text: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """Nobody speaks before the word that stands there."""

    at: int
    length_ms: int

    def __str__(self) -> str:
        return f" ({round(self.length_ms / 1000)} s) "


def lines(whole: Transcript | TranscriptText, layout: Layout) -> Iterator[Line]:
    """The turns in order, each as a reader gets it."""
    _, parts = take_apart(whole)
    language = layout.language or (likely_language(whole.text) if layout.clean else "")
    english = english_by_turn(parts, whole.translation)
    before: Part | None = None
    for number, part in enumerate(parts):
        pauses = find_pauses(part, layout.pauses_ms, before) if layout.pauses_ms else []
        text = _text(part, pauses, language, clean=layout.clean)
        yield Line(part.speaker, part.start_ms, part.end_ms, text, english.get(number, ""))
        before = part


def as_plain(line: Line) -> str:
    """A turn as a line of text, "SPEAKER: words"; a translation on a line of its own, which says what it is."""
    said = f"{line.speaker}: {line.text}" if line.speaker else line.text
    return f"{said}\n    [{TOLD}: {line.english}]" if line.english else said


def find_pauses(part: Part, at_least_ms: int, before: Part | None = None) -> list[Pause]:
    """Pauses in a turn, and the one before its first word."""
    ends = before.end_ms if before else None
    found = []
    for word in part.words:
        if ends is not None and word.start_ms - ends >= at_least_ms:
            found.append(Pause(word.start, word.start_ms - ends))
        ends = word.end_ms
    return found


def stretches_left_out(part: Part, language: str) -> list[LeftOut]:
    """What the clean style leaves out of a turn: by its rules, except where a person decided."""
    found = [one for one in left_out(part.said, language) if not _decided(one, part.choices)]
    found += [LeftOut(one.start, one.end, "by hand") for one in part.choices if not one.shown]
    found.sort(key=lambda one: one.start)
    return [one for before, one in pairwise([LeftOut(0, 0, ""), *found]) if one.start >= before.end]


def _decided(one: LeftOut, choices: Sequence[StyleChoice]) -> bool:
    return any(choice.start < one.end and one.start < choice.end for choice in choices)


def _text(part: Part, pauses: Sequence[Pause], language: str, *, clean: bool) -> str:
    stretches = stretches_left_out(part, language) if clean else []
    said, moved = with_pauses(part.said, pauses, stretches)
    return " ".join(without(said, moved).split())


def with_pauses(said: str, pauses: Sequence[Pause], stretches: Sequence[LeftOut]) -> tuple[str, list[LeftOut]]:
    """The words with the pauses in them, and where the stretches that are left out stand now; a pause is never lost."""
    stays = [replace(pause, at=_outside(pause.at, stretches)) for pause in pauses]
    for pause in reversed(stays):
        said = said[: pause.at] + str(pause) + said[pause.at :]
    added = [(pause.at, len(str(pause))) for pause in stays]
    return said, [
        replace(
            one,
            start=one.start + sum(length for at, length in added if at <= one.start),
            end=one.end + sum(length for at, length in added if at < one.end),
        )
        for one in stretches
    ]


def _outside(at: int, stretches: Sequence[LeftOut]) -> int:
    return next((one.end for one in stretches if one.start < at < one.end), at)
