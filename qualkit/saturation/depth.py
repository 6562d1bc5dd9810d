"""Conceptual depth: five criteria that people rate. Nothing here computes a rating.

References
----------
Nelson (2017), Qualitative Research 17, 554-570. https://doi.org/10.1177/1468794116679873
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qualkit.model import DepthRating

CRITERIA = {
    "range": "How widely and in how many kinds of evidence it is found",
    "complexity": "How richly it is linked with other concepts",
    "subtlety": "How well nuance, ambiguity and likeness with other concepts are understood",
    "resonance": "How it speaks to the literature",
    "validity": "Whether it holds outside: with participants, in negative cases, in other settings",
}
RATINGS = {1: "low", 2: "medium", 3: "high"}
NOT_ASSESSED = "conceptual depth was not assessed"


class Evidence(NamedTuple):
    """What the study holds on a concept, to be read before rating; facts, no judgement."""

    interviews: int
    of: int
    cases: int
    references: int
    beside: tuple[str, ...]
    dimensions: int
    memos: int

    def words(self) -> str:
        """The facts as a sentence."""
        beside = f"; on the same passages: {', '.join(self.beside)}" if self.beside else ""
        more = f"; {self.dimensions} dimensions of meaning, {self.memos} memos"
        spread = f"{self.references} references in {self.interviews} of {self.of} interviews"
        return f"{spread}, {self.cases} participants{beside}{more}."


class Depth(NamedTuple):
    """One rater's ratings of a concept by criterion; a criterion that nobody rated is None, never 0."""

    concept: str
    by: str
    ratings: tuple[int | None, ...]
    total: int | None


def grid(ratings: Iterable[DepthRating], names: dict[str, str]) -> tuple[Depth, ...]:
    """Concepts by criteria, one row for each rater; the total only where all five were rated."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in ratings:
        if one.about_id in names:
            found.setdefault((names[one.about_id], one.by), {})[one.criterion] = one.rating
    return tuple(_row(concept, by, given) for (concept, by), given in sorted(found.items()))


def _row(concept: str, by: str, given: dict[str, int]) -> Depth:
    ratings = tuple(given.get(criterion) for criterion in CRITERIA)
    known = [rating for rating in ratings if rating is not None]
    return Depth(concept, by, ratings, sum(known) if len(known) == len(CRITERIA) else None)


def depth_sentence(found: Sequence[Depth]) -> str:
    """What may be said about it, or that it was not assessed."""
    if not found:
        return f"{NOT_ASSESSED[0].upper()}{NOT_ASSESSED[1:]}."
    concepts, raters = len({row.concept for row in found}), len({row.by for row in found})
    who = "one researcher" if raters == 1 else f"{raters} researchers"
    return (
        f"Conceptual depth was rated by {who} for {concepts} {'concept' if concepts == 1 else 'concepts'} on the five "
        "criteria of Nelson (2017); the ratings are in the appendix."
    )
