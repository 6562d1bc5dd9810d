"""Changes to the list of codebook versions."""

from __future__ import annotations

from typing import Any

from qualkit.journal.rows import row
from qualkit.model import Delta, Draft, Version

PASSED_OVER = frozenset({"commit_codebook", "undo", "redo", "withdraw_interview"})
"""Kinds of act that undo looks past: saving a version changes nothing that a person would want back,
and a withdrawal cannot be taken back."""


def commit_codebook(version: Version, snapshot: list[dict[str, Any]]) -> Draft:
    """The codebook as it stands gets a number and a name; the snapshot holds its codes with their counts."""
    delta = Delta("version", (version.id,), None, {**row(version), "snapshot": snapshot})
    return Draft(
        kind="commit_codebook",
        subject=version.id,
        deltas=(delta,),
        summary=f"saved version {version.number} of the codebook, “{version.name}”",
    )
