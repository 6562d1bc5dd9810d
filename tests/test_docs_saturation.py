"""Every command that the page on saturation shows works, and every option that it names is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import REPOSITORY
from openpyxl import Workbook

from qualkit.cli.saturation import saturation
from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code
from qualkit.interviews import add_interview, describe_case, edit_interview
from qualkit.study import create_study
from qualkit.text.turns import from_labelled_text

PAGE = (REPOSITORY / "docs" / "saturation.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^    (qualkit saturation .+)$", PAGE, re.MULTILINE)
OPTIONS = sorted(set(re.findall(r"--[a-z]+", PAGE)))
TEXT = "Participant: I sleep by day and walk by night."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder such as the page speaks of: a coded study whose participants have a site, and a matrix of one's own."""
    monkeypatch.chdir(tmp_path)
    study = create_study(tmp_path / "night-shifts", coder="Ada")
    code = create_code(study, "sleep")
    for number, site in enumerate(("north", "south"), start=1):
        interview = add_interview(study, f"P{number}", from_labelled_text(TEXT))
        edit_interview(study, interview.name, cases=(interview.name,))
        describe_case(study, interview.name, {"site": site})
        apply_code(study, Span(interview.id, 15, 20), code.id)
    study.close()
    book = Workbook()
    for row in (("interview", "sleep", "walk"), ("P1", 1, 0), ("P2", 1, 2)):
        book.worksheets[0].append(row)
    book.save(tmp_path / "codes.xlsx")
    return tmp_path


def test_the_commands_of_the_page_work_one_after_another(desk: Path) -> None:
    assert len(SHOWN) >= 10
    for line in SHOWN:
        words = shlex.split(line, comments=True)
        done = CliRunner().invoke(saturation, words[2:])
        assert done.exit_code == 0, f"{line}\n{done.output}"
        assert done.output.strip(), line
    assert {"new-codes.svg", "new-codes.csv"} <= {path.name for path in desk.iterdir()}


def test_what_the_comments_promise_is_printed(desk: Path) -> None:
    promised = {
        "--group site": "Each group by itself",
        "--reporting": "COREQ 22",
        "--advanced": "Chao2",
        "plan ": "Galvin",
    }
    for part, words in promised.items():
        line = next(line for line in SHOWN if part in line)
        assert words in CliRunner().invoke(saturation, shlex.split(line, comments=True)[2:]).output


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_that_it_names_is_there(option: str) -> None:
    commands: list[list[str]] = [[], ["plan"], ["note"]]
    helps = "".join(CliRunner().invoke(saturation, [*words, "--help"]).output for words in commands)
    assert re.search(rf"{option}\b", helps)
