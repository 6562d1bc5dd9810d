"""What a study holds, as nouns; every read takes a connection, so that several see one state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from qualkit.journal.signing import Line
from qualkit.model import (
    Act,
    Aside,
    Attribute,
    Case,
    CellSummary,
    Change,
    Code,
    Coder,
    CodeSet,
    Coding,
    Decision,
    Delta,
    DepthRating,
    Dimension,
    Framework,
    FrameworkDimension,
    FrameworkPlace,
    Grouping,
    Interview,
    Memo,
    Reason,
    Recording,
    SamplingNote,
    Segment,
    Theme,
    ThemeCode,
    ThemeLink,
    ThemeMap,
    ThemeQuote,
    Variable,
    Version,
)
from qualkit.store import journal as journal_lines
from qualkit.store.schema import NOUNS, acts, code_counts, journal, payloads

N = TypeVar("N")

CLASSES: dict[str, type[Any]] = {
    "case": Case,
    "attribute": Attribute,
    "variable": Variable,
    "coder": Coder,
    "interview": Interview,
    "recording": Recording,
    "segment": Segment,
    "code": Code,
    "coding": Coding,
    "version": Version,
    "memo": Memo,
    "theme": Theme,
    "theme_code": ThemeCode,
    "theme_quote": ThemeQuote,
    "aside": Aside,
    "theme_link": ThemeLink,
    "theme_map": ThemeMap,
    "reason": Reason,
    "framework": Framework,
    "framework_dimension": FrameworkDimension,
    "framework_place": FrameworkPlace,
    "cell_summary": CellSummary,
    "decision": Decision,
    "grouping": Grouping,
    "code_set": CodeSet,
    "sampling_note": SamplingNote,
    "dimension": Dimension,
    "depth_rating": DepthRating,
}
NAMES = {cls: noun for noun, cls in CLASSES.items()}


def table_of(cls: type[Any]) -> Table:
    """The table in which a noun lies."""
    return NOUNS[NAMES[cls]]


def all_of(connection: Connection, cls: type[N], *where: ColumnElement[bool], order: Sequence[str] = ()) -> list[N]:
    """All nouns of a class that meet the conditions, in the named order and then by id."""
    table = table_of(cls)
    names = [f.name for f in fields(cls)]  # type: ignore[arg-type]
    query = select(*(table.c[name] for name in names)).where(*where)
    rows = connection.execute(query.order_by(*(table.c[name] for name in order), table.c.id))
    return [cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in zip(names, row, strict=True)}) for row in rows]


def one_of(connection: Connection, cls: type[N], noun_id: str) -> N | None:
    """The noun of this id, if it is there."""
    found = all_of(connection, cls, table_of(cls).c.id == noun_id)
    return found[0] if found else None


def interviews(connection: Connection) -> list[Interview]:
    """Interviews in collection order."""
    return all_of(connection, Interview, order=("position", "name"))


def cases(connection: Connection) -> list[Case]:
    """Participants by name."""
    return all_of(connection, Case, order=("name",))


def codes(connection: Connection, *statuses: str) -> list[Code]:
    """Codes by name; all of them, or those of the given statuses ("active", "draft", "merged", "retired")."""
    where = [NOUNS["code"].c.status.in_(statuses)] if statuses else []
    return all_of(connection, Code, *where, order=("name",))


def segments(connection: Connection, interview_id: str | None = None) -> list[Segment]:
    """Marked passages in text order, of one interview or of all."""
    where = [] if interview_id is None else [NOUNS["segment"].c.interview_id == interview_id]
    return all_of(connection, Segment, *where, order=("interview_id", "start", "end"))


def marks_per_interview(connection: Connection) -> dict[str, int]:
    """How many passages are marked in each interview that has any."""
    table = NOUNS["segment"]
    query = select(table.c.interview_id, func.count().label("n")).group_by(table.c.interview_id)
    return {row.interview_id: row.n for row in connection.execute(query)}


def codings(connection: Connection, *, interview_id: str | None = None, code_id: str | None = None) -> list[Coding]:
    """Codings of an interview, of a code, of both or all of them, in order of making."""
    coding, segment = NOUNS["coding"], NOUNS["segment"]
    where: list[ColumnElement[bool]] = []
    if code_id is not None:
        where.append(coding.c.code_id == code_id)
    if interview_id is not None:
        where.append(coding.c.segment_id.in_(select(segment.c.id).where(segment.c.interview_id == interview_id)))
    return all_of(connection, Coding, *where, order=("created_at",))


def counts(connection: Connection) -> dict[str, dict[str, int]]:
    """References by code id and interview id."""
    found: dict[str, dict[str, int]] = {}
    for code_id, interview_id, n in connection.execute(select(code_counts)):
        found.setdefault(code_id, {})[interview_id] = n
    return found


def versions(connection: Connection) -> list[Version]:
    """Saved versions of the codebook, oldest first."""
    return all_of(connection, Version, order=("number",))


def snapshot(connection: Connection, version: Version) -> list[dict[str, Any]]:
    """The codes of a saved version, with their counts at that time."""
    table = NOUNS["version"]
    found: list[dict[str, Any]] = connection.execute(
        select(table.c.snapshot).where(table.c.id == version.id)
    ).scalar_one()
    return found


def themes(connection: Connection) -> list[Theme]:
    """The researcher's themes in their order."""
    return all_of(connection, Theme, order=("position", "name"))


def head(connection: Connection) -> int:
    """How many lines the journal has: the revision that a reader has seen."""
    return journal_lines.head(connection)[0]


def stand(connection: Connection, *nouns: str) -> tuple[tuple[int, int], ...]:
    """For each noun how many rows there are and the line that last changed one; whatever is done to them changes it."""
    tables = (NOUNS[noun].c for noun in nouns)
    newest = (select(func.count(), func.coalesce(func.max(columns.seq), 0)) for columns in tables)
    return tuple((count, seq) for query in newest for count, seq in connection.execute(query))


def deltas_since(connection: Connection, seq: int, nouns: frozenset[str]) -> list[tuple[int, str, list[Delta]]]:
    """What was done after a journal line: (line, act id, its deltas on these nouns), lines without any left out."""
    # as payloads spell it: the database leaves out the hundred thousand lines that are about codings
    named = [func.instr(payloads.c.body, f'"noun":"{noun}"') > 0 for noun in sorted(nouns)]
    found = []
    for line in journal_lines.lines(connection, journal.c.seq > seq, or_(*named)):
        deltas = [delta for delta in line.change.draft.deltas if delta.noun in nouns]
        if deltas:
            found.append((line.seq, line.change.act_id, deltas))
    return found


def changes_since(connection: Connection, seq: int) -> Iterator[Line]:
    """Journal lines after one, oldest first."""
    return journal_lines.lines(connection, journal.c.seq > seq)


def changes_touching(connection: Connection, code_id: str) -> Iterator[Line]:
    """Journal lines that changed a code's row, or that name it; oldest first."""
    wide = journal.c.kind.in_(("restore_codebook", "undo", "redo", "merge_code", "split_code"))
    named = (journal.c.subject == code_id) | (journal.c.target == code_id)
    for line in journal_lines.lines(connection, named | wide):
        draft = line.change.draft
        codes = [delta for delta in draft.deltas if delta.noun == "code"]
        touched = any(code_id in delta.ids for delta in codes)
        named_in = code_id in (draft.subject, draft.target) and (codes or draft.kind not in ("undo", "redo"))
        if touched or named_in or (draft.kind == "restore_codebook" and _leaves(draft.deltas, code_id)):
            yield line


def _leaves(deltas: Sequence[Delta], code_id: str) -> bool:
    """Whether codings go from this code to another, as when a merge into it is taken back."""
    codings = (delta.before for delta in deltas if delta.noun == "coding" and delta.before and delta.after)
    return any(before.get("code_id") == code_id for before in codings)


def recent_acts(connection: Connection, limit: int = 20, by: str | None = None) -> list[Act]:
    """The latest acts, newest first, each told by its first Change."""
    query = select(acts).order_by(acts.c.seq.desc()).limit(limit)
    rows = connection.execute(query.where(acts.c.by == by) if by else query).all()
    sizes = _changes_in(connection, [row.id for row in rows])
    firsts = {
        line.seq: line.change for line in journal_lines.lines(connection, journal.c.seq.in_([r.seq for r in rows]))
    }
    return [
        Act(
            id=row.id,
            seq=row.seq,
            by=row.by,
            at=row.at,
            kind=row.kind,
            summary=_told(firsts[row.seq], sizes[row.id]),
            why=firsts[row.seq].why,
            undone=row.undone_seq is not None,
        )
        for row in rows
        if row.seq in firsts
    ]


def actors(connection: Connection) -> list[str]:
    """Everybody who has acted in the study, by name."""
    return list(connection.execute(select(acts.c.by).distinct().order_by(acts.c.by)).scalars())


def _changes_in(connection: Connection, act_ids: Sequence[str]) -> dict[str, int]:
    query = select(journal.c.act_id, func.count().label("n")).where(journal.c.act_id.in_(act_ids))
    return {row.act_id: row.n for row in connection.execute(query.group_by(journal.c.act_id))}


def _told(first: Change, changes: int) -> str:
    """What an act was, by its first Change; an import and an undo say it of the whole act already."""
    whole = changes == 1 or first.draft.kind in ("import_file", "undo", "redo")
    return first.draft.summary if whole else f"{first.draft.summary}, and {changes - 1} more"
