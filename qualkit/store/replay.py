"""The journal applied from its first line on, each line verified: what `check` compares and `repair` writes."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, func, insert, select, update

from qualkit.journal.signing import GENESIS, Line, faults
from qualkit.model import Delta, Problem
from qualkit.store import journal as journal_lines
from qualkit.store.projection import project_nouns
from qualkit.store.schema import NOUNS, acts, code_counts

BATCH = 10_000


def verified(connection: Connection) -> Iterator[Line]:
    """The journal's lines, oldest first.

    Raises
    ------
    BrokenJournal
        A line does not hold, or lines are missing at the end; those before it were given out.
    """
    count, last = journal_lines.head(connection)
    previous, expected = GENESIS, 0
    for line in journal_lines.lines(connection):
        expected += 1
        wrong = "a line before it is missing" if line.seq != expected else faults(line, previous)
        if wrong:
            raise BrokenJournal(_broken(line, wrong))
        previous = line.chain_hash
        yield line
    if (expected, previous) != (count, last):
        what = f"the journal ends at line {expected}, but {count} lines were written"
        raise BrokenJournal(Problem("end of the journal", what, "Restore a backup: qualkit backup STUDY --list"))


class BrokenJournal(Exception):
    """The first line that does not hold, as a problem to show; caught where a study is checked or repaired."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def _broken(line: Line, wrong: str) -> Problem:
    what = f"{line.change.by}, {line.change.at}, {line.change.draft.kind}: {wrong}"
    return Problem(f"journal line {line.seq}", what, "Restore a backup, or ask who edited the database by hand.")


def replay(connection: Connection, into: Connection) -> None:
    """Make the tables of `into`, which are empty, from the journal of `connection`. Raises BrokenJournal."""
    batch: list[tuple[int, Delta]] = []
    told = _Acts(into)
    for line in verified(connection):
        told.take(line)
        batch += [(line.seq, delta) for delta in line.change.draft.deltas]
        if len(batch) >= BATCH:
            project_nouns(into, batch)
            batch = []
    project_nouns(into, batch)
    told.write()
    told.mark_undone()
    _count(into)


class _Acts:
    """The list of acts as the journal tells it; the lines of one act stand one after the other."""

    def __init__(self, into: Connection) -> None:
        self.into, self.latest = into, ""
        self.rows: list[dict[str, object]] = []
        self.undone: dict[str, int | None] = {}

    def take(self, line: Line) -> None:
        """Note the act that a line begins, and the one that it took back or did again."""
        change = line.change
        if change.act_id == self.latest:
            return
        self.latest = change.act_id
        head = {"id": change.act_id, "seq": line.seq, "kind": change.draft.kind, "by": change.by, "at": change.at}
        self.rows.append(head)
        if change.reverses:
            self.undone[change.reverses] = line.seq if change.draft.kind == "undo" else None
        if len(self.rows) >= BATCH:
            self.write()

    def write(self) -> None:
        """Put what was noted into its table."""
        if self.rows:
            self.into.execute(insert(acts), self.rows)
        self.rows = []

    def mark_undone(self) -> None:
        """Write which acts stand undone, once all are there."""
        for act_id, seq in self.undone.items():
            self.into.execute(update(acts).where(acts.c.id == act_id).values(undone_seq=seq))


def _count(connection: Connection) -> None:
    """All references at once, as acts keep them up one by one."""
    coding, segment = NOUNS["coding"].c, NOUNS["segment"].c
    counted = (
        select(coding.code_id, segment.interview_id, func.count())
        .join_from(NOUNS["coding"], NOUNS["segment"], segment.id == coding.segment_id)
        .group_by(coding.code_id, segment.interview_id)
    )
    connection.execute(insert(code_counts).from_select(["code_id", "interview_id", "references"], counted))


def clear(connection: Connection) -> None:
    """Empty the tables that the journal makes."""
    for table in (*NOUNS.values(), code_counts, acts):
        connection.execute(delete(table))
