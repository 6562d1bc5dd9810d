"""Codes whose names look alike, such as “higlight” and “highlight”: pointed out, never merged by themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from qualkit.coding.codebook import IN_USE
from qualkit.model import Code

ALIKE = 0.86
"""Share of letters in common from which two names are pointed out; one wrong letter in seven is still below it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes in use whose names look alike, and why: "same name", "same words" or "one letter or so apart"."""

    one: Code
    other: Code
    why: str


def alike(codes: Iterable[Code]) -> list[Pair]:
    """Pairs of codes in use whose names look alike, by name; a merge of them is for a person to decide."""
    used = sorted((code for code in codes if code.status in IN_USE), key=lambda c: (c.name.casefold(), c.id))
    found = ((one, other, _why(one.name, other.name)) for one, other in combinations(used, 2))
    return [Pair(one, other, why) for one, other, why in found if why]


def _why(one: str, other: str) -> str:
    first, second = (" ".join(re.findall(r"\w+", name.casefold())) for name in (one, other))
    if first == second:
        return "same name"
    if sorted(first.split()) == sorted(second.split()):
        return "same words"
    if _numbers(first) != _numbers(second):
        return ""
    letters = SequenceMatcher(None, first, second, autojunk=False)
    close = letters.real_quick_ratio() >= ALIKE and letters.quick_ratio() >= ALIKE and letters.ratio() >= ALIKE
    return "one letter or so apart" if close else ""


def _numbers(name: str) -> list[str]:
    """Names that differ in a number, such as “task 1” and “task 2”, mean different things."""
    return re.findall(r"\d+", name)
