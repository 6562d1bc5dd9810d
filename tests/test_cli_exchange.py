from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qualkit.cli.main import qualkit
from qualkit.coding.segments import codings_table
from qualkit.interviews import interviews_table
from qualkit.study import Study, create_study, open_study

TALK = "INTERVIEWER: How was it?\n\nP1: It was loud, and it never stopped.\n"
CODED = "participant,text,code\nP01,It was loud,noise\nP01,the trains were late again this morning,travel\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_study(tmp_path / "nights", coder="Ada").close()
    (tmp_path / "P1.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "coded.csv").write_text(CODED, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(qualkit, [str(argument) for argument in arguments])


def test_import_brings_files_in_and_lists_what_was_not_found_with_exit_1(folder: Path) -> None:
    result = run(
        "import", folder / "nights", folder / "P1.txt", folder / "coded.csv", "--coder", "Bo", "--why", "start"
    )
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "coded.csv, line 3: not found in P1: “the trains were late" in result.stderr
    assert "Came in: interviews 1, codes 2, codings 1, cases 1." in result.stderr
    acts = open_study(folder / "nights").recent_acts()
    assert {(act.by, act.why) for act in acts} == {("Bo", "start")}


def test_import_that_leaves_nothing_out_exits_0(folder: Path) -> None:
    assert run("import", folder / "nights", folder / "P1.txt").exit_code == 0
    again = run("import", folder / "nights", folder / "P1.txt")
    assert again.exit_code == 0
    assert "nothing was changed" in again.stderr and "Came in: nothing new." in again.stderr


def test_import_json_is_the_contract_and_stands_alone_on_standard_output(folder: Path) -> None:
    result = run("import", folder / "nights", folder / "P1.txt", folder / "coded.csv", "--json")
    told = json.loads(result.stdout)
    assert {key: told[key] for key in ("interviews", "codes", "codings", "cases", "memos")} == {
        "interviews": 1,
        "codes": 2,
        "codings": 1,
        "cases": 1,
        "memos": 0,
    }
    assert [set(problem) for problem in told["problems"]] == [{"where", "what", "fix"}]


def test_dry_run_shows_what_would_come_in_and_writes_nothing(folder: Path) -> None:
    result = run("import", folder / "nights", folder / "P1.txt", "--dry-run")
    assert "Would come in: interviews 1." in result.stderr
    assert interviews_table(open_study(folder / "nights")).empty


def test_a_missing_file_is_listed_and_the_others_come_in(folder: Path) -> None:
    result = run("import", folder / "nights", folder / "gone.txt", folder / "P1.txt")
    assert result.exit_code == 1
    assert "gone.txt" in result.stderr and "interviews 1" in result.stderr


def test_no_study_and_no_file_are_wrong_usage(folder: Path) -> None:
    assert run("import", folder / "elsewhere", folder / "P1.txt").exit_code == 2
    assert run("import", folder / "nights").exit_code == 2


def test_export_writes_the_file_and_its_companion(study: Study, tmp_path: Path) -> None:
    result = run("export", study.folder, "--format", "nvivo-codebook", "-o", tmp_path / "out.csv", "--flat")
    assert result.exit_code == 0
    assert (tmp_path / "out.csv").exists() and (tmp_path / "out.qdc").exists()
    assert "\r\nshoes," in (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    assert str(tmp_path / "out.qdc") in result.stderr


def test_export_list_names_the_formats_without_a_study() -> None:
    result = run("export", "--list")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in ("nvivo-codebook", "qdc", "csv", "xlsx"))


@pytest.mark.parametrize("arguments", [["--format", "spss", "-o", "a.csv"], ["--format", "csv"], ["-o", "a.csv"]])
def test_export_of_an_unknown_or_half_named_format_is_wrong_usage(study: Study, arguments: list[str]) -> None:
    result = run("export", study.folder, *arguments)
    assert result.exit_code == 2
    assert "csv" in result.stderr or "--list" in result.stderr


def test_a_round_trip_by_command_keeps_the_codings(folder: Path) -> None:
    run("import", folder / "nights", folder / "P1.txt", folder / "coded.csv")
    run("export", folder / "nights", "--format", "csv", "-o", folder / "out.csv")
    create_study(folder / "other", coder="Cy").close()
    run("import", folder / "other", folder / "P1.txt", folder / "out.csv")
    first, second = (codings_table(open_study(folder / name)) for name in ("nights", "other"))
    assert first[["interview", "code", "start", "end", "text", "coder"]].equals(
        second[["interview", "code", "start", "end", "text", "coder"]]
    )


def test_transcripts_are_exported_verbatim_or_clean(tmp_path: Path) -> None:
    from qualkit.interviews import add_interview
    from qualkit.study import create_study
    from qualkit.text.turns import from_labelled_text

    study = create_study(tmp_path / "clean", language="en")
    add_interview(study, "P1", from_labelled_text("Ann: Um, how was it?\n\nBen: It it was, uh, very very cold.\n"))
    study.close()
    for style, expected in (
        ("verbatim", "Ann: Um, how was it?\nBen: It it was, uh, very very cold.\n"),
        ("clean", "Ann: How was it?\nBen: It was very very cold.\n"),
    ):
        command = ["export", str(study.folder), "--format", "transcripts", "-o", str(tmp_path / "said.docx")]
        result = CliRunner().invoke(qualkit, [*command, "--style", style])
        assert result.exit_code == 0, result.output
        assert expected in (tmp_path / "said.txt").read_text(encoding="utf-8")
