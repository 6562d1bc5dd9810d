"""Why something was done, by what it was done to: the reason of the act, and those that were given after it."""

from __future__ import annotations

from sqlalchemy import Connection

from qualkit.model import Reason
from qualkit.store import journal as lines
from qualkit.store import reads
from qualkit.store.schema import journal


def reasons(connection: Connection) -> dict[str, list[Reason]]:
    """The reasons given later, by act, oldest first."""
    found: dict[str, list[Reason]] = {}
    for one in reads.all_of(connection, Reason, order=("at",)):
        found.setdefault(one.act_id, []).append(one)
    return found


def why_by_subject(connection: Connection, kind: str) -> dict[str, str]:
    """All that was said about why the latest Change of a kind was made, by its subject."""
    later = reasons(connection)
    found = {}
    for line in lines.lines(connection, journal.c.kind == kind):
        change = line.change
        said = (change.why, *(one.text for one in later.get(change.act_id, ())))
        found[change.draft.subject] = "; ".join(text for text in said if text)
    return found
