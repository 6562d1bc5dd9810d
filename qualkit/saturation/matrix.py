"""The incidence matrix: which code was applied at least once in which interview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualkit.errors import BadMatrix


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Interviews in order by the codes found in them.

    An interview without codes is a row of zeros and keeps its place. A code that was never applied (one that was
    there a priori, say) has no column: it is no part of S and stands apart in `never_applied`.

    Attributes
    ----------
    interviews : tuple of str, length T
    codes : tuple of str, length S
    present : ndarray of bool, shape (T, S)
    never_applied : tuple of str
    discovered : tuple of int, length S, or None
        Place (from 1) of the interview in which each code was discovered, where that is counted in place of the first
        interview that holds it. Says nothing about which interviews hold the code.
    """

    interviews: tuple[str, ...]
    codes: tuple[str, ...]
    present: NDArray[np.bool_]
    never_applied: tuple[str, ...] = ()
    discovered: tuple[int, ...] | None = None


def matrix(interviews: Sequence[str], codes: Sequence[str], counts: ArrayLike) -> Matrix:
    """A checked matrix from names and counts.

    Parameters
    ----------
    interviews : sequence of str, length T
        In collection order.
    codes : sequence of str
        In any order; those never applied are set apart.
    counts : array_like, shape (T, len(codes))
        How often each code was applied in each interview; anything above 0 means present.

    Raises
    ------
    BadMatrix
        Two interviews or two codes have the same name, or the shape does not fit the names.
    """
    check_distinct("interview", interviews)
    check_distinct("code", codes)
    present = np.asarray(counts) > 0
    expected = (len(interviews), len(codes))
    if present.size == 0 == expected[0] * expected[1]:
        present = np.zeros(expected, dtype=bool)
    if present.shape != expected:
        raise BadMatrix(f"Counts of shape {present.shape} do not fit {expected[0]} interviews and {expected[1]} codes.")
    used = np.asarray(present.any(axis=0))
    applied, apart = np.flatnonzero(used).tolist(), np.flatnonzero(~used).tolist()
    kept = _frozen(present[:, used])
    return Matrix(tuple(interviews), tuple(codes[c] for c in applied), kept, tuple(codes[c] for c in apart))


def matrix_of_pairs(interviews: Sequence[str], codes: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Matrix:
    """A matrix from (interview, code) applications; repeated pairs are one mention."""
    row = {interview: i for i, interview in enumerate(interviews)}
    column = {code: c for c, code in enumerate(codes)}
    counts = np.zeros((len(interviews), len(codes)), dtype=bool)
    for interview, code in pairs:
        counts[row[interview], column[code]] = True
    return matrix(interviews, codes, counts)


def recoded(source: Matrix, into: Mapping[str, str | None]) -> Matrix:
    """The same coding under a codebook in which codes were renamed or merged (their new name) or retired (None).

    A merged code is present wherever one of its members was. A retired code leaves S; its interview keeps its place.
    """
    now = [into.get(code, code) for code in source.codes]
    column = {name: c for c, name in enumerate(dict.fromkeys(name for name in now if name is not None))}
    present = np.zeros((len(source.interviews), len(column)), dtype=bool)
    for c, name in enumerate(now):
        if name is not None:
            present[:, column[name]] |= source.present[:, c]
    apart = (into.get(code, code) for code in source.never_applied)
    never = dict.fromkeys(name for name in apart if name is not None and name not in column)
    return Matrix(source.interviews, tuple(column), _frozen(present), tuple(never))


def split(source: Matrix, groups: Sequence[str]) -> dict[str, Matrix]:
    """The matrix of each group, by the group's name for every row; a code that a group never has is apart in it."""
    found = {}
    for name in dict.fromkeys(groups):
        rows = [i for i, group in enumerate(groups) if group == name]
        found[name] = matrix([source.interviews[i] for i in rows], source.codes, source.present[rows])
    return found


def check_distinct(noun: str, names: Sequence[str]) -> None:
    """Two rows or two columns of one name could not be told apart in a figure or a table."""
    places: dict[str, int] = {}
    for place, name in enumerate(names, start=1):
        if name in places:
            where = f"as {noun} {places[name]} and as {noun} {place}"
            raise BadMatrix(f"The {noun} name “{name}” is there twice, {where}.", hint="Give each its own name.")
        places[name] = place


def _frozen(present: NDArray[np.bool_]) -> NDArray[np.bool_]:
    present = present.copy()
    present.flags.writeable = False
    return present
