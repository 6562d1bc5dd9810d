"""A reason that is given after the act."""

from __future__ import annotations

from qualkit.journal.rows import made
from qualkit.model import Draft, Reason


def give_reason(reason: Reason, summary: str) -> Draft:
    """Why an earlier act was done; `summary` says what it was."""
    return Draft(
        kind="give_reason",
        subject=reason.id,
        target=reason.act_id,
        deltas=(made("reason", reason),),
        summary=f"gave a reason for: {summary}",
    )
