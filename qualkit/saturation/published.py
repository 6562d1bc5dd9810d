"""A table that a paper prints, beside what its own matrix says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qualkit.errors import BadMatrix
from qualkit.saturation.curve import Step
from qualkit.saturation.grids import Rows

COLUMNS = {
    "codes": re.compile(r"^(n[ _]?)?(codes?|topics?|themes?)([ _](per|in)[ _]interview)?$", re.I),
    "new": re.compile(r"^(n[ _]?)?(new|novel|unique)([ _](codes?|topics?|themes?))?$", re.I),
    "repeat": re.compile(r"^(n[ _]?)?(repeat(ed|s)?|duplicates?|old|known)([ _](codes?|topics?|themes?))?$", re.I),
    "cumulative": re.compile(r"^(cum|cumulative|running|total|so far)\w*([ _].*)?$", re.I),
}
HINT = "The first row names the columns: interview, and any of codes, new, repeated, cumulative; then one row each."


class Difference(NamedTuple):
    """Where a printed number is not the counted one; `names` are the new codes of that interview."""

    place: int
    interview: str
    column: str
    printed: int
    counted: int
    names: tuple[str, ...]


def differences(rows: Rows, steps: Sequence[Step]) -> list[Difference]:
    """Compare a printed table with the counted curve, row by row in order.

    Raises
    ------
    BadMatrix
        The table has no column known by name, another number of rows, or a cell that is no number.
    """
    header, body = rows[0], [row for row in rows[1:] if any(row)]
    known = {name: c for name, pattern in COLUMNS.items() for c, told in enumerate(header) if pattern.match(told)}
    if not known:
        raise BadMatrix(f"No column of the printed table is known: {', '.join(header)}.", hint=HINT)
    if len(body) != len(steps):
        message = f"The printed table has {len(body)} rows and there are {len(steps)} interviews."
        raise BadMatrix(message, hint=HINT)
    found = []
    for row, step in zip(body, steps, strict=True):
        for name, c in known.items():
            printed, counted = _number(row, c, header[c]), int(getattr(step, name))
            if printed is not None and printed != counted:
                found.append(Difference(step.place, step.interview, name, printed, counted, step.new_names))
    return found


def told(found: Sequence[Difference]) -> str:
    """The differences in words, the first one above all: what follows in a running total only repeats it."""
    if not found:
        return "The printed table agrees with the matrix in every number."
    first = found[0]
    names = f" ({'; '.join(first.names)})" if first.names and first.column in ("new", "cumulative") else ""
    return (
        f"The printed table differs from the matrix in {len(found)} {'number' if len(found) == 1 else 'numbers'}. It "
        f"first does at interview {first.place} (“{first.interview}”), {first.column}: {first.printed} printed, "
        f"{first.counted} in the matrix{names}."
    )


def _number(row: Sequence[str], c: int, name: str) -> int | None:
    cell = row[c] if c < len(row) else ""
    if not cell:
        return None
    try:
        return int(float(cell))
    except (ValueError, OverflowError):
        raise BadMatrix(f"“{cell}” in the row “{row[0]}”, column “{name}”, is not a number.", hint=HINT) from None
