"""The files to double-click: what they install, what they say, and what the workspace shows of it."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from qualkit.ui.installing import read_state, sentence

FOLDER = Path(__file__).resolve().parent.parent / "start"


@pytest.fixture
def start(tmp_path: Path) -> ModuleType:
    """start.py with an environment of its own in a folder that goes away."""
    spec = importlib.util.spec_from_file_location("start", FOLDER / "start.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ENVIRONMENT = tmp_path / "place with spaces"
    module.ENVIRONMENT.mkdir()
    module.PROGRESS = module.ENVIRONMENT / "installing.json"
    return module


def speaking(lines: list[str], code: int = 0) -> list[str]:
    """A command that says these lines and ends so, as an installation would."""
    return [sys.executable, "-c", f"print({chr(10).join(lines)!r}); raise SystemExit({code})"]


def test_every_part_is_one_that_the_project_knows(start: ModuleType) -> None:
    for _, extra in start.PARTS:
        assert start.requirements(extra)


def test_an_installation_writes_down_what_it_is_doing(start: ModuleType) -> None:
    seen: list[str] = []
    write = start.write_progress
    start.write_progress = lambda state: (seen.append(state.get("doing", "")), write(state))
    lines = [
        "Collecting torch==2.13.0 (from -c)",
        "  Downloading av-18.1.0.whl (9 MB)",
        "Installing collected packages: x",
    ]
    assert start.run_telling(speaking(lines), {"part": 1, "of": 4, "purpose": "transcription"})
    assert seen == ["", "fetching torch", "fetching av", "putting everything in its place"]
    state = read_state(start.PROGRESS)
    assert sentence(state) == "Installing transcription (1 of 4): putting everything in its place"


def test_a_part_that_fails_is_told_and_tried_again(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    start.install_part = lambda extra, about: extra != "transcribe"
    start.install_rest()
    assert json.loads(start.PROGRESS.read_text())["state"] == "failed"
    assert sentence(read_state(start.PROGRESS)) == "The part for transcription could not be installed."
    assert "tried again" in capsys.readouterr().out
    assert [start.is_done(extra) for _, extra in start.PARTS] == [False, True, True, True]


def test_what_is_installed_is_not_installed_again(start: ModuleType) -> None:
    start.pip = lambda: speaking([])
    start.install_rest()
    assert json.loads(start.PROGRESS.read_text()) == {"state": "done"}
    start.pip = lambda: speaking([], 1)
    start.install_rest()
    assert json.loads(start.PROGRESS.read_text()) == {"state": "done"}


def test_an_old_python_is_told_and_nothing_is_made(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "OLDEST", (99, 0))
    assert start.main() == 1
    assert "newer" in capsys.readouterr().out
    assert list(start.ENVIRONMENT.iterdir()) == []


def test_no_connection_ends_with_a_sentence(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    start.make_environment = lambda: None
    start.pip = lambda: speaking([], 1)
    assert start.main() == 1
    assert "connected to the internet" in capsys.readouterr().out


def test_the_windows_file_has_windows_lines_and_the_others_run_under_sh() -> None:
    batch = (FOLDER / "Start qualkit on Windows.bat").read_bytes()
    assert batch.count(b"\r\n") == batch.count(b"\n")
    for name in ("start.sh", "Start qualkit on macOS.command"):
        assert b"\r" not in (FOLDER / name).read_bytes()
        assert subprocess.run(["sh", "-n", str(FOLDER / name)], check=False).returncode == 0
        assert (FOLDER / name).stat().st_mode & 0o100


def test_progress_that_cannot_be_read_shows_nothing(tmp_path: Path) -> None:
    assert read_state(tmp_path / "none.json") == {}
    (tmp_path / "half.json").write_text('{"state": "run')
    assert read_state(tmp_path / "half.json") == {}
