"""Meaning saturation: when the last new dimension of each code was heard. Only from dimensions that people recorded.

References
----------
Hennink, Kaiser & Marconi (2017), Qualitative Health Research 27, 591-608. https://doi.org/10.1177/1049732316665344
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

NOT_ASSESSED = "meaning saturation was not assessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMeaning:
    """One code's dimensions.

    Attributes
    ----------
    new : tuple of int, length T
        Dimensions heard for the first time, by interview.
    last_new : int
        Place (from 1) of the last interview with a new dimension, m_c.
    interviews : int
        Interviews in which a dimension of the code was heard or the code applied, p_c.
    status : "open" or "closed"
        Open if the last interview with the code still brought a new dimension.
    """

    code: str
    dimensions: tuple[str, ...]
    new: tuple[int, ...]
    last_new: int
    interviews: int
    status: Literal["open", "closed"]


def meanings(
    heard: Iterable[tuple[str, str, str]], interviews: Sequence[str], holding: Mapping[str, Iterable[str]]
) -> tuple[CodeMeaning, ...]:
    """Each code's dimensions over the interviews.

    Parameters
    ----------
    heard : iterable of (str, str, str)
        Code, dimension and interview each time that one was heard.
    interviews : sequence of str, length T
        In collection order.
    holding : mapping of str to iterable of str
        Interviews in which each code is applied.
    """
    place = {name: i for i, name in enumerate(interviews)}
    first: dict[str, dict[str, int]] = {}
    where: dict[str, set[int]] = {}
    for code, dimension, interview in heard:
        if interview in place:
            known = first.setdefault(code, {})
            known[dimension] = min(known.get(dimension, place[interview]), place[interview])
            where.setdefault(code, {place[one] for one in holding.get(code, ()) if one in place}).add(place[interview])
    return tuple(_meaning(code, first[code], where[code], len(interviews)) for code in sorted(first))


def _meaning(code: str, first: Mapping[str, int], where: set[int], total: int) -> CodeMeaning:
    new = [0] * total
    for place in first.values():
        new[place] += 1
    last = max(first.values())
    return CodeMeaning(
        code=code,
        dimensions=tuple(sorted(first, key=lambda dimension: (first[dimension], dimension))),
        new=tuple(new),
        last_new=last + 1,
        interviews=len(where),
        status="open" if last == max(where) else "closed",
    )


def meaning_sentence(found: Sequence[CodeMeaning]) -> str:
    """What may be said about it: the range over codes, or that it was not assessed."""
    if not found:
        return f"{NOT_ASSESSED[0].upper()}{NOT_ASSESSED[1:]}."
    places, still = sorted({one.last_new for one in found}), sum(one.status == "open" for one in found)
    codes = "1 code" if len(found) == 1 else f"{len(found)} codes"
    at = f"interview {places[0]}" if len(places) == 1 else f"interviews {places[0]} to {places[-1]}, code by code"
    rest = f" {still} of them still brought a new dimension in the last interview that held it." if still else ""
    return f"Dimensions of meaning were recorded for {codes}; the last new one was heard in {at}.{rest}"
