"""Changes to sets of codes."""

from __future__ import annotations

from qualkit.journal.rows import changed, made, removed
from qualkit.model import CodeSet, Delta, Draft


def _draft(kind: str, one: CodeSet, delta: Delta, summary: str) -> Draft:
    return Draft(kind=kind, subject=one.id, deltas=(delta,), summary=summary)


def create_code_set(one: CodeSet) -> Draft:
    """A new set, empty or with codes."""
    told = f"made the set “{one.name}” of {len(one.code_ids)} codes"
    return _draft("create_code_set", one, made("code_set", one), told)


def rename_code_set(one: CodeSet, name: str) -> Draft:
    """Another name for the same set."""
    told = f"renamed the set “{one.name}” to “{name}”"
    return _draft("rename_code_set", one, changed("code_set", one, name=name), told)


def fill_code_set(one: CodeSet, code_ids: tuple[str, ...], summary: str) -> Draft:
    """The set holds these codes from now on; `summary` tells which came or went."""
    return _draft("fill_code_set", one, changed("code_set", one, code_ids=list(code_ids)), summary)


def remove_code_set(one: CodeSet) -> Draft:
    """The set goes; its codes stay as they are."""
    return _draft("remove_code_set", one, removed("code_set", one), f"removed the set “{one.name}”")
