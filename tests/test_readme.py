"""Every command that the README shows works, in the order in which it is shown."""

from __future__ import annotations

import re
import shutil
import sys
import wave
from pathlib import Path

import pytest
from conftest import REPOSITORY
from docs_inputs import EXAMPLE, carry_out, document, explain, in_text, places, run, shown

README = document("README.md")
SHOWN, IN_TEXT = shown(README), in_text(README)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def cut_recording(seconds: int, target: Path) -> None:
    """The beginning of an example recording, with both its channels."""
    import numpy as np

    from qualkit.transcribe.audio import read_sound

    channels = read_sound(EXAMPLE / "recordings" / "P01.opus").channels
    samples = np.stack([channel[: seconds * 16_000] for channel in channels], axis=1)
    with wave.open(str(target), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(samples.astype("<i2").tobytes())


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder such as the README speaks of: recordings, a transcript and a coded table of one's own."""
    for name in ("projects", "recordings", "transcripts"):
        (tmp_path / name).mkdir()
    cut_recording(14, tmp_path / "recordings" / "P01.wav")
    shutil.copy(EXAMPLE / "script" / "P02.txt", tmp_path / "transcripts" / "P02.txt")
    shutil.copy(EXAMPLE / "codings" / "P02.csv", tmp_path / "coded.csv")
    return tmp_path


@pytest.mark.models
def test_the_commands_of_the_readme_work_one_after_another(desk: Path) -> None:
    carry_out((line for line in SHOWN if line.startswith("qualkit ")), desk)
    for name in ("new-codes.svg", "codebook.csv", "codebook.qdc", "codings.csv", "study.xlsx"):
        assert (desk / name).stat().st_size > 0, name
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        done = run([sys.executable, "-c", block], desk)
        assert done.returncode == 0, done.stderr
        assert "references" in done.stdout


@pytest.mark.parametrize("line", [line for line in IN_TEXT if line.startswith("qualkit ")])
def test_the_commands_named_in_its_text_are_there(line: str, tmp_path: Path) -> None:
    explain(line, tmp_path)


def test_every_make_command_has_its_target() -> None:
    shown = [line.split()[1] for line in [*SHOWN, *IN_TEXT] if line.startswith("make ")]
    assert {"demo", "app"} <= set(shown) <= targets()


def test_every_shown_line_is_one_that_is_checked_here() -> None:
    other = [line for line in SHOWN if not line.startswith(("qualkit ", "make "))]
    torch = next(
        line for line in (REPOSITORY / "constraints.txt").read_text().splitlines() if line.startswith("torch==")
    )
    assert other == [
        "python3 -m venv .venv",
        f".venv/bin/pip install {torch} --index-url https://download.pytorch.org/whl/cpu",
        "source .venv/bin/activate",
    ]


def test_it_never_says_to_install_the_package_of_somebody_else() -> None:
    assert not re.search(r"pip install (-\S+ )*['\"]?qualkit(\b|\[)", README)


def test_the_files_it_points_to_are_there() -> None:
    for place in places(README):
        assert place.startswith("https://") or (REPOSITORY / place).is_file(), place
