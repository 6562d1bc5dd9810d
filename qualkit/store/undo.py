"""Undo and redo: an act is taken back by a new act, and only where nothing later rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, select

from qualkit.errors import Collision, NothingToUndo
from qualkit.journal.apply import clashes, inverse, made_by, standing
from qualkit.journal.rows import REFERENCES
from qualkit.journal.segments import BY_HAND
from qualkit.journal.versions import PASSED_OVER
from qualkit.model import Delta
from qualkit.store import journal as lines
from qualkit.store.acts import ActInProgress
from qualkit.store.clock import moment
from qualkit.store.projection import chunks, rows_of
from qualkit.store.schema import NOUNS, acts, journal, payloads


def undo(act: ActInProgress, *, coded: str | None = None) -> str:
    """Take back the coder's last act that still stands; returns its summary.

    Parameters
    ----------
    act : ActInProgress
        The act that takes it back.
    coded : str, optional
        An interview's id: only what the coder did in coding it is looked at, no import and no change of the codebook.

    Raises
    ------
    NothingToUndo
        No act of this coder is left.
    Collision
        Somebody's later work rests on it; nothing is changed.
    """
    target = act.connection.execute(undoable(act.by, coded)).scalar()
    if target is None:
        raise NothingToUndo(act.by)
    return _turn_round(act, target, target, "undo")


def undoable(by: str, coded: str | None = None) -> Select[str]:
    """Id of the coder's last act that still stands, or of their last in coding one interview.

    Acts whose content was erased when a participant withdrew cannot come back, and undo looks past them.
    """
    line = journal.alias()
    kept = select(payloads.c.change_id).where(payloads.c.change_id == line.c.id)
    # asked of one act after another, newest first, so that a long journal is not read for its last act
    erased = select(line.c.id).where(line.c.act_id == acts.c.id, ~kept.exists())
    own = _own(select(acts.c.id), by, coded).where(acts.c.undone_seq.is_(None), ~erased.exists())
    return own.order_by((journal if coded else acts).c.seq.desc()).limit(1)


def _own(chosen: Select[Any], by: str, coded: str | None) -> Select[Any]:
    """Of the acts that are chosen from, a coder's own that can be taken back; with `coded`, those on that interview."""
    if coded is None:
        return chosen.where(acts.c.by == by, acts.c.kind.not_in(PASSED_OVER))
    # found by the interview's own lines, latest first: a coder may have done 100,000 acts on others
    here = chosen.join_from(journal, acts, acts.c.id == journal.c.act_id).where(journal.c.interview_id == coded)
    return here.where(acts.c.by == by, acts.c.kind.in_(BY_HAND))


def next_undo(connection: Connection, by: str, *, coded: str | None = None) -> str:
    """What undo would take back, as its summary; empty where there is nothing."""
    target = connection.execute(undoable(by, coded)).scalar()
    return _summary(connection, target) if target else ""


def redo(act: ActInProgress, *, coded: str | None = None) -> str:
    """Do again the act that the coder last took back, as long as they have done nothing else since."""
    found = act.connection.execute(redoable(act.by, coded)).first()
    if found is None:
        raise NothingToUndo(act.by, "redo")
    taken_back_by = select(journal.c.act_id).where(journal.c.seq == found.undone_seq)
    return _turn_round(act, act.connection.execute(taken_back_by).scalar_one(), found.id, "redo")


def redoable(by: str, coded: str | None = None) -> Select[str, int]:
    """Id of the act that the coder last took back and the line that did it, where nothing else was done since."""
    latest = _own(select(func.coalesce(func.max(acts.c.seq), 0)), by, coded)
    newest = latest.where(acts.c.undone_seq.is_(None)).scalar_subquery()
    undone = _own(select(acts.c.id, acts.c.undone_seq), by, coded).where(acts.c.undone_seq > newest)
    return undone.order_by(acts.c.undone_seq.desc()).limit(1)


def next_redo(connection: Connection, by: str) -> str:
    """What redo would do again, as its summary; empty where there is nothing."""
    found = connection.execute(redoable(by)).first()
    return _summary(connection, found.id) if found else ""


def _summary(connection: Connection, act_id: str) -> str:
    return next(lines.lines(connection, journal.c.act_id == act_id, limit=1)).change.draft.summary


def _turn_round(act: ActInProgress, act_id: str, reverses: str, word: str) -> str:
    summary = _summary(act.connection, reverses)
    done = [line.change for line in lines.lines(act.connection, journal.c.act_id == act_id)]
    _refuse_collision(act.connection, [delta for change in done for delta in change.draft.deltas], summary)
    act.record(*(inverse(change, word=word, of=summary) for change in reversed(done)), reverses=reverses)
    act.mark_undone(reverses, undone=word == "undo")
    return summary


def _refuse_collision(connection: Connection, deltas: Sequence[Delta], summary: str) -> None:
    """Raise Collision where rows are not as the act left them, or where others rest on rows that would go."""
    for noun, expected in standing(deltas).items():
        rows = rows_of(connection, noun, list(expected))
        clashing = clashes(expected, rows)
        if clashing:
            seq = rows.get(clashing[0], {}).get("seq")
            raise Collision(summary, _since(connection, noun, seq, len(clashing)))
    going, own = made_by(deltas), _pointed(deltas)
    for noun, ids in going.items():
        for child, seqs in _resting_on(connection, noun, ids, going, own):
            raise Collision(summary, _since(connection, child, max(seqs), len(seqs)))


def _pointed(deltas: Sequence[Delta]) -> set[tuple[str, str, str]]:
    """Rows whose fields the act itself changed, as (noun, field, id): turned round, they point elsewhere again."""
    changed = (delta for delta in deltas if delta.before is not None and delta.after is not None)
    return {(delta.noun, field, row_id) for delta in changed for field in delta.after or () for row_id in delta.ids}


def _since(connection: Connection, noun: str, seq: int | None, count: int) -> str:
    """Who did what to the rows that stand in the way."""
    what = f"{count} {noun.replace('_', ' ')}{'' if count == 1 else 's'}"
    found = next(lines.lines(connection, journal.c.seq == seq), None) if seq else None
    if found is None:
        return f"{what} it rests on {'is' if count == 1 else 'are'} no longer there"
    change = found.change
    return f"{change.by} {change.draft.summary} at {moment(change.at)}, and {what} would be lost or wrong"


def _resting_on(
    connection: Connection, noun: str, ids: set[str], going: Mapping[str, set[str]], own: set[tuple[str, str, str]]
) -> Iterator[tuple[str, list[int]]]:
    """Rows that point at rows which would go and do not go with them: by noun, the lines that last changed them."""
    for child, field, _ in (reference for reference in REFERENCES if reference[2] == noun):
        table = NOUNS[child]
        for some in chunks(sorted(ids)):
            found = connection.execute(select(table.c.id, table.c.seq).where(table.c[field].in_(some)))
            others = [(row_id, seq) for row_id, seq in found if (child, field, row_id) not in own]
            resting = [seq for row_id, seq in others if row_id not in going.get(child, ())]
            if resting:
                yield child, resting
