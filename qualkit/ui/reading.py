"""A transcript laid out for reading: who, when, and the words at a comfortable length of line.

An hour's interview is some hundred turns: one element of HTML shows them at once, where one widget for each would take
seconds, and Markdown would change letters. Every piece of text goes through `html.escape`; the tags are those below.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from qualkit.model import TimedWord, Transcript, Turn
from qualkit.ui.moments import clock

UNSURE_BELOW = 0.5
CONTEXT = 50
HITS_SHOWN = 50
STYLE = """
<style>
  .qk-turn { display: grid; grid-template-columns: 7rem minmax(0, 70ch); gap: 1.1rem; margin: 0 0 .85rem;
             scroll-margin-top: 5rem; }
  .qk-turn:target { background: color-mix(in srgb, #3b93b0 12%, transparent); border-radius: .4rem; }
  .qk-who { font-size: .86rem; line-height: 1.45; padding-top: .12rem; overflow-wrap: anywhere; }
  .qk-who b { display: block; font-weight: 600; } .qk-time { opacity: .62; font-variant-numeric: tabular-nums; }
  .qk-said { margin: 0; line-height: 1.62; white-space: pre-wrap; overflow-wrap: anywhere; }
  .qk-asks .qk-said { opacity: .68; }
  .qk-unsure { text-decoration: underline dotted #d55e00 2px; text-underline-offset: .2em; }
  .qk-turn mark, .qk-hits mark { background: #f6e3a1; color: #1f2430; border-radius: .15rem; }
  .qk-hits { margin: 0; padding-left: 1.6rem; font-size: .92rem; line-height: 1.7; } .qk-hits a { color: inherit; }
  @media (max-width: 640px) { .qk-turn { grid-template-columns: 1fr; gap: .1rem; } .qk-who b { display: inline; } }
</style>
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text that is shown differently: as a search result ("mark") or an unsure word ("unsure")."""

    start: int
    end: int
    shown: str
    title: str = ""


def find_text(text: str, wanted: str) -> list[Stretch]:
    """Where the words that a person looks for stand, letter case and line breaks aside."""
    words = [re.escape(word) for word in wanted.split()]
    if not words:
        return []
    return [Stretch(*found.span(), "mark") for found in re.finditer(r"\s+".join(words), text, re.IGNORECASE)]


def unsure_words(words: Sequence[TimedWord]) -> list[Stretch]:
    """Words to which the engine gave a probability under one half."""
    return [
        Stretch(word.start, word.end, "unsure", f"The engine was {word.probability:.0%} sure of this word")
        for word in words
        if word.probability is not None and word.probability < UNSURE_BELOW
    ]


def blocks(transcript: Transcript) -> Iterator[Turn]:
    """The turns in order; text that belongs to none (a heading, a note) comes as a turn without a speaker."""
    at = 0
    for turn in transcript.turns:
        yield from _between(transcript.text, at, turn.start)
        yield turn
        at = max(at, turn.end)
    yield from _between(transcript.text, at, len(transcript.text))


def _between(text: str, start: int, end: int) -> Iterator[Turn]:
    left = text[start:end]
    if left.strip():
        begins = start + len(left) - len(left.lstrip())
        yield Turn(begins, begins, start + len(left.rstrip()), "")


def reading_html(transcript: Transcript, stretches: Sequence[Stretch], *, interviewer: str = "") -> str:
    """The whole transcript; `stretches` are shown differently, the interviewer's turns stand back."""
    ordered = sorted(stretches, key=lambda one: one.start)
    return "".join(
        _turn_html(number, turn, transcript.text, ordered, asks=_asks(turn.speaker, interviewer))
        for number, turn in enumerate(blocks(transcript))
    )


def _asks(speaker: str, interviewer: str) -> bool:
    known = (interviewer or "interviewer").casefold()
    return speaker.casefold() == known


def _turn_html(number: int, turn: Turn, text: str, ordered: Sequence[Stretch], *, asks: bool) -> str:
    who = f"<b>{escape(turn.speaker)}</b>" if turn.speaker else ""
    time = f'<span class="qk-time">{clock(turn.start_ms)}</span>' if turn.start_ms is not None else ""
    said = "".join(_piece_html(*piece) for piece in _pieces(text, turn.text_start, turn.end, ordered))
    kind = "qk-turn qk-asks" if asks else "qk-turn"
    return (
        f'<div class="{kind}" id="turn-{number}"><div class="qk-who">{who}{time}</div>'
        f'<p class="qk-said" dir="auto">{said}</p></div>'
    )


def _pieces(text: str, start: int, end: int, ordered: Sequence[Stretch]) -> Iterator[tuple[str, list[Stretch]]]:
    """The text cut where a stretch begins or ends, each piece with the stretches that cover it."""
    first = bisect_left(ordered, start - LONGEST_STRETCH, key=lambda one: one.start)
    after = bisect_left(ordered, end, key=lambda one: one.start)
    here = [one for one in ordered[first:after] if one.end > start]
    cuts = sorted({start, end} | {min(max(cut, start), end) for one in here for cut in (one.start, one.end)})
    for low, high in pairwise(cuts):
        yield text[low:high], [one for one in here if one.start <= low and high <= one.end]


LONGEST_STRETCH = 500
"""How far before a turn a stretch may begin that reaches into it."""


def _piece_html(text: str, covering: Sequence[Stretch]) -> str:
    shown = escape(text)
    for one in covering:
        if one.shown == "mark":
            shown = f"<mark>{shown}</mark>"
        else:
            shown = f'<span class="qk-unsure" title="{escape(one.title)}">{shown}</span>'
    return shown


def hits_html(transcript: Transcript, hits: Sequence[Stretch]) -> str:
    """What was found, each with the words around it and a way to its place in the text."""
    turns = list(blocks(transcript))
    lines = []
    for hit in hits[:HITS_SHOWN]:
        number = max(0, bisect_left(turns, hit.start + 1, key=lambda turn: turn.start) - 1)
        before, said, after = around(transcript.text, hit.start, hit.end, CONTEXT)
        shown = f"… {escape(before)}<mark>{escape(said)}</mark>{escape(after)} …"
        lines.append(f'<li><a href="#turn-{number}">{shown}</a></li>')
    return f'<ol class="qk-hits">{"".join(lines)}</ol>'


def around(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """A passage with up to `width` letters before and after it, cut at spaces, line breaks as spaces."""
    before, after = text[max(0, start - width) : start], text[end : end + width]
    if start > width and " " in before:
        before = before[before.index(" ") + 1 :]
    if end + width < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return tuple(re.sub(r"\s+", " ", part) for part in (before, text[start:end], after))  # type: ignore[return-value]
