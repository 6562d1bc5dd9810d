"""Where things came from: who last changed a row, and what a file brought in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualkit.model import Delta
from qualkit.store.journal import lines
from qualkit.store.schema import NOUNS, acts, journal


@dataclass(frozen=True, slots=True)
class Brought:
    """What the acts that imported a file made, as they made it, and the latest of those acts.

    Attributes
    ----------
    codes : dict of str to str
        Ids of the codes made, by the name they had then.
    codings : frozenset of (interview id, start, end, coder, code id)
        The codings made, whether they are still there or not.
    """

    at: str
    by: str
    codes: dict[str, str]
    codings: frozenset[tuple[str, int, int, str, str]]


def brought_by_file(connection: Connection, sha256: str) -> Brought | None:
    """What the file of this digest brought in by acts that still stand; None where it was never imported."""
    standing = select(acts.c.id).where(acts.c.undone_seq.is_(None))
    imported = select(journal.c.act_id).where(journal.c.kind == "import_file", journal.c.subject == sha256)
    found = list(lines(connection, journal.c.act_id.in_(imported), journal.c.act_id.in_(standing)))
    if not found:
        return None
    made = [delta for line in found for delta in line.change.draft.deltas if delta.before is None]
    latest = found[-1].change
    return Brought(latest.at, latest.by, _codes(made), _codings(made))


def _codes(made: list[Delta]) -> dict[str, str]:
    return {delta.after["name"]: delta.ids[0] for delta in made if delta.noun == "code" and delta.after}


def _codings(made: list[Delta]) -> frozenset[tuple[str, int, int, str, str]]:
    spans = {
        delta.ids[0]: (delta.after["interview_id"], delta.after["start"], delta.after["end"])
        for delta in made
        if delta.noun == "segment" and delta.after
    }
    codings = [delta.after for delta in made if delta.noun == "coding" and delta.after]
    return frozenset(
        (*spans[one["segment_id"]], one["coder"], one["code_id"]) for one in codings if one["segment_id"] in spans
    )


def last_changes(connection: Connection, noun: str) -> dict[str, tuple[str, str]]:
    """Who last changed each row of a noun, and when, by id."""
    table = NOUNS[noun]
    joined = select(table.c.id, journal.c.by, journal.c.at).join(journal, journal.c.seq == table.c.seq)
    return {row.id: (row.by, row.at) for row in connection.execute(joined)}
