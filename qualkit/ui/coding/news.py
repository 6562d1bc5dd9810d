"""What was done in a study since a browser last heard of it; the latest of it is read once for all who look."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from qualkit.model import Delta
from qualkit.store import reads
from qualkit.store.current import standing_in
from qualkit.store.undo import next_undo
from qualkit.ui.coding.snapshot import SHOWN, document_key, shown

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.journal.signing import Line
    from qualkit.store.database import Database
    from qualkit.study import Study

LINES_KEPT = 500
"""Who is further behind than this is told from the journal itself."""
WITHDRAWN = "withdraw_interview"
PLACED = ("segment", "coding")
"""Nouns whose rows belong to one interview."""

Op = list[Any]
"""A journal line as the browser gets it: [line, act id, [delta, ...]]."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A journal line as far as pages show it; one without an interview may concern several."""

    seq: int
    act_id: str
    interview_id: str | None
    deltas: tuple[Delta, ...]


def done_since(connection: Connection, interview_id: str, rev: int, *, coder: str) -> dict[str, Any]:
    """What was done after a journal line, as far as it concerns an interview, as the journal has it.

    Returns
    -------
    dict
        key, ops ([[line, act id, [delta, ...]], ...]), undo (what the coder's undo would take back). A delta is
        {noun, ids, before, after} with the fields that are shown; `before` is null (rows made) or empty.
    """
    later = reads.changes_since(connection, rev) if reads.head(connection) > rev else ()
    ops = told(connection, interview_id, [recent for line in later if (recent := _shown_of(line))])
    return {
        "key": document_key(connection, interview_id),
        "ops": ops,
        "undo": next_undo(connection, coder, coded=interview_id),
    }


def _shown_of(line: Line) -> Recent | None:
    draft = line.change.draft
    deltas = tuple(delta for delta in draft.deltas if delta.noun in SHOWN)
    return Recent(line.seq, line.change.act_id, draft.interview_id, deltas) if deltas else None


def told(connection: Connection, interview_id: str, recent: Sequence[Recent]) -> list[Op]:
    """Journal lines as the browsers at an interview get them."""
    here = _here(connection, interview_id, [d for line in recent if line.interview_id is None for d in line.deltas])
    return [[line.seq, line.act_id, [_sent(d) for d in _cut(line, interview_id, here)]] for line in recent]


def _here(connection: Connection, interview_id: str, deltas: Iterable[Delta]) -> dict[str, set[str]]:
    """Segments and codings that deltas make or change and that this interview holds now, by noun."""
    named: dict[str, set[str]] = {noun: set() for noun in PLACED}
    for delta in deltas:
        if delta.noun in named and delta.after is not None:
            named[delta.noun].update(delta.ids)
    return {noun: standing_in(connection, interview_id, noun, ids) for noun, ids in named.items()}


def _cut(line: Recent, interview_id: str, here: Mapping[str, set[str]]) -> list[Delta]:
    """What of a line concerns an interview; a line about one interview says so itself."""
    if line.interview_id is None:
        return within(line.deltas, here)
    return [delta for delta in line.deltas if delta.noun not in PLACED or line.interview_id == interview_id]


def within(deltas: Iterable[Delta], here: Mapping[str, set[str]]) -> list[Delta]:
    """Deltas cut to the rows of an interview: a merge may name 50,000 codings, and few of them are here.

    A row that came and went since is left out too; removals stay, since what is gone cannot be looked up.
    """
    cut = (
        delta
        if delta.noun not in here or delta.after is None
        else replace(delta, ids=tuple(row_id for row_id in delta.ids if row_id in here[delta.noun]))
        for delta in deltas
    )
    return [delta for delta in cut if delta.ids]


def _sent(delta: Delta) -> dict[str, Any]:
    after = None if delta.after is None else shown(delta.noun, delta.after)
    return {"noun": delta.noun, "ids": delta.ids, "before": None if delta.before is None else {}, "after": after}


# ---- kept in memory ----


class News:
    """The journal's latest lines in memory, kept up with the database file, whoever writes to it.

    Sixty people who look every two seconds ask for the same lines; read for each of them, they took a third of a core.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._turn = Lock()
        self._stamp: object = None
        self._begin(None)

    def since(self, interview_id: str, rev: int, *, coder: str) -> dict[str, Any]:
        """As `done_since`; where nobody has written since the look before, no table is read."""
        with self._turn:
            self._catch_up()
            if rev < self._first:
                with self.database.reading() as connection:
                    return done_since(connection, interview_id, rev, coder=coder)
            ops = self._ops(interview_id)
            later = bisect_right(ops, rev, key=itemgetter(0))
            return {"key": self._key(interview_id), "ops": ops[later:], "undo": self._next_undo(coder, interview_id)}

    def key(self, interview_id: str) -> str:
        """As `document_key`, of the text as it stands now."""
        with self._turn:
            self._catch_up()
            return self._key(interview_id)

    # ---- keeping up ----

    def _begin(self, last: Line | None) -> None:
        """Keep nothing but where the journal ends now."""
        self._first = self._last = last.seq if last else 0
        self._chain_hash = last.chain_hash if last else ""
        self._lines: list[Recent] = []
        self._told: dict[str, list[Op]] = {}
        self._keys: dict[str, str] = {}
        self._undo: dict[str, dict[str, str]] = {}

    def _catch_up(self) -> None:
        stamp = self.database.stamp()
        if stamp == self._stamp:
            return
        with self.database.reading() as connection:
            again = reads.changes_since(connection, self._last - 1) if self._last else iter(())
            found = list(islice(again, LINES_KEPT))
            if self._continued_by(found):
                self._add(found[1:])
            else:
                self._begin(next(reads.changes_since(connection, reads.head(connection) - 1), None))
        self._stamp = stamp

    def _continued_by(self, found: Sequence[Line]) -> bool:
        """Whether these lines begin with the last one known, are few, and take no participant's words away."""
        known = bool(found) and found[0].chain_hash == self._chain_hash
        few = len(self._lines) + len(found) < LINES_KEPT
        return known and few and all(line.change.draft.kind != WITHDRAWN for line in found)

    def _add(self, found: Iterable[Line]) -> None:
        """Take up lines; what a coder's undo would take back changes with that coder's own acts only."""
        for line in found:
            recent = _shown_of(line)
            if recent:
                self._lines.append(recent)
            if any(delta.noun == "transcript" for delta in line.change.draft.deltas):
                self._keys.clear()
            self._undo.pop(line.change.by, None)
            self._last, self._chain_hash = line.seq, line.chain_hash

    # ---- telling ----

    def _ops(self, interview_id: str) -> list[Op]:
        """The kept lines as one interview's browsers get them."""
        kept = self._told.setdefault(interview_id, [])
        fresh = self._lines[len(kept) :]
        if fresh:
            with self.database.reading() as connection:
                kept += told(connection, interview_id, fresh)
        return kept

    def _key(self, interview_id: str) -> str:
        if interview_id not in self._keys:
            with self.database.reading() as connection:
                self._keys[interview_id] = document_key(connection, interview_id)
        return self._keys[interview_id]

    def _next_undo(self, coder: str, interview_id: str) -> str:
        kept = self._undo.setdefault(coder, {})
        if interview_id not in kept:
            with self.database.reading() as connection:
                kept[interview_id] = next_undo(connection, coder, coded=interview_id)
        return kept[interview_id]


_NEWS: WeakKeyDictionary[Study, News] = WeakKeyDictionary()
_OPENING = Lock()


def news_of(study: Study) -> News:
    """The news of a study, one for all who have it open in this process."""
    with _OPENING:
        return _NEWS.setdefault(study, News(study.database))
