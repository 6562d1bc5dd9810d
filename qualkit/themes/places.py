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
    return CodeVectors(np.vstack([codes.names, texts]), quotes, [*codes.stretches, *nowhere], guests=len(texts))


def nearness(points: Floats, member: Floats) -> Floats:
    """How like the middle of each theme every code is, (n, k), as a cosine.

    Parameters
    ----------
    points : (n + k, d) array
        Codes, then themes' texts, each of which counts as one code of its theme.
    member : (n, k) array
        How often each code counts for each theme, 0 where it is not in it.
    """
    codes, themes = member.shape
    whose = np.vstack([member, np.eye(themes)])
    likeness: Floats = np.round(points[:codes] @ unit(whose.T @ points).T, DECIMALS)
    return likeness


def _reruns(evidence: CodeVectors, member: Floats, seed: int) -> Iterator[Floats]:
    """Quotes drawn anew within each code, codes within each theme."""
    random = np.random.default_rng(seed)
    sizes = member.sum(axis=0).astype(int)
    shares = np.divide(member, sizes, out=np.zeros(member.shape), where=sizes > 0)
    for points in evidence.redrawn_points(RERUNS, seed):
        drawn = [random.multinomial(n, share) if n else share for n, share in zip(sizes, shares.T, strict=True)]
        yield nearness(points, np.array(drawn).T.reshape(member.shape))


def _best(shares: Floats, likeness: Floats) -> list[tuple[int, float]]:
    """Positions of the three likest themes with their shares, the larger share first."""
    likest = sorted(range(len(likeness)), key=lambda at: (-likeness[at], at))[:NEAR]
    rounded = [(at, round(float(shares[at]), 3)) for at in likest]
    return sorted(rounded, key=lambda pair: -pair[1])
