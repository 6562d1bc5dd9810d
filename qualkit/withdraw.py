"""A participant withdraws: their words are destroyed everywhere in the study folder; that they took part stays."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualkit.errors import BadAct, NotFound
from qualkit.interviews import find_case, find_interview
from qualkit.journal.rows import row
from qualkit.journal.withdrawal import withdraw_interview
from qualkit.model import (
    Case,
    CellSummary,
    Code,
    CodeSet,
    DepthRating,
    Dimension,
    Framework,
    FrameworkDimension,
    Interview,
    Memo,
    Problem,
    Reason,
    Recording,
    SamplingNote,
    Theme,
    ThemeLink,
)
from qualkit.store import reads, transcripts
from qualkit.store.acts import ActInProgress
from qualkit.store.erase import erase, lines_to_erase, rows_in, scrub
from qualkit.store.projection import rows_of
from qualkit.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection

TELLING_WORDS = 4
"""So many words in a row that stand in the transcript as well are listed as perhaps the participant's."""


WRITTEN = (Code, Theme, ThemeLink, CodeSet, Framework, FrameworkDimension, SamplingNote, Dimension, DepthRating)
"""What researchers write that may repeat a participant."""
PERSONAL = {"recording": "interview_id", "transcript": "interview_id", "attribute": "case_id"}
"""Nouns whose rows go with their owner; all other rows stand as a researcher wrote them."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was destroyed, and what a person has to decide on because it may hold the participant's words."""

    interviews: tuple[str, ...]
    files: tuple[str, ...]
    decide: tuple[Problem, ...]


def interviews_of(study: Study, name: str) -> list[Interview]:
    """The interviews that would go with a participant or an interview of that name.

    Raises
    ------
    NotFound
        There is neither.
    BadAct
        An interview of theirs has other participants too; it has to be named itself.
    """
    with study.reading() as connection:
        try:
            case = find_case(connection, name)
        except NotFound:
            return [find_interview(connection, name)]
        mine = [one for one in reads.interviews(connection) if case.id in one.case_ids]
        shared = [one.name for one in mine if len(one.case_ids) > 1]
        if shared:
            hint = f"Withdraw the interview itself: qualkit withdraw STUDY {shared[0]}, or take their turns out first."
            raise BadAct(f"“{case.name}” spoke with others in {', '.join(shared)}.", hint=hint)
        if not mine:
            raise BadAct(f"“{case.name}” has no interview.", hint="Name the interview instead.")
        return mine


def withdraw(study: Study, name: str, *, by: str | None = None, why: str = "") -> Withdrawal:
    """Destroy a participant's words: database, recordings, transcripts, exports, backups, caches. Cannot be undone."""
    chosen = interviews_of(study, name)
    with study.acting(by, why=why) as act:
        decide = [problem for one in chosen for problem in _decide(act.connection, one)]
        files = [recording.file for one in chosen for recording in _recordings(act.connection, one)]
        for number, one in enumerate(chosen, start=_withdrawn(act.connection) + 1):
            _withdraw_one(act, one, f"withdrawn {number}")
    scrub(study.database)
    gone = _destroy_files(study.folder, files, [one.name for one in chosen])
    study.back_up("after-withdrawal")
    return Withdrawal(tuple(one.name for one in chosen), tuple(gone), tuple(decide))


def _withdrawn(connection: Connection) -> int:
    return sum(one.name.startswith("withdrawn ") for one in reads.interviews(connection))


def _recordings(connection: Connection, interview: Interview) -> list[Recording]:
    return reads.all_of(connection, Recording, reads.table_of(Recording).c.interview_id == interview.id)


def _withdraw_one(act: ActInProgress, interview: Interview, name: str) -> None:
    cases = [case for case in reads.cases(act.connection) if case.id in interview.case_ids]
    alone = [case.id for case in cases if _only_here(act.connection, case, interview)]
    said = transcripts.transcript(act.connection, interview.id)
    recording = next((one.sha256 for one in _recordings(act.connection, interview)), None)
    runs = _runs(said.text if said else "")
    found = lines_to_erase(act.connection, interview.id, alone, lambda payload: bool(runs & _runs(payload)))
    ever = rows_in(found)
    owners = {interview.id, *alone}
    kept = {noun: _left(act.connection, noun, ids, owners) for noun, ids in ever.items()}
    kept.setdefault("interview", {})[interview.id] = row(replace(interview, name=name, date=None))
    kept.setdefault("case", {}).update({case_id: row(Case(id=case_id, name=name)) for case_id in alone})
    erase(act.connection, interview.id, found)
    act.record(withdraw_interview(interview.id, name, ever, kept, recording=recording))


def _left(connection: Connection, noun: str, ids: Sequence[str], owners: set[str]) -> dict[str, dict[str, Any]]:
    """Rows as they stand, without those that describe the person: recordings, transcripts, attributes."""
    field = PERSONAL.get(noun)
    rows = rows_of(connection, noun, ids)
    return {
        row_id: {name: value for name, value in values.items() if name != "seq"}
        for row_id, values in rows.items()
        if field is None or values[field] not in owners
    }


def _only_here(connection: Connection, case: Case, interview: Interview) -> bool:
    return all(case.id not in one.case_ids for one in reads.interviews(connection) if one.id != interview.id)


# ---- what a person has to decide on ----


def _decide(connection: Connection, interview: Interview) -> Iterator[Problem]:
    said = transcripts.transcript(connection, interview.id)
    runs = _runs(said.text if said else "")
    marks = {segment.id: segment for segment in reads.segments(connection, interview.id)}
    for memo in reads.all_of(connection, Memo):
        if memo.about_id in {interview.id, *interview.case_ids, *marks} or runs & _runs(memo.text):
            yield Problem(
                f"{memo.kind} memo of {memo.at[:10]}", "may hold the participant's words", "Edit or remove it."
            )
    for segment in marks.values():
        if segment.note:
            yield Problem(f"note on a passage of {interview.name}", "may hold their words", "Edit or remove it.")
    for coding in reads.codings(connection, interview_id=interview.id):
        if coding.memo:
            yield Problem(f"memo on a coding of {interview.name}", "may hold their words", "Edit or remove it.")
    yield from _in_analysis(connection, interview, runs)


def _in_analysis(connection: Connection, interview: Interview, runs: set[tuple[str, ...]]) -> Iterator[Problem]:
    """Summaries, reasons, codes and themes that may repeat the participant."""
    for summary in reads.all_of(connection, CellSummary):
        if summary.case_id in interview.case_ids or runs & _runs(summary.text):
            yield Problem("summary in the framework matrix", "may hold the participant's words", "Edit or remove it.")
    for reason in reads.all_of(connection, Reason):
        if runs & _runs(reason.text):
            yield Problem(
                f"reason given on {reason.at[:10]}", "holds words of theirs", "Take the act of giving it back."
            )
    for kind in WRITTEN:
        for noun in reads.all_of(connection, kind):
            yield from _texts_with(noun, runs)


def _texts_with(noun: Any, runs: set[tuple[str, ...]]) -> Iterator[Problem]:
    kind = reads.NAMES[type(noun)].replace("_", " ")
    called = f" “{noun.name}”" if hasattr(noun, "name") else ""
    for field, text in asdict(noun).items():
        if isinstance(text, str) and runs & _runs(text):
            yield Problem(f"{field} of the {kind}{called}", "holds words of theirs", "Write it in your own words.")


def _runs(text: str) -> set[tuple[str, ...]]:
    found = re.findall(r"\w+", text.casefold().replace("\\n", " "))
    return {tuple(found[i : i + TELLING_WORDS]) for i in range(len(found) - TELLING_WORDS + 1)}


# ---- files ----


def _destroy_files(folder: Path, recordings: list[str], names: list[str]) -> list[str]:
    """Remove the recordings and transcripts of these interviews, and everything that may repeat their words."""
    doomed = [folder / "recordings" / Path(file).name for file in recordings]
    doomed += [path for name in names for path in (folder / "transcripts").glob("*") if path.stem == name]
    for place in (
        "transcripts",
        "recordings",
    ):  # lists of what was transcribed, and what a killed run left half written
        doomed += [path for path in (folder / place).glob(".*") if path.is_file()]
    doomed += folder.glob(".incoming-*")  # recordings on their way in that a killed workspace left
    for repeated in ("exports", "backups", ".cache"):
        doomed += list((folder / repeated).glob("*")) if (folder / repeated).is_dir() else []
    gone = [path for path in doomed if path.exists()]
    for path in gone:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return [str(path.relative_to(folder)) for path in gone]
