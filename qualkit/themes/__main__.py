"""`python -m qualkit.themes STUDY`: compute and keep a proposal, telling how far it is as lines of JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict

from qualkit.errors import QualkitError
from qualkit.study import open_study
from qualkit.themes.actions import propose
from qualkit.themes.suggest import Wish

BEHIND_THE_PAGES = 10
"""Added to the process's niceness, so that coding in the browser goes first."""


def main() -> int:
    """Exit code 0 with a proposal kept, 2 with a problem told."""
    parser = argparse.ArgumentParser(prog="python -m qualkit.themes")
    parser.add_argument("study")
    for name, value in asdict(Wish()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    wanted = vars(parser.parse_args())
    os.nice(BEHIND_THE_PAGES)
    try:
        propose(open_study(wanted.pop("study")), Wish(**wanted), tell=_tell)
    except QualkitError as error:
        _say(problem=error.message, hint=error.hint)
        return 2
    return 0


def _tell(what: str, done: int, of: int) -> None:
    _say(what=what, done=done, of=of)


def _say(**told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
