"""Taking words out of the database for good: payloads, transcripts, what the program suggested, and the free pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, and_, delete, or_, select

from qualkit.journal.signing import Line
from qualkit.store import journal as lines
from qualkit.store.database import Database
from qualkit.store.projection import chunks
from qualkit.store.schema import journal, payloads, proposals, words


def lines_to_erase(
    connection: Connection, interview_id: str, subjects: Sequence[str], telling: Callable[[str], bool]
) -> list[Line]:
    """Journal lines about an interview or these subjects, those that name its file, and those that repeat its words."""
    about = or_(journal.c.interview_id == interview_id, journal.c.subject.in_(list(subjects)))
    same_act = select(journal.c.act_id).where(about)
    imports = and_(journal.c.kind == "import_file", journal.c.act_id.in_(same_act))
    chosen = set(connection.execute(select(journal.c.seq).where(or_(about, imports))).scalars())
    return [line for line in lines.lines(connection) if line.seq in chosen or telling(line.payload or "")]


def rows_in(found: Iterable[Line]) -> dict[str, list[str]]:
    """Ids by noun of every row that these lines touched."""
    ids: dict[str, dict[str, None]] = {}
    for line in found:
        for delta in line.change.draft.deltas:
            ids.setdefault(delta.noun, {}).update(dict.fromkeys(delta.ids))
    return {noun: list(some) for noun, some in ids.items()}


def erase(connection: Connection, interview_id: str, found: Sequence[Line]) -> None:
    """Remove the payloads of these lines, the interview's words, and everything the program suggested.

    Who did what kind of thing when stays in the journal, and its chain still verifies.
    """
    for ids in chunks([line.change.id for line in found]):
        connection.execute(delete(payloads).where(payloads.c.change_id.in_(ids)))
    connection.execute(delete(words).where(words.c.interview_id == interview_id))
    connection.execute(delete(proposals))


def withdrawn_recordings(connection: Connection) -> dict[str, str]:
    """Interview ids by the digest of a recording that was withdrawn: it is not to come back unnoticed."""
    gone = select(journal.c.target, journal.c.subject).where(journal.c.kind == "withdraw_interview")
    return {row.target: row.subject for row in connection.execute(gone) if row.target}


def withdrawn_interviews(connection: Connection) -> set[str]:
    """Ids of the interviews whose participants withdrew: what was said in them is gone."""
    return set(connection.execute(select(journal.c.subject).where(journal.c.kind == "withdraw_interview")).scalars())


def is_withdrawn_file(connection: Connection, sha256: str) -> bool:
    """Whether the file of this digest brought in words that were destroyed since: it is not to come back unnoticed."""
    erased = ~select(payloads.c.change_id).where(payloads.c.change_id == journal.c.id).exists()
    query = select(journal.c.id).where(journal.c.kind == "import_file", journal.c.subject == sha256, erased)
    return connection.execute(query.limit(1)).first() is not None


def scrub(database: Database) -> None:
    """Rewrite the file without its free pages and empty the write-ahead log, where deleted words would still lie."""
    raw = database.engine.raw_connection()
    try:
        for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            raw.cursor().execute(statement).fetchall()
    finally:
        raw.close()
