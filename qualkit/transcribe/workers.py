"""Several recordings at once: processes that each keep one loaded model and take one recording after the other.

A process speaks to its parent over one pipe and ends when the parent does, so that nothing is left running whatever
happens to it; and when a process ends by itself (no memory left), only its recording is lost.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from qualkit.errors import NoSpeech, QualkitError
from qualkit.transcribe.engines import Engine, open_engine
from qualkit.transcribe.kept import Kept
from qualkit.transcribe.listen import Said, listen
from qualkit.transcribe.speakers import needs_voices
from qualkit.transcribe.transcription import Failure, Options
from qualkit.transcribe.voices import telling_how_far


@dataclass(frozen=True, slots=True)
class Loading:
    """What a process needs: the engine's options, the place of its weights, where each recording's words are kept."""

    options: Options
    model: Path
    kept: Mapping[Path, Kept] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a recording is."""

    done_ms: int
    of_ms: int


GOING_S = 5.0
HEARING = 0.8
"""Of the work on a recording whose voices are told apart, measured with base (benchmarks/results/speakers.json)."""

Told = Callable[[Path, int, int], None]


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def hear_all(
    recordings: Sequence[Path], loading: Loading, processes: int, told: Told
) -> Iterator[tuple[Path, Said | Failure]]:
    """Each recording with what was said in it, as they are finished.

    Parameters
    ----------
    recordings : sequence of Path
        Taken up in this order.
    loading : Loading
        What each process needs.
    processes : int
        How many at once; with several each computes on one core.
    told : callable
        Told which recording is how many ms of how many done.
    """
    waiting = list(reversed(recordings))
    threads = 1 if processes > 1 else cores()
    with _crew() as crew:
        while waiting or crew:
            while waiting and len(crew) < processes:
                crew.append(_hire(loading, threads, waiting.pop()))
            yield from _listen_to(crew, waiting, told)


# ---- in the parent ----


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    recording: Path
    busy: bool = False

    def take(self, recording: Path) -> None:
        self.recording, self.busy = recording, True
        self.pipe.send(recording)


@contextmanager
def _crew() -> Iterator[list[_Worker]]:
    """Workers that are all gone afterwards."""
    crew: list[_Worker] = []
    try:
        yield crew
    finally:
        for worker in crew:
            _dismiss(worker)


def _hire(loading: Loading, threads: int, recording: Path) -> _Worker:
    ours, theirs = multiprocessing.Pipe()
    arguments = (theirs, loading, threads)
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments, daemon=True)
    with _deaf_to_interrupts():
        process.start()
    theirs.close()
    worker = _Worker(process, ours, recording)
    worker.take(recording)
    return worker


def _dismiss(worker: _Worker) -> None:
    """An idle process goes when its pipe closes; a busy one is ended (it writes no file that could be left half)."""
    worker.pipe.close()
    worker.process.join(0 if worker.busy else GOING_S)
    worker.process.terminate()
    worker.process.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process begun meanwhile ignores Ctrl-C: the parent hears it and ends it in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _listen_to(crew: list[_Worker], waiting: list[Path], told: Told) -> Iterator[tuple[Path, Said | Failure]]:
    """What the workers say next; one that is done takes the next recording, or goes."""
    ready = wait([worker.pipe for worker in crew])
    for worker in [one for one in crew if one.pipe in ready]:
        recording, message = worker.recording, _next_message(worker)
        if isinstance(message, Step):
            told(recording, message.done_ms, message.of_ms)
            continue
        worker.busy = False
        if waiting and worker.process.is_alive():
            worker.take(waiting.pop())
        else:
            crew.remove(worker)
            _dismiss(worker)
        yield recording, message


def _next_message(worker: _Worker) -> Step | Said | Failure:
    try:
        message: Step | Said | Failure = worker.pipe.recv()
    except EOFError:
        worker.process.join()
        hint = "Its memory may have run out: try again with --jobs 1, or with a smaller model."
        name, code = worker.recording.name, worker.process.exitcode
        return Failure(f"The process that worked on “{name}” ended (exit code {code}).", hint)
    return message


# ---- in the child ----


def work(pipe: Connection, loading: Loading, threads: int) -> None:
    """Take recordings from the pipe until it closes; the model is loaded once."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    engine: Engine | None = None
    try:
        while True:
            recording: Path = pipe.recv()
            try:
                engine = engine or open_engine(loading.options, loading.model, threads)
                report = _Report(pipe, HEARING if needs_voices(loading.options.speakers) else 1.0)
                with telling_how_far(report.compared):
                    pipe.send(listen(recording, engine, loading.options, report.heard, loading.kept.get(recording)))
            except QualkitError as error:
                pipe.send(Failure(error.message, error.hint, silent=isinstance(error, NoSpeech)))
    except (EOFError, BrokenPipeError):
        return


@dataclass(slots=True)
class _Report:
    """Tells how far a recording is: its words first, which are `share` of the work, then its voices."""

    pipe: Connection
    share: float
    of_ms: int = 0

    def heard(self, done_ms: int, of_ms: int) -> None:
        self.of_ms = of_ms
        self.pipe.send(Step(round(done_ms * self.share), of_ms))

    def compared(self, share: float) -> None:
        self.pipe.send(Step(round(self.of_ms * (self.share + (1 - self.share) * share)), self.of_ms))


def _end_with_parent() -> None:
    """Stop at once when the parent is gone, also in the middle of a long computation."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
