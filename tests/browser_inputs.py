"""The workspace served for tests in a real browser; the browser itself is a fixture of conftest.py."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

import pytest

from qualkit.cli.app import options
from qualkit.study import Study

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
T = TypeVar("T")
LOOKS, LOOK_MS, ALIKE = 100, 60, 3
REPOSITORY = Path(__file__).resolve().parent.parent
NEEDS_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: install Debian's package chromium"),
]


@contextmanager
def serving(study: Study | None, port: int, *, folder: Path = REPOSITORY) -> Iterator[subprocess.Popen[bytes]]:
    """The workspace for one study, or for all in `folder`'s projects/, until it is killed or no longer needed."""
    app = str(REPOSITORY / "app.py")
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port), *options()]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    environment |= {"QUALKIT_STUDY": str(study.folder)} if study else {}
    server = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        wait_for_server(f"http://127.0.0.1:{port}/_stcore/health")
        yield server
    finally:
        server.kill()
        server.wait(timeout=20)


def wait_for_server(address: str) -> None:
    until = monotonic() + 60
    while monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return
        sleep(0.2)
    raise TimeoutError(address)


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port: int = free.getsockname()[1]
        return port


def settled(page: Any, look: Callable[[], T | None]) -> T:
    """What a look finds once several looks in a row find the same: things move while a page is being painted."""
    before, alike = look(), 0
    for _ in range(LOOKS):
        page.wait_for_timeout(LOOK_MS)
        now = look()
        alike = alike + 1 if now == before else 0
        if now is not None and alike == ALIKE:
            return now
        before = now
    raise AssertionError(f"It still moves: {before}")


def box_of(locator: Any) -> dict[str, float]:
    """Where an element stands, once it stands still."""
    locator.wait_for()
    box: dict[str, float] = settled(locator.page, locator.bounding_box)
    return box
