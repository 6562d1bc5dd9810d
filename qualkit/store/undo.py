"""Undo and redo: an act is taken back by a new act, and only where nothing later rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Select, func, select

from qualkit.errors import Collision, NothingToUndo
from qualkit.journal.apply import clashes, inverse
from qualkit.journal.rows import REFERENCES
from qualkit.journal.versions import PASSED_OVER
from qualkit.model import Delta, Draft
from qualkit.store import journal as lines
from qualkit.store.acts import ActInProgress
from qualkit.store.projection import chunks, rows_of
from qualkit.store.schema import NOUNS, acts, journal, payloads


def undo(act: ActInProgress) -> str:
    """Take back the coder's last act that still stands; returns its summary.

    Raises
    ------
    NothingToUndo
        No act of this coder is left.
    Collision
        Somebody's later work rests on it; nothing is changed.
    """
    own = select(acts.c.id).where(acts.c.by == act.by, acts.c.undone_seq.is_(None), acts.c.kind.not_in(PASSED_OVER))
    own = own.where(acts.c.id.not_in(_erased()))
    target = act.connection.execute(own.order_by(acts.c.seq.desc()).limit(1)).scalar()
    if target is None:
        raise NothingToUndo(act.by)
    return _turn_round(act, target, target, "undo")


def redo(act: ActInProgress) -> str:
    """Do again the act that the coder last took back, as long as they have done nothing else since."""
    mine = acts.c.by == act.by
    latest = select(func.max(acts.c.seq)).where(mine, acts.c.kind.not_in(PASSED_OVER))
    newest = act.connection.execute(latest.where(acts.c.undone_seq.is_(None))).scalar() or 0
    undone = select(acts.c.id, acts.c.undone_seq).where(mine, acts.c.undone_seq > newest)
    found = act.connection.execute(undone.order_by(acts.c.undone_seq.desc()).limit(1)).first()
    if found is None:
        raise NothingToUndo(act.by, "redo")
    taken_back_by = select(journal.c.act_id).where(journal.c.seq == found.undone_seq)
    return _turn_round(act, act.connection.execute(taken_back_by).scalar_one(), found.id, "redo")


def _erased() -> Select[tuple[str]]:
    """Acts whose content was erased when a participant withdrew: they cannot come back, and undo looks past them."""
    kept = select(payloads.c.change_id).where(payloads.c.change_id == journal.c.id)
    return select(journal.c.act_id).where(~kept.exists())


def _turn_round(act: ActInProgress, act_id: str, reverses: str, word: str) -> str:
    done = list(lines.lines(act.connection, journal.c.act_id == act_id))
    for line in reversed(done):
        draft = inverse(line.change, word=word)
        _refuse_collision(act.connection, draft, line.change.draft.summary)
        act.record(draft, reverses=reverses)
    act.mark_undone(reverses, undone=word == "undo")
    return done[0].change.draft.summary.removeprefix("took back: ")


def _refuse_collision(connection: Connection, draft: Draft, summary: str) -> None:
    """Raise Collision where the rows are not as the draft expects them, or others rest on rows that would go."""
    going = {row_id for delta in draft.deltas if delta.after is None for row_id in delta.ids}
    for delta in draft.deltas:
        rows = rows_of(connection, delta.noun, delta.ids)
        clashing = clashes(delta, rows)
        if clashing:
            seq = rows.get(clashing[0], {}).get("seq")
            raise Collision(summary, _since(connection, delta.noun, seq, len(clashing)))
        for noun, seqs in _resting_on(connection, delta, going):
            raise Collision(summary, _since(connection, noun, max(seqs), len(seqs)))


def _since(connection: Connection, noun: str, seq: int | None, count: int) -> str:
    """Who did what to the rows that stand in the way."""
    what = f"{count} {noun.replace('_', ' ')}{'' if count == 1 else 's'}"
    found = next(lines.lines(connection, journal.c.seq == seq), None) if seq else None
    if found is None:
        return f"{what} it rests on {'is' if count == 1 else 'are'} no longer there"
    change = found.change
    return f"{change.by} {change.draft.summary} at {change.at}, and {what} would be lost or wrong"


def _resting_on(connection: Connection, delta: Delta, going: set[str]) -> Iterator[tuple[str, list[int]]]:
    """Rows that point at rows the delta removes and do not go with them: by noun, the lines that last changed them."""
    if delta.after is not None:
        return
    for child, field, _ in (reference for reference in REFERENCES if reference[2] == delta.noun):
        table = NOUNS[child]
        for ids in chunks(delta.ids):
            found = connection.execute(select(table.c.id, table.c.seq).where(table.c[field].in_(ids)))
            resting = [seq for row_id, seq in found if row_id not in going]
            if resting:
                yield child, resting
