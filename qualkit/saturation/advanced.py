"""Everything that takes interviews for a sample: estimates, coverage, curves without their order, other orders.

Shown under "Advanced" and never in the default wording: purposive samples are not random ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from qualkit.saturation import coverage, estimators, rarefaction, resampling
from qualkit.saturation.criteria import BASES, FIRST_CHOICE, RUNS, THRESHOLDS, Criterion
from qualkit.saturation.frequencies import Estimate, Frequencies, Undefined, frequencies, too_little
from qualkit.saturation.matrix import Matrix
from qualkit.saturation.orders import SEED, Orders, francis_in_orders, guest_in_orders, orders
from qualkit.saturation.rarefaction import Values
from qualkit.saturation.repetition import its_slope_ratio, unique_per_total
from qualkit.saturation.salience import min_cover

FEW = 5
"""With fewer interviews than this an estimate is hardly more than a guess."""
LISTED = 4  # Q_1 to Q_4 are always told, as the estimates rest on them
LOWER, MIDDLE, UPPER = 25, 500, 975  # per thousand: the median of the orders and the band that holds 95% of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """Estimates with their reasons where they are undefined.

    Attributes
    ----------
    estimates : mapping of str to Estimate or Undefined
        chao2, chao2_bc, ichao2, ice, jackknife1, jackknife2, bootstrap.
    rarefied, rarefied_sd : ndarray, shape (T,)
    extrapolated, extrapolated_sd : ndarray, shape (T,)
        For T+1 to 2T interviews.
    covered : ndarray, shape (2T,)
        Coverage after 1 to 2T interviews.
    in_orders : mapping of Criterion to ndarray, shape (T,)
        Share of the orders in which a criterion of Guest, Namey & Chen is met by interview k.
    its_slope_ratio, unique_per_total : float or Undefined
        How much the coding repeats itself (De Paoli & Mathis 2024); low where it does much.
    """

    found: Frequencies
    estimates: Mapping[str, Estimate | Undefined]
    coverage: float | Undefined
    expected_new_codes: float | Undefined
    interviews_to_95: float | Undefined
    rarefied: Values | Undefined
    rarefied_sd: Values | Undefined
    extrapolated: Values | Undefined
    extrapolated_sd: Values | Undefined
    covered: Values | Undefined
    orders: Orders
    in_orders: Mapping[Criterion, Values]
    francis_in_orders: Values
    cover: tuple[int, ...]
    its_slope_ratio: float | Undefined
    unique_per_total: float | Undefined


def advanced(matrix: Matrix, criterion: Criterion = FIRST_CHOICE, *, seed: int = SEED) -> Advanced:
    """All of it; `seed` draws the orders of more than eight interviews."""
    found, total = frequencies(matrix), len(matrix.interviews)
    made, beyond = np.arange(1, total + 1), np.arange(total + 1, 2 * total + 1)
    drawn = orders(matrix, seed=seed)
    table = (Criterion(base, run, few) for base in BASES for run in RUNS for few in THRESHOLDS)
    return Advanced(
        found=found,
        estimates=estimates(matrix),
        coverage=coverage.coverage(found),
        expected_new_codes=coverage.expected_new_codes(found),
        interviews_to_95=coverage.interviews_to_share(found, 0.95),
        rarefied=rarefaction.rarefied(found, made),
        rarefied_sd=rarefaction.rarefied_sd(found, made),
        extrapolated=rarefaction.extrapolated(found, beyond),
        extrapolated_sd=rarefaction.extrapolated_sd(found, beyond),
        covered=coverage.coverage_curve(found, np.arange(1, 2 * total + 1)),
        orders=drawn,
        in_orders={one: guest_in_orders(drawn, one) for one in (criterion, *table)},
        francis_in_orders=francis_in_orders(drawn),
        cover=min_cover(matrix),
        its_slope_ratio=its_slope_ratio(matrix),
        unique_per_total=unique_per_total(matrix),
    )


def estimates(matrix: Matrix) -> dict[str, Estimate | Undefined]:
    """Every estimate of how many codes there would be, by its name in the document."""
    found = frequencies(matrix)
    return {
        "chao2": estimators.chao2(found),
        "chao2_bc": estimators.chao2_bc(found),
        "ichao2": estimators.ichao2(found),
        "ice": estimators.ice(found),
        "jackknife1": resampling.jackknife1(matrix),
        "jackknife2": resampling.jackknife2(found),
        "bootstrap": resampling.bootstrap(matrix),
    }


def cautions(result: Advanced) -> tuple[str, ...]:
    """What stands between these numbers and a conclusion, one sentence each."""
    found = result.found
    if found.interviews < 2 or not found.codes:
        return ()
    ones, twos = found.q(1), found.q(2)
    told = {
        "Fewer than 5 interviews: no estimate of unseen codes means much.": found.interviews < FEW,
        "No code rests on a single interview; that is not the same as complete.": ones == 0,
        "One code rests on a single interview and none on two: no code is taken to be unseen, by formula alone.": (
            (ones, twos) == (1, 0)
        ),
        "No code is in exactly two interviews, so the estimates rest on the fallback form and are very wide.": (
            ones > 1 and twos == 0
        ),
        "No code recurs: every code rests on one interview.": ones == found.codes,
        f"{ones} of {found.codes} codes rest on one interview. Labels that nearly repeat one another do this: merge "
        "them before reading any estimate.": ones > found.codes / 2,
    }
    return tuple(sentence for sentence, holds in told.items() if holds)


def repetition(result: Advanced) -> str:
    """How much the coding repeats itself, in a sentence; empty where it is not defined."""
    ratio, share = result.its_slope_ratio, result.unique_per_total
    if isinstance(ratio, Undefined) or isinstance(share, Undefined):
        return ""
    figures = f"slope ratio {ratio:.2f}, unique codes per code given {share:.2f}"
    return f"Inductive thematic saturation (De Paoli & Mathis 2024): {figures}; low where codes repeat."


def to_json(result: Advanced) -> dict[str, Any]:
    """Its part of the document of `qualkit saturation --json`: undefined values are null, with `reasons`."""
    total, values = result.found.interviews, dict(_values(result))
    beyond = values.pop("extrapolation")
    if beyond is not None:
        beyond = [
            {"t": total + 1 + i, "estimate": value, "sd": sd}
            for i, (value, sd) in enumerate(zip(beyond, values.pop("extrapolation_sd"), strict=True))
        ]
    values.pop("extrapolation_sd", None)
    reasons = {name: value.reason for name, value in _parts(result) if isinstance(value, Undefined)}
    nothing = too_little(result.found)
    return {
        "q": {str(k): result.found.q(k) for k in range(1, max(total, LISTED) + 1)},
        **values,
        "extrapolation": beyond,
        "orders": None if nothing else _orders_json(result),
        "min_cover": list(result.cover),
        "reasons": reasons | ({"orders": nothing.reason} if nothing else {}),
    }


def _parts(result: Advanced) -> Iterator[tuple[str, object]]:
    yield from result.estimates.items()
    yield "coverage", result.coverage
    yield "expected_new_codes", result.expected_new_codes
    yield "interviews_to_95", result.interviews_to_95
    yield "rarefaction", result.rarefied
    yield "rarefaction_sd", result.rarefied_sd
    yield "extrapolation", result.extrapolated
    yield "extrapolation_sd", result.extrapolated_sd
    yield "coverage_curve", result.covered
    yield "its_slope_ratio", result.its_slope_ratio
    yield "unique_per_total", result.unique_per_total


def _values(result: Advanced) -> Iterator[tuple[str, Any]]:
    for name, value in _parts(result):
        if isinstance(value, Undefined):
            yield name, None
        elif isinstance(value, Estimate):
            yield name, {key: number for key, number in asdict(value).items() if number is not None}
        else:
            yield name, value.tolist() if isinstance(value, np.ndarray) else value


def _orders_json(result: Advanced) -> dict[str, Any]:
    drawn = result.orders
    met = [{**criterion._asdict(), "met_by": shares.tolist()} for criterion, shares in result.in_orders.items()]
    return {
        "n": len(drawn.curves),
        "seed": drawn.seed,
        "median": drawn.quantile(MIDDLE).tolist(),
        "low": drawn.quantile(LOWER).tolist(),
        "high": drawn.quantile(UPPER).tolist(),
        "criteria": {"guest": met, "francis": {"met_by": result.francis_in_orders.tolist()}},
    }
