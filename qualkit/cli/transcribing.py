"""What a person sees while recordings are transcribed: a bar in a terminal, lines elsewhere, a summary at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from qualkit.cli.common import tell

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from qualkit.transcribe.actions import Report
    from qualkit.transcribe.jobs import Notice, Outcome, Planned, Progress
    from qualkit.transcribe.transcription import Transcription

LINE_EVERY_S = 10.0
LISTED = 5
SHOWN = 28
"""Letters of a file's name beside its bar."""


class Display:
    """Shows the events of a transcription on standard error, in seconds of sound."""

    def __init__(self) -> None:
        self.done: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}
        self.began = self.last_line = time.monotonic()
        self.bar: Bar | None = _bar() if sys.stderr.isatty() else None
        self.task: Any = None
        self.tasks: dict[Path, Any] = {}

    def __enter__(self) -> Display:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar:
            self.bar.stop()

    def show(self, event: Planned | Progress | Outcome | Notice) -> None:
        """Show one event."""
        from qualkit.transcribe.jobs import Notice, Outcome, Planned

        if isinstance(event, Planned):
            self._plan(event)
        elif isinstance(event, Outcome):
            self._outcome(event)
        elif isinstance(event, Notice):
            self._say(event.text)
        else:
            self._advance(event)

    def _plan(self, planned: Planned) -> None:
        if not planned.lengths:
            return
        self.lengths = dict(planned.lengths)
        self.began = self.last_line = time.monotonic()
        self._say(f"Transcribing {_counted(len(self.lengths), 'recording')}, {_clock(self._total())} of sound.")
        if self.bar:
            self.bar.start()
            self.task = self.bar.add_task("All", total=self._total() / 1000)

    def _outcome(self, outcome: Outcome) -> None:
        self._say(_line(outcome))
        if self.bar and outcome.path in self.tasks:
            self.bar.remove_task(self.tasks.pop(outcome.path))
        if outcome.path in self.lengths:
            self.done[outcome.path] = self.lengths[outcome.path]
            self._refresh()

    def _advance(self, progress: Progress) -> None:
        self.lengths[progress.path], self.done[progress.path] = progress.of_ms, progress.done_ms
        if self.bar:
            self._advance_own(self.bar, progress)
        self._refresh()

    def _advance_own(self, bar: Bar, progress: Progress) -> None:
        """Each recording that is being heard has a bar of its own."""
        if progress.path not in self.tasks:
            self.tasks[progress.path] = bar.add_task(_shortened(progress.path.name))
        own = self.tasks[progress.path]
        bar.update(own, completed=progress.done_ms / 1000, total=progress.of_ms / 1000)

    def _refresh(self) -> None:
        done, total = sum(self.done.values()), self._total()
        if self.bar:
            self.bar.update(self.task, completed=done / 1000, total=total / 1000)
        elif time.monotonic() - self.last_line > LINE_EVERY_S:
            self.last_line = time.monotonic()
            self._say(f"  {_clock(done)} of {_clock(total)} of sound{self._time_left(done, total)}")

    def _time_left(self, done: int, total: int) -> str:
        if not done:
            return ""
        left = (time.monotonic() - self.began) * (total - done) / done
        return f", about {_clock(round(left * 1000))} left"

    def _total(self) -> int:
        return sum(self.lengths.values())

    def _say(self, text: str) -> None:
        if self.bar:
            self.bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            tell(text)


def told_at_the_end(report: Report, study: str | None) -> Iterator[str]:
    """What was done, what was not, where it is, and what to do next."""
    from qualkit.transcribe.recordings import natural_key

    by_status = {status: [o for o in report.outcomes if o.status == status] for status in ("done", "already", "failed")}
    yield from (f"Not found: “{path}”." for path in report.missing)
    if report.passed_over:
        yield f"Passed over, not recordings: {_names(report.passed_over)}."
    for why, wanting in _too_few_speakers(by_status["done"]).items():
        yield f"{_names(sorted(wanting, key=natural_key))}: {why}"
    done, already, failed = (len(outcomes) for outcomes in by_status.values())
    yield f"{done} transcribed, {already} already done, {failed} failed."
    if done or already:
        yield f"Transcripts are in {report.folder}."
        next_step = f"qualkit app {study}" if study else f"qualkit import STUDY {report.folder}/*.json"
        yield f"Next: {next_step}"


def _too_few_speakers(outcomes: Sequence[Outcome]) -> dict[str, list[Path]]:
    """Recordings in which fewer speakers are named than a person may expect, by what there is to say about it."""
    found: dict[str, list[Path]] = {}
    for outcome in outcomes:
        why = _why_too_few(outcome.transcription) if outcome.transcription else ""
        if why:
            found.setdefault(why, []).append(outcome.path)
    return found


def _why_too_few(said: Transcription) -> str:
    asked, number = str(said.settings["speakers"]), len({one.speaker for one in said.utterances if one.speaker})
    if asked == "channels" and not number:
        return "voices were not told apart, one channel holds them all; --speakers 2 compares how they sound."
    if asked.isdecimal() and 0 < number < int(asked):
        return f"{_counted(number, 'voice')} could be told apart where {asked} were asked for; listen to check."
    return ""


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Sound(ProgressColumn):
        """How much sound of how much."""

        def render(self, task: Task) -> Text:
            return Text(f"{_clock(round(task.completed * 1000))} of {_clock(round((task.total or 0) * 1000))} of sound")

    name = TextColumn("{task.description}", markup=False)
    columns = (name, BarColumn(), Sound(), TextColumn("time left"), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _line(outcome: Outcome) -> str:
    name, said = " ".join(outcome.path.name.split()), outcome.transcription
    if outcome.status == "failed":
        return " ".join(f"Failed: {outcome.message} {outcome.hint}".split())
    if outcome.status == "already":
        return f"Already done: {name}" + (f", {outcome.message}" if outcome.message else "")
    about = f" ({_clock(said.duration_ms)}, language {said.language})" if said else ""
    return f"Done: {name}{about} as “{outcome.name}”"


def _clock(time_ms: int) -> str:
    minutes, seconds = divmod(time_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shortened(name: str) -> str:
    """A file's name on one line and no longer than a bar leaves room for."""
    line = " ".join(name.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def _names(paths: Sequence[Path]) -> str:
    more = f" and {len(paths) - LISTED} more" if len(paths) > LISTED else ""
    return ", ".join(" ".join(path.name.split()) for path in paths[:LISTED]) + more
