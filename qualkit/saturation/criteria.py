"""Stopping criteria on the new codes per interview: what they say, when they are met and whether that held.

References
----------
Guest, Namey & Chen (2020), "A simple method to assess and report thematic saturation in qualitative research",
PLOS ONE 15(5), e0232076. https://doi.org/10.1371/journal.pone.0232076
Barker et al. (2023), arXiv:2301.04760: a criterion may be met more than once, so later breaches are reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, NamedTuple

from qualkit.errors import BadCriterion

Status = Literal[
    "too few interviews for the base",
    "no codes in the base; ratio undefined",
    "too few interviews for one run",
    "not reached",
    "reached",
]
BASES, RUNS, THRESHOLDS = (4, 5, 6), (2, 3), (0.05, 0.0)  # the values that Guest, Namey & Chen compare


class Criterion(NamedTuple):
    """Parameters of Guest, Namey & Chen: interviews in the base and in a run, and the share that counts as few."""

    base: int = 4
    run: int = 2
    threshold: float = 0.05


FIRST_CHOICE = Criterion()  # the authors' worked example


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """What the criterion says about one order of interviews; every place counts from 1.

    Attributes
    ----------
    base_codes : int
        New codes in the first `base` interviews, B; the denominator of every run, never updated.
    new_per_run : tuple of int
        New codes in each run, the first covering interviews base+1 to base+run; runs slide by one and overlap.
    ratios : tuple of float
        `new_per_run` over B, unrounded; empty where B is 0 or no run fits.
    met_at, stop_after : int or None
        With e the last interview of the first run whose ratio is at most the threshold, e - run and e.
    later_breaches : tuple of int
        Last interview of each later run whose ratio exceeds the threshold.
    """

    base: int
    run: int
    threshold: float
    base_codes: int
    new_per_run: tuple[int, ...]
    ratios: tuple[float, ...]
    met_at: int | None
    stop_after: int | None
    later_breaches: tuple[int, ...]
    status: Status

    @property
    def criterion(self) -> Criterion:
        """The parameters alone."""
        return Criterion(self.base, self.run, self.threshold)

    @property
    def label(self) -> str | None:
        """The authors' notation, "6+2": interviews until the criterion and those in the run; None if not reached."""
        return None if self.met_at is None else f"{self.met_at}+{self.run}"


def guest(new: Sequence[int], *, base: int = 4, run: int = 2, threshold: float = 0.05) -> Guest:
    """Test the criterion of Guest, Namey & Chen (2020).

    Parameters
    ----------
    new : sequence of int, length T
        New codes per interview, in order.
    base, run : int
        Interviews in the base and in a run (the paper: 4, 5 or 6 and 2 or 3).
    threshold : float
        Share of the base's codes (0 to 1) that a run may bring and still count as few (the paper: 0.05 or 0). A run
        at the threshold exactly counts; ratios are compared unrounded.

    Raises
    ------
    BadCriterion
        A parameter makes no sense.
    """
    check_criterion(Criterion(base, run, threshold))
    base_codes = int(sum(new[:base]))
    sums = tuple(int(sum(new[end - run : end])) for end in range(base + run, len(new) + 1))
    ratios = tuple(in_run / base_codes for in_run in sums) if base_codes else ()
    few = [base + run + i for i, ratio in enumerate(ratios) if ratio <= threshold]
    stop_after = few[0] if few else None
    return Guest(
        base=base,
        run=run,
        threshold=threshold,
        base_codes=base_codes,
        new_per_run=sums,
        ratios=ratios,
        met_at=None if stop_after is None else stop_after - run,
        stop_after=stop_after,
        later_breaches=_breaches(ratios, base + run, stop_after, threshold),
        status=_status(len(new), base_codes, Criterion(base, run, threshold), met=bool(few)),
    )


def guest_table(new: Sequence[int]) -> tuple[Guest, ...]:
    """The criterion at every combination the paper compares (12): one cell alone would hide how much it depends."""
    settings = product(BASES, RUNS, THRESHOLDS)
    return tuple(guest(new, base=base, run=run, threshold=threshold) for base, run, threshold in settings)


def check_criterion(criterion: Criterion) -> None:
    """Raise BadCriterion for a base or run without interviews, or a threshold that is no share."""
    hint = "For example: --criterion base=4,run=2,threshold=0.05"
    if criterion.base < 1 or criterion.run < 1:
        shortest = min(criterion.base, criterion.run)
        raise BadCriterion(f"“{shortest}” is no number of interviews: base and run are 1 or more.", hint=hint)
    if not 0 <= criterion.threshold < 1:
        message = f"The threshold “{criterion.threshold:g}” is not a share from 0 up to (and without) 1."
        raise BadCriterion(message, hint=hint)


def parse_criterion(text: str) -> Criterion:
    """Read "base=4,run=2,threshold=5%"; what is left out is that of the paper's worked example (4, 2, 5 %)."""
    values: dict[str, float] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        values[name] = _number(name, value)
    criterion = FIRST_CHOICE._replace(**values)  # type: ignore[arg-type]
    check_criterion(criterion)
    return criterion


def _number(name: str, value: str) -> float:
    hint = "Give any of base, run and threshold, for example: base=4,run=2,threshold=0.05"
    if name not in Criterion._fields:
        raise BadCriterion(f"“{name}” is no part of the criterion.", hint=hint)
    try:
        if name != "threshold":
            return int(value)
        return float(value[:-1]) / 100 if value.endswith("%") else float(value)
    except ValueError:
        raise BadCriterion(f"“{value}” is no value for {name}.", hint=hint) from None


def _breaches(ratios: Sequence[float], first_end: int, stop_after: int | None, threshold: float) -> tuple[int, ...]:
    ends = enumerate(ratios, start=first_end)
    return tuple(end for end, ratio in ends if stop_after is not None and end > stop_after and ratio > threshold)


def _status(interviews: int, base_codes: int, criterion: Criterion, *, met: bool) -> Status:
    if interviews < criterion.base:
        return "too few interviews for the base"
    if base_codes == 0:
        return "no codes in the base; ratio undefined"
    if interviews < criterion.base + criterion.run:
        return "too few interviews for one run"
    return "reached" if met else "not reached"
