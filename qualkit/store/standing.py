"""Where a study stands, in counts that the database makes: what the Study page tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, select

from qualkit.coding.codebook import IN_USE
from qualkit.history import differing
from qualkit.model import Interview
from qualkit.store import reads
from qualkit.store.erase import withdrawn_interviews
from qualkit.store.schema import NOUNS, acts, code_counts

CODED, READ = "coding", "reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Marked passages: all, those with a code, those with a note and no code, those that a correction changed."""

    all: int
    coded: int
    only_noted: int
    flagged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What there is in a study, and when something of each kind was last done.

    Attributes
    ----------
    interviews, withdrawn : int
        Interviews whose words are there, and those whose participants withdrew.
    unchecked, uncoded, unread : tuple of str
        Names of the interviews that nobody has checked, that hold no code, and that nobody noted to have read.
    themes : mapping of str to int
        How many themes have each status.
    changes_since_version : int
        Codes that are not as they were when a version was last saved, or that are in use where none was.
    last : mapping of str to str
        The latest moment of each kind of act that was not taken back, of a coding (`CODED`), imported or not, and of a
        note that an interview was read (`READ`).
    """

    interviews: int
    withdrawn: int
    unchecked: tuple[str, ...]
    uncoded: tuple[str, ...]
    unread: tuple[str, ...]
    marks: Marks
    codes: int
    undefined: int
    themes: Mapping[str, int]
    memos: int
    versions: int
    changes_since_version: int
    last: Mapping[str, str]


def standing(connection: Connection) -> Standing:
    """Where the study stands now."""
    gone, readings = withdrawn_interviews(connection), _readings(connection)
    sittings = [one for one in reads.interviews(connection) if one.id not in gone]
    code, saved = NOUNS["code"], reads.versions(connection)
    used = code.c.status.in_(IN_USE)
    return Standing(
        interviews=len(sittings),
        withdrawn=len(gone),
        unchecked=tuple(one.name for one in sittings if one.checked_by is None),
        uncoded=_uncoded(connection, sittings),
        unread=tuple(one.name for one in sittings if one.id not in readings),
        marks=_marks(connection),
        codes=_count(connection, code, used),
        undefined=_count(connection, code, used, code.c.definition == ""),
        themes=_by(connection, NOUNS["theme"].c.status),
        memos=_count(connection, NOUNS["memo"], NOUNS["memo"].c.kind != READ),
        versions=len(saved),
        changes_since_version=changes_since(connection, saved[-1].seq_upto if saved else 0),
        last=_last(connection),
    )


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def _by(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).group_by(column))
    return {row[0]: row[1] for row in rows}


def _uncoded(connection: Connection, sittings: list[Interview]) -> tuple[str, ...]:
    coded = set(connection.execute(select(code_counts.c.interview_id).distinct()).scalars())
    return tuple(one.name for one in sittings if one.id not in coded)


def _marks(connection: Connection) -> Marks:
    segment, coding = NOUNS["segment"], NOUNS["coding"]
    bare = ~select(coding.c.id).where(coding.c.segment_id == segment.c.id).exists()
    total = _count(connection, segment)
    return Marks(
        all=total,
        coded=total - _count(connection, segment, bare),
        only_noted=_count(connection, segment, bare, segment.c.note != ""),
        flagged=_count(connection, segment, segment.c.was.is_not(None)),
    )


def changes_since(connection: Connection, seq: int) -> int:
    """Codes that are not as they were at the version saved on that journal line, or (0) all that are in use."""
    version = next((one for one in reads.versions(connection) if one.seq_upto == seq), None)
    before = reads.snapshot(connection, version) if version else []
    return differing(before, [asdict(code) for code in reads.codes(connection)])


def _last(connection: Connection) -> dict[str, str]:
    stands = acts.c.undone_seq.is_(None)
    newest = select(acts.c.kind, func.max(acts.c.at)).where(stands).group_by(acts.c.kind)
    coded = connection.execute(select(func.max(NOUNS["coding"].c.created_at))).scalar()
    read = max(_readings(connection).values(), default="")
    return {row[0]: row[1] for row in connection.execute(newest)} | {CODED: coded or "", READ: read}


def _readings(connection: Connection) -> dict[str, str]:
    """When each interview was last read, as far as somebody noted it."""
    memo = NOUNS["memo"].c
    read = select(memo.about_id, func.max(memo.at)).where(memo.kind == READ).group_by(memo.about_id)
    return {row[0]: row[1] for row in connection.execute(read)}
