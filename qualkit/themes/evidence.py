"""The evidence card of a grouping: which quotes to show, who is in it and who is not, how its place is worded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from qualkit.themes.geometry import Floats, unit
from qualkit.themes.proposal import CodedQuote, Evidence

FEWEST_TYPICAL, MOST_TYPICAL = 4, 6
"""The medoid and three to five diverse ones."""
MOST_UNLIKE = 2
FEWEST_WITH_A_REST = 5
"""With fewer quotes two of them are not unlike a rest, but half of it."""
HALF = 0.5
"""Two groups that share less than this of all their codes (Jaccard) are not the same one in two rounds."""
FEWEST_WORDS = 4
"""A shorter passage ("Yes, I do.") shows nothing on its own; it is passed over where there is a longer one."""


def choose_quotes(quotes: Sequence[CodedQuote], vectors: Floats) -> Evidence:
    """The quotes that stand for one grouping.

    Parameters
    ----------
    quotes : sequence of CodedQuote
        All quotes of its codes; one that has two of the codes may come twice and counts once.
    vectors : (m, d) array
        Of the quotes, in the same order.
    """
    if not quotes:
        return Evidence()
    kept, directions, telling = _telling(quotes, vectors)
    shown = typical(kept, directions, telling)
    unlike = least_alike(directions, [at for at in telling if at not in shown])
    return Evidence(_ids(kept, shown), _ids(kept, unlike))


def unlike_the_rest(quotes: Sequence[CodedQuote], vectors: Floats) -> tuple[str, ...]:
    """The passages of a theme whose wording is least like its others, by id; none where there is hardly a rest.

    Parameters
    ----------
    quotes, vectors
        As for `choose_quotes`.
    """
    if not quotes:
        return ()
    kept, directions, telling = _telling(quotes, vectors)
    return _ids(kept, least_alike(directions, telling)) if len(telling) >= FEWEST_WITH_A_REST else ()


def _telling(quotes: Sequence[CodedQuote], vectors: Floats) -> tuple[list[CodedQuote], Floats, Sequence[int]]:
    """Each passage once, their directions, and the positions of those that say something on their own."""
    first_at: dict[str, int] = {}
    for at, quote in enumerate(quotes):
        first_at.setdefault(quote.segment_id, at)
    once = list(first_at.values())
    kept = [quotes[at] for at in once]
    telling = [at for at, quote in enumerate(kept) if len(quote.spoken.split()) >= FEWEST_WORDS]
    return kept, unit(vectors[once]), telling or range(len(kept))


def coverage(quotes: Iterable[CodedQuote], cases: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the participants whose interviews are in it, and of those whose are not."""
    there = {case for quote in quotes for case in quote.cases}
    known = sorted(there | set(cases))
    return tuple(case for case in known if case in there), tuple(case for case in known if case not in there)


def typical(quotes: Sequence[CodedQuote], directions: Floats, among: Sequence[int]) -> list[int]:
    """Positions of the medoid and of up to five more, each near the middle yet unlike those already chosen.

    A participant is heard once; only where that leaves fewer than four quotes, again.

    References
    ----------
    Carbonell, J., & Goldstein, J. (1998). The use of MMR, diversity-based reranking for reordering documents and
    producing summaries. SIGIR, 335-336. https://doi.org/10.1145/290941.291025
    """
    chosen = [_medoid(directions, among)]
    for wanted, new_voices in ((MOST_TYPICAL, True), (FEWEST_TYPICAL, False)):
        while len(chosen) < wanted:
            left = [at for at in among if at not in chosen and not (new_voices and _heard(quotes, chosen, at))]
            if not left:
                break
            chosen.append(_middle_but_new(directions, left, chosen))
    return chosen


def least_alike(directions: Floats, among: Sequence[int]) -> list[int]:
    """Positions of the quotes whose wording is least like the rest: a prompt to look, not a negative case."""
    likeness = directions @ directions.mean(axis=0)
    return sorted(among, key=lambda at: (round(float(likeness[at]), 6), at))[:MOST_UNLIKE]


def overlaps(groups: Mapping[str, Collection[str]]) -> dict[str, list[tuple[str, int]]]:
    """For each group the others with which it shares members (passages, by id), and how many; the most first."""
    sets = {name: set(members) for name, members in groups.items()}
    shared = {
        name: [(other, len(mine & theirs)) for other, theirs in sets.items() if other != name]
        for name, mine in sets.items()
    }
    return {name: sorted([p for p in found if p[1]], key=lambda p: (-p[1], p[0])) for name, found in shared.items()}


def changed_since(code_ids: Collection[str], before: Iterable[Collection[str]]) -> tuple[set[str], set[str]] | None:
    """The codes that joined and left since the earlier group that is most alike; None where none shares half."""
    now = set(code_ids)
    alike = [(len(now & set(one)) / (len(now | set(one)) or 1), set(one)) for one in before]
    share, nearest = max(alike, key=lambda pair: pair[0], default=(0.0, set()))
    return (now - nearest, nearest - now) if share >= HALF else None


def placement_sentence(together: float, codes: int) -> str:
    """How often the codes stay together, with what that is worth."""
    if codes < 2:
        return "This code stands alone in its group."
    reruns = round(together * 10)
    return (
        f"These codes stay together in {reruns} of 10 reruns; "
        "in four published studies such pairs shared a human theme about half the time."
    )


def _ids(quotes: Sequence[CodedQuote], positions: Iterable[int]) -> tuple[str, ...]:
    return tuple(quotes[at].segment_id for at in positions)


def _medoid(directions: Floats, among: Sequence[int]) -> int:
    likeness = directions @ directions.mean(axis=0)
    return min(among, key=lambda at: (-round(float(likeness[at]), 6), at))


def _heard(quotes: Sequence[CodedQuote], chosen: Sequence[int], at: int) -> bool:
    voices = {quotes[other].cases or (quotes[other].interview,) for other in chosen}
    return (quotes[at].cases or (quotes[at].interview,)) in voices


def _middle_but_new(directions: Floats, left: Sequence[int], chosen: Sequence[int]) -> int:
    middle = directions[left] @ unit(directions.mean(axis=0))
    said = (directions[left] @ directions[chosen].T).max(axis=1)
    return left[int(np.round(middle - said, 6).argmax())]
