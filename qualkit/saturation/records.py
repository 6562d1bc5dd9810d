"""What researchers record on sampling and sufficiency: dated notes, and the criterion that is to be used."""

from __future__ import annotations

from datetime import date as day
from typing import TYPE_CHECKING

from qualkit.errors import BadAct, BadOption, NotFound
from qualkit.interviews import find_interview
from qualkit.journal import sampling as journal
from qualkit.model import Interview, SamplingNote
from qualkit.saturation.criteria import Criterion, check_criterion, parse_criterion
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.store.recodings import coding_began
from qualkit.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame
    from sqlalchemy import Connection

GUIDE, SAMPLING = "guide change", "sampling decision"
ON_AXIS = (GUIDE, SAMPLING)
RATIONALE, ENDED, JUDGEMENT, CRITERION = "sample size", "recruitment ended", "sufficiency", "criterion"
POWER = ("aim", "specificity", "theory", "dialogue", "analysis", "information power")
KINDS = (*ON_AXIS, RATIONALE, ENDED, JUDGEMENT, CRITERION, *POWER)


# ---- notes ----


def write_note(
    study: Study, kind: str, text: str, *, interview: str = "", date: str = "", by: str | None = None
) -> SamplingNote:
    """Keep a note of one of the `KINDS` on the day it is about, YYYY-MM-DD, or else today.

    A "guide change" and a "sampling decision" stand on the axis, before `interview` or by their day.

    Raises
    ------
    BadAct, BadOption, NotFound
        The kind is none, the text is empty, the date is no day, there is no such interview.
    """
    if kind not in KINDS:
        raise BadAct(f"“{kind}” is no kind of note on sampling.", hint=f"Kinds are: {', '.join(KINDS)}.")
    if not text.strip():
        raise BadAct("The note is empty.", hint="Write it first.")
    with study.acting(by) as act:
        where = find_interview(act.connection, interview).id if interview else None
        about = _day(date or act.at[:10])
        note = SamplingNote(
            id=new_id(), kind=kind, text=text.strip(), date=about, by=act.by, at=act.at, interview_id=where
        )
        act.record(journal.write_note(note))
        return note


def remove_note(study: Study, note_id: str, *, by: str | None = None) -> None:
    """Remove a note. Raises NotFound."""
    with study.acting(by) as act:
        note = reads.one_of(act.connection, SamplingNote, note_id)
        if note is None:
            raise NotFound("note", note_id, hint="It was removed already.")
        act.record(journal.remove_note(note))


def notes_of(connection: Connection, *kinds: str) -> list[SamplingNote]:
    """Notes of these kinds, or all, by the day they are about."""
    where = [reads.table_of(SamplingNote).c.kind.in_(kinds)] if kinds else []
    return reads.all_of(connection, SamplingNote, *where, order=("date", "at"))


def notes_table(study: Study) -> DataFrame:
    """One row per note: id, kind, date, interview, text, by, at."""
    import pandas as pd

    columns = ["id", "kind", "date", "interview", "text", "by", "at"]
    with study.reading() as connection:
        names = {one.id: one.name for one in reads.interviews(connection)}
        rows = [
            [note.id, note.kind, note.date, names.get(note.interview_id or "", ""), note.text, note.by, note.at]
            for note in notes_of(connection)
        ]
    return pd.DataFrame(rows, columns=columns)


def set_criterion(study: Study, criterion: Criterion, *, date: str = "", by: str | None = None) -> SamplingNote:
    """Record which criterion is to be used; whether that was before coding began is told by the moment it is kept."""
    check_criterion(criterion)
    told = f"base={criterion.base},run={criterion.run},threshold={criterion.threshold:g}"
    return write_note(study, CRITERION, told, date=date, by=by)


def recorded_criterion(connection: Connection) -> tuple[Criterion, str] | None:
    """The criterion recorded last, and when in relation to the first coding that stands; None where there is none."""
    kept = notes_of(connection, CRITERION)
    if not kept:
        return None
    note = max(kept, key=lambda one: one.at)
    begun = coding_began(connection)
    when = "before coding began" if begun is None or note.at < begun else "after coding had begun"
    return parse_criterion(note.text), f"recorded on {note.at[:10]}, {when}"


def _day(text: str) -> str:
    try:
        return day.fromisoformat(text).isoformat()
    except ValueError:
        raise BadOption("the date", text, "a day such as 2025-03-01") from None


def places_on_axis(connection: Connection, interviews: list[Interview]) -> list[tuple[int, SamplingNote]]:
    """Notes that stand on the axis, each before the place (from 1) of its interview; the others by their day."""
    place = {one.id: i for i, one in enumerate(interviews, start=1)}
    dated = [(i, one.date) for i, one in enumerate(interviews, start=1) if one.date]
    found = []
    for note in notes_of(connection, *ON_AXIS):
        after = next((i for i, date in dated if date >= note.date), len(interviews) + 1)
        found.append((place.get(note.interview_id or "", after), note))
    return found
