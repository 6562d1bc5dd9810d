"""The guide and the page on installing: every command works, every link and picture is there, pictures are small."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest
from conftest import REPOSITORY
from docs_inputs import EXAMPLE, anchors, carry_out, document, explain, in_text, places, shown

GUIDE, INSTALL = "docs/guide.md", "docs/install.md"
PICTURES = REPOSITORY / "docs" / "pictures"
LARGEST_TOTAL = 2_500_000


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder in which the guide's study was made as the README shows."""
    (tmp_path / "transcripts").mkdir()
    for name in ("P01", "P02", "P03"):
        shutil.copy(EXAMPLE / "script" / f"{name}.txt", tmp_path / "transcripts")
    rows = [(EXAMPLE / "codings" / f"{name}.csv").read_text(encoding="utf-8") for name in ("P01", "P02", "P03")]
    (tmp_path / "coded.csv").write_text(rows[0] + "".join(one.split("\n", 1)[1] for one in rows[1:]), encoding="utf-8")
    transcripts = " ".join(f"transcripts/{name}.txt" for name in ("P01", "P02", "P03"))
    made = ["qualkit new my-study --title Nights --language en --approach codebook --coder AB"]
    carry_out([*made, f"qualkit import my-study {transcripts}", "qualkit import my-study coded.csv"], tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def taking() -> ModuleType:
    """The script that makes the pictures."""
    spec = importlib.util.spec_from_file_location("take_pictures", REPOSITORY / "examples" / "take_pictures.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.models
def test_the_commands_of_the_guide_work_one_after_another(desk: Path) -> None:
    lines = shown(document(GUIDE))
    assert len(lines) > 25 and all(line.startswith("qualkit ") for line in lines)
    carry_out(lines, desk)
    for name in ("map.svg", "new-codes.svg", "coded.docx", "report.docx", "audit.csv", "my-study.zip"):
        assert (desk / name).stat().st_size > 0, name


@pytest.mark.parametrize("line", [line for line in in_text(document(GUIDE)) if line.startswith("qualkit ")])
def test_the_commands_named_in_its_text_are_there(line: str, tmp_path: Path) -> None:
    explain(line, tmp_path)


def test_whoever_installs_needs_no_command() -> None:
    assert not shown(document(INSTALL)) and not in_text(document(INSTALL))


@pytest.mark.parametrize("name", [GUIDE, INSTALL])
def test_what_is_pointed_to_is_there(name: str) -> None:
    text = document(name)
    for place in filter(None, places(text)):
        assert place.startswith("https://") or ((REPOSITORY / name).parent / place).resolve().is_file(), place
    for file, heading in re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", text):
        target = text if not file else ((REPOSITORY / name).parent / file).read_text(encoding="utf-8")
        assert heading in anchors(target), f"{file}#{heading}"


def test_the_files_to_double_click_are_called_as_they_are() -> None:
    starts = {path.stem for path in (REPOSITORY / "start").iterdir()}
    named = set(re.findall(r"`(Start qualkit on \w+)`", document(INSTALL)))
    assert named == {name for name in starts if name.startswith("Start qualkit")}


def test_what_the_window_says_is_what_start_says() -> None:
    (told,) = re.findall(r"```text\n(.*?)```", document(INSTALL), re.DOTALL)
    start = document("start/start.py")
    for line in filter(str.strip, told.splitlines()):
        assert f'say("{line.strip()}")' in start, line


def test_every_page_of_the_workspace_has_its_part_in_the_guide() -> None:
    from qualkit.ui.main import ANALYSE, PREPARE, SHARE

    titles = set(re.findall(r"^## (.+)$", document(GUIDE), re.MULTILINE))
    assert {title for title, *_ in (*PREPARE, *ANALYSE, *SHARE)} <= titles


def test_every_picture_is_made_by_the_script_shown_somewhere_and_small(taking: ModuleType) -> None:
    made = {f"{name}.png" for name in (*(name for name, *_ in taking.PAGES), *taking.FIRST)}
    there = {path.name for path in PICTURES.iterdir()}
    pages = ("README.md", GUIDE, INSTALL)
    used = {Path(place).name for name in pages for place in places(document(name)) if place.endswith(".png")}
    assert made == there == used
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < LARGEST_TOTAL
