"""All estimators, rarefaction and 1,000 orders of a large matrix; the same orders by a plain pandas loop beside it.

    python benchmarks/saturation.py [--interviews 1000] [--codes 5000] [--loops 1000]

One core; numpy's own threads are held to one before it is imported.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np
from machine import peak_mib, show, write_result

from qualkit.saturation.advanced import advanced, estimates
from qualkit.saturation.criteria import Criterion
from qualkit.saturation.frequencies import frequencies
from qualkit.saturation.matrix import Matrix, matrix
from qualkit.saturation.orders import SEED, orders
from qualkit.saturation.rarefaction import rarefied, rarefied_sd
from qualkit.saturation.result import FILE_ORDER, measured

NOTES = (
    "Codes are in few or many interviews as a log-normal share says, most of them in few. Everything is what "
    "`qualkit saturation --json` computes. One core; `of the core` are the seconds that it worked for this, as others "
    "used the machine at the same time. The pandas loop does one thing of it: for each order, the rows put in that "
    "order, the running maximum and its sum; its curves are compared with qualkit's, number by number."
)


def main() -> None:
    wish = wanted()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    made = sample(wish.interviews, wish.codes)
    rows = measure(made)
    rows.append({"what": "memory peak (MiB)", "qualkit": peak_mib(), "aim": 500})
    rows.append(beside_pandas(made, wish.loops))
    show(rows)
    settings = {"interviews": wish.interviews, "codes": len(made.codes), "orders": 1000, "loops": wish.loops}
    print(write_result("saturation", rows, settings=settings, notes=NOTES))


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=1_000)
    parser.add_argument("--codes", type=int, default=5_000)
    parser.add_argument("--loops", type=int, default=1_000)
    return parser.parse_args()


def sample(interviews: int, codes: int) -> Matrix:
    """A matrix in which every code is found at least once."""
    chosen = np.random.default_rng(0)
    shares = np.minimum(chosen.lognormal(-4.5, 1.6, codes), 0.95)
    counts = chosen.random((interviews, codes)) < shares
    counts[chosen.integers(0, interviews, codes), np.arange(codes)] = True
    return matrix([f"I{i}" for i in range(interviews)], [f"c{c}" for c in range(codes)], counts)


def timed(what: Callable[[], object]) -> dict[str, object]:
    """Seconds by the clock, and those that the core worked: others may use the machine as well."""
    start, worked = time.perf_counter(), time.process_time()
    what()
    took, worked = time.perf_counter() - start, time.process_time() - worked
    return {"qualkit": round(took, 3), "of the core": round(worked, 3)}


def measure(made: Matrix) -> list[dict[str, object]]:
    found, places = frequencies(made), np.arange(1, len(made.interviews) + 1)
    return [
        {"what": "curve and criteria (s)", **timed(lambda: measured(made, Criterion(), order=FILE_ORDER))},
        {"what": "all estimators (s)", **timed(lambda: estimates(made))},
        {"what": "rarefaction (s)", **timed(lambda: (rarefied(found, places), rarefied_sd(found, places)))},
        {"what": "1,000 orders (s)", **timed(lambda: orders(made))},
        {"what": "everything together (s)", **timed(lambda: advanced(made)), "aim": 2},
    ]


def beside_pandas(made: Matrix, loops: int) -> dict[str, object]:
    import pandas as pd

    table = pd.DataFrame(made.present)
    ours, chosen = orders(made).curves, np.random.default_rng(SEED)
    worked = time.process_time()
    curves = [table.iloc[chosen.permutation(len(table))].cummax().sum(axis=1).to_numpy() for _ in range(loops)]
    worked = time.process_time() - worked
    if not (np.array(curves) == ours[:loops]).all():
        sys.exit("The two do not agree.")
    whole = timed(lambda: orders(made))["of the core"]
    return {"what": "1,000 orders (s of the core)", "qualkit": whole, "pandas loop": round(worked * 1000 / loops, 1)}


if __name__ == "__main__":
    main()
