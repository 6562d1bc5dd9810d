"""A transcribed recording becomes an interview of a study: the recording is kept, the transcript entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qualkit.errors import BadFile, QualkitError
from qualkit.interviews import RecordingFile, add_interview
from qualkit.model import Interview, Recording
from qualkit.store import reads
from qualkit.store.erase import withdrawn_recordings
from qualkit.study import Study
from qualkit.transcribe.audio import probe
from qualkit.transcribe.files import copy_whole, remove_leftovers, sha256_of
from qualkit.transcribe.jobs import Job, Outcome, failed
from qualkit.transcribe.naming import free_name
from qualkit.transcribe.transcription import Failure, Transcription, transcript_of

RECORDINGS = "recordings"


def without_those_held(
    study: Study, digests: Sequence[tuple[Path, str]], *, overwrite: bool
) -> tuple[list[tuple[Path, str]], list[Outcome]]:
    """Recordings that are new to the study, and the outcomes of the others.

    A recording is known by its content. What is in the study may have been coded, so its transcript is never replaced.
    """
    held, fresh, outcomes = _names_by_digest(study), [], []
    for path, sha256 in digests:
        if sha256 in held:
            outcomes.append(_held(path, held[sha256], overwrite))
        else:
            fresh.append((path, sha256))
            held[sha256] = path.stem
    return fresh, outcomes


def names_in(study: Study) -> list[str]:
    """Names of the study's interviews."""
    with study.reading() as connection:
        return [one.name for one in reads.interviews(connection)]


def in_order(jobs: Sequence[Job], outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Outcomes in the order of the jobs, which becomes the order of collection, however they were finished.

    What failed enters nothing, so it is told at once.
    """
    waiting: dict[Path, Outcome] = {}
    order = [job.path for job in reversed(jobs)]
    for outcome in outcomes:
        if outcome.status == "failed":
            order.remove(outcome.path)
            yield outcome
        else:
            waiting[outcome.path] = outcome
        while order and order[-1] in waiting:
            yield waiting.pop(order.pop())


def enter(study: Study, outcome: Outcome, by: str | None) -> Outcome:
    """Keep the recording and add the interview; the outcome says so where that failed."""
    said = outcome.transcription
    if said is None:
        return outcome
    try:
        enter_transcription(study, outcome.path, said, name=outcome.name, by=by)
    except OSError as error:
        hint = "Make room there and run again: nothing is transcribed twice."
        message = f"“{outcome.path.name}” cannot be copied into the study: {error.strerror}."
        return failed(outcome.path, Failure(message, hint), outcome.name)
    except QualkitError as error:
        return failed(outcome.path, Failure(error.message, error.hint), outcome.name)
    return outcome


def enter_transcription(
    study: Study, path: Path, said: Transcription, *, name: str = "", by: str | None = None
) -> Interview:
    """Keep a recording and add the interview with what was heard in it. Raises OSError, and QualkitError."""
    file = keep_recording(study, path, said.interview, said.sha256)
    kept = RecordingFile(file=file, sha256=said.sha256, duration_ms=said.duration_ms)
    return add_interview(study, name or said.interview, transcript_of(said), recording=kept, by=by)


def add_recording(study: Study, path: Path, *, by: str | None = None) -> Interview:
    """Add a recording as an interview whose transcript somebody types.

    Raises
    ------
    BadFile
        It cannot be read as a recording, or is in the study already.
    """
    duration_ms, sha256 = probe(path).duration_ms or 0, sha256_of(path)
    held = _names_by_digest(study)
    if sha256 in held:
        raise BadFile(f"“{path.name}” is in the study as “{held[sha256]}”.", hint="Choose another recording.")
    name = free_name(path.stem, names_in(study))
    file = keep_recording(study, path, name, sha256)
    kept = RecordingFile(file=file, sha256=sha256, duration_ms=duration_ms)
    return add_interview(study, name, None, recording=kept, by=by)


def keep_recording(study: Study, path: Path, name: str, sha256: str) -> str:
    """Copy a recording into the study under the name of its interview; returns its file name there."""
    folder = study.folder / RECORDINGS
    remove_leftovers(folder)
    if path.resolve().parent == folder.resolve():
        return path.name
    file = f"{name}{path.suffix.lower()}"
    if (folder / file).exists() and sha256_of(folder / file) != sha256:
        file = f"{name} {sha256[:8]}{path.suffix.lower()}"
    if not (folder / file).exists():
        copy_whole([path], folder / file)
    return file


def _names_by_digest(study: Study) -> dict[str, str]:
    with study.reading() as connection:
        names = {one.id: one.name for one in reads.interviews(connection)}
        held = {one.sha256: one.interview_id for one in reads.all_of(connection, Recording)}
        held |= withdrawn_recordings(connection)
    return {sha256: names[interview_id] for sha256, interview_id in held.items() if interview_id in names}


def _held(path: Path, name: str, overwrite: bool) -> Outcome:
    if overwrite:
        message = f"“{path.name}” is in the study as “{name}”; a transcript that may be coded is never replaced."
        return failed(path, Failure(message, "Use another study, or a folder with --output."), name)
    return Outcome(path=path, name=name, status="already", message=f"in the study as “{name}”")
