"""Transcribe recordings into a folder, or into a study: the whole of the stage in one call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from qualkit.errors import BadFile, NotFound
from qualkit.study import Study
from qualkit.text.layout import PLAIN, Layout
from qualkit.transcribe import into_study
from qualkit.transcribe.batch import run_batch
from qualkit.transcribe.engines import check_english_only, check_language, precision
from qualkit.transcribe.files import remove_leftovers, sha256_of
from qualkit.transcribe.formats import DEFAULT_FORMATS, check_formats
from qualkit.transcribe.jobs import Batch, Job, Notice, OnEvent, Outcome, failed, name_jobs
from qualkit.transcribe.known import forget
from qualkit.transcribe.manifest import Manifest
from qualkit.transcribe.recordings import Found, find_recordings
from qualkit.transcribe.speakers import choose_speakers
from qualkit.transcribe.transcription import Failure, Options
from qualkit.transcribe.vocabulary import words_in
from qualkit.transcribe.weights import find_weights

STUDY_FORMATS = ("json", "vtt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How a transcription is run; none of it changes the words.

    Attributes
    ----------
    formats : tuple of str, optional
        Files to write for each recording; else json, vtt, srt and txt. A study gets json and vtt, and these as well.
    processes : int, optional
        Recordings at once; else one for each core.
    scheduler : str
        Address of a dask.distributed cluster to hand the recordings to; empty: this computer hears them.
    offline : bool
        Never download anything.
    layout : Layout
        How the files for people are laid out: verbatim or clean, with pauses, with times.
    overwrite : bool
        Transcribe again what is there already, and replace its files.
    by : str, optional
        Who adds the interviews to the study.
    """

    formats: tuple[str, ...] | None = None
    processes: int | None = None
    scheduler: str = ""
    offline: bool = False
    layout: Layout = PLAIN
    overwrite: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of every path that was named; `folder` holds the transcripts."""

    folder: Path
    outcomes: tuple[Outcome, ...]
    passed_over: tuple[Path, ...]
    missing: tuple[Path, ...]


def transcribe(
    paths: Iterable[Path],
    to: Study | Path,
    *,
    options: Options | None = None,
    running: Running | None = None,
    on_event: OnEvent = lambda event: None,
) -> Report:
    """Transcribe recordings on this computer.

    Parameters
    ----------
    paths : iterable of Path
        Recordings, and folders with recordings.
    to : Study or Path
        A study, to which each recording is added as an interview with its transcript; or a folder for the files.
    options : Options
        What is asked of the engine.
    running : Running
        How it is run.
    on_event : callable
        Told what is planned, how far each recording is, and each outcome.

    Raises
    ------
    NotFound
        None of the paths exists.
    BadFile
        There are no recordings in them.
    BadOption, UnknownFormat, NoWeights, MissingExtra
        Before anything is begun.
    """
    found = _found([*paths])
    running = running or Running()
    batch = _batch(to, options or Options(), running, on_event)
    digests, unreadable = _digests(found.recordings)
    remove_leftovers(batch.folder)
    heard = (
        _into_study(to, batch, digests, on_event) if isinstance(to, Study) else _into_folder(batch, digests, on_event)
    )
    outcomes = []
    for outcome in chain(unreadable, heard):
        on_event(outcome)
        outcomes.append(outcome)
    return Report(folder=batch.folder, outcomes=tuple(outcomes), passed_over=found.passed_over, missing=found.missing)


def _found(paths: Sequence[Path]) -> Found:
    found = find_recordings(paths)
    if found.recordings:
        return found
    if found.missing:
        hint = "Check the spelling; a path with spaces needs quotation marks."
        raise NotFound("file or folder", str(found.missing[0]), hint=hint)
    places = ", ".join(f"“{path}”" for path in paths)
    hint = "Name a recording itself to try it whatever it is called."
    raise BadFile(f"There are no recordings in {places}.", hint=hint)


def _batch(to: Study | Path, options: Options, running: Running, on_event: OnEvent) -> Batch:
    """Everything that can be wrong with what was asked is found here, before anything is begun."""
    language = to.settings.language if isinstance(to, Study) and options.language == "auto" else options.language
    words = options.words or (words_in(to.settings.words) if isinstance(to, Study) else ())
    speakers, about_speakers = choose_speakers(options.speakers, in_study=isinstance(to, Study))
    options = replace(options, language=check_language(language), speakers=speakers, words=words)
    formats = running.formats or (() if isinstance(to, Study) else DEFAULT_FORMATS)
    if options.model.endswith(".en"):
        check_english_only(options)
    numbers = precision(options.engine)
    on_event(Notice(about_speakers))
    weights = find_weights(options.model, offline=running.offline, announce=lambda text: on_event(Notice(text)))
    return Batch(
        folder=to.folder / "transcripts" if isinstance(to, Study) else to,
        options=options,
        weights=weights,
        precision=numbers,
        layout=replace(running.layout, clean=options.style == "clean"),
        formats=check_formats((*STUDY_FORMATS, *formats) if isinstance(to, Study) else formats),
        processes=running.processes,
        scheduler=running.scheduler,
        overwrite=running.overwrite,
        by=running.by,
    )


def _digests(recordings: Sequence[Path]) -> tuple[list[tuple[Path, str]], list[Outcome]]:
    """Each recording with its SHA-256, and the outcomes of those that cannot be read."""
    digests, unreadable = [], []
    for path in recordings:
        try:
            digests.append((path, sha256_of(path)))
        except OSError as error:
            why = Failure(f"“{path.name}” cannot be read: {error.strerror}.", "Check its permissions.")
            unreadable.append(failed(path, why))
    return digests, unreadable


def _into_folder(batch: Batch, digests: Sequence[tuple[Path, str]], on_event: OnEvent) -> Iterator[Outcome]:
    jobs = name_jobs(digests, Manifest(batch.folder).entries(), (), replace=batch.overwrite)
    return _run(jobs, batch, on_event)


def _run(jobs: Sequence[Job], batch: Batch, on_event: OnEvent) -> Iterator[Outcome]:
    """On a cluster, or on the cores of this computer."""
    if not batch.scheduler:
        return run_batch(jobs, batch, on_event)
    from qualkit.transcribe.cluster import run_on_cluster

    return run_on_cluster(jobs, batch, on_event)


def _into_study(
    study: Study, batch: Batch, digests: Sequence[tuple[Path, str]], on_event: OnEvent
) -> Iterator[Outcome]:
    fresh, held = into_study.without_those_held(study, digests, overwrite=batch.overwrite)
    known, taken = Manifest(batch.folder).entries(), into_study.names_in(study)
    jobs = name_jobs(fresh, known, taken, replace=batch.overwrite)
    yield from held
    by_path = {job.path: job for job in jobs}
    for heard in into_study.in_order(jobs, _run(jobs, batch, on_event)):
        outcome = into_study.enter(study, heard, batch.by)
        if outcome.status != "failed":  # a study's transcripts are never replaced, so its words lie in one place less
            forget(by_path[outcome.path], batch)
        yield outcome
