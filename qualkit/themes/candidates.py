"""Ward's tree of codes, cut three times, and how often codes stay together when the quotes are drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualkit.errors import MissingExtra
from qualkit.themes.geometry import CodeVectors, Floats, Ints, join

RERUNS = 60
FEWEST_CODES = 12
CUT_NAMES = ("coarse", "medium", "fine")
ABOUT = {"coarse": 3, "medium": 5, "fine": 8}


@dataclass(frozen=True, slots=True)
class Groups:
    """One cut of n codes.

    Attributes
    ----------
    name : str
        "coarse", "medium" or "fine".
    labels : (n,) array of int
        Which group each code is in.
    together : (n, n) array
        Share of the reruns (0 to 1) in which two codes were in one group of this cut.
    """

    name: str
    labels: Ints
    together: Floats


def cut_sizes(codes: int) -> dict[str, int]:
    """How many groupings each cut aims at: about 3, 5 and 8, at most a third of the codes, all different.

    Examples
    --------
    >>> cut_sizes(80)
    {'coarse': 3, 'medium': 5, 'fine': 8}
    >>> cut_sizes(12)
    {'coarse': 2, 'medium': 3, 'fine': 4}
    """
    fine = min(ABOUT["fine"], codes // 3)
    medium = min(ABOUT["medium"], fine - 1)
    return {"coarse": min(ABOUT["coarse"], medium - 1), "medium": medium, "fine": fine}


Tick = Callable[[int], None]


def group_codes(vectors: CodeVectors, *, seed: int, tick: Tick = lambda done: None) -> tuple[Groups, ...]:
    """The three cuts, each with its shares over 60 reruns.

    Parameters
    ----------
    vectors : CodeVectors
        At least 12 codes, in order of their ids: where distances tie, the order decides.
    seed : int
        Of the reruns; the cuts themselves involve no chance.
    tick : callable
        Told how many reruns are done.

    References
    ----------
    Ward, J. H. (1963). Hierarchical grouping to optimize an objective function. JASA, 58(301), 236-244.
    https://doi.org/10.1080/01621459.1963.10500845
    """
    sizes = cut_sizes(len(vectors.names))
    levels = tree_levels(join(vectors.names, vectors.means()))
    together = _shares(vectors, list(sizes.values()), seed, tick)
    return tuple(Groups(name, cut(levels, sizes[name]), together[at]) for at, name in enumerate(CUT_NAMES))


def tree_levels(points: Floats) -> Ints:
    """Ward's tree of n points at every level, (n, n): column k - 1 has k groups."""
    hierarchy = _hierarchy()
    levels: Ints = hierarchy.cut_tree(hierarchy.linkage(points, "ward"))
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
    tree = hierarchy.linkage(join(vectors.names, vectors.means()), "ward", optimal_ordering=True)
    return [int(leaf) for leaf in hierarchy.leaves_list(tree)]


def _shares(vectors: CodeVectors, sizes: list[int], seed: int, tick: Tick) -> Floats:
    count = len(vectors.names)
    together = np.zeros((len(sizes), count, count))
    for done, means in enumerate(vectors.redrawn_means(RERUNS, seed), start=1):
        levels = tree_levels(join(vectors.names, means))
        for at, groups in enumerate(sizes):
            labels = cut(levels, groups)
            together[at] += labels[:, None] == labels[None, :]
        tick(done)
    return together / RERUNS


def _hierarchy() -> Any:
    try:
        from scipy.cluster import hierarchy
    except ImportError as error:
        raise MissingExtra("Suggesting groupings of codes", "themes") from error
    return hierarchy
