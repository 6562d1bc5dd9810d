"""The parts of a long measurement, each in a process of its own: one that hangs is ended, and said to have hung."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

Row = dict[str, Any]
Told = Row | str
FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Stage:
    """A part of the measurement.

    Attributes
    ----------
    name, study : str
        What is measured, and on which study.
    run : callable
        Gives rows as they are measured, and words on how far it is.
    silence_s : float
        How long it may be until the next of them.
    program : str
        The column that its figures stand in.
    owes : tuple of str
        Rows that it is to give, in this order; where none are named, a stage that hangs is told in a row of its own.
    """

    name: str
    study: str
    run: Callable[[], Iterator[Told]]
    silence_s: float = 60
    program: str = "qualkit"
    owes: tuple[str, ...] = ()


class Ending(str):
    """How a stage ended that did not come to its end."""


def rows_of(stage: Stage) -> Iterator[Row]:
    """The rows of a stage; what it still owes when it is ended is told as that."""
    began, given = monotonic(), set()
    say(f"{stage.study}: {stage.name}")
    for told in hearing(stage):
        if isinstance(told, Ending):
            yield from owed(stage, given, told)
        elif isinstance(told, str):
            say(f"    {told}")
        else:
            given.add(told["what"])
            yield {**told, "study": stage.study}
    say(f"    took {monotonic() - began:.0f} s")


def hearing(stage: Stage) -> Iterator[Told]:
    """What a stage tells, until it is done or silent for too long."""
    here, there = FORK.Pipe(duplex=False)
    child = FORK.Process(target=work, args=(stage.run, there))
    child.start()
    there.close()
    try:
        while here.poll(stage.silence_s):
            yield here.recv()
        yield Ending(f"> {stage.silence_s:.0f} s")
    except EOFError:
        child.join(10)
        if child.exitcode:
            yield Ending("failed")
    finally:
        end(child)


def work(run: Callable[[], Iterator[Told]], there: Connection) -> None:
    os.setsid()  # whatever is started here can be ended together
    for told in run():
        there.send(told)


def end(child: Any) -> None:
    """End a process and what it started."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.join()


def owed(stage: Stage, given: set[str], ending: str) -> Iterator[Row]:
    """What a stage was to measure and did not: the first was waited for, the others were not reached."""
    say(f"    {ending}: not done")
    missing = [name for name in stage.owes or (stage.name,) if name not in given]
    for place, name in enumerate(missing):
        told = "not reached" if place else ending
        yield {"what": name, "study": stage.study, stage.program: told}


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
