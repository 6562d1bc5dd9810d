"""Many recordings into one folder: what is known is passed over, the rest is heard by one process per core."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qualkit.errors import QualkitError
from qualkit.transcribe.audio import probe
from qualkit.transcribe.jobs import Batch, Job, Notice, OnEvent, Outcome, Planned, Progress, failed
from qualkit.transcribe.known import note_silence, put_by, settle, take_up, write_transcription
from qualkit.transcribe.listen import Said
from qualkit.transcribe.transcription import Failure, Transcription
from qualkit.transcribe.weak_languages import weakness
from qualkit.transcribe.workers import Loading, cores, hear_all


def run_batch(jobs: Sequence[Job], batch: Batch, on_event: OnEvent) -> Iterator[Outcome]:
    """Outcome of each recording: first those that need no engine, then the others as they are finished.

    Every file is written in one move and noted, so that a run that is interrupted goes on where it stopped.
    """
    to_hear: list[Job] = []
    for job in jobs:
        outcome = settle(job, batch)
        if outcome:
            yield outcome
        else:
            to_hear.append(job)
    lengths: dict[Path, int] = {}
    for job in to_hear:
        length = _length(job.path)
        if isinstance(length, Failure):
            yield failed(job.path, length, job.name)
        else:
            lengths[job.path] = length
    yield from _heard([job for job in to_hear if job.path in lengths], lengths, batch, on_event)


def _length(path: Path) -> int | Failure:
    """Length in ms, 0 where the recording does not say, or why it cannot be read."""
    try:
        return probe(path).duration_ms or 0
    except QualkitError as error:
        return Failure(error.message, error.hint)


def _heard(jobs: Sequence[Job], lengths: dict[Path, int], batch: Batch, on_event: OnEvent) -> Iterator[Outcome]:
    """Each content is heard once, whatever number of files holds it."""
    twins: dict[str, list[Job]] = {}
    for job in jobs:
        twins.setdefault(job.sha256, []).append(job)
    firsts = {copies[0].path: copies for copies in twins.values()}
    on_event(Planned({path: lengths[path] for path in firsts}))
    # The longest first, so that no core waits at the end while one is busy with a long recording.
    order = sorted(firsts, key=lambda path: -lengths[path])
    processes = min(batch.processes or cores(), len(order))
    loading = Loading(batch.options, batch.weights.place, {path: take_up(firsts[path][0], batch) for path in firsts})
    warned: set[str] = set()
    for path, said in hear_all(order, loading, processes, lambda *step: on_event(Progress(*step))):
        warning = "" if isinstance(said, Failure) else weakness(said.language, batch.options.model)
        if warning and warning not in warned:
            warned.add(warning)
            on_event(Notice(warning))
        yield from (finished(job, said, batch) for job in firsts[path])


def finished(job: Job, said: Said | Failure, batch: Batch) -> Outcome:
    """The outcome of a recording that was heard, its files written and noted."""
    if isinstance(said, Failure):
        if said.silent:
            note_silence(job, batch)
        return failed(job.path, said, job.name)
    transcription = _transcription(job, said, batch)
    failure = write_transcription(job, batch, transcription, batch.formats)
    if failure:
        return failed(job.path, failure, job.name)
    put_by(job, batch)
    return Outcome(path=job.path, name=job.name, status="done", transcription=transcription)


def _transcription(job: Job, said: Said, batch: Batch) -> Transcription:
    return Transcription(
        interview=job.name,
        recording=job.path.name,
        sha256=job.sha256,
        engine=batch.options.engine,
        model=batch.weights.name,
        model_sha256=batch.weights.sha256,
        language=said.language,
        duration_ms=said.duration_ms,
        settings=batch.settings,
        utterances=said.utterances,
        repaired=said.repaired,
        translation=said.translation,
        languages=said.languages,
    )
