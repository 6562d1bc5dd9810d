"""What a Change does to the rows, and what would take it back.

The store applies the same deltas to its tables set by set; a property test holds the two to the same result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def inverse(change: Change, *, word: str = "undo") -> Draft:
    """The draft that takes a Change back: its deltas turned round, last first.

    Whether later work rests on it is asked with `clashes` against the rows as they stand.
    """
    draft = change.draft
    prefix = "took back: " if word == "undo" else "did again: "
    return Draft(
        kind=word,
        subject=draft.subject,
        target=draft.target,
        interview_id=draft.interview_id,
        deltas=tuple(turned_round(delta) for delta in reversed(draft.deltas)),
        summary=prefix + draft.summary.removeprefix("took back: "),
    )


def clashes(delta: Delta, rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Ids of rows that are not as the delta expects to find them; `rows` holds those of its ids that exist."""
    if delta.before is None:
        return [row_id for row_id in delta.ids if row_id in rows]
    expected = delta.before.items()
    return [i for i in delta.ids if i not in rows or any(rows[i].get(name) != value for name, value in expected)]
