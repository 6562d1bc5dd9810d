"""A proposal computed in a process of its own, so that nobody who is coding waits for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qualkit.themes.suggest import Wish

LONGEST_LOG = 1 << 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a computation is: what it does now, how much of it is done, and whether and how it ended.

    `problem` and `hint` are empty unless it ended without a proposal.
    """

    what: str = "Starting"
    done: int = 0
    of: int = 0
    ended: bool = False
    problem: str = ""
    hint: str = ""

    @property
    def share(self) -> float:
        """Of the present step, 0 to 1."""
        return self.done / self.of if self.of else 0.0


class Computation:
    """One proposal on its way: `python -m qualkit.themes` on a study folder, told about line by line."""

    def __init__(self, study_folder: Path, wish: Wish) -> None:
        self._lines = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process that writes it
        wanted = [f"--{name}={value}" for name, value in asdict(wish).items()]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "qualkit.themes", str(study_folder), *wanted],
            stdout=self._lines,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )

    def progress(self) -> Progress:
        """How far it is now."""
        code = self._process.poll()
        last = self._last_line()
        if code is None:
            return Progress(**last)
        if code == 0:
            return Progress("Done", 1, 1, ended=True)
        if "problem" in last:
            return Progress("Stopped", ended=True, **last)
        return Progress("Stopped", ended=True, problem=_unexpected(code), hint="Nothing was changed. Try again.")

    def cancel(self) -> None:
        """Stop it; the study is as it was."""
        self._process.terminate()
        self._process.wait()

    def wait(self, seconds: float) -> Progress:
        """How it ended, once it has. Raises subprocess.TimeoutExpired."""
        self._process.wait(seconds)
        return self.progress()

    def _last_line(self) -> dict[str, Any]:
        # pread leaves the position alone, which the writing process shares with us
        written = os.pread(self._lines.fileno(), LONGEST_LOG, 0)
        whole = written[: written.rfind(b"\n") + 1].splitlines()
        last: dict[str, Any] = json.loads(whole[-1]) if whole else {}
        return last


def _unexpected(code: int) -> str:
    if code == -15:
        return "It was cancelled."
    if code == -9:
        return "The computation was stopped from outside; the computer may have run out of memory."
    return f"The computation stopped unexpectedly (code {code})."
