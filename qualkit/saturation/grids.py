"""Tables of codes by interviews as people have them: which way round they lie, and what in them is no code.

Such tables come as plain matrices, as NVivo matrix coding queries (codes numbered "1 : ", interviews lettered "A : ")
and as what a paper prints, with totals at the edge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import BadMatrix

Rows = list[list[str]]
Way = Literal["auto", "rows", "columns"]
SHAPE = "Rows are interviews in order, columns are codes, cells 0 or 1; the first column names the interview."
_NUMBERED, _LETTERED = re.compile(r"^\d+ ?: ?"), re.compile(r"^[A-Z]+ ?: ?")
_INTERVIEWS = re.compile(
    r"interview|participant|case|file|source|document|respondent|transcript|informant|person|site|unit|group", re.I
)
_CODES = re.compile(r"\b(codes?|nodes?|themes?|categor(y|ies)|topics?|concepts?|species)\b", re.I)
_LIKE_AN_INTERVIEW = re.compile(
    r"^((int(erview|ervju)?|participant|part|p|id|resp(ondent)?|r|case|fg|focus group|group|file|transcript|i|"
    r"site|plot|sample|quadrat|transect|station|trap)[ ._-]*)?#?\d+([^a-z]|[a-z]?$)",
    re.I,
)
MOST = 2**31
_TOTAL = re.compile(r"^(grand )?(total|sum|overall)s?\b", re.I)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table turned so that interviews are rows.

    Attributes
    ----------
    counts : ndarray of int, shape (interviews, codes)
    remarks : tuple of str
        What was taken for what, where that could be doubted, and totals that do not add up.
    """

    interviews: tuple[str, ...]
    codes: tuple[str, ...]
    counts: NDArray[np.int64]
    way: Literal["rows", "columns"]
    remarks: tuple[str, ...] = ()


def grid(rows: Rows, *, way: Way = "auto") -> Grid:
    """Read a table's cells, with interviews in rows or columns as `way` says or as it looks.

    Raises
    ------
    BadMatrix
        A cell is no count (the message names row and column), a row does not fit the first, a name is missing.
    """
    header = rows[0]
    named = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    for number, row in named:
        _check_row(number, row, header)
    columns = _named_columns(header, [row for _, row in named])
    counts = np.array(
        [[_count(row[c], f"row {number} (“{row[0]}”)", header[c]) for c in columns] for number, row in named],
        dtype=np.int64,
    ).reshape(len(named), len(columns))
    down, across = [row[0] for _, row in named], [header[c] for c in columns]
    found, sure = (way, True) if way != "auto" else _way(header[0] if header else "", down, across)
    return _turned((down, across, counts), found, sure=sure)


def _turned(
    table: tuple[list[str], list[str], NDArray[np.int64]], way: Literal["rows", "columns"], *, sure: bool
) -> Grid:
    down, across, counts, remarks = _without_totals(*table)
    down, across = _without_prefix(down), _without_prefix(across)
    if not sure:
        other = "rows" if way == "columns" else "columns"
        remarks.append(
            f"The {way} were taken for interviews and the {other} for codes; if it is the other way round, "
            f"say --interviews {other}."
        )
    if way == "columns":
        down, across, counts = across, down, counts.T
    return Grid(tuple(down), tuple(across), counts, way, tuple(dict.fromkeys(remarks)))


def joined(grids: Sequence[tuple[str, Grid]]) -> Grid:
    """Several files as one table: interviews in the order of the files, a code by its name.

    Raises
    ------
    BadMatrix
        Two files count the same code in the same interview.
    """
    interviews = list(dict.fromkeys(one for _, found in grids for one in found.interviews))
    codes = list(dict.fromkeys(code for _, found in grids for code in found.codes))
    row, column = ({name: i for i, name in enumerate(names)} for names in (interviews, codes))
    counts = np.full((len(interviews), len(codes)), -1, dtype=np.int64)
    for name, found in grids:
        place = np.ix_([row[one] for one in found.interviews], [column[code] for code in found.codes])
        if (counts[place] >= 0).any():
            _refuse_twice(name, found, counts[place] >= 0)
        counts[place] = found.counts
    remarks = tuple(dict.fromkeys(remark for _, found in grids for remark in found.remarks))
    return Grid(tuple(interviews), tuple(codes), np.maximum(counts, 0), grids[0][1].way, remarks)


def _refuse_twice(name: str, found: Grid, twice: NDArray[np.bool_]) -> None:
    i, c = np.argwhere(twice)[0]
    message = f"“{name}” counts “{found.codes[c]}” in “{found.interviews[i]}”, as a file before it does."
    raise BadMatrix(message, hint="Give each interview's codes once; leave one of the files out.")


# ---- which way round ----


def _way(corner: str, down: Sequence[str], across: Sequence[str]) -> tuple[Literal["rows", "columns"], bool]:
    """Where interviews lie, by the corner, by the names, else as usual; and whether that is sure."""
    if _INTERVIEWS.search(corner) or not down or not across:
        return "rows", True
    if _CODES.search(corner):
        return "columns", True
    like_down, like_across = _likeness(down), _likeness(across)
    if like_down != like_across:
        return ("columns" if like_across > like_down else "rows"), like_down > like_across
    from_nvivo = _without_prefix(down) != list(down) and _without_prefix(across) != list(across)
    return ("columns" if from_nvivo else "rows"), False


def _likeness(names: Sequence[str]) -> float:
    """Share of names that look like an interview's."""
    plain = _without_prefix(names)
    return sum(bool(_LIKE_AN_INTERVIEW.match(name)) for name in plain) / max(len(plain), 1)


def _without_prefix(names: Sequence[str]) -> list[str]:
    """Names without the numbers or letters that NVivo puts before every one of them."""
    for prefix in (_NUMBERED, _LETTERED):
        if names and all(prefix.match(name) for name in names):
            return [prefix.sub("", name) for name in names]
    return list(names)


# ---- totals ----


def _without_totals(
    down: list[str], across: list[str], counts: NDArray[np.int64]
) -> tuple[list[str], list[str], NDArray[np.int64], list[str]]:
    """Rows and columns of totals at the edge go; where they do not add up, that is told."""
    remarks: list[str] = []
    if len(down) > 1 and _TOTAL.match(down[-1]):
        remarks += _sums_told(down[-1], across, counts[-1], counts[:-1])
        down, counts = down[:-1], counts[:-1]
    if len(across) > 1 and _TOTAL.match(across[-1]):
        remarks += _sums_told(across[-1], down, counts[:, -1], counts[:, :-1].T)
        across, counts = across[:-1], counts[:, :-1]
    return down, across, counts, remarks


def _sums_told(label: str, names: Sequence[str], told: NDArray[np.int64], cells: NDArray[np.int64]) -> list[str]:
    sums, present = cells.sum(axis=0), (cells > 0).sum(axis=0)
    if (told == sums).all() or (told == present).all():
        return [f"“{label}” was taken for totals and left out."]
    nearer = sums if (told == sums).sum() >= (told == present).sum() else present
    wrong = [
        f"“{name}” {says} (its cells: {is_})"
        for name, says, is_ in zip(names, told.tolist(), nearer.tolist(), strict=True)
        if says != is_
    ]
    return [f"“{label}” was left out, and does not agree with its own cells: {'; '.join(wrong)}."]


# ---- cells ----


def _check_row(number: int, row: list[str], header: list[str]) -> None:
    if len(row) != len(header):
        message = f"Row {number} (“{row[0]}”) has {len(row)} cells, the first row has {len(header)}."
        raise BadMatrix(message, hint=SHAPE)
    if not row[0]:
        raise BadMatrix(f"Row {number} does not name its interview in the first column.", hint=SHAPE)


def _named_columns(header: list[str], rows: Rows) -> list[int]:
    """Columns that hold something; a spreadsheet's empty ones at the edge are passed over."""
    columns = [c for c in range(1, len(header)) if header[c] or any(row[c] for row in rows)]
    for c in columns:
        if not header[c]:
            raise BadMatrix(f"Column {c + 1} has no code name in the first row.", hint=SHAPE)
    return columns


def _count(cell: str, where: str, code: str) -> int:
    """A cell as a whole number of mentions; blank is none."""
    try:
        count = float(cell or 0)
    except ValueError:
        count = -1
    if count < 0 or not count.is_integer():
        hint = "Cells are 0 or 1, or how often the code was applied; blank is 0."
        raise BadMatrix(f"“{cell}” in {where}, column “{code}”, is not a count.", hint=hint)
    return min(int(count), MOST)
