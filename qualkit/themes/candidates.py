"""The tree of codes, cut three times, and how often codes stay together when the quotes are drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualkit.errors import MissingExtra
from qualkit.themes.geometry import EQUAL, CodeVectors, Floats, Ints, Weights, distances
from qualkit.themes.learning import tied

RERUNS = 60
FEWEST_CODES = 12
ASKED = "asked"
ABOUT = {"coarse": 3, "medium": 5, "fine": 8}


@dataclass(frozen=True, slots=True)
class Groups:
    """One cut of n codes.

    Attributes
    ----------
    name : str
        "coarse", "medium", "fine", or "asked" for the number of groupings that a person asked for.
    labels : (n,) array of int
        Which group each code is in.
    together : (n, n) array
        Share of the reruns (0 to 1) in which two codes were in one group of this cut.
    """

    name: str
    labels: Ints
    together: Floats


@dataclass(frozen=True, slots=True)
class Grouping:
    """How to group n codes.

    Attributes
    ----------
    sizes : dict of str to int
        Number of groups of each cut, from `cut_sizes`.
    themes : (n,) array of int
        Number of the theme in which the researcher put each code, -1 for none: those of one theme stay together,
        those of different themes apart.
    weights : three floats
        Of names, quotes and stretches.
    seed : int
        Of the reruns; the cuts themselves involve no chance.
    """

    sizes: dict[str, int]
    themes: Ints
    weights: Weights = EQUAL
    seed: int = 1


def cut_sizes(codes: int, themes: int = 0, asked: int = 0) -> dict[str, int]:
    """How many groupings each cut aims at: about 3, 5 and 8, at most a third of the codes, all different.

    No cut has fewer than the researcher has themes; `asked` adds a cut of just that many.

    Examples
    --------
    >>> cut_sizes(80)
    {'coarse': 3, 'medium': 5, 'fine': 8}
    >>> cut_sizes(12)
    {'coarse': 2, 'medium': 3, 'fine': 4}
    >>> cut_sizes(80, themes=4, asked=6)
    {'coarse': 4, 'medium': 5, 'fine': 8, 'asked': 6}
    """
    fine = min(ABOUT["fine"], codes // 3)
    medium = min(ABOUT["medium"], fine - 1)
    coarse = max(min(ABOUT["coarse"], medium - 1), themes)
    medium = max(medium, coarse + 1)
    sizes = {"coarse": coarse, "medium": medium, "fine": max(fine, medium + 1)}
    return {name: min(size, codes) for name, size in sizes.items()} | ({ASKED: asked} if asked else {})


Tick = Callable[[int], None]


def group_codes(vectors: CodeVectors, how: Grouping, *, tick: Tick = lambda done: None) -> tuple[Groups, ...]:
    """The cuts, each with its shares over 60 reruns.

    Codes are points on a sphere (`CodeVectors.points`), joined by average linkage of their cosine distances. Ward's
    method, which favours groups of one size, agreed less with the themes of people, which are of any size.

    Parameters
    ----------
    vectors : CodeVectors
        At least 12 codes, in order of their ids: where distances tie, the order decides.
    how : Grouping
        Numbers of groups, what the researcher has decided, weights and seed.
    tick : callable
        Told how many reruns are done.

    References
    ----------
    Sokal, R. R., & Michener, C. D. (1958). A statistical method for evaluating systematic relationships.
    University of Kansas Science Bulletin, 38, 1409-1438 (average linkage).
    """
    levels = tree_levels(tied(distances(vectors.points(how.weights)), how.themes))
    together = _shares(vectors, how, tick)
    cuts = zip(how.sizes.items(), together, strict=True)
    return tuple(Groups(name, cut(levels, size), shares) for (name, size), shares in cuts)


def tree_levels(apart: Floats) -> Ints:
    """The tree of n points that lie (n, n) apart, at every level, (n, n): column k - 1 has k groups."""
    hierarchy = _hierarchy()
    levels: Ints = hierarchy.cut_tree(hierarchy.linkage(_condensed(apart), "average"))
    return levels[:, ::-1]


def cut(levels: Ints, groups: int) -> Ints:
    """Group of each code, (n,), at the first level with that many groups of two codes or more (else, just as many)."""
    for column in range(groups - 1, min(2 * groups, levels.shape[1])):
        if (np.bincount(levels[:, column]) > 1).sum() >= groups:
            return levels[:, column]
    return levels[:, groups - 1]


def similarity_order(vectors: CodeVectors) -> list[int]:
    """Positions of the codes in an order in which neighbours are alike."""
    count = len(vectors.names)
    if count < 3:
        return list(range(count))
    hierarchy = _hierarchy()
    apart = _condensed(distances(vectors.points()))
    tree = hierarchy.optimal_leaf_ordering(hierarchy.linkage(apart, "average"), apart)
    return [int(leaf) for leaf in hierarchy.leaves_list(tree)]


def _shares(vectors: CodeVectors, how: Grouping, tick: Tick) -> Floats:
    count = len(vectors.names)
    together = np.zeros((len(how.sizes), count, count))
    for done, points in enumerate(vectors.redrawn_points(RERUNS, how.seed, how.weights), start=1):
        levels = tree_levels(tied(distances(points), how.themes))
        for at, groups in enumerate(how.sizes.values()):
            labels = cut(levels, groups)
            together[at] += labels[:, None] == labels[None, :]
        tick(done)
    return together / RERUNS


def _condensed(apart: Floats) -> Floats:
    above: Floats = apart[np.triu_indices(len(apart), k=1)]
    return above


def _hierarchy() -> Any:
    try:
        from scipy.cluster import hierarchy
    except ImportError as error:
        raise MissingExtra("Suggesting groupings of codes", "themes") from error
    return hierarchy
