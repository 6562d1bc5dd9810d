"""Codes whose names look alike, such as “higlight” and “highlight”: pointed out, never merged by themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from qualkit.coding.codebook import IN_USE
from qualkit.model import Code

ALIKE = 0.86
"""Share of letters in common from which two names are pointed out; one wrong letter in seven is still below it."""
LETTERS = 64
"""Letters are counted in so many boxes; two that share a box only make a pair look closer than it is."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes in use whose names look alike, and why: "same name", "same words" or "one letter or so apart"."""

    one: Code
    other: Code
    why: str


def alike(codes: Iterable[Code]) -> list[Pair]:
    """Pairs of codes in use whose names look alike, by name; a merge of them is for a person to decide."""
    used = sorted((code for code in codes if code.status in IN_USE), key=lambda c: (c.name.casefold(), c.id))
    names = [" ".join(WORD.findall(code.name.casefold())) for code in used]
    found = ((used[i], used[j], _why(names[i], names[j])) for i, j in _close(names))
    return [Pair(one, other, why) for one, other, why in found if why]


def _close(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of pairs that share letters enough to be worth a closer look: of two million, a few thousand at most."""
    tally = np.zeros((len(names), LETTERS), np.int16)
    for row, name in zip(tally, names, strict=True):
        for letter in name:
            row[ord(letter) % LETTERS] += 1
    lengths = tally.sum(axis=1, dtype=np.int64)
    for i in range(len(names) - 1):
        rest = slice(i + 1, None)
        shared = np.minimum(tally[i], tally[rest]).sum(axis=1, dtype=np.int64)
        enough = 2 * shared >= ALIKE * (lengths[i] + lengths[rest])
        yield from ((i, i + 1 + int(j)) for j in np.flatnonzero(enough))


def _why(first: str, second: str) -> str:
    if first == second:
        return "same name"
    if sorted(first.split()) == sorted(second.split()):
        return "same words"
    if _numbers(first) != _numbers(second):
        return ""
    return "one letter or so apart" if SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE else ""


def _numbers(name: str) -> list[str]:
    """Names that differ in a number, such as “task 1” and “task 2”, mean different things."""
    return re.findall(r"\d+", name)
