"""A process that transcribes recordings into a study, so that the pages stay quick: begun, looked at and ended here.

What it is to do and what it tells lie in a folder of the study until somebody has looked at the outcome. So a page, a
browser or the whole workspace may close meanwhile: the next look finds the folder and goes on from there.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from itertools import chain, count
from pathlib import Path
from typing import IO, Any

import psutil

from qualkit.ui.language import _

INCOMING, UPLOADED = ".incoming-", "recordings"
LOG, ORDER, ERRORS, RUNS = "log.jsonl", "order.json", "errors.txt", "process"
MODULE = "qualkit.ui.transcribing"
GOING_S, LOOK_S = 10.0, 0.05


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of one recording; `name` is that of its interview."""

    file: str
    status: str
    message: str = ""
    hint: str = ""
    name: str = ""


@dataclass(slots=True)
class Hearing:
    """How far it is; times in ms of sound. `problem` says why it ended before its time."""

    files: tuple[str, ...] = ()
    lengths: dict[str, int] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    outcomes: list[Ended] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    problem: str = ""
    hint: str = ""
    running: bool = True
    ended: bool = False
    began: float = 0.0

    @property
    def share(self) -> float:
        """Of all the sound, 0 to 1."""
        total = sum(self.lengths.values())
        return min(sum(self.done.values()) / total, 1.0) if total else 0.0

    @property
    def waiting(self) -> list[str]:
        """Recordings that have no outcome yet."""
        over = {one.file for one in self.outcomes}
        return [file for file in self.files if file not in over]

    @property
    def failed(self) -> list[str]:
        """Recordings that were not transcribed."""
        return [one.file for one in self.outcomes if one.status == "failed"]

    def seconds_left(self, now: float) -> float | None:
        """How long the rest takes if it goes on as it went."""
        return (now - self.began) * (1 - self.share) / self.share if self.began and self.share else None

    def hear(self, told: Mapping[str, Any]) -> None:
        """Take in one line of what the process tells."""
        match told["event"]:
            case "planned":
                self.lengths, self.began = dict(told["lengths"]), told.get("at", 0.0)
            case "progress":
                self.lengths[told["file"]], self.done[told["file"]] = told["of_ms"], told["done_ms"]
            case "outcome":
                self.outcomes.append(Ended(**{one.name: told[one.name] for one in fields(Ended) if one.name in told}))
                self.done[told["file"]] = self.lengths.get(told["file"], 0)
            case "notice":
                self.notices.append(told["text"])
            case "problem":
                self.problem, self.hint = told["message"], told["hint"]
            case "end":
                self.ended = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be transcribed and how: files by their paths, `options` as `qualkit.transcribe` names them."""

    by: str
    paths: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


BEGUN: dict[Path, subprocess.Popen[bytes]] = {}
"""What this workspace has begun: a process that ended is there until the one that began it has asked."""


class Transcribing:
    """One run of `python -m qualkit.ui.transcribing`, by the folder in which it was ordered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The process, where this workspace began it."""
        return BEGUN.get(self.folder)

    @property
    def order(self) -> Order:
        """What was asked for."""
        values = json.loads((self.folder / ORDER).read_text(encoding="utf-8"))
        return Order(by=values["by"], paths=tuple(values["paths"]), options=values["options"])

    def begin(self, order: Order, told: Sequence[Ended] = ()) -> None:
        """Start the process on an order; of what the run told earlier only these outcomes are kept."""
        (self.folder / ORDER).write_text(json.dumps({**order_values(order)}), encoding="utf-8")
        command = [sys.executable, "-m", MODULE, str(self.folder)]
        self._tell(told)
        with (self.folder / LOG).open("ab") as log, (self.folder / ERRORS).open("wb") as errors:
            process = subprocess.Popen(command, stdout=log, stderr=errors, stdin=subprocess.DEVNULL)
        BEGUN[self.folder] = process
        (self.folder / RUNS).write_text(str(process.pid), encoding="ascii")

    def _tell(self, told: Sequence[Ended], *, ended: bool = False) -> None:
        """The log with these outcomes and nothing else."""
        lines = [{"event": "outcome", **asdict(one)} for one in told] + [{"event": "end"}] * ended
        (self.folder / LOG).write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")

    # ---- looking ----

    def state(self) -> Hearing:
        """How far it is now; once the process has ended, how it ended."""
        running = self.is_running  # asked before the log is read, so that its last lines are in it
        now = Hearing(files=tuple(Path(path).name for path in self.order.paths))
        for told in self._lines():
            now.hear(told)
        now.running = running
        if not running and not now.ended and not now.problem:
            now.problem = _("The transcription stopped before its end. What was finished is in the study.")
            now.hint = _("Go on with the rest; where it stops again its memory may run out: choose a smaller model.")
        return now

    @property
    def is_running(self) -> bool:
        """Whether the process is there, also where another workspace began it."""
        return self.process.poll() is None if self.process else self._found() is not None

    def _found(self) -> psutil.Process | None:
        """The process that another workspace began, as long as it is there; its number may be another's by now."""
        try:
            process = psutil.Process(int((self.folder / RUNS).read_text(encoding="ascii")))
            ours = MODULE in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
        except (OSError, ValueError, psutil.Error):
            return None
        return process if ours else None

    def _lines(self) -> Iterator[dict[str, Any]]:
        with suppress(FileNotFoundError):
            written = (self.folder / LOG).read_bytes()
            for line in written[: written.rfind(b"\n") + 1].splitlines():
                yield json.loads(line)

    # ---- ending and going on ----

    def stop(self) -> None:
        """End the process; what was finished stays in the study."""
        process = self.process or self._found()
        if process and self.is_running:
            process.terminate()
            _wait(self, time.monotonic() + GOING_S)
        while process and self.is_running:
            process.kill()
            _wait(self, time.monotonic() + GOING_S)

    def go_on(self, files: Sequence[str]) -> None:
        """Transcribe these of the recordings, by their file names; what became of others before stays told."""
        self.stop()
        order = self.order
        told = [one for one in self.state().outcomes if one.file not in files]
        kept = tuple(path for path in order.paths if Path(path).name in files)
        if kept:
            self.begin(Order(by=order.by, paths=kept, options=order.options), told)
        elif told:
            again = [path for path in order.paths if Path(path).name in {one.file for one in told}]
            (self.folder / ORDER).write_text(json.dumps({**order_values(order), "paths": again}), encoding="utf-8")
            self._tell(told, ended=True)
        else:
            self.clear()

    def clear(self) -> None:
        """Forget the run, with the copies of what was uploaded."""
        if self.is_running:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        BEGUN.pop(self.folder, None)


def order_values(order: Order) -> dict[str, Any]:
    """An order as it is written."""
    return {"by": order.by, "paths": list(order.paths), "options": dict(order.options)}


def transcribe_into(study: Path, uploaded: Iterable[tuple[str, IO[bytes]]], order: Order) -> Transcribing:
    """Begin to transcribe what was uploaded, and what an order names on this computer."""
    folder = Path(tempfile.mkdtemp(prefix=INCOMING, dir=study))
    (folder / UPLOADED).mkdir()
    copies = []
    for name, body in uploaded:
        copies.append(free_place(folder / UPLOADED / name))
        with copies[-1].open("wb") as file:
            shutil.copyfileobj(body, file)
    run = Transcribing(folder)
    paths = (*map(str, copies), *order.paths)
    run.begin(Order(by=order.by, paths=paths, options=order.options))
    return run


def runs_of(study: Path) -> list[Transcribing]:
    """Runs of a study that nobody has put away yet, oldest first."""
    found = [path for path in study.glob(f"{INCOMING}*") if (path / ORDER).is_file()]
    return [Transcribing(path) for path in sorted(found, key=lambda path: path.stat().st_ctime)]


def free_place(path: Path) -> Path:
    """The path, or one beside it where two recordings have one name."""
    places = chain([path], (path.with_stem(f"{path.stem} ({n})") for n in count(2)))
    return next(place for place in places if not place.exists())


def _wait(run: Transcribing, until: float) -> None:
    """Until the process has gone or the time is over; it may be no child of this one, so it can only be looked at."""
    while run.is_running and time.monotonic() < until:
        time.sleep(LOOK_S)
