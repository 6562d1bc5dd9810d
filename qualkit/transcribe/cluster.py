"""Recordings handed to a running dask.distributed cluster, one recording one task. The home of distributed.

The workers see the same folders under the same paths (a cluster's shared disk). A task looks into the manifest before
it begins, because a cluster runs a finished task again when the worker that held its result dies; and it writes its
files in one move each, so that a worker may die at any moment; what it had heard lies beside them, and another worker
goes on from there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from qualkit.errors import BadOption, MissingExtra, QualkitError
from qualkit.transcribe.batch import finished
from qualkit.transcribe.engines import Engine, open_engine
from qualkit.transcribe.jobs import Batch, Job, Notice, OnEvent, Outcome, Planned, failed
from qualkit.transcribe.known import settle, take_up
from qualkit.transcribe.listen import Said, listen
from qualkit.transcribe.transcription import Failure, Options
from qualkit.transcribe.weights import find_weights

ANSWER_WITHIN_S = 20
ONE_AT_A_TIME = threading.Lock()
"""A worker with several threads still hears one recording at a time: the engine uses the cores."""


def run_on_cluster(jobs: Sequence[Job], batch: Batch, on_event: OnEvent) -> Iterator[Outcome]:
    """Outcome of each recording: first those that need no engine, then the others as the workers finish them.

    Raises
    ------
    MissingExtra
        distributed is not installed.
    BadOption
        No scheduler answers at the batch's address.
    """
    client = connect(batch.scheduler)
    try:
        to_hear: dict[str, list[Job]] = {}
        for job in jobs:
            outcome = settle(job, batch)
            if outcome:
                yield outcome
            else:
                to_hear.setdefault(job.sha256, []).append(job)
        yield from _heard(client, list(to_hear.values()), batch, on_event)
    finally:
        client.close()


def connect(address: str) -> Any:
    """A client of the scheduler at an address."""
    try:
        import distributed
    except ImportError as error:
        raise MissingExtra("A cluster", "cluster") from error
    try:
        client: Any = distributed.Client
        return client(address, timeout=ANSWER_WITHIN_S, set_as_default=False)
    except (OSError, ValueError) as error:
        expected = "the address that a running scheduler names, such as tcp://10.0.0.5:8786"
        raise BadOption("--scheduler", address, expected) from error


def _heard(client: Any, copies: list[list[Job]], batch: Batch, on_event: OnEvent) -> Iterator[Outcome]:
    """One task for each content; other files of the same content get its words afterwards."""
    if not copies:
        return
    on_event(Planned({one[0].path: 0 for one in copies}))
    if not client.scheduler_info()["workers"]:
        on_event(Notice("The cluster has no workers yet; the recordings wait for them."))
    batch.folder.mkdir(parents=True, exist_ok=True)
    tasks = {_hand_over(client, one[0], batch): one for one in copies}
    for task in _as_completed(client, tasks):
        first, *twins = tasks[task]
        yield _outcome(first, task)
        yield from (settle(twin, batch) or failed(twin.path, _unheard(first), twin.name) for twin in twins)


def _hand_over(client: Any, job: Job, batch: Batch) -> Any:
    """The task of one recording; a worker has another working folder, so paths are whole."""
    whole_job = replace(job, path=job.path.resolve())
    whole_batch = replace(batch, folder=batch.folder.resolve())
    return client.submit(transcribe_one, whole_job, whole_batch, key=f"{job.name}-{uuid4().hex}", pure=False)


def _as_completed(client: Any, tasks: Iterable[Any]) -> Iterator[Any]:
    import distributed

    completed: Any = distributed.as_completed
    yield from completed(tasks, loop=client.loop)


def _outcome(job: Job, task: Any) -> Outcome:
    """What a task came to, or why it did not come to an end."""
    if task.status == "finished":
        done: Outcome = task.result()
        return replace(done, path=job.path)
    why = type(task.exception()).__name__ if task.status == "error" else str(task.status)
    hint = "Are its memory and time enough, and is the same qualkit installed where the workers run? Run again then."
    return failed(job.path, Failure(f"The cluster could not transcribe “{job.path.name}” ({why}).", hint), job.name)


def _unheard(first: Job) -> Failure:
    return Failure(f"It is a copy of “{first.path.name}”, which could not be transcribed.")


# ---- in a worker ----


def transcribe_one(job: Job, batch: Batch) -> Outcome:
    """Transcribe one recording and write its files, unless another worker has done so."""
    return settle(job, batch) or finished(job, _hear(job, batch), batch)


def _hear(job: Job, batch: Batch) -> Said | Failure:
    try:
        place = batch.weights.place
        if not place.exists():  # this computer keeps them elsewhere
            place = find_weights(batch.options.model, offline=True, announce=lambda text: None).place
        with ONE_AT_A_TIME:
            engine, kept = _engine(batch.options, place), take_up(job, batch)
            return listen(job.path, engine, batch.options, lambda done, of: None, kept)
    except QualkitError as error:
        return Failure(error.message, error.hint)


@lru_cache(maxsize=1)
def _engine(options: Options, place: Path) -> Engine:
    """The model is loaded once in each worker."""
    return open_engine(options, place, threads=_threads())


def _threads() -> int:
    """As many as the worker was given."""
    from distributed import get_worker

    return int(get_worker().state.nthreads)
