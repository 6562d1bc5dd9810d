from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

import qualkit
from qualkit.cli.app import free_port, options
from qualkit.cli.main import qualkit as command
from qualkit.study import Study

CONFIG = Path(qualkit.__file__).parent / "ui" / "config.toml"


def test_the_settings_in_the_repository_are_those_of_the_command() -> None:
    beside_app = Path(__file__).resolve().parent.parent / ".streamlit" / "config.toml"
    assert tomllib.loads(beside_app.read_text()) == tomllib.loads(CONFIG.read_text())


def test_nothing_is_sent_to_anybody_and_only_this_computer_is_answered() -> None:
    words = options()
    told = dict(zip(words[::2], words[1::2], strict=True))
    assert told["--browser.gatherUsageStats"] == "false" and told["--client.showErrorDetails"] == "none"
    assert told["--server.address"] == "127.0.0.1"


def test_a_port_that_is_taken_is_passed_over() -> None:
    first = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", first))
        taken.listen()
        assert free_port() > first


def test_a_study_that_is_not_there_is_told_before_anything_starts(tmp_path: Path) -> None:
    told = CliRunner().invoke(command, ["app", str(tmp_path / "nowhere")])
    assert told.exit_code == 2 and "There is no study" in told.output


@pytest.mark.browser
def test_the_workspace_answers_and_ends_when_it_is_told_to(study: Study) -> None:
    port = free_port()
    words = [sys.executable, "-m", "qualkit", "app", str(study.folder), "--port", str(port), "--no-browser"]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=dict(os.environ)) as server:
        assert answers(port, seconds=60)
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5)


def answers(port: int, *, seconds: int) -> bool:
    """Whether the server says that it is well, asked again until it is."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                return bool(answer.read() == b"ok")
        except OSError:
            time.sleep(0.2)
    return False
