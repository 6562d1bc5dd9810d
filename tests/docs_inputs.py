"""Commands that the documentation shows, and how a test carries them out."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from conftest import REPOSITORY

EXAMPLE = REPOSITORY / "projects" / "example"
SERVES = ("qualkit app",)


def document(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def shown(text: str) -> list[str]:
    """The lines of its blocks of commands."""
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


def in_text(text: str) -> list[str]:
    """The commands that its sentences name."""
    return re.findall(r"`((?:qualkit|make|pip) [^`\n]+)`", text)


def places(text: str) -> list[str]:
    """Where its links and pictures lead, without the part behind #."""
    return [place.split("#")[0] for place in re.findall(r"\]\(([^)\s]+)\)", text)]


def anchors(text: str) -> set[str]:
    """The names under which its headings can be linked to."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    beside = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": os.pathsep.join([beside, os.environ["PATH"]]), "COLUMNS": "200"}
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=180, check=False)


def carry_out(lines: Iterable[str], folder: Path) -> None:
    """Every one of these commands works; of one that serves pages only the help is asked for."""
    for line in lines:
        words = shlex.split(line)
        done = run([*words[:2], "--help"] if line.startswith(SERVES) else words, folder)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, line


def explain(line: str, folder: Path) -> None:
    """A command that a sentence names is there, with its options."""
    words = shlex.split(line)
    done = run(words if "--help" in words else [*words, "--help"], folder)
    assert done.returncode == 0, f"{line}\n{done.stderr}"
