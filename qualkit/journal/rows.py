"""Nouns as rows: what a delta carries, and which rows rest on which."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from qualkit.model import Delta

# child noun, its field, the noun that field points at
REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("attribute", "case_id", "case"),
    ("recording", "interview_id", "interview"),
    ("transcript", "interview_id", "interview"),
    ("segment", "interview_id", "interview"),
    ("code", "parent_id", "code"),
    ("code", "merged_into", "code"),
    ("code", "split_from", "code"),
    ("coding", "segment_id", "segment"),
    ("coding", "code_id", "code"),
    ("theme", "parent_id", "theme"),
    ("theme_code", "theme_id", "theme"),
    ("theme_code", "code_id", "code"),
    ("theme_quote", "theme_id", "theme"),
    ("theme_quote", "segment_id", "segment"),
    ("theme_link", "from_id", "theme"),
    ("theme_link", "to_id", "theme"),
    ("aside", "code_id", "code"),
    ("framework_dimension", "framework_id", "framework"),
    ("framework_place", "framework_id", "framework"),
    ("framework_place", "dimension_id", "framework_dimension"),
    ("cell_summary", "case_id", "case"),
    ("sampling_note", "interview_id", "interview"),
    ("dimension", "code_id", "code"),
    ("dimension", "interview_id", "interview"),
)


def row(noun: Any) -> dict[str, Any]:
    """The fields of a noun without its id, as plain values (tuples become lists, so that JSON gives them back)."""
    if not is_dataclass(noun):
        raise TypeError(f"{noun!r} is not a noun")
    values = {f.name: getattr(noun, f.name) for f in fields(noun) if f.name != "id"}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def made(noun: str, thing: Any) -> Delta:
    """A row comes to be."""
    return Delta(noun, (thing.id,), None, row(thing))


def removed(noun: str, thing: Any) -> Delta:
    """A row goes; what it held is kept in the delta."""
    return Delta(noun, (thing.id,), row(thing), None)


def changed(noun: str, thing: Any, /, **after: Any) -> Delta:
    """Some fields of one row change."""
    before = row(thing)
    return Delta(noun, (thing.id,), {name: before[name] for name in after}, after)
