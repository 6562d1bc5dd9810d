"""Where marked passages stand after a text was corrected: a diff by sentence, then by word. Pure.

A passage whose words stand unchanged is found exactly. One whose words were touched gets the place between its
neighbours and is flagged, for a person to look at: nothing moves in silence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")  # with the space after it, so that no space alone ties two texts together
WIDER = 200
SENTENCE = re.compile(r"[^\n.?!]*[\n.?!]+\s*|[^\n.?!]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """`length` code points that stand at `old` in the one text and at `new` in the other, the same."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Anchored:
    """A passage's place in the corrected text.

    `exact` says that its words are the same, `lost` that none of them is left: the place is then only the nearest word.
    """

    start: int
    end: int
    exact: bool
    lost: bool = False


def reanchor(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Anchored]:
    """Places of passages after a correction.

    Parameters
    ----------
    old, new : str
        The text before and after.
    spans : sequence of (int, int)
        Start and end in `old`, code points, end exclusive, not empty.

    Returns
    -------
    list of Anchored
        One for each span, inside `new` and never empty (unless `new` is): where all its words are gone, the word that
        stands there now.
    """
    stretches = list(unchanged(old, new))
    return [_anchored(old, new, start, end, stretches) for start, end in spans]


def in_place(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Anchored]:
    """As `reanchor`, for words with their times: what was replaced is never looked for elsewhere, so none overtakes."""
    stretches = list(unchanged(old, new))
    return [_where_it_stood(old, new, start, end, stretches) for start, end in spans]


def unchanged(old: str, new: str) -> Iterator[Stretch]:
    """Stretches that both texts share, in order: whole sentences first, then the words of changed ones."""
    before, after = SENTENCE.findall(old), SENTENCE.findall(new)
    for tag, i, j, length_old, length_new in _blocks(before, after):
        if tag == "equal":
            yield Stretch(i, j, length_old)
        elif tag == "replace":
            yield from _by_word(old[i : i + length_old], new[j : j + length_new], i, j)


def _by_word(old: str, new: str, at_old: int, at_new: int) -> Iterator[Stretch]:
    for tag, i, j, length, _ in _blocks(WORD.findall(old), WORD.findall(new)):
        if tag == "equal":
            yield Stretch(at_old + i, at_new + j, length)


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Diff blocks as (what, start in old, start in new, length in old, length in new), in code points."""
    starts_old, starts_new = _starts(before), _starts(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        i, j = starts_old[i1], starts_new[j1]
        yield tag, i, j, starts_old[i2] - i, starts_new[j2] - j


def _starts(tokens: Sequence[str]) -> list[int]:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return starts


def _anchored(old: str, new: str, start: int, end: int, stretches: Sequence[Stretch]) -> Anchored:
    there = _where_it_stood(old, new, start, end, stretches)
    if there.exact:
        return there
    words = old[start:end]
    found = _once_nearby(words, new, *_gap(start, end, stretches, len(new)))
    return there if found is None else Anchored(found, found + len(words), exact=True)


def _where_it_stood(old: str, new: str, start: int, end: int, stretches: Sequence[Stretch]) -> Anchored:
    low, high = _gap(start, end, stretches, len(new))
    if low < high and new[low:high] == old[start:end]:
        return Anchored(low, high, exact=True)
    return Anchored(*_something(new, low, high), exact=False, lost=not new[min(low, high) : max(low, high)].strip())


def _gap(start: int, end: int, stretches: Sequence[Stretch], new_length: int) -> tuple[int, int]:
    """Between what stands before a span and what stands after it."""
    return _place(start, stretches, new_length)[0], _place(end - 1, stretches, new_length)[1]


def _place(position: int, stretches: Sequence[Stretch], new_length: int) -> tuple[int, int]:
    """Where the code point at `position` is now, as (start, end); for one that is gone, the gap it left."""
    index = bisect_right(stretches, position, key=lambda s: s.old) - 1
    if index >= 0:
        stretch = stretches[index]
        if position < stretch.old + stretch.length:
            here = stretch.new + position - stretch.old
            return here, here + 1
    gap_start = stretches[index].new + stretches[index].length if index >= 0 else 0
    gap_end = stretches[index + 1].new if index + 1 < len(stretches) else new_length
    return gap_start, gap_end


def _once_nearby(words: str, new: str, low: int, high: int) -> int | None:
    """The start of the same words, where they stand once and only once close to the gap, or else in its wider reach."""
    for reach in (len(words), len(words) + WIDER):
        found = _once_within(words, new, low, high, reach)
        if found is not None:
            return found
    return None


def _once_within(words: str, new: str, low: int, high: int, reach: int) -> int | None:
    window_start, window_end = max(0, min(low, high) - reach), min(len(new), max(low, high) + reach)
    window = new[window_start:window_end]
    found = window.find(words)
    return window_start + found if found >= 0 and window.find(words, found + 1) < 0 else None


def _something(new: str, low: int, high: int) -> tuple[int, int]:
    """The span without white space at its edges, or the nearest word where nothing is left of it."""
    low, high = min(low, high), max(low, high)
    inside = new[low:high]
    if inside.strip():
        return low + len(inside) - len(inside.lstrip()), high - len(inside) + len(inside.rstrip())
    after = re.compile(r"\S+").search(new, low)
    if after:
        return after.span()
    before = re.search(r"\S+\s*\Z", new[:low])
    return (before.start(), len(new[: before.start()]) + len(before.group().rstrip())) if before else (0, len(new))
