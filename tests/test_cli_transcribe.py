"""`qualkit transcribe` as a person sees it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from transcribe_inputs import JFK, silence, tiny_weights, tone, word_errors, write_wav

from qualkit.cli.main import qualkit
from qualkit.cli.transcribing import Display
from qualkit.study import create_study
from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.jobs import Outcome, Planned, Progress


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(qualkit, ["transcribe", *map(str, arguments)])


@pytest.fixture
def mixed(shared: Path, tmp_path: Path) -> Path:
    """A folder with one real recording and everything that goes wrong."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / "P1.flac").write_bytes((shared / "audio" / "jfk.flac").read_bytes())
    (folder / "text.mp3").write_text("Interviewer: How was it?\n" * 50)
    (folder / "zero.wav").touch()
    write_wav(folder / "silence.wav", silence(2))
    (folder / "notes.docx").write_bytes(b"notes")
    return folder


@pytest.mark.models
def test_bad_files_have_their_own_lines_the_others_are_done_and_the_second_run_does_nothing(
    mixed: Path, tmp_path: Path
) -> None:
    tiny_weights()
    result = run(mixed, tmp_path / "gone", "--output", tmp_path / "out", "--model", "tiny.en", "--offline")
    assert result.exit_code == 1
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    failures = [line for line in lines if line.startswith("Failed: ")]
    assert len(failures) == 3
    for name, reason in (("text.mp3", "not a recording"), ("zero.wav", "0 bytes"), ("silence.wav", "no speech")):
        assert any(name in line and reason in line for line in failures)
    assert "Done: P1.flac (0:11, language en) as “P1”" in lines
    assert f"Not found: “{tmp_path / 'gone'}”." in lines
    assert "Passed over, not recordings: notes.docx." in lines
    assert any(line.startswith("P1.flac: voices were not told apart, one channel holds them all") for line in lines)
    assert "1 transcribed, 0 already done, 3 failed." in lines
    assert f"Transcripts are in {tmp_path / 'out'}." in lines
    assert "Traceback" not in result.stderr
    said = json.loads((tmp_path / "out" / "P1.json").read_text())
    assert word_errors(JFK, " ".join(one["text"] for one in said["utterances"])) < 0.05
    assert {path.suffix for path in (tmp_path / "out").glob("P1.*")} == {".json", ".vtt", ".srt", ".txt"}

    again = run(mixed / "P1.flac", "--output", tmp_path / "out", "--model", "tiny.en")
    assert again.exit_code == 0
    assert "Already done: P1.flac" in again.stderr
    assert "0 transcribed, 1 already done, 0 failed." in again.stderr


@pytest.mark.models
def test_a_study_gets_the_interview_and_the_next_step_is_named(mixed: Path, tmp_path: Path) -> None:
    tiny_weights()
    create_study(tmp_path / "walking").close()
    result = run(mixed / "P1.flac", "--study", tmp_path / "walking", "--model", "tiny.en", "--coder", "Ada")
    assert result.exit_code == 0
    assert f"Next: qualkit app {tmp_path / 'walking'}" in result.stderr
    listed = CliRunner().invoke(qualkit, ["interviews", str(tmp_path / "walking"), "--json"])
    (interview,) = json.loads(listed.stdout)["interviews"]
    assert (interview["name"], interview["duration_ms"]) == ("P1", 11_000)


def test_a_wrong_path_is_wrong_usage_and_is_named(tmp_path: Path) -> None:
    result = run(tmp_path / "gone.wav", "--output", tmp_path / "out")
    assert result.exit_code == 2
    assert "gone.wav" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_study_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    result = run(tmp_path, "--study", tmp_path / "nothing")
    assert result.exit_code == 2
    assert "There is no study at" in result.stderr


def test_where_the_transcripts_go_must_be_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALKIT_STUDY", raising=False)
    assert "--study STUDY or --output DIR" in run(tmp_path).stderr
    assert "choose one" in run(tmp_path, "--study", "a", "--output", "b").stderr


def test_weights_that_are_nowhere_are_wrong_usage_with_the_ways_to_get_them(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(1))
    result = run(tmp_path / "a.wav", "--output", tmp_path / "out", "--model", "medium.en", "--offline")
    assert result.exit_code == 2
    assert "Four ways to get them" in result.stderr


def test_the_help_ends_with_an_example() -> None:
    text = run("--help").stdout
    assert "Example:\n    qualkit transcribe recordings/ --study" in text


def test_in_a_terminal_a_bar_counts_sound_and_names_are_shown_as_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    path = Path("[bold]P1.wav")
    with Display() as display:
        display.show(Planned({path: 60_000}))
        display.show(Progress(path, 30_000, 60_000))
        display.show(Outcome(path=path, name="P1", status="already", message="in the study as “P1”"))
    told = capsys.readouterr().err
    assert "Already done: [bold]P1.wav, in the study as “P1”" in told
    assert "1:00 of 1:00 of sound" in told


def test_each_recording_that_is_being_heard_has_a_bar_with_its_name_on_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    first, second = Path("[red]a\nb.wav"), Path("P2.wav")
    with Display() as display:
        assert display.bar
        display.show(Planned({first: 60_000, second: 30_000}))
        display.show(Progress(first, 15_000, 60_000))
        bars = {task.description: (task.completed, task.total) for task in display.bar.tasks}
        assert bars == {"All": (15, 90), "[red]a b.wav": (15, 60)}
        display.show(Outcome(path=first, name="a b", status="failed", message="“a\nb.wav” breaks off."))
        assert [task.description for task in display.bar.tasks] == ["All"]
    assert "Failed: “a b.wav” breaks off." in capsys.readouterr().err


# ---- interruptions ----


@pytest.fixture
def three(shared: Path, tmp_path: Path) -> Path:
    """Three recordings of different length."""
    speech = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    folder = tmp_path / "three"
    folder.mkdir()
    for number, times in ((1, 3), (2, 2), (3, 4)):
        write_wav(folder / f"P{number}.wav", np.concatenate([silence(number / 10), *[speech] * times]))
    return folder


def begin(folder: Path, output: Path) -> subprocess.Popen[str]:
    # What is started in the background of a shell is deaf to Ctrl-C, and so is what it starts.
    hearing = "from signal import *; signal(SIGINT, default_int_handler)"
    program = f"{hearing}; from qualkit.cli.main import qualkit; qualkit()"
    options = ["--output", str(output), "--model", "tiny.en", "--jobs", "1", "--format", "json"]
    command = [sys.executable, "-c", program, "transcribe", str(folder), *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while not path.exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    assert path.exists()


@pytest.mark.models
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl-C"])
def test_an_interrupted_run_goes_on_where_it_stopped(three: Path, tmp_path: Path, how: signal.Signals) -> None:
    tiny_weights()
    output = tmp_path / "out"
    process = begin(three, output)
    wait_for(output / "P1.json", process)
    os.killpg(process.pid, how)
    _, told = process.communicate()
    if how is signal.SIGINT:
        assert process.returncode == 1
        assert told.endswith("Stopped. What is finished is kept; the same command goes on from there.\n")
        assert "Traceback" not in told
        assert not [path for path in output.iterdir() if path.suffix == ".tmp"]
    finished = {path.name: path.read_bytes() for path in output.glob("P*.json")}
    assert len(finished) < 3
    for content in finished.values():
        json.loads(content)
    result = run(three, "--output", output, "--model", "tiny.en", "--format", "json")
    assert result.exit_code == 0
    assert f"{3 - len(finished)} transcribed, {len(finished)} already done" in result.stderr
    assert all((output / name).read_bytes() == content for name, content in finished.items())


@pytest.mark.models
def test_a_run_killed_inside_a_long_recording_goes_on_in_the_middle_with_the_same_bytes(
    shared: Path, tmp_path: Path
) -> None:
    tiny_weights()
    speech = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    folder, output = tmp_path / "long", tmp_path / "out"
    folder.mkdir()
    write_wav(folder / "P1.wav", np.concatenate([np.concatenate([speech, silence(6)])] * 8))
    process = begin(folder, output)
    wait_for_lines(output / ".P1.partial", 3, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    kept = (output / ".P1.partial").read_bytes()
    assert kept.count(b"\n") >= 3
    assert not (output / "P1.json").exists()
    again = ("--model", "tiny.en", "--jobs", "1")
    assert run(folder, "--output", output, *again, "--format", "json").exit_code == 0
    assert not (output / ".P1.partial").exists()
    assert run(folder, "--output", tmp_path / "whole", *again, "--format", "txt,json").exit_code == 0
    assert (output / "P1.json").read_bytes() == (tmp_path / "whole" / "P1.json").read_bytes()


def wait_for_lines(path: Path, count: int, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        if path.exists() and path.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.02)
    pytest.fail("the recording was not heard so far")


@pytest.mark.models
def test_a_silent_recording_is_told_again_without_being_searched_again(tmp_path: Path) -> None:
    tiny_weights()
    write_wav(tmp_path / "quiet.wav", silence(3))
    arguments = (tmp_path / "quiet.wav", "--output", tmp_path / "out", "--model", "tiny.en", "--jobs", "1")
    first, second = run(*arguments), run(*arguments)
    assert first.exit_code == second.exit_code == 1
    assert "“quiet.wav” is silent" in first.stderr and "“quiet.wav” is silent" in second.stderr
    assert "silent" in (tmp_path / "out" / ".qualkit-manifest.json").read_text()
