"""Matrices and published cases that several tests on saturation share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis.extra.numpy import array_shapes, arrays

from qualkit.saturation.matrix import Matrix, matrix

TABLES = arrays(bool, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=9))
EMPTY, ONE = matrix([], [], []), matrix(["I1"], ["a", "b"], [[1, 1]])


def case_of(shared: Path, name: str) -> Any:
    """One of the published cases."""
    return json.loads((shared / "saturation-cases" / f"{name}.json").read_text(encoding="utf-8"))


def of(counts: Any) -> Matrix:
    """A matrix with names that do not matter."""
    table = np.asarray(counts)
    return matrix([f"I{i}" for i in range(table.shape[0])], [f"c{c}" for c in range(table.shape[1])], table)


def of_digits(rows: Sequence[str]) -> Matrix:
    """A matrix from rows such as "1100"."""
    return of([[int(digit) for digit in row] for row in rows])


def insects(shared: Path) -> Matrix:
    """The example study of novelqualcodes."""
    case = case_of(shared, "novelqualcodes_insects")
    return matrix(case["interviews"], case["codes"], case["counts"])
