"""Other ways in use to say that few new codes came: Francis et al. (10+3), batches, quarters.

References
----------
Francis et al. (2010), Psychology & Health 25, 1229-1245. https://doi.org/10.1080/08870440903194015
Guest, Bunce & Johnson (2006), Field Methods 18, 59-82. https://doi.org/10.1177/1525822X05279903 (batches of six)
Turner-Bowker et al. (2018), Value in Health 21, 839-842 (quarters)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

INITIAL, STOPPING, BATCH = 10, 3, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Francis:
    """Initial analysis sample and stopping criterion.

    Attributes
    ----------
    met : bool or None
        None where there are fewer interviews than the test needs: that is not the same as not met.
    tested_at, saturated_at : int or None
        The interview at which the criterion was first met, and the last before the run without new codes.
    trailing_zero : int
        Interviews without a new code at the end.
    new_after : tuple of int
        Interviews after `tested_at` that brought new codes all the same.
    """

    initial: int
    stopping: int
    minimum_needed: int
    met: bool | None
    tested_at: int | None
    saturated_at: int | None
    trailing_zero: int
    new_after: tuple[int, ...]
    status: str


def francis(new: Sequence[int], *, initial: int = INITIAL, stopping: int = STOPPING) -> Francis:
    """No new code in `stopping` interviews in a row, tested after each from `initial` + `stopping` on."""
    needed = initial + stopping
    met = [end for end in range(needed, len(new) + 1) if not sum(new[end - stopping : end])]
    tested_at = met[0] if met else None
    later = () if tested_at is None else tuple(i for i, n in enumerate(new, start=1) if n and i > tested_at)
    testable = len(new) >= needed and sum(new) > 0
    return Francis(
        initial=initial,
        stopping=stopping,
        minimum_needed=needed,
        met=bool(met) if testable else None,
        tested_at=tested_at if testable else None,
        saturated_at=None if tested_at is None or not testable else tested_at - stopping,
        trailing_zero=trailing_zero(new),
        new_after=later,
        status=_francis_status(len(new), needed, tested_at, sum(new)),
    )


def francis_by_category(new_names: Sequence[Sequence[str]], categories: Mapping[str, str]) -> dict[str, Francis]:
    """The same test for the codes of each category by themselves, as the paper has it for each kind of belief.

    Parameters
    ----------
    new_names : sequence of sequences of str, length T
        The codes that each interview brought.
    categories : mapping of str to str
        The category of a code, by its name; codes that are not in it belong to none.
    """
    return {
        category: francis([sum(categories.get(code) == category for code in codes) for codes in new_names])
        for category in dict.fromkeys(categories.values())
    }


def _francis_status(total: int, needed: int, tested_at: int | None, codes: int) -> str:
    if total < needed:
        return f"not testable: it needs {needed} interviews and there {'is' if total == 1 else 'are'} {total}"
    if not codes:
        return "no code was applied"
    return "not met" if tested_at is None else f"criterion met at interview {tested_at}"


def trailing_zero(new: Sequence[int]) -> int:
    """Interviews at the end that brought nothing new."""
    return next((i for i, n in enumerate(reversed(new)) if n), len(new))


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Interviews `first` to `last` together; `percent` is of `of`, all codes found, and None where none was."""

    first: int
    last: int
    interviews: int
    new: int
    cumulative: int
    percent: float | None
    of: int


def batches(new: Sequence[int], *, size: int = BATCH) -> tuple[Batch, ...]:
    """New codes batch by batch; the last may be short and says so by its number of interviews."""
    running, all_codes = list(accumulate(new)), sum(new)
    found = []
    for first in range(1, len(new) + 1, size):
        last = min(first + size - 1, len(new))
        part = {"first": first, "last": last, "interviews": last - first + 1, "new": sum(new[first - 1 : last])}
        reached = running[last - 1]
        percent = 100 * reached / all_codes if all_codes else None
        found.append(Batch(**part, cumulative=reached, percent=percent, of=all_codes))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """Codes found in the first 25, 50, 75 or 100 percent of the interviews (rounded up to whole ones)."""

    share: float
    interviews: int
    cumulative: int
    percent: float | None


def quarters(new: Sequence[int]) -> tuple[Quarter, ...]:
    """How much of all that was found was known after each quarter of the interviews."""
    running, all_codes = [0, *accumulate(new)], sum(new)
    found = []
    for share in (0.25, 0.5, 0.75, 1.0):
        place = ceil(share * len(new))
        percent = 100 * running[place] / all_codes if all_codes else None
        found.append(Quarter(share=share, interviews=place, cumulative=running[place], percent=percent))
    return tuple(found)
