"""Which stretches of a recording are the same voice: clustering, without chance, of how the voices sound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Described = NDArray[np.float32]
Labels = NDArray[np.int64]
MOST_COMPARED = 1200
"""Stretches that are compared with one another; the others join the group they are nearest to."""
NEIGHBOURS, FEWEST_NEIGHBOURS = 0.1, 8
ROUNDS = 20
MAY_BE_ONE, SURELY_ONE = 0.62, 0.8
"""From these likenesses on two groups are one voice: where the number is guessed, and where it was given.

Measured: one person's speech split in two 0.70 to 0.91 (in a reverberant room 0.62 to 0.79); two women on one
telephone line 0.55 (there 0.69); other pairs of people below 0.15. A number that was given is believed longer.
"""
FALLS_APART = 0.2
"""Under this k-th eigenvalue of the net of likenesses it is k nets with hardly a thread between them.

Measured (the second eigenvalue, 20 stretches or more): one person 0.28 to 0.57, also where half of it came over a
telephone or from a reverberant room; two women on one line 0.01 to 0.11. Then a guess is believed as long as a number.
"""
FEW = 16
"""Among fewer stretches two groups may differ by chance, and a given number is believed no longer than a guess."""
MOST_VOICES, FEWEST_STRETCHES = 10, 4


def group(described: Described, number: int) -> Labels:
    """The group (0 to number - 1) of each stretch.

    Spectral clustering of the cosines between stretches, then k-means on the sphere. Nothing is drawn at random: the
    same recording gives the same groups.

    Parameters
    ----------
    described : (n, d) float32
        Rows of length 1.
    number : int
        How many voices; there may be fewer groups where there are fewer stretches.

    References
    ----------
    von Luxburg, U. (2007). A tutorial on spectral clustering. Statistics and Computing, 17, 395-416.
    doi:10.1007/s11222-007-9033-z
    """
    return _Net(described).group(number)


def group_given(described: Described, number: int) -> Labels:
    """Groups of a number that was given, or of fewer: one voice is never split to make up a number."""
    net, limit = _Net(described), SURELY_ONE if len(described) >= FEW else MAY_BE_ONE
    return next(labels for one in range(number, 0, -1) if _distinct(described, labels := net.group(one), limit))


def group_guessed(described: Described) -> Labels:
    """As many groups as there can be, no two of them as alike as one voice with itself; at most 10.

    A voice is heard in four stretches and in one stretch of a hundred at least, so that a cough is nobody.
    """
    net, least = _Net(described), max(FEWEST_STRETCHES, len(described) // 100)
    for number in range(min(MOST_VOICES, len(described) // FEWEST_STRETCHES), 1, -1):
        labels = net.group(number)
        limit = SURELY_ONE if len(described) >= FEW and net.falls_apart(number) else MAY_BE_ONE
        if np.bincount(labels, minlength=number).min() >= least and _distinct(described, labels, limit):
            return labels
    return net.group(1)


def _distinct(described: Described, labels: Labels, limit: float) -> bool:
    """Whether no two of the groups are one voice."""
    alike = likeness(described, labels)
    return len(alike) < 2 or bool(alike[np.triu_indices(len(alike), 1)].max() <= limit)


class _Net:
    """The stretches that are compared, as the net of their likenesses sees them; computed once for every number."""

    def __init__(self, described: Described) -> None:
        self.described = described
        self.compared = described[_spread(len(described))]
        self.waves = np.linalg.eigh(_laplacian(self.compared)) if len(described) > 1 else None

    def falls_apart(self, number: int) -> bool:
        """Whether the net is as many nets (von Luxburg 2007, section 8.3: the gap between the eigenvalues)."""
        return self.waves is not None and bool(self.waves.eigenvalues[number - 1] < FALLS_APART)

    def group(self, number: int) -> Labels:
        number = min(number, len(self.described))
        if number < 2 or self.waves is None:
            return np.zeros(len(self.described), np.int64)
        rows = self.waves.eigenvectors[:, :number]
        rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        first = centres(self.compared, _k_means(rows, number), number)
        labels = nearest(self.described, _settled(self.described, first))
        return np.asarray(np.unique(labels, return_inverse=True)[1])


def centres(described: Described, labels: Labels, number: int) -> Described:
    """(number, d): the mean of each group, of length 1; zeros for a group without members."""
    sums = np.stack([described[labels == one].sum(axis=0) for one in range(number)])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    unit: Described = (sums / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit


def nearest(described: Described, middles: Described) -> Labels:
    """The group whose centre is nearest to each stretch."""
    return np.asarray(np.argmax(described @ middles.T, axis=1))


def likeness(described: Described, labels: Labels) -> NDArray[np.float64]:
    """How alike two groups are beside how alike each is in itself.

    Returns
    -------
    (k, k) float64
        Mean cosine between the stretches of two groups over the geometric mean of that within each: 1 where the two
        are one voice that was split at random.
    """
    number = int(labels.max(initial=-1)) + 1
    sums = np.stack([described[labels == one].sum(axis=0, dtype=np.float64) for one in range(number)])
    sizes = np.bincount(labels, minlength=number).astype(float)
    between = sums @ sums.T / np.outer(sizes, sizes)
    own = (np.diag(sums @ sums.T) - sizes) / np.maximum(sizes * (sizes - 1), 1)
    scale = np.sqrt(np.maximum(own, 1e-6))
    return np.asarray(between / np.outer(scale, scale))


def _spread(total: int) -> NDArray[np.int64]:
    """Numbers of stretches all over the recording, at most as many as are compared with one another."""
    return np.unique(np.linspace(0, total - 1, min(total, MOST_COMPARED)).astype(np.int64))


def _laplacian(described: Described) -> NDArray[np.float64]:
    """Normalised Laplacian of the likenesses, of which each stretch keeps those to its nearest neighbours."""
    cosines = np.maximum(described.astype(np.float64) @ described.T.astype(np.float64), 0)
    np.fill_diagonal(cosines, 0)
    kept = min(max(int(len(cosines) * NEIGHBOURS), FEWEST_NEIGHBOURS), len(cosines) - 1)
    limits = np.partition(cosines, -kept, axis=1)[:, -kept]
    near = np.where(cosines >= limits[:, None], cosines, 0)
    near = (near + near.T) / 2
    root = 1 / np.sqrt(np.maximum(near.sum(axis=1), 1e-9))
    return np.eye(len(near)) - near * np.outer(root, root)


def _k_means(rows: NDArray[np.float64], number: int) -> Labels:
    """Groups of rows; it begins with rows that lie as far from one another as can be."""
    chosen = [int(np.argmax(np.linalg.norm(rows - rows.mean(axis=0), axis=1)))]
    while len(chosen) < number:
        away = np.min([np.linalg.norm(rows - rows[one], axis=1) for one in chosen], axis=0)
        chosen.append(int(np.argmax(away)))
    middles = rows[chosen]
    for _ in range(ROUNDS):
        labels: Labels = np.argmin(np.linalg.norm(rows[:, None] - middles[None], axis=2), axis=1)
        found = [rows[labels == one] for one in range(number)]
        middles = np.stack([one.mean(axis=0) if len(one) else middles[at] for at, one in enumerate(found)])
    return labels


def _settled(described: Described, middles: Described) -> Described:
    """Centres after every stretch has gone to the nearest, until none changes."""
    for _ in range(ROUNDS):
        moved = centres(described, nearest(described, middles), len(middles))
        if np.array_equal(moved, middles):
            break
        middles = moved
    return middles
