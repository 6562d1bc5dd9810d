"""Acts on participants, interviews and transcripts; shared by transcription, import and the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.errors import BadAct, NotFound
from qualkit.journal import interviews as journal
from qualkit.model import Attribute, Case, Interview, Recording, TranscriptText
from qualkit.store import reads, transcripts
from qualkit.store.acts import ActInProgress, new_id
from qualkit.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFile:
    """A recording that lies in the study's recordings folder."""

    file: str
    sha256: str
    duration_ms: int


def find_interview(connection: Connection, name: str) -> Interview:
    """The interview of that id or name (case ignored). Raises NotFound with the names there are."""
    known = reads.interviews(connection)
    for one in known:
        if name in (one.id, one.name):
            return one
    for one in known:
        if one.name.casefold() == name.casefold():
            return one
    raise NotFound("interview", name, [one.name for one in known])


def find_case(connection: Connection, name: str) -> Case:
    """The participant of that id or name (case ignored). Raises NotFound with the names there are."""
    known = reads.cases(connection)
    for one in known:
        if name == one.id or name.casefold() == one.name.casefold():
            return one
    raise NotFound("participant", name, [one.name for one in known])


def enter_interview(
    act: ActInProgress,
    name: str,
    incoming: TranscriptText | None,
    *,
    recording: RecordingFile | None = None,
    date: str | None = None,
    case: Case | None = None,
) -> Interview:
    """Enter an interview, with its transcript where there is one, as part of an act; it takes the next place."""
    known = reads.interviews(act.connection)
    if any(one.name == name for one in known):
        raise BadAct(f"An interview “{name}” is in the study already.", hint="Rename the file, or leave it out.")
    position = max((one.position for one in known), default=0) + 1
    cases = (case.id,) if case else ()
    interview = Interview(id=new_id(), name=name, position=position, date=date, case_ids=cases)
    act.record(journal.add_interview(interview))
    if recording:
        row = Recording(
            id=new_id(),
            interview_id=interview.id,
            file=recording.file,
            sha256=recording.sha256,
            duration_ms=recording.duration_ms,
        )
        act.record(journal.add_recording(row, interview))
    if incoming:
        enter_transcript(act, interview, incoming)
    return interview


def enter_transcript(act: ActInProgress, interview: Interview, incoming: TranscriptText) -> None:
    """Enter a transcript as the next revision of an interview, as part of an act."""
    values = transcripts.keep(act, interview.id, incoming)
    act.record(journal.add_transcript(new_id(), values, interview))


def add_interview(
    study: Study,
    name: str,
    incoming: TranscriptText | None,
    *,
    recording: RecordingFile | None = None,
    date: str | None = None,
    by: str | None = None,
) -> Interview:
    """Add an interview with its transcript (None: it is to be typed yet). Raises BadAct where the name is taken."""
    with study.acting(by) as act:
        return enter_interview(act, name, incoming, recording=recording, date=date)


def enter_case(act: ActInProgress, name: str, *, note: str = "") -> Case:
    """The participant of that name, entered as part of an act where it is not there yet."""
    known = {case.name: case for case in reads.cases(act.connection)}
    if name in known:
        return known[name]
    case = Case(id=new_id(), name=name, note=note)
    act.record(journal.add_case(case))
    return case


def describe_case(study: Study, name: str, attributes: Mapping[str, str], *, by: str | None = None) -> Case:
    """Note facts about a participant (age, role ...), who is entered where they are not there yet."""
    with study.acting(by) as act:
        case = enter_case(act, name)
        old = [a for a in reads.all_of(act.connection, Attribute) if a.case_id == case.id]
        current = {a.name: a.value for a in old}
        new = [
            Attribute(id=new_id(), case_id=case.id, name=key, value=value)
            for key, value in attributes.items()
            if current.get(key) != value
        ]
        if new:
            act.record(journal.set_attributes(case, old, new))
        return case


def edit_interview(
    study: Study, name: str, *, date: str | None = None, cases: tuple[str, ...] | None = None, by: str | None = None
) -> Interview:
    """Set the date of an interview, or name who took part (participants are entered where they are new)."""
    with study.acting(by) as act:
        interview = find_interview(act.connection, name)
        after: dict[str, object] = {} if date is None else {"date": date}
        if cases is not None:
            after["case_ids"] = [enter_case(act, one).id for one in cases]
        if after:
            act.record(journal.edit_interview(interview, **after))
        return find_interview(act.connection, interview.id)


def interviews_table(study: Study) -> DataFrame:
    """One row per interview in collection order: id, name, case, date, duration_ms, words, checked, marks, codes."""
    import pandas as pd

    columns = ["id", "name", "case", "date", "duration_ms", "words", "checked", "marks", "codes"]
    with study.reading() as connection:
        cases = {case.id: case.name for case in reads.cases(connection)}
        durations = {r.interview_id: r.duration_ms for r in reads.all_of(connection, Recording)}
        words = transcripts.word_counts(connection)
        marks = reads.marks_per_interview(connection)
        used = Counter(i for per_interview in reads.counts(connection).values() for i in per_interview)
        rows = [
            {
                "id": one.id,
                "name": one.name,
                "case": ", ".join(cases[i] for i in one.case_ids),
                "date": one.date,
                "duration_ms": durations.get(one.id),
                "words": words.get(one.id, 0),
                "checked": one.checked_by is not None,
                "marks": marks.get(one.id, 0),
                "codes": used[one.id],
            }
            for one in reads.interviews(connection)
        ]
    table = pd.DataFrame(rows, columns=columns).astype({"duration_ms": "Int64", "date": object})
    return table.assign(date=table["date"].where(table["date"].notna(), None))


def cases_table(study: Study) -> DataFrame:
    """One row per participant: id, name, note, interviews, and a column for each attribute."""
    import pandas as pd

    with study.reading() as connection:
        attributes: dict[str, dict[str, str]] = {}
        for a in reads.all_of(connection, Attribute, order=("name",)):
            attributes.setdefault(a.case_id, {})[a.name] = a.value
        sittings: dict[str, list[str]] = {}
        for one in reads.interviews(connection):
            for case_id in one.case_ids:
                sittings.setdefault(case_id, []).append(one.name)
        rows = [
            {
                "id": case.id,
                "name": case.name,
                "note": case.note,
                "interviews": ", ".join(sittings.get(case.id, ())),
                **attributes.get(case.id, {}),
            }
            for case in reads.cases(connection)
        ]
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["id", "name", "note", "interviews"])
