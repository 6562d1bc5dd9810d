"""The workspace and its peer as servers of their own, and the browser that looks at them."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from qualkit.cli.app import options

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nobody waits for a server elsewhere
)
SIZE = {"width": 1400, "height": 900}
BLANK = 'import streamlit as st\n\nst.markdown("blank")\n'


@contextmanager
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def workspace(study: Path) -> Iterator[tuple[str, int]]:
    """`qualkit app` on a study: its address, and the process that serves it."""
    port = free_port()
    command = [sys.executable, "-m", "qualkit", "app", str(study), "--port", str(port), "--no-browser"]
    with process(command) as started:
        yield answering(f"http://127.0.0.1:{port}", "/_stcore/health"), served_by(started.pid)


@contextmanager
def blank(folder: Path) -> Iterator[str]:
    """A Streamlit page that says one word, with our settings: what nobody can be quicker than."""
    port = free_port()
    script = folder / "blank.py"
    script.write_text(BLANK, encoding="utf-8")
    with process([sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options()]):
        yield answering(f"http://127.0.0.1:{port}", "/_stcore/health")


@contextmanager
def taguette(peer: str, folder: Path, project: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Taguette 1.5 for one user, with the same text, codes and codings: its address, and the one that lets one in."""
    database, log, port = folder / "taguette.sqlite3", folder / "taguette.log", free_port()
    script = Path(__file__).parent / "peers" / "taguette_project.py"
    with log.open("wb") as told:
        subprocess.run([peer, str(script), str(database)], input=json.dumps(project).encode(), stderr=told, check=True)
    command = [str(Path(peer).parent / "taguette"), "--no-browser", "--port", str(port), "--database", str(database)]
    with process(command, log):
        address = answering(f"http://127.0.0.1:{port}", "/")
        token = re.findall(r"[?]token=(\w+)", log.read_text(encoding="utf-8"))[-1]
        yield address, f"{address}/?token={token}"


@contextmanager
def process(command: list[str], log: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """A server that is ended when nobody looks at it any more; what it prints goes to a file, or nowhere."""
    with (log or Path(os.devnull)).open("wb") as told:
        started = subprocess.Popen(command, stdout=told, stderr=told, env={**os.environ, "PYTHONUNBUFFERED": "1"})
        try:
            yield started
        finally:
            started.terminate()
            started.wait(timeout=20)


def answering(address: str, health: str) -> str:
    """The address, once there is an answer."""
    until = monotonic() + 120
    while monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(address + health, timeout=5) as answer:
            if answer.status == 200:
                return address
        sleep(0.2)
    raise TimeoutError(address)


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port: int = free.getsockname()[1]
        return port


# ---- what a process takes, as Linux counts it ----


def served_by(parent: int) -> int:
    """`qualkit app` starts the server as its child."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return int(children[0]) if children else parent


def seconds_used(pid: int) -> float:
    """Processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    """Memory that a process holds now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
