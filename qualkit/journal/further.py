"""Nouns that rest on others and come in with a project: what only qualkit writes and reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualkit.journal.rows import made
from qualkit.model import Draft


def bring_in(noun: str, things: Sequence[Any]) -> Draft:
    """Rows of one kind come in with a file."""
    name = noun.replace("_", " ")
    return Draft(
        kind="bring_in",
        subject=things[0].id,
        deltas=tuple(made(noun, one) for one in things),
        summary=f"brought in {len(things)} {name}{'' if len(things) == 1 else 's'}",
    )
