"""Bringing files into a study, and writing a study as files."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

from qualkit.errors import BadAct, BadFile
from qualkit.exchange.bundle_plan import BundlePlan, plan_bundle
from qualkit.exchange.bundles import BUNDLES, TABLE_READERS, BundleReader
from qualkit.exchange.grids import kind_of, read_grid, rows_of
from qualkit.exchange.holdings import RECORDINGS, Holdings
from qualkit.exchange.incoming import TABLES, ImportReport, Incoming, read_incoming
from qualkit.exchange.recordings import keep_recordings
from qualkit.exchange.registry import PLAIN, Export, Wish, find_format
from qualkit.exchange.table_plan import Plan, plan_table
from qualkit.exchange.transcripts import READERS, read_transcript
from qualkit.interviews import enter_interview, enter_transcript
from qualkit.journal.interviews import add_interview, import_file
from qualkit.model import Interview, Problem, TranscriptText
from qualkit.settings import write_whole
from qualkit.store import reads, transcripts
from qualkit.store.acts import ActInProgress
from qualkit.store.clock import moment
from qualkit.store.database import open_database
from qualkit.store.erase import is_withdrawn_file
from qualkit.store.provenance import brought_by_file
from qualkit.study import DATABASE, Study


@dataclass(frozen=True, slots=True)
class _Into:
    """Where files go: the study's folder, and what makes a backup before the first of them that changes something."""

    folder: Path
    backup: Callable[[], object]


def import_files(
    study: Study, paths: Iterable[Path | str], *, dry_run: bool = False, by: str | None = None, why: str = ""
) -> ImportReport:
    """Bring transcripts and coded tables into a study, as `import_incoming`; an unreadable path is a problem."""
    files, problems = [], []
    for path in map(Path, paths):
        try:
            files.append(read_incoming(path))
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
    into = _Into(study.folder, cache(lambda: study.back_up("import")))
    report = ImportReport()
    for file in _in_order(files):
        try:
            with study.acting(by, why=why) as act:
                report += _enter_file(act, file, into)
        except (BadFile, BadAct) as error:
            report += ImportReport(problems=(Problem(file.name, error.message, error.hint),))
    return report


@contextmanager
def _copy_of(study: Study) -> Iterator[Study]:
    """The same study with its database in a folder that goes away: what is done to it leaves no trace."""
    with tempfile.TemporaryDirectory(prefix="qualkit-dry-run-") as folder:
        for name in ("backups", RECORDINGS):
            (Path(folder) / name).mkdir()
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


def _enter_file(act: ActInProgress, file: Incoming, into: _Into) -> ImportReport:
    if is_withdrawn_file(act.connection, file.sha256):
        return ImportReport(problems=(Problem(file.name, WITHDRAWN, COPY_OF_WITHDRAWN),))
    suffix = PurePath(file.name).suffix.lower()
    if file.is_table:
        return _enter_table(act, file, into)
    if suffix in BUNDLES:
        return _enter_bundle(act, file, into, BUNDLES[suffix])
    if suffix in READERS:
        return _enter_transcript(act, file, into)
    known = ", ".join([*READERS, *TABLES, *BUNDLES])
    raise BadFile(f"“{file.name}” is no kind of file qualkit reads.", hint=f"It reads {known}.")


WITHDRAWN = "holds the words of a participant who withdrew; nothing was brought in"
COPY_OF_WITHDRAWN = "Destroy this copy too; where it holds others as well, take their part out and import that."


# ---- transcripts ----


def _enter_transcript(act: ActInProgress, file: Incoming, into: _Into) -> ImportReport:
    if seen := _seen(act, file):
        return seen
    incoming, problems = read_transcript(file.name, file.body)
    name = PurePath(file.name).stem
    there = next((one for one in reads.interviews(act.connection) if one.name == name), None)
    if there and transcripts.texts(act.connection).get(there.id) is not None:
        return ImportReport(problems=tuple(problems)) + _already_there(act, there, incoming, file.name)
    into.backup()
    act.record(import_file(file.sha256, file.name, study_holds=f"the interview {name}"))
    if there:
        enter_transcript(act, there, incoming)
    else:
        enter_interview(act, name, incoming)
    return ImportReport(interviews=1, problems=tuple(problems))


def _seen(act: ActInProgress, file: Incoming) -> ImportReport | None:
    """The report on a file that was imported already."""
    before = brought_by_file(act.connection, file.sha256)
    if before is None:
        return None
    told = f"was imported already, by {before.by} at {moment(before.at)}; nothing was changed"
    return ImportReport(notes=(Problem(file.name, told),))


def _already_there(act: ActInProgress, there: Interview, incoming: TranscriptText, name: str) -> ImportReport:
    text = transcripts.texts(act.connection, {there.id})[there.id]
    if text == incoming.text:
        return ImportReport(notes=(Problem(name, f"is the transcript of {there.name} already; nothing was changed"),))
    fix = "Rename the file to import it as an interview of its own, or correct the transcript in the workspace."
    return ImportReport(problems=(Problem(name, f"the interview {there.name} has another transcript already", fix),))


# ---- coded tables ----


def _enter_table(act: ActInProgress, file: Incoming, into: _Into) -> ImportReport:
    kind = kind_of(read_grid(file.name, file.body)[0])
    if kind == "transcript":
        return _enter_transcript(act, file, into)
    if kind in TABLE_READERS:
        return _enter_bundle(act, file, into, TABLE_READERS[kind])
    rows, problems = rows_of(file.name, file.body)
    plan = plan_table(act, file.name, file.sha256, rows)
    if plan.made or plan.drafts:
        into.backup()
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


# ---- projects and codebooks of other programs ----


def _enter_bundle(act: ActInProgress, file: Incoming, into: _Into, read: BundleReader) -> ImportReport:
    if seen := _seen(act, file):
        return seen
    bundle = read(file, by=act.by, at=act.at)
    plan = plan_bundle(act, file.name, bundle)
    if plan.is_empty:
        plan.notes.append(Problem(file.name, "holds nothing that is not in the study already; nothing was changed"))
    else:
        into.backup()
        _record_bundle(act, file, plan, into)
    told = {"problems": tuple(plan.problems), "notes": tuple(plan.notes), "position_rule": bundle.position_rule}
    return ImportReport(**plan.counts, **told)  # type: ignore[arg-type]


def _record_bundle(act: ActInProgress, file: Incoming, plan: BundlePlan, into: _Into) -> None:
    holds = ", ".join(f"{count} {noun}" for noun, count in plan.counts.items() if count)
    act.record(import_file(file.sha256, file.name, study_holds=holds), *plan.before)
    for interview, text in plan.made:
        act.record(add_interview(interview))
        enter_transcript(act, interview, text)
    keep_recordings(act, into.folder, plan.recordings)
    act.record(*plan.after)


# ---- out ----


def prepare_export(study: Study, format_name: str, wish: Wish = PLAIN) -> Export:
    """A study in a format, not yet written anywhere.

    Parameters
    ----------
    study : Study
        The study.
    format_name : str
        One of `qualkit.exchange.registry.FORMATS`.
    wish : Wish
        For nvivo-codebook `flat`, for audit `named`.

    Raises
    ------
    UnknownFormat
        There is no such format.
    BadAct
        The format cannot hold what is there, such as a codebook without codes.
    """
    chosen = find_format(format_name)
    with study.reading() as connection:
        return chosen.write(Holdings(connection, title=study.title, folder=study.folder), wish)


def export_study(
    study: Study, format_name: str, path: Path | str, wish: Wish = PLAIN
) -> tuple[list[Path], tuple[Problem, ...]]:
    """Write a study as a file of that format, and those that belong beside it; each appears whole or not at all.

    Returns
    -------
    (list of Path, tuple of Problem)
        The files written, the named one first, and what the format cannot hold.

    Raises
    ------
    UnknownFormat, BadAct
        As `prepare_export`; and BadAct where the name has not the format's ending.
    BadFile
        The file cannot be written there.
    """
    target, suffix = Path(path), find_format(format_name).suffix
    if target.suffix.lower() != suffix:
        raise BadAct(f"“{target.name}” does not end in {suffix}.", hint=f"Name it {target.stem}{suffix}.")
    export = prepare_export(study, format_name, wish)
    written = [target if part.suffix == suffix else target.with_suffix(part.suffix) for part in export.parts]
    for place, part in zip(written, export.parts, strict=True):
        try:
            write_whole(place, part.body)
        except OSError as error:
            raise BadFile(f"“{place}” cannot be written: {error.strerror}.", hint="Does its folder exist?") from error
    return written, export.notes
