"""The tables. One per noun (the projection), and those of the journal that the projection is made from."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import JSON, Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()


def _noun(name: str, *columns: Column[Any]) -> Table:
    """A projected noun: its id, the journal line that last changed it, and its fields."""
    return Table(name, metadata, Column("id", String, primary_key=True), Column("seq", Integer), *columns)


def _text(*names: str) -> list[Column[Any]]:
    return [Column(name, Text) for name in names]


def _whole(*names: str) -> list[Column[Any]]:
    return [Column(name, Integer) for name in names]


def _later(name: str, kind: type[Any] = Text, default: Any = "") -> Column[Any]:
    """A field that came with a step of `migrations.py`; rows that were made before it have the default."""
    stored = json.dumps(default) if kind is JSON else str(default)
    return Column(name, kind, server_default=stored, info={"default": default})


NOUNS: dict[str, Table] = {
    "case": _noun("cases", *_text("name", "note")),
    "attribute": _noun("attributes", *_text("case_id", "name", "value")),
    "variable": _noun("variables", *_text("name", "kind")),
    "coder": _noun("coders", *_text("name")),
    "interview": _noun(
        "interviews", *_whole("position"), *_text("name", "date", "checked_by", "checked_at"), Column("case_ids", JSON)
    ),
    "recording": _noun("recordings", *_text("interview_id", "file", "sha256"), *_whole("duration_ms")),
    "transcript": _noun(
        "transcripts",
        *_text("interview_id", "sha256", "timing_sha256", "source"),
        *_whole("revision", "length", "words"),
    ),
    "code": _noun(
        "codes",
        *_text("name", "parent_id", "definition", "include", "exclude", "example", "color", "kind", "status"),
        *_text("merged_into", "split_from", "reason", "created_by", "created_at"),
    ),
    "segment": _noun(
        "segments",
        *_text("interview_id", "coder", "note", "created_at"),
        *_whole("start", "end"),
        Column("was", JSON(none_as_null=True)),
    ),
    "coding": _noun("codings", *_text("segment_id", "code_id", "coder", "memo", "created_at")),
    "version": _noun(
        "versions",
        *_whole("number", "seq_upto", "codes"),
        *_text("name", "message", "by", "at"),
        Column("snapshot", JSON),
    ),
    "memo": _noun("memos", *_text("about", "about_id", "kind", "text", "by", "at"), _later("date")),
    "theme": _noun(
        "themes",
        *_text("name", "parent_id", "concept", "definition", "status", "created_by", "created_at"),
        *_whole("position"),
        _later("exclude"),
        _later("story"),
    ),
    "theme_code": _noun("theme_codes", *_text("theme_id", "code_id")),
    "decision": _noun(
        "decisions",
        *_text("candidate_id", "verdict", "label", "theme_id", "by", "at", "input_hash", "method"),
        *_whole("seed"),
        Column("code_ids", JSON),
    ),
    "theme_quote": _noun("theme_quotes", *_text("theme_id", "segment_id"), *_whole("position")),
    "aside": _noun("asides", *_text("code_id", "place", "by", "at")),
    "theme_link": _noun("theme_links", *_text("from_id", "to_id", "name")),
    "theme_map": _noun("theme_maps", *_text("name", "by", "at"), Column("drawn", JSON)),
    "reason": _noun("reasons", *_text("act_id", "text", "by", "at")),
    "framework": _noun("frameworks", *_text("name", "source")),
    "framework_dimension": _noun(
        "framework_dimensions", *_text("framework_id", "name", "definition"), *_whole("position")
    ),
    "framework_place": _noun(
        "framework_places", *_text("framework_id", "dimension_id", "about", "about_id", "by", "at")
    ),
    "cell_summary": _noun("cell_summaries", *_text("case_id", "about", "about_id", "text", "by", "at")),
    "grouping": _noun("groupings", *_text("name", "source"), Column("code_ids", JSON)),
    "code_set": _noun("code_sets", *_text("name"), Column("code_ids", JSON)),
    "sampling_note": _noun("sampling_notes", *_text("kind", "text", "date", "by", "at", "interview_id")),
    "dimension": _noun("dimensions", *_text("code_id", "label", "interview_id", "segment_id", "by", "at")),
    "depth_rating": _noun(
        "depth_ratings", *_text("about", "about_id", "criterion", "evidence", "by", "at"), *_whole("rating")
    ),
}

DEFAULTS = {
    noun: {column.name: column.info["default"] for column in table.c if "default" in column.info}
    for noun, table in NOUNS.items()
}
"""Fields by noun that journal lines written before their migration do not name, with what such rows have there."""

Index("segments_by_interview", NOUNS["segment"].c.interview_id, NOUNS["segment"].c.start)
Index("codings_by_segment", NOUNS["coding"].c.segment_id)
Index("codings_by_code", NOUNS["coding"].c.code_id)
Index("codes_by_parent", NOUNS["code"].c.parent_id)
Index("codes_by_merged", NOUNS["code"].c.merged_into)
Index("codes_by_split", NOUNS["code"].c.split_from)
Index("recordings_by_interview", NOUNS["recording"].c.interview_id)
Index("transcripts_by_interview", NOUNS["transcript"].c.interview_id)
Index("attributes_by_case", NOUNS["attribute"].c.case_id)
Index("theme_codes_by_theme", NOUNS["theme_code"].c.theme_id)
Index("theme_codes_by_code", NOUNS["theme_code"].c.code_id)
Index("memos_by_about", NOUNS["memo"].c.about_id)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String, unique=True, nullable=False),
    Column("act_id", String, index=True, nullable=False),
    *_text("kind", "by", "at"),
    Column("subject", String, index=True),
    Column("target", String, index=True),
    Column("interview_id", String, index=True),
    Column("reverses", String, index=True),
    *_text("payload_digest", "content_hash", "chain_hash"),
)
payloads = Table(
    "payloads",
    metadata,
    Column("change_id", String, primary_key=True),
    *_text("salt", "body"),
)
acts = Table(
    "acts",
    metadata,
    Column("id", String, primary_key=True),
    Column("seq", Integer, unique=True),
    *_text("kind", "by", "at"),
    *_whole("undone_seq"),
)
Index("acts_by_coder", acts.c.by, acts.c.seq)

code_counts = Table(
    "code_counts",
    metadata,
    Column("code_id", String, primary_key=True),
    Column("interview_id", String, primary_key=True),
    *_whole("references"),
)
"""References of each code in each interview, kept up with every act so that no page counts codings."""

review_rounds = Table(
    "review_rounds",
    metadata,
    Column("id", String, primary_key=True),
    *_text("name", "by", "at"),
)
Index("review_rounds_by_coder", review_rounds.c.by, review_rounds.c.at)
seen_quotes = Table(
    "seen_quotes",
    metadata,
    Column("round_id", String, primary_key=True),
    Column("coding_id", String, primary_key=True),
)
kept_codes = Table(
    "kept_codes",
    metadata,
    Column("round_id", String, primary_key=True),
    Column("code_id", String, primary_key=True),
)
codes_apart = Table(
    "codes_apart",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True),
    *_text("by", "at"),
)
"""How far each coder is in going over the codes, and which names that look alike mean two things.

Bookmarks and not data, so not in the journal."""

words = Table(
    "words",
    metadata,
    Column("interview_id", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("body", LargeBinary),
)
"""Participants' words, by interview and digest: the one place they lie, so that they can be taken out."""

proposals = Table(
    "proposals",
    metadata,
    Column("id", String, primary_key=True),
    *_text("at", "method", "input_hash"),
    *_whole("seed"),
    Column("body", JSON),
    Column("took_s", Float),
)
"""What the program suggested and nobody has decided on yet: not data, can be made again."""

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text))
"""Format number, study id, and the journal's count and head hash kept apart from it."""
