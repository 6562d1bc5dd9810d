"""`qualkit app`: the workspace in the browser, on this computer only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tomllib
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from importlib.util import find_spec
from threading import Timer
from typing import Any

import click

from qualkit.cli.common import reports_errors, tell
from qualkit.errors import MissingExtra

FIRST_PORT, LAST_PORT = 8501, 8599


@click.command()
@click.argument("study", required=False, envvar="QUALKIT_STUDY", metavar="[STUDY]")
@click.option("--port", type=int, help="The port to serve at; else the first free one from 8501.")
@click.option("--browser/--no-browser", default=True, help="Open the browser as well.")
@reports_errors
def app(study: str | None, port: int | None, browser: bool) -> None:
    """Open the workspace; it answers to this computer only. Without STUDY it offers those under projects/.

    \b
    Example:
      qualkit app night-shifts
    """
    from qualkit.study import find_study

    if find_spec("streamlit") is None:
        raise MissingExtra("The workspace", "all")
    environment = dict(os.environ)
    if study:
        environment["QUALKIT_STUDY"] = str(find_study(study).resolve())
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    tell(f"The workspace is at {address} (this computer only). Ctrl-C ends it; everything is saved as you work.")
    if browser:
        Timer(2.0, webbrowser.open, [address]).start()
    script = resources.files("qualkit.ui") / "script.py"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options()]
    sys.exit(serve(command, environment))


def serve(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the server until it ends or is told to end; it never outlives this process when that is told to end."""
    with subprocess.Popen(command, env=environment) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            return server.wait()
        except KeyboardInterrupt:  # Ctrl-C reaches the server as well: it ends by itself
            return server.wait()


def free_port() -> int:
    """The first port that nobody serves at."""
    for port in range(FIRST_PORT, LAST_PORT):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)):
                return port
    raise click.ClickException(f"All ports from {FIRST_PORT} to {LAST_PORT} are taken; give one with --port.")


def options() -> list[str]:
    """The workspace's Streamlit settings as words of its command line."""
    settings = tomllib.loads((resources.files("qualkit.ui") / "config.toml").read_text(encoding="utf-8"))
    return [
        word
        for name, value in _flat(settings)
        for word in (f"--{name}", str(value).lower() if isinstance(value, bool) else str(value))
    ]


def _flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
