"""What a Change does to the rows, and what would take it back.

The store applies the same deltas to its tables set by set; a property test holds the two to the same result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qualkit.model import Change, Delta, Draft

State = dict[str, dict[str, dict[str, Any]]]


def apply(state: State, deltas: Iterable[Delta]) -> State:
    """Rows by noun and id after the deltas; the given state is left as it was."""
    after = {noun: dict(rows) for noun, rows in state.items()}
    for delta in deltas:
        rows = after.setdefault(delta.noun, {})
        for row_id in delta.ids:
            if delta.after is None:
                del rows[row_id]
            else:
                rows[row_id] = {**rows.get(row_id, {}), **delta.after}
    return after


def turned_round(delta: Delta) -> Delta:
    """The delta that takes this one back."""
    return Delta(delta.noun, delta.ids, delta.after, delta.before)


def inverse(change: Change, *, word: str = "undo", of: str = "") -> Draft:
    """The draft that takes a Change back: its deltas turned round, last first.

    Whether later work rests on it is asked with `standing` against the rows as they stand.

    Parameters
    ----------
    change : Change
        What is taken back.
    word : str
        The kind of the new Change, "undo" or "redo".
    of : str
        What the whole act was, for the summary; else what this Change was.
    """
    draft = change.draft
    return Draft(
        kind=word,
        subject=draft.subject,
        target=draft.target,
        interview_id=draft.interview_id,
        deltas=tuple(turned_round(delta) for delta in reversed(draft.deltas)),
        summary=("took back: " if word == "undo" else "did again: ") + (of or draft.summary),
    )


Standing = dict[str, dict[str, dict[str, Any] | None]]


def standing(deltas: Iterable[Delta]) -> Standing:
    """How deltas, one after the other, leave the rows they touch: fields by noun and id, None where a row is gone."""
    left: Standing = {}
    for delta in deltas:
        rows = left.setdefault(delta.noun, {})
        for row_id in delta.ids:
            rows[row_id] = None if delta.after is None else {**(rows.get(row_id) or {}), **delta.after}
    return left


def made_by(deltas: Sequence[Delta]) -> dict[str, set[str]]:
    """Ids by noun of rows that were not there before these deltas and are there after them."""
    left = standing(deltas)
    first: dict[tuple[str, str], bool] = {}
    for delta in deltas:
        for row_id in delta.ids:
            first.setdefault((delta.noun, row_id), delta.before is None)
    made: dict[str, set[str]] = {}
    for (noun, row_id), new in first.items():
        if new and left[noun][row_id] is not None:
            made.setdefault(noun, set()).add(row_id)
    return made


def clashes(expected: Mapping[str, Mapping[str, Any] | None], rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Ids of rows that are not as expected (None: not there); `rows` holds those of the ids that exist."""
    return [row_id for row_id, fields in expected.items() if not _is_as(fields, rows.get(row_id))]


def _is_as(fields: Mapping[str, Any] | None, row: Mapping[str, Any] | None) -> bool:
    if fields is None or row is None:
        return fields is row
    return all(row.get(name) == value for name, value in fields.items())
