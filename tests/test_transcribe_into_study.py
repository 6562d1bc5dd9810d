"""Transcribed recordings on their way into a study."""

from __future__ import annotations

from pathlib import Path

from qualkit.transcribe.into_study import in_order
from qualkit.transcribe.jobs import Job, Outcome, Status


def outcome(name: str, status: Status = "done") -> Outcome:
    return Outcome(path=Path(name), name=name, status=status)


def test_interviews_are_entered_in_the_order_of_the_recordings_and_failures_are_told_at_once() -> None:
    jobs = [Job(path=Path(name), sha256="", name=name) for name in ("P1", "P2", "P3", "P4")]
    finished = [outcome("P3", "failed"), outcome("P2"), outcome("P4"), outcome("P1", "already")]
    assert [one.name for one in in_order(jobs, finished)] == ["P3", "P1", "P2", "P4"]
