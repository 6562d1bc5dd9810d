"""The one write path: an act is one transaction of one or more Changes, journalled and projected together."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from qualkit.errors import ActRepeated, BadAct
from qualkit.journal.signing import Line, sign
from qualkit.model import Change, Draft
from qualkit.store import journal as lines
from qualkit.store.bodies import pack
from qualkit.store.database import Database
from qualkit.store.projection import project
from qualkit.store.schema import acts, words


def new_id() -> str:
    """A UUID4, made once at creation and kept for ever."""
    return str(uuid4())


def now() -> str:
    """The moment in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class ActInProgress:
    """An act while it is being written; reads through `connection` see what it has done so far."""

    def __init__(self, connection: Connection, act_id: str, by: str, why: str) -> None:
        self.connection = connection
        self.id, self.by, self.why, self.at = act_id, by, why, now()
        self.count, self.head = lines.head(connection)
        self.lines: list[Line] = []

    def record(self, *drafts: Draft, reverses: str | None = None) -> None:
        """Sign drafts, write them to the journal and apply them; many at once is far quicker than one by one."""
        signed = [self._sign(draft, reverses) for draft in drafts]
        if not signed:
            return
        if not self.lines:
            self._enter(signed[0])
        lines.append(self.connection, signed)
        project(self.connection, [(line.seq, delta) for line in signed for delta in line.change.draft.deltas])
        self.lines += signed

    def keep_words(self, interview_id: str, sha256: str, body: bytes) -> None:
        """Store participants' words where Changes refer to them by interview and digest."""
        statement = insert(words).prefix_with("OR IGNORE")
        self.connection.execute(statement, {"interview_id": interview_id, "sha256": sha256, "body": pack(body)})

    def _sign(self, draft: Draft, reverses: str | None) -> Line:
        change = Change(
            id=new_id(), act_id=self.id, by=self.by, at=self.at, draft=draft, why=self.why, reverses=reverses
        )
        self.count += 1
        line = sign(change, seq=self.count, salt=secrets.token_hex(16), previous=self.head)
        self.head = line.chain_hash
        return line

    def _enter(self, first: Line) -> None:
        values = {"id": self.id, "seq": first.seq, "kind": first.change.draft.kind, "by": self.by, "at": self.at}
        self.connection.execute(insert(acts), values)

    def mark_undone(self, act_id: str, *, undone: bool) -> None:
        """Remember that this act took another back, or did it again."""
        seq = self.lines[0].seq if undone else None
        self.connection.execute(update(acts).where(acts.c.id == act_id).values(undone_seq=seq))


@contextmanager
def acting(database: Database, by: str, *, why: str = "", act_id: str | None = None) -> Iterator[ActInProgress]:
    """Everything recorded inside is one act: kept together, undone together.

    Parameters
    ----------
    database : Database
        The study's database; its write lock is held until the act ends.
    by : str
        The coder who acts.
    why : str
        The reason, kept with the payload.
    act_id : str, optional
        Made by a client that may send the same act twice.

    Raises
    ------
    ActRepeated
        An act of this id was done before; nothing is done.
    """
    if not by.strip():
        raise BadAct("An act needs the name of the person who acts.", hint="Give --coder NAME or set QUALKIT_CODER.")
    with database.writing() as connection:
        if act_id and seen(connection, act_id):
            raise ActRepeated(act_id)
        yield ActInProgress(connection, act_id or new_id(), by.strip(), why)


def seen(connection: Connection, act_id: str) -> bool:
    """Whether an act of this id is in the journal already: a repeated request is then harmless."""
    return connection.execute(select(acts.c.id).where(acts.c.id == act_id)).first() is not None
