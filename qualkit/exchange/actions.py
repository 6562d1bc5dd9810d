"""Bringing files into a study."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePath

from qualkit.errors import BadAct, BadFile
from qualkit.exchange.table_plan import Plan, plan_table
from qualkit.exchange.tables import read_coded_table
from qualkit.exchange.transcripts import READERS, read_transcript
from qualkit.interviews import enter_interview, enter_transcript
from qualkit.journal.interviews import add_interview, import_file
from qualkit.model import Interview, Problem, TranscriptText
from qualkit.store import reads, transcripts
from qualkit.store.acts import ActInProgress
from qualkit.store.database import open_database
from qualkit.store.provenance import brought_by_file
from qualkit.study import DATABASE, Study

TABLES = (".csv",)
LARGEST_FILE = 200 * 2**20


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in: its name without folders, and its bytes."""

    name: str
    body: bytes

    @property
    def sha256(self) -> str:
        """Digest of the bytes; two files of the same digest are the same file."""
        return sha256(self.body).hexdigest()

    @property
    def is_table(self) -> bool:
        """Whether it is a coded table, by its ending."""
        return PurePath(self.name).suffix.lower() in TABLES


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How much came in, what did not (`problems`), and what came in but should be looked at (`notes`)."""

    interviews: int = 0
    codes: int = 0
    codings: int = 0
    cases: int = 0
    memos: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def __add__(self, other: ImportReport) -> ImportReport:
        return ImportReport(
            self.interviews + other.interviews,
            self.codes + other.codes,
            self.codings + other.codings,
            self.cases + other.cases,
            self.memos + other.memos,
            self.problems + other.problems,
            self.notes + other.notes,
        )


def import_files(
    study: Study, paths: Iterable[Path | str], *, dry_run: bool = False, by: str | None = None, why: str = ""
) -> ImportReport:
    """Bring transcripts and coded tables into a study, as `import_incoming`; an unreadable path is a problem."""
    files, problems = [], []
    for path in map(Path, paths):
        try:
            files.append(_read(path))
        except BadFile as error:
            problems.append(Problem(path.name, error.message, error.hint))
    return ImportReport(problems=tuple(problems)) + import_incoming(study, files, dry_run=dry_run, by=by, why=why)


def import_incoming(
    study: Study, files: Sequence[Incoming], *, dry_run: bool = False, by: str | None = None, why: str = ""
) -> ImportReport:
    """Bring files into a study, transcripts first and then coded tables; each file is one act, so undo takes it back.

    A backup is made before the first of them that changes something. A file that cannot be read does not stop the
    others. A file that was imported already changes nothing.

    Parameters
    ----------
    study : Study
        The study they come into.
    files : sequence of Incoming
        Transcripts become interviews of the file's name, in the order given; where that is the alphabet's, P10 comes
        after P9.
    dry_run : bool
        Do it on a copy of the study, to see the report.
    by, why : str, optional
        Who imports, and the reason.
    """
    if dry_run:
        with _copy_of(study) as copy:
            return import_incoming(copy, files, by=by, why=why)
    backup_once = cache(lambda: study.back_up("import"))
    report = ImportReport()
    for file in _in_order(files):
        try:
            with study.acting(by, why=why) as act:
                report += _enter_file(act, file, backup_once)
        except (BadFile, BadAct) as error:
            report += ImportReport(problems=(Problem(file.name, error.message, error.hint),))
    return report


def _read(path: Path) -> Incoming:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            limit = f"the largest that is read is {LARGEST_FILE // 2**20} MB"
            raise BadFile(f"“{path}” has {size // 2**20} MB; {limit}.", hint="Split the file.")
        return Incoming(path.name, path.read_bytes())
    except OSError as error:
        raise BadFile(f"“{path}” cannot be read: {error.strerror}.", hint="Check the path.") from error


@contextmanager
def _copy_of(study: Study) -> Iterator[Study]:
    """The same study with its database in a folder that goes away: what is done to it leaves no trace."""
    with tempfile.TemporaryDirectory(prefix="qualkit-dry-run-") as folder:
        (Path(folder) / "backups").mkdir()
        target = Path(folder) / DATABASE
        with closing(sqlite3.connect(study.database.path)) as source, closing(sqlite3.connect(target)) as copied:
            source.backup(copied)
        copy = Study(Path(folder), study.settings, open_database(target))
        try:
            yield copy
        finally:
            copy.close()


def _in_order(files: Sequence[Incoming]) -> list[Incoming]:
    """Transcripts before tables; names in the alphabet's order, as a shell gives them, by their numbers."""
    ordered = list(files)
    if [file.name for file in ordered] == sorted(file.name for file in ordered):
        ordered.sort(key=lambda file: [(part.isdigit(), part.zfill(12)) for part in re.split(r"(\d+)", file.name)])
    return sorted(ordered, key=lambda file: file.is_table)


def _enter_file(act: ActInProgress, file: Incoming, backup: Callable[[], object]) -> ImportReport:
    suffix = PurePath(file.name).suffix.lower()
    if file.is_table:
        return _enter_table(act, file, backup)
    if suffix in READERS:
        return _enter_transcript(act, file, backup)
    known = ", ".join([*READERS, *TABLES])
    raise BadFile(f"“{file.name}” is no kind of file qualkit reads.", hint=f"It reads {known}.")


# ---- transcripts ----


def _enter_transcript(act: ActInProgress, file: Incoming, backup: Callable[[], object]) -> ImportReport:
    before = brought_by_file(act.connection, file.sha256)
    if before:
        told = f"was imported already, by {before.by} at {before.at}; nothing was changed"
        return ImportReport(notes=(Problem(file.name, told),))
    incoming, problems = read_transcript(file.name, file.body)
    name = PurePath(file.name).stem
    there = next((one for one in reads.interviews(act.connection) if one.name == name), None)
    if there and transcripts.texts(act.connection).get(there.id) is not None:
        return ImportReport(problems=tuple(problems)) + _already_there(act, there, incoming, file.name)
    backup()
    act.record(import_file(file.sha256, file.name, study_holds=f"the interview {name}"))
    if there:
        enter_transcript(act, there, incoming)
    else:
        enter_interview(act, name, incoming)
    return ImportReport(interviews=1, problems=tuple(problems))


def _already_there(act: ActInProgress, there: Interview, incoming: TranscriptText, name: str) -> ImportReport:
    text = transcripts.texts(act.connection)[there.id]
    if text == incoming.text:
        return ImportReport(notes=(Problem(name, f"is the transcript of {there.name} already; nothing was changed"),))
    fix = "Rename the file to import it as an interview of its own, or correct the transcript in the workspace."
    return ImportReport(problems=(Problem(name, f"the interview {there.name} has another transcript already", fix),))


# ---- coded tables ----


def _enter_table(act: ActInProgress, file: Incoming, backup: Callable[[], object]) -> ImportReport:
    rows, problems = read_coded_table(file.name, file.body)
    plan = plan_table(act, file.name, file.sha256, rows)
    if plan.made or plan.drafts:
        backup()
        _record(act, file, plan)
    else:
        plan.notes.append(Problem(file.name, "holds nothing that is not in the study already; nothing was changed"))
    return ImportReport(
        interviews=len(plan.made),
        codes=len(plan.codes),
        codings=len(plan.codings),
        cases=len(plan.cases),
        problems=(*problems, *plan.problems),
        notes=tuple(plan.notes),
    )


def _record(act: ActInProgress, file: Incoming, plan: Plan) -> None:
    holds = f"{len(plan.codings)} codings, {len(plan.codes)} codes"
    act.record(import_file(file.sha256, file.name, study_holds=holds))
    for interview, text in plan.made:
        act.record(add_interview(interview))
        enter_transcript(act, interview, text)
    act.record(*plan.drafts)
