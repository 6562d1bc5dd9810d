"""The one Change that cannot be undone: a participant's words are taken out, what was done with them stays counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualkit.model import Delta, Draft

Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]


def withdraw_interview(
    interview_id: str, name: str, ever: Mapping[str, Sequence[str]], kept: Rows, *, recording: str | None = None
) -> Draft:
    """Clear every row an interview ever had, and make those again that hold nobody's words.

    The Changes that made them are erased, so a replay reaches this one without those rows; clearing first and making
    after gives the same tables either way.

    Parameters
    ----------
    interview_id, name : str
        The interview, and what it is called from now on.
    ever : mapping
        Ids by noun of all rows that Changes about the interview ever touched.
    kept : mapping
        Rows by noun and id as they are to stand from now on.
    recording : str, optional
        Digest of the recording, kept so that it is known when somebody offers it again.
    """
    cleared = [Delta(noun, tuple(ids), {}, None) for noun, ids in ever.items() if ids]
    made = [Delta(noun, (row_id,), None, row) for noun, rows in kept.items() for row_id, row in rows.items()]
    return Draft(
        kind="withdraw_interview",
        subject=interview_id,
        target=recording,
        interview_id=interview_id,
        deltas=(*cleared, *made),
        summary=f"withdrew an interview, now called {name}: its words are destroyed",
    )
