"""A process that transcribes recordings into a study, so that the pages stay quick: begun, looked at and ended here."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import IO, Any

LOG = "log.jsonl"
GOING_S = 10.0


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of one recording."""

    file: str
    status: str
    message: str = ""
    hint: str = ""


@dataclass(slots=True)
class Hearing:
    """How far it is; times in ms of sound. `problem` says why it ended before its time."""

    lengths: dict[str, int] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    outcomes: list[Ended] = field(default_factory=list)
    notice: str = ""
    problem: str = ""
    hint: str = ""
    running: bool = True

    @property
    def share(self) -> float:
        """Of all the sound, 0 to 1."""
        total = sum(self.lengths.values())
        return min(sum(self.done.values()) / total, 1.0) if total else 0.0

    def hear(self, told: dict[str, Any]) -> None:
        """Take in one line of what the process tells."""
        match told["event"]:
            case "planned":
                self.lengths = told["lengths"]
            case "progress":
                self.lengths[told["file"]], self.done[told["file"]] = told["of_ms"], told["done_ms"]
            case "outcome":
                self.outcomes.append(Ended(told["file"], told["status"], told["message"], told["hint"]))
                self.done[told["file"]] = self.lengths.get(told["file"], 0)
            case "notice":
                self.notice = told["text"]
            case "problem":
                self.problem, self.hint = told["message"], told["hint"]


class Transcribing:
    """One run of `python -m qualkit.ui.transcribing` on uploaded recordings.

    The recordings wait in a folder of the study that goes away when the process has ended.
    """

    def __init__(self, study: Path, recordings: Iterable[tuple[str, IO[bytes]]], *, by: str, model: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=".incoming-", dir=study))
        (self.folder / "recordings").mkdir()
        for name, body in recordings:
            with free_place(self.folder / "recordings" / name).open("wb") as file:
                shutil.copyfileobj(body, file)
        self.cancelled = False
        command = [sys.executable, "-m", "qualkit.ui.transcribing", str(study), str(self.folder)]
        with (self.folder / LOG).open("wb") as log, (self.folder / "errors.txt").open("wb") as errors:
            self.process = subprocess.Popen(
                [*command, "--by", by, "--model", model], stdout=log, stderr=errors, stdin=subprocess.DEVNULL
            )
        self._last: Hearing | None = None

    def state(self) -> Hearing:
        """How far it is now; once the process has ended, how it ended."""
        if self._last:
            return self._last
        code = self.process.poll()
        now = Hearing()
        for told in self._lines():
            now.hear(told)
        if code is not None:
            self._end(now, code)
        return now

    def _lines(self) -> Iterator[dict[str, Any]]:
        written = (self.folder / LOG).read_bytes()
        for line in written[: written.rfind(b"\n") + 1].splitlines():
            yield json.loads(line)

    def _end(self, now: Hearing, code: int) -> None:
        now.running = False
        if self.cancelled:
            now.problem = "Cancelled. What was finished is in the study."
        elif code != 0 and not now.problem:
            now.problem = f"The transcription stopped unexpectedly (code {code})."
            now.hint = "What was finished is in the study. Its memory may have run out: try a smaller model."
        shutil.rmtree(self.folder, ignore_errors=True)
        self._last = now

    def cancel(self) -> None:
        """End it; what was finished stays in the study."""
        self.cancelled = True
        self.process.terminate()
        try:
            self.process.wait(GOING_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_place(path: Path) -> Path:
    """The path, or one beside it where two recordings have one name."""
    places = chain([path], (path.with_stem(f"{path.stem} ({n})") for n in count(2)))
    return next(place for place in places if not place.exists())
