"""`python -m qualkit.ui.transcribing FOLDER`: do what the order in the folder says, telling it as lines of JSON."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from pathlib import Path

from qualkit.errors import QualkitError
from qualkit.study import open_study
from qualkit.transcribe.actions import Running, transcribe
from qualkit.transcribe.jobs import Notice, Outcome, Planned, Progress
from qualkit.transcribe.transcription import Options
from qualkit.ui.hearing import INCOMING, UPLOADED, Order, Transcribing

BEHIND_THE_PAGES = 10
"""Added to the process's niceness, so that coding in the browser goes first."""


def main() -> int:
    """Exit code 0 where every recording has its outcome, 2 with a problem told."""
    parser = argparse.ArgumentParser(prog="python -m qualkit.ui.transcribing")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder.resolve()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends the processes that hear, in order
    if hasattr(os, "nice"):
        os.nice(BEHIND_THE_PAGES)
    order = Transcribing(folder).order
    try:
        paths = [Path(path) for path in order.paths]
        running = Running(by=order.by)
        transcribe(paths, open_study(folder.parent), options=asked(order), running=running, on_event=tell)
    except QualkitError as error:
        say("problem", message=error.message, hint=error.hint)
        return 2
    except KeyboardInterrupt:
        return 3
    say("end")
    return 0


def asked(order: Order) -> Options:
    """The options of an order; the words come back from JSON as a list."""
    values = dict(order.options)
    return Options(**{**values, "words": tuple(values.get("words", ()))})


def tell(event: Planned | Progress | Outcome | Notice) -> None:
    """One event of the transcription as a line; files by their name alone."""
    if isinstance(event, Planned):
        say("planned", at=time.time(), lengths={path.name: length for path, length in event.lengths.items()})
    elif isinstance(event, Progress):
        say("progress", file=event.path.name, done_ms=event.done_ms, of_ms=event.of_ms)
    elif isinstance(event, Outcome):
        told = {"status": event.status, "message": event.message, "hint": event.hint, "name": event.name}
        say("outcome", file=event.path.name, **told)
        if (
            event.status != "failed"
            and event.path.parent.name == UPLOADED
            and INCOMING in event.path.parent.parent.name
        ):
            event.path.unlink(missing_ok=True)  # the study has it now; a second copy of a voice is one too many
    else:
        say("notice", text=event.text)


def say(event: str, **told: object) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps({"event": event, **told}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
