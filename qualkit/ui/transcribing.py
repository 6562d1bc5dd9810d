"""`python -m qualkit.ui.transcribing STUDY FOLDER`: transcribe what lies in the folder, telling it as lines of JSON."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from pathlib import Path

from qualkit.errors import QualkitError
from qualkit.study import open_study
from qualkit.transcribe.actions import Running, transcribe
from qualkit.transcribe.jobs import Notice, Outcome, Planned, Progress
from qualkit.transcribe.transcription import Options

BEHIND_THE_PAGES = 10
"""Added to the process's niceness, so that coding in the browser goes first."""


def main() -> int:
    """Exit code 0 where every recording has its outcome, 2 with a problem told."""
    parser = argparse.ArgumentParser(prog="python -m qualkit.ui.transcribing")
    parser.add_argument("study")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--by", required=True)
    parser.add_argument("--model", default="base")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends the processes that hear, in order
    if hasattr(os, "nice"):
        os.nice(BEHIND_THE_PAGES)
    try:
        paths, options = [wanted.folder / "recordings"], Options(model=wanted.model)
        transcribe(paths, open_study(wanted.study), options=options, running=Running(by=wanted.by), on_event=tell)
    except QualkitError as error:
        say("problem", message=error.message, hint=error.hint)
        return 2
    except KeyboardInterrupt:
        return 3
    return 0


def tell(event: Planned | Progress | Outcome | Notice) -> None:
    """One event of the transcription as a line; files by their name alone."""
    if isinstance(event, Planned):
        say("planned", lengths={path.name: length for path, length in event.lengths.items()})
    elif isinstance(event, Progress):
        say("progress", file=event.path.name, done_ms=event.done_ms, of_ms=event.of_ms)
    elif isinstance(event, Outcome):
        say("outcome", file=event.path.name, status=event.status, message=event.message, hint=event.hint)
    else:
        say("notice", text=event.text)


def say(event: str, **told: object) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps({"event": event, **told}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
