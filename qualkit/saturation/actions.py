"""Saturation of a study or of a matrix: what the command line and the page call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualkit.coding.codebook import IN_USE, path_of
from qualkit.model import Code
from qualkit.saturation.criteria import FIRST_CHOICE, Criterion
from qualkit.saturation.matrix import Matrix, matrix_of_pairs, recoded
from qualkit.saturation.result import CONTENT_ORDER, FILE_ORDER, Saturation, measured
from qualkit.store import reads
from qualkit.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection


def saturation(source: Study | Matrix, criterion: Criterion = FIRST_CHOICE) -> Saturation:
    """New codes per interview and the criteria on them.

    Parameters
    ----------
    source : Study or Matrix
        A study is counted as it is coded now: interviews in collection order, a merged code as the code it became,
        retired codes left out.
    criterion : Criterion
        The one to report first; the table of the paper follows it.

    Raises
    ------
    BadCriterion
        A parameter makes no sense.
    """
    if isinstance(source, Matrix):
        return measured(source, criterion, order=FILE_ORDER)
    with source.reading() as connection:
        matrix, codebook = study_matrix(connection), codebook_label(connection)
    return measured(matrix, criterion, order=CONTENT_ORDER, codebook=codebook)


def study_matrix(connection: Connection) -> Matrix:
    """Which code is applied in which interview by the codings as they stand, under the current codebook."""
    interviews = {interview.id: interview.name for interview in reads.interviews(connection)}
    codes = reads.codes(connection)
    names = distinct_names(codes)
    pairs = [
        (interviews[interview_id], names[code_id])
        for code_id, counts in reads.counts(connection).items()
        for interview_id, n in counts.items()
        if n > 0
    ]
    as_coded = matrix_of_pairs(list(interviews.values()), list(names.values()), pairs)
    by_id = {code.id: code for code in codes}
    return recoded(as_coded, {names[code.id]: _became(code, names, by_id) for code in codes})


def codebook_label(connection: Connection) -> str:
    """Which codebook was counted: the saved version, and whether a code was changed since."""
    versions = reads.versions(connection)
    if not versions:
        return "the current codebook, no version of it saved yet"
    last = versions[-1]
    changed = reads.deltas_since(connection, last.seq_upto, frozenset({"code"}))
    return f"codebook v{last.number}{' with later changes' if changed else ''}"


def distinct_names(codes: Sequence[Code]) -> dict[str, str]:
    """A name for each code id that no other code has: its own, else its path, else its path with its id."""
    by_id = {code.id: code for code in codes}
    taken: dict[str, str] = {}
    for code in sorted(codes, key=lambda code: code.status not in IN_USE):  # codes in use get the shorter names
        path = path_of(code, by_id)
        spellings = (code.name, path, f"{path} ({code.id})")
        taken[next(name for name in spellings if name not in taken)] = code.id
    return {code_id: name for name, code_id in taken.items()}


def _became(code: Code, names: Mapping[str, str], by_id: Mapping[str, Code]) -> str | None:
    """The name under which a code counts now: its own, that of the code it was merged into, or none (retired)."""
    while code.status == "merged" and code.merged_into:
        code = by_id[code.merged_into]
    return names[code.id] if code.status in IN_USE else None
