"""Codes that stand together: passages of one that share words with passages of another. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

Stretch = tuple[str, int, int, str]
"""Interview id, start, end (code points, end exclusive), code id."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes and how often they stand together.

    Attributes
    ----------
    together : int
        Pairs of passages, one of each code, that share at least one letter.
    interviews : int
        Interviews in which that happens.
    share : float
        `together` of all passages of either: the c-coefficient n12 / (n1 + n2 - n12), 0 to 1, cut at 1 where passages
        of one code overlap several of the other. A help for sorting, no measure of meaning.
    """

    first: str
    second: str
    together: int
    interviews: int
    share: float


def pairs_together(stretches: Iterable[Stretch]) -> list[Pair]:
    """Pairs of codes that stand together at least once, most often first.

    Parameters
    ----------
    stretches : iterable of Stretch
        Every coding with its place. The same stretch with the same code by two coders counts once.
    """
    unique = sorted(set(stretches))
    used = Counter(code for *_, code in unique)
    met: Counter[tuple[str, str]] = Counter()
    where: Counter[tuple[str, str]] = Counter()
    for _, own in groupby(unique, key=lambda one: one[0]):
        here = _met_in_one(own)
        met.update(here)
        where.update(here.keys())
    found = [Pair(*pair, n, where[pair], _share(n, used, pair)) for pair, n in met.items()]
    return sorted(found, key=lambda pair: (-pair.together, -pair.share, pair.first, pair.second))


def _met_in_one(stretches: Iterable[Stretch]) -> Counter[tuple[str, str]]:
    """Overlaps within one interview: a sweep that keeps the passages which are not over yet."""
    met: Counter[tuple[str, str]] = Counter()
    open_: list[tuple[int, str]] = []
    for _, start, end, code in stretches:
        open_ = [one for one in open_ if one[0] > start]
        met.update((min(code, other), max(code, other)) for _, other in open_ if other != code)
        open_.append((end, code))
    return met


def _share(together: int, used: Mapping[str, int], pair: tuple[str, str]) -> float:
    either = used[pair[0]] + used[pair[1]] - together
    return min(1.0, together / either) if either > 0 else 1.0
