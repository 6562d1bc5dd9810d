"""`qualkit saturation`: from a matrix file or a study to a table, a sentence, a document and files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qualkit.cli.saturation import saturation
from qualkit.study import Study

MATRIX = "interview,fear,hope,anger\nI1,1,0,0\nI2,1,1,0\nI3,0,0,0\nI4,0,1,0\nI5,1,0,0\nI6,0,1,0\nI7,0,0,1\n"


def run(*arguments: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(saturation, [str(one) for one in arguments], env={"COLUMNS": "140", **(env or {})})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "codes.csv"
    path.write_text(MATRIX, encoding="utf-8")
    return path


def test_a_person_sees_the_table_the_criteria_and_the_sentence(file: Path) -> None:
    result = run("--matrix", file)
    assert result.exit_code == 0
    for words in (
        "I7",
        "anger",
        "4+2, exceeded later",
        "too few interviews for one run",
        "This did not hold: interview 7",
    ):
        assert words in result.stdout
    assert "Note: “I3” holds no code and keeps its place." in result.stdout


def test_a_program_gets_one_document(file: Path) -> None:
    result = run("--matrix", file, "--json")
    document = json.loads(result.stdout)
    assert document["new_codes"] == [1, 1, 0, 0, 0, 0, 1]
    assert document["cumulative"] == [1, 2, 2, 2, 2, 2, 3]
    assert document["criteria"]["guest"][0]["label"] == "4+2"
    assert document["criteria"]["guest"][0]["later_breaches"] == [7]
    assert len(document["criteria"]["guest"]) == 12
    assert "4+2" in document["wording"]


def test_the_criterion_is_chosen_in_words(file: Path) -> None:
    document = json.loads(run("--matrix", file, "--criterion", "base=2,run=1,threshold=0", "--json").stdout)
    assert document["criteria"]["guest"][0]["label"] == "2+1"


def test_figure_and_table_are_written_and_said_beside_the_document(file: Path, tmp_path: Path) -> None:
    result = run("--matrix", file, "--json", "--figure", tmp_path / "f.svg", "--table", tmp_path / "t.csv")
    json.loads(result.stdout)
    assert {path.name for path in tmp_path.iterdir()} == {"codes.csv", "f.svg", "f.csv", "t.csv"}
    assert "Wrote" in result.stderr


def test_a_study_is_counted_as_it_is_coded(study: Study) -> None:
    document = json.loads(run(study.folder, "--json").stdout)
    assert (document["interviews"], document["codes"], document["names"]) == (2, 2, ["P1", "P2"])
    assert document["codebook"] == "the current codebook, no version of it saved yet"


def test_a_reflexive_study_is_told_what_counting_cannot_do(study: Study) -> None:
    assert "Information power" not in run(study.folder).stdout
    study.change_settings(approach="reflexive")
    assert "Information power (Malterud" in run(study.folder).stdout


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("interview,a\n", "There are no interviews to count."),
        ("interview,a\nI1,1\n", "With one interview every code is new."),
        ("interview,a\nI1,0\nI2,\n", "No code was applied in 2 interviews"),
        ("interview\nI1\n", "No code was applied in 1 interview"),
    ],
)
def test_a_matrix_with_hardly_anything_in_it_gets_a_plain_answer(file: Path, content: str, expected: str) -> None:
    file.write_text(content, encoding="utf-8")
    result = run("--matrix", file)
    assert result.exit_code == 0
    assert expected in result.stdout


def test_no_interviews_and_a_figure_wanted_is_told_and_fails(file: Path, tmp_path: Path) -> None:
    file.write_text("interview,a\n", encoding="utf-8")
    result = run("--matrix", file, "--figure", tmp_path / "f.png")
    assert result.exit_code == 1
    assert "no figure was written" in result.stderr


@pytest.mark.parametrize(
    ("content", "arguments", "message"),
    [
        (MATRIX.replace("I2,1,1", "I2,1,maybe"), [], "“maybe” in row 3 (“I2”), column “hope”"),
        (MATRIX.replace("I3", "I2"), [], "“I2” is there twice"),
        (MATRIX, ["--criterion", "base=0"], "“0” is no number of interviews"),
        (MATRIX, ["--figure", "f.pdf"], "“.pdf” is not a format"),
    ],
)
def test_a_mistake_is_named_without_a_trace(file: Path, content: str, arguments: list[str], message: str) -> None:
    file.write_text(content, encoding="utf-8")
    result = run("--matrix", file, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_a_study_or_a_matrix_is_needed_and_not_both(file: Path) -> None:
    assert "Name a STUDY" in run().stderr
    assert "not both" in run("some-study", "--matrix", file).stderr
    assert "There is no study" in run("nowhere").stderr


def test_a_matrix_goes_before_the_study_of_the_environment(file: Path) -> None:
    assert run("--matrix", file, env={"QUALKIT_STUDY": "elsewhere"}).exit_code == 0
