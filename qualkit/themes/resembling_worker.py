"""Which codes' quotes resemble a passage, asked of a process of its own, so that nobody who is coding waits for it."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from typing import Any

MOST_KEPT = 50
"""Answers that nobody fetched: whoever asked has selected something else since."""
STOPPED = {"problem": "Reading the quotes stopped unexpectedly.", "hint": "Select the passage again to try again."}

Told = dict[str, Any]


class ResemblingWorker:
    """The process for one study; it is started with the first question and ends with this program."""

    def __init__(self, study_folder: Path, model: str = "") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "qualkit.themes.resembling_process", str(study_folder), model],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._changed = Condition()
        self._asked: set[str] = set()
        self._answers: dict[str, Told] = {}
        self._progress: Told = {"what": "Starting", "done": 0, "of": 0}
        Thread(target=self._listen, daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, interview_id: str, start: int, end: int, *, seconds: float) -> Told:
        """The answer to a question, or how far the reading is where it takes longer.

        Returns
        -------
        dict
            `codes` (each with code_id, quote, interview) and `note`; or `problem` and `hint`; or, after `seconds`,
            `what`, `done` and `of`: ask the same again.
        """
        key = f"{interview_id} {start} {end}"
        with self._changed:
            if key not in self._asked and key not in self._answers:
                self._send({"key": key, "interview": interview_id, "start": start, "end": end})
            self._changed.wait_for(lambda: key in self._answers or not self.alive, seconds)
            if key in self._answers:
                return self._answers.pop(key)
            return self._progress if self.alive else STOPPED

    def close(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait()

    def _send(self, question: Told) -> None:
        self._asked.add(question["key"])
        with suppress(BrokenPipeError):  # it has just ended, which `ask` tells
            print(json.dumps(question), file=self._process.stdin, flush=True)

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            with self._changed:
                self._take(json.loads(line))
                self._changed.notify_all()
        self._process.wait()
        with self._changed:
            self._changed.notify_all()

    def _take(self, told: Told) -> None:
        key = told.pop("key", None)
        if key is None:
            self._progress = told
            return
        self._asked.discard(key)
        self._answers[key] = told
        while len(self._answers) > MOST_KEPT:
            self._answers.pop(next(iter(self._answers)))
