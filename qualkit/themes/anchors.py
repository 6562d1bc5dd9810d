"""Codes and passages beside the dimensions of a given framework, with scores; "none" is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualkit.themes.geometry import Floats, centred
from qualkit.themes.places import nearness, with_themes
from qualkit.themes.proposal import Material
from qualkit.themes.reading import Tell, read

UPPER = 2 / 3
"""A code fits a dimension only where at least two thirds of the codes are less like it."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of a framework: its id and what the framework says about it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How like a dimension something is (cosine, -1 to 1), and the share of its kind that is less like it (0 to 1)."""

    dimension: str
    likeness: float
    rank: float


@dataclass(frozen=True, slots=True)
class Mapped:
    """A code or passage with its fit to every dimension, best first; `nearest` is None where it fits none."""

    id: str
    fits: tuple[Fit, ...]

    @property
    def nearest(self) -> str | None:
        """The best dimension among those that two thirds of its kind are less like."""
        return next((fit.dimension for fit in self.fits if fit.rank >= UPPER and fit.likeness > 0), None)


@dataclass(frozen=True, slots=True)
class OntoFramework:
    """All codes, then all passages, in order of their ids."""

    codes: tuple[Mapped, ...]
    segments: tuple[Mapped, ...]


def map_onto(
    material: Material,
    dimensions: Sequence[Dimension],
    *,
    model: str = "",
    cache: Path | None = None,
    tell: Tell = lambda what, done, of: None,
) -> OntoFramework:
    """How codes and passages fit a framework's dimensions, by meaning alone.

    Parameters
    ----------
    material : Material
        The codes in use with their quotes.
    dimensions : sequence of Dimension
        Of one framework; a definition beside the name makes the scores much better.
    model, cache, tell
        As for `suggest`.

    Raises
    ------
    MissingExtra, NoWeights
    """
    found = read(material, [one.text for one in dimensions], model=model, cache=cache, tell=tell)
    evidence = with_themes(found.codes, found.others)
    none = np.zeros((len(material.codes), len(dimensions)), dtype=bool)
    codes = nearness(evidence.points((1.0, 1.0, 0.0)), none)
    ids = sorted(found.segments)
    said = np.array([found.segments[i] for i in ids]).reshape(len(ids), found.others.shape[1])
    segments = _segments_like(said, found.others)
    return OntoFramework(
        _mapped([code.id for code in material.codes], codes, dimensions), _mapped(ids, segments, dimensions)
    )


def _segments_like(segments: Floats, dimensions: Floats) -> Floats:
    """Cosine of each passage with each dimension, (m, k), seen from the middle of the passages."""
    if not len(segments) or not len(dimensions):
        return np.zeros((len(segments), len(dimensions)))
    seen = centred(np.vstack([segments, dimensions]), guests=len(dimensions))
    likeness: Floats = np.round(seen[: len(segments)] @ seen[len(segments) :].T, 9)
    return likeness


def _mapped(ids: Sequence[str], likeness: Floats, dimensions: Sequence[Dimension]) -> tuple[Mapped, ...]:
    below = [np.searchsorted(np.sort(column), column) / len(column) for column in likeness.T]
    ranks = np.array(below).reshape(likeness.T.shape).T
    return tuple(Mapped(i, _fits(likeness[at], ranks[at], dimensions)) for at, i in enumerate(ids))


def _fits(likeness: Floats, ranks: Floats, dimensions: Sequence[Dimension]) -> tuple[Fit, ...]:
    fits = [
        Fit(one.id, round(float(like), 3), round(float(rank), 3))
        for one, like, rank in zip(dimensions, likeness, ranks, strict=True)
    ]
    return tuple(sorted(fits, key=lambda fit: (-fit.likeness, fit.dimension)))
