"""For each code without a theme the researcher's themes nearest to it, with their support. Nothing is placed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualkit.themes.candidates import RERUNS
from qualkit.themes.geometry import DECIMALS, CodeVectors, Floats, unit
from qualkit.themes.learning import Known
from qualkit.themes.placement import NEAR
from qualkit.themes.proposal import Material
from qualkit.themes.reading import Tell, read

PLACE = "Comparing the codes with your themes"


@dataclass(frozen=True, slots=True)
class NearTheme:
    """A theme of the researcher; `share` (0 to 1) is the part of the reruns in which it was the nearest of all."""

    id: str
    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Homes:
    """A code without a theme and the (at most three) themes nearest to it, best first."""

    code_id: str
    near: tuple[NearTheme, ...]


def find_homes(
    material: Material,
    known: Known,
    *,
    model: str = "",
    seed: int = 1,
    cache: Path | None = None,
    tell: Tell = lambda what, done, of: None,
) -> tuple[Homes, ...]:
    """Three themes for each code that is in none, each with its share of support over 60 reruns.

    A code lies near a theme whose codes, taken together, and whose name, concept and definition are like it in name,
    in quotes and in the stretches of interview in which they stand. In each rerun quotes and the theme's codes are
    drawn anew.

    Parameters
    ----------
    material : Material
        The codes in use with their quotes.
    known : Known
        The researcher's themes, with or without codes.
    model, seed, cache, tell
        As for `suggest`.

    Returns
    -------
    tuple of Homes
        In order of code ids; empty where there is no theme or no code without one.

    Raises
    ------
    MissingExtra, NoWeights
    """
    themes = known.themes
    found = read(material, [theme.text for theme in themes], model=model, cache=cache, tell=tell)
    ids = [code.id for code in material.codes]
    member = np.array([[code in theme.code_ids for theme in themes] for code in ids]).reshape(len(ids), len(themes))
    free = np.flatnonzero(~member.any(axis=1))
    if not themes or not len(free):
        return ()
    evidence = with_themes(found.codes, found.others)
    likeness = nearness(evidence.points(), member)[free]
    shares = np.zeros(likeness.shape)
    for done, drawn in enumerate(_reruns(evidence, member, seed), start=1):
        shares[np.arange(len(free)), drawn[free].argmax(axis=1)] += 1 / RERUNS
        tell(PLACE, done, RERUNS)
    return tuple(
        Homes(ids[code], tuple(NearTheme(themes[t].id, themes[t].name, share) for t, share in best))
        for code, best in zip(free, map(_best, shares, likeness), strict=True)
    )


def with_themes(codes: CodeVectors, texts: Floats) -> CodeVectors:
    """The n codes and after them k themes' texts as if they were codes: what one says stands for name and quote."""
    nowhere = [np.zeros(0, dtype=np.int64)] * len(texts)
    quotes = [*codes.quotes, *(text[None, :] for text in texts)]
    return CodeVectors(np.vstack([codes.names, texts]), quotes, [*codes.stretches, *nowhere])


def nearness(points: Floats, member: Floats, times: Floats | None = None) -> Floats:
    """How like the middle of each theme every code is, (n, k), as a cosine.

    Parameters
    ----------
    points : (n + k, d) array
        Codes, then themes' texts.
    member : (n, k) array of bool
        Which codes each theme has.
    times : (n + k,) array, optional
        How often each point counts; once when left out.
    """
    codes, themes = member.shape
    counts = np.ones(len(points)) if times is None else times
    whose = np.vstack([member, np.eye(themes)]) * counts[:, None]
    likeness: Floats = np.round(points[:codes] @ unit(whose.T @ points).T, DECIMALS)
    return likeness


def _reruns(evidence: CodeVectors, member: Floats, seed: int) -> Iterator[Floats]:
    random = np.random.default_rng(seed)
    for points in evidence.redrawn_points(RERUNS, seed):
        times = random.multinomial(len(points), np.full(len(points), 1 / len(points))).astype(float)
        times[len(member) :] = np.maximum(times[len(member) :], 1)
        yield nearness(points, member, times)


def _best(shares: Floats, likeness: Floats) -> list[tuple[int, float]]:
    """Positions of the three best themes with their shares; where shares tie, the likelier first."""
    order = sorted(range(len(shares)), key=lambda at: (-round(float(shares[at]), 6), -likeness[at], at))
    return [(at, round(float(shares[at]), 3)) for at in order[:NEAR]]
