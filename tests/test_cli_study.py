from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qualkit.cli.main import COMMANDS, qualkit
from qualkit.study import Study, open_study


def run(*words: object) -> Result:
    return CliRunner().invoke(qualkit, [str(word) for word in words])


def test_help_lists_every_command_and_reads_none_of_them() -> None:
    shown = run("--help").output
    assert all(name in shown for name in COMMANDS)
    heavy = (
        "import sys; from qualkit.cli.main import qualkit; "
        "print(set(sys.modules) & {'sqlalchemy', 'pandas', 'streamlit', 'rich'})"
    )
    told = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_ends_with_an_example(command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert "Example" in shown.output and f"qualkit {command}" in shown.output


def test_a_study_is_made_coded_undone_and_checked(tmp_path: Path) -> None:
    place = tmp_path / "night"
    made = run("new", place, "--title", "Night shifts", "--approach", "codebook", "--coder", "Ada")
    assert made.exit_code == 0 and "Next:" in made.output
    assert run("codebook", "create", place, "rain", "--definition", "wet").exit_code == 0
    assert "Took back: created the code “rain”" in run("undo", place).output
    assert "Did again: created the code “rain”" in run("redo", place).output
    assert run("check", place).exit_code == 0
    assert run("backup", place).exit_code == 0
    assert len(list((place / "backups").glob("*.db"))) == 1
    study = open_study(place)
    assert [act.by for act in study.recent_acts()] == ["Ada"] * 3
    study.close()


def test_a_mistake_is_told_in_one_line_with_its_remedy_and_exit_code_2(tmp_path: Path) -> None:
    failed = run("undo", tmp_path / "nowhere")
    assert failed.exit_code == 2 and "There is no study" in failed.output and "qualkit new" in failed.output
    assert "Traceback" not in failed.output
    assert run("new", tmp_path, "--approach", "psychic").exit_code == 2


def test_check_names_what_does_not_hold_and_exits_1(study: Study) -> None:
    from sqlalchemy import update

    from qualkit.store.schema import NOUNS

    with study.database.writing() as connection:
        connection.execute(update(NOUNS["code"]).values(name="changed by hand"))
    found = run("check", study.folder, "--json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["problems"][0]["what"] == "is not what the journal makes of it"


def test_the_study_may_come_from_the_environment(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    assert run("check").exit_code == 0


def test_interviews_and_cases_are_listed_for_people_and_for_programs(study: Study) -> None:
    told = json.loads(run("interviews", study.folder, "--json").stdout)["interviews"]
    assert [one["name"] for one in told] == ["P1", "P2"]
    assert set(told[0]) == {"id", "name", "case", "date", "duration_ms", "words", "checked"}
    assert told[0]["duration_ms"] is None and told[0]["checked"] is False
    assert "P1" in run("interviews", study.folder).output
    assert "qualkit import" in run("cases", study.folder).output
    assert json.loads(run("cases", study.folder, "--json").stdout) == {"cases": []}


def test_the_coder_of_the_option_stands_in_the_journal(study: Study) -> None:
    assert run("codebook", "create", study.folder, "wind", "--coder", "Bo", "--why", "heard twice").exit_code == 0
    act = study.recent_acts(1)[0]
    assert (act.by, act.why) == ("Bo", "heard twice")
    assert time.strptime(act.at[:19], "%Y-%m-%dT%H:%M:%S")
