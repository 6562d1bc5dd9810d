"""What a study holds as tables: codebook, codings, interviews, codes by interview, themes, memos, sampling."""

from __future__ import annotations

from collections import Counter

from qualkit.coding.codebook import path_of
from qualkit.exchange.holdings import SEVERAL, Holdings, Reference
from qualkit.exchange.tables import Table
from qualkit.journal.memos import day_of
from qualkit.model import Attribute, DepthRating, Dimension, Memo, Recording, SamplingNote
from qualkit.store import reads
from qualkit.store.quoted import quotes_of
from qualkit.text.quote_links import linked, spelled
from qualkit.text.times import span_times

CODEBOOK = ("code", "code_path", "level", "definition", "include", "exclude", "example", "color", "kind", "status")
COUNTS = ("interviews", "references", "aggregate_references")
CODINGS = ("interview", "case", "code", "code_path", "start", "end", "quote", "coder", "memo", "start_ms", "end_ms")


def codebook_table(held: Holdings) -> Table:
    """One row per code in use, depth first; level from 0, counts of its own references and of those under it."""
    columns = (*CODEBOOK, *COUNTS, "created_at", "created_by", "id")
    rows = []
    for entry in held.entries:
        code = entry.code
        texts = (code.definition, code.include, code.exclude, code.example, code.color, code.kind, code.status)
        counts = (entry.files, entry.references, entry.aggregate)
        rows.append(
            (code.name, entry.path, entry.level, *texts, *counts, code.created_at, code.created_by, code.id),
        )
    return Table("Codebook", columns, rows)


def codings_table(held: Holdings) -> Table:
    """One row per coding in collection and text order: the transcript's own words, times where they are known."""
    themes = _theme_names(held)
    rows = [(*_coding(held, one), SEVERAL.join(themes.get(one.code.id, ()))) for one in held.references]
    return Table("Codings", (*CODINGS, "created_at", "theme"), rows)


def _coding(held: Holdings, one: Reference) -> tuple[object, ...]:
    said = held.transcripts[one.interview.id]
    times = span_times(one.segment.start, one.segment.end, said.words, said.turns)
    who = (one.interview.name, held.case_names(one.interview), one.code.name, path_of(one.code, held.codes))
    words = (one.segment.start, one.segment.end, one.text)
    return *who, *words, one.coding.coder, one.coding.memo, *times, one.coding.created_at


def _theme_names(held: Holdings) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for one in held.theme_sets:
        for code_id in one.code_ids:
            names.setdefault(code_id, []).append(one.theme.name)
    return names


def interviews_table(held: Holdings) -> Table:
    """One row per interview in collection order, with the attributes of those who took part."""
    attributes = reads.all_of(held.connection, Attribute, order=("name",))
    durations = {one.interview_id: one.duration_ms for one in reads.all_of(held.connection, Recording)}
    marks = {segment.id: segment.interview_id for segment in reads.segments(held.connection)}
    codings = Counter(marks[coding.segment_id] for coding in reads.codings(held.connection))
    names = list(dict.fromkeys(one.name for one in attributes))
    rows: list[tuple[object, ...]] = []
    for one in held.interviews.values():
        words = len(held.transcripts[one.id].text.split()) if one.id in held.transcripts else None
        facts = (one.name, held.case_names(one), one.date, durations.get(one.id), words, codings[one.id])
        values = {n: [a.value for a in attributes if a.name == n and a.case_id in one.case_ids] for n in names}
        rows.append((*facts, *(SEVERAL.join(values[n]) for n in names)))
    columns = ("interview", "case", "date", "duration_ms", "words", "codings", *names)
    return Table("Interviews", columns, rows)


def matrix_table(held: Holdings) -> Table:
    """References of each code in use (rows, by path) in each interview (columns, in collection order)."""
    counts = reads.counts(held.connection)
    rows: list[tuple[object, ...]] = [
        (entry.path, *(counts.get(entry.code.id, {}).get(i, 0) for i in held.present)) for entry in held.entries
    ]
    return Table("Code x interview", ("code_path", *(one.name for one in held.present.values())), rows)


def themes_table(held: Holdings) -> Table:
    """One row per theme of the researcher's, with its codes."""
    names = {one.theme.id: one.theme.name for one in held.theme_sets}
    rows: list[tuple[object, ...]] = []
    for one in held.theme_sets:
        theme = one.theme
        codes = SEVERAL.join(held.codes[i].name for i in one.code_ids if i in held.codes)
        parent = names.get(theme.parent_id or "", "")
        texts = (theme.concept, theme.definition, theme.exclude, theme.story)
        rows.append((theme.name, parent, theme.status, *texts, codes, theme.created_by))
    columns = ("theme", "parent", "status", "central_concept", "definition", "what_it_is_not", "story", "codes")
    return Table("Themes", (*columns, "created_by"), rows)


def memos_table(held: Holdings) -> Table:
    """One row per memo, by the day that it is about; links to quotes are spelled out as the words they lead to."""
    memos = sorted(reads.all_of(held.connection, Memo), key=lambda one: (day_of(one), one.at, one.id))
    quotes = quotes_of(held.connection, linked(one.text for one in memos))
    rows: list[tuple[object, ...]] = []
    for one in memos:
        about = (one.about, held.names.get(one.about_id or "", ""), one.about_id)
        rows.append((day_of(one), one.at, one.by, one.kind, *about, spelled(one.text, quotes)))
    return Table("Memos", ("date", "at", "by", "kind", "about", "about_name", "about_id", "text"), rows)


def sampling_notes_table(held: Holdings) -> Table:
    """One row per dated note on sampling and sufficiency, by the day that it is about."""
    names = {one.id: one.name for one in held.interviews.values()}
    notes = reads.all_of(held.connection, SamplingNote, order=("date", "at"))
    rows: list[tuple[object, ...]] = [
        (one.date, one.kind, names.get(one.interview_id or "", ""), one.text, one.by, one.at) for one in notes
    ]
    return Table("Sampling notes", ("date", "kind", "interview", "text", "by", "at"), rows)


def dimensions_table(held: Holdings) -> Table:
    """One row per dimension of a code's meaning that a researcher heard in an interview, oldest first."""
    names = {one.id: one.name for one in held.interviews.values()}
    paths = {code.id: path_of(code, held.codes) for code in held.codes.values()}
    heard = reads.all_of(held.connection, Dimension, order=("at",))
    rows: list[tuple[object, ...]] = [
        (paths.get(one.code_id, ""), one.label, names.get(one.interview_id, ""), one.by, one.at) for one in heard
    ]
    return Table("Dimensions", ("code_path", "dimension", "interview", "by", "at"), rows)


def depth_table(held: Holdings) -> Table:
    """One row per rating of a concept (a code or a theme) on a criterion of conceptual depth, oldest first."""
    names = {code.id: path_of(code, held.codes) for code in held.codes.values()}
    names |= {one.theme.id: one.theme.name for one in held.theme_sets}
    ratings = reads.all_of(held.connection, DepthRating, order=("at",))
    rows: list[tuple[object, ...]] = [
        (one.about, names.get(one.about_id, ""), one.criterion, one.rating, one.evidence, one.by, one.at)
        for one in ratings
    ]
    return Table("Depth ratings", ("about", "concept", "criterion", "rating", "evidence", "by", "at"), rows)
