"""Where each code lies: at the core of a grouping, on its border, or nowhere. Placement, not confidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualkit.themes.geometry import Floats, Ints
from qualkit.themes.learning import NONE

HALF = 0.5
"""A code that keeps the company of no grouping in half of the reruns fits nowhere; a rival that is kept half as
often as the own grouping makes a code borderline."""
NEAR = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A code (by position) in a group: its share of reruns with the others there, and the next best group."""

    code: int
    core: bool
    share: float
    rival: int | None
    rival_share: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A group's codes, the core first, and the mean share of reruns in which two of them stayed together.

    `theme` is the researcher's theme in it: the pairs of its codes stayed together by decision, not in the reruns,
    and do not count.
    """

    places: tuple[Place, ...]
    together: float
    theme: int | None = None


def count(labels: Ints) -> int:
    """How many groups the labels number, from 0; -1 is none."""
    return int(labels.max(initial=-1)) + 1


def support(labels: Ints, together: Floats, groups: int) -> Floats:
    """Mean share of reruns that each code spent with the (other) members of each group, (n, groups).

    Codes labelled -1 are in no group; an empty group, or one that has the code itself as its only member, gives 0.
    """
    member = (labels[:, None] == np.arange(groups)).astype(float)
    others = together * (1 - np.eye(len(labels)))
    sizes = member.sum(axis=0) - member
    mean: Floats = np.divide(others @ member, sizes, out=np.zeros(member.shape), where=sizes > 0)
    return mean


def fits_nowhere(labels: Ints, together: Floats) -> NDArray[np.bool_]:
    """Which codes keep the company of no group in half of the reruns, (n,); asked of the coarse cut, the widest."""
    fits: NDArray[np.bool_] = support(labels, together, count(labels)).max(axis=1, initial=0.0) < HALF
    return fits


def settle(labels: Ints, together: Floats, nowhere: NDArray[np.bool_], fewest: int = 0) -> Ints:
    """Groups numbered by size (largest first, then by the first code), -1 for a code that fits nowhere.

    A code left alone in its group joins the group whose company it keeps most, and will be on the border there; it
    stays alone where `fewest` groups could not be had otherwise.
    """
    kept = np.where(nowhere, -1, labels)
    sizes = np.bincount(kept[kept >= 0], minlength=count(labels))
    homes = _homes(sizes, fewest)
    company = np.where(homes, support(kept, together, len(homes)), -1.0).argmax(axis=1)
    joined = np.where((kept >= 0) & ~homes[kept], company, kept)
    return _numbered(joined)


def _homes(sizes: Ints, fewest: int) -> NDArray[np.bool_]:
    """Which groups a code may be in: those of two or more where these are enough."""
    if (sizes > 1).sum() >= max(fewest, 1):
        return sizes > 1
    return sizes > 0 if fewest else sizes == sizes.max()


def place(settled: Ints, cut_labels: Ints, together: Floats, themes: Ints | None = None) -> list[Placed]:
    """Every group with its codes placed.

    Parameters
    ----------
    settled : (n,) array of int
        From `settle`.
    cut_labels : (n,) array of int
        Of the cut itself; a code that was alone there is never at the core.
    together : (n, n) array
        Shares of reruns.
    themes : (n,) array of int, optional
        Theme of the researcher in which each code is, -1 for none.
    """
    themes = np.full(len(settled), NONE) if themes is None else themes
    shares = support(settled, together, count(settled))
    alone = np.bincount(cut_labels)[cut_labels] == 1
    found = []
    for group in range(count(settled)):
        codes = np.flatnonzero(settled == group)
        places = [_place(int(code), group, shares[code], bool(alone[code])) for code in codes]
        ordered = tuple(sorted(places, key=lambda p: (not p.core, -p.share, p.code)))
        found.append(Placed(ordered, _together(codes, together, themes), _theme(themes[codes])))
    return found


def _together(codes: Ints, together: Floats, themes: Ints) -> float:
    """Mean share of the pairs that no theme of the researcher holds together; 1 where it holds all of them."""
    one, other = (codes[half] for half in np.triu_indices(len(codes), k=1))
    free = (themes[one] == NONE) | (themes[one] != themes[other])
    shares = together[one, other][free]
    return round(float(shares.mean()), 3) if shares.size else float(len(codes) > 1)


def _theme(themes: Ints) -> int | None:
    """The theme that most of a group's decided codes belong to, if any is decided."""
    numbers, times = np.unique(themes[themes != NONE], return_counts=True)
    return int(numbers[times.argmax()]) if len(numbers) else None


def nearest(shares: Floats) -> list[tuple[int, float]]:
    """The three groups whose company one code keeps most, as (group, share); groups it never met are left out."""
    order = np.argsort(-shares, kind="stable")[:NEAR]
    return [(int(group), round(float(shares[group]), 3)) for group in order if shares[group] > 0]


def _numbered(labels: Ints) -> Ints:
    groups = [group for group in np.unique(labels) if group >= 0]
    groups.sort(key=lambda group: (-(labels == group).sum(), np.flatnonzero(labels == group)[0]))
    numbered = np.full(len(labels), -1)
    for number, group in enumerate(groups):
        numbered[labels == group] = number
    return numbered


def _place(code: int, group: int, shares: Floats, alone: bool) -> Place:
    own = float(shares[group])
    others = np.delete(shares, group)
    best = float(others.max(initial=0.0))
    core = not alone and own >= HALF and best < own * HALF
    if core or best == 0:
        return Place(code, core, round(own, 3), None, 0.0)
    rival = int(np.flatnonzero((shares == best) & (np.arange(len(shares)) != group))[0])
    return Place(code, False, round(own, 3), rival, round(best, 3))
