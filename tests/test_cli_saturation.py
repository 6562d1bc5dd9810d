"""`qualkit saturation`: from a matrix file or a study to a table, a sentence, a document and files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qualkit.cli.saturation import saturation
from qualkit.saturation.records import KINDS
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


@pytest.mark.parametrize("kind", ["curve", "grid", "codebooks", "orders", "rarefaction", "coverage"])
def test_every_figure_of_a_study_is_written_with_its_numbers(study: Study, tmp_path: Path, kind: str) -> None:
    result = run(study.folder, "--kind", kind, "--figure", tmp_path / "f.svg")
    assert result.exit_code == 0
    assert (tmp_path / "f.svg").read_bytes().startswith(b"<svg")
    assert len((tmp_path / "f.csv").read_text(encoding="utf-8-sig").splitlines()) > 1


def test_a_figure_of_what_was_not_recorded_or_of_no_known_kind_is_told(study: Study, tmp_path: Path) -> None:
    assert "no figure was written" in run(study.folder, "--kind", "depth", "--figure", tmp_path / "f.svg").stderr
    assert (
        "“cake” is not a value for --kind" in run(study.folder, "--kind", "cake", "--figure", tmp_path / "f.svg").stderr
    )


def test_texts_for_journals_are_printed_when_asked_for(study: Study) -> None:
    shown = run(study.folder, "--reporting").stdout
    assert "COREQ 22, data saturation" in shown
    assert "Why recruitment ended was not recorded." in shown
    assert json.loads(run(study.folder, "--json").stdout)["reporting"]["coreq_12"].startswith("The sample comprised 2")


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


# ---- estimates, printed tables, views, planning ----


def insects_document(shared: Path, *arguments: object) -> dict[str, Any]:
    path = shared / "data" / "novelqualcodes-insects" / "code_by_participant.csv"
    found: dict[str, Any] = json.loads(run("--matrix", path, "--json", *arguments).stdout)
    return found


def test_the_document_has_every_key_of_the_contract(shared: Path) -> None:
    document = insects_document(shared)
    assert document["q"]["1"] == 2
    assert document["chao2"]["estimate"] == pytest.approx(18.2666666667)
    for key in ("chao2_bc", "ichao2", "ice", "jackknife1", "jackknife2", "bootstrap", "coverage", "expected_new_codes"):
        assert document[key] is not None
    for key in ("rarefaction", "rarefaction_sd", "extrapolation"):
        assert len(document[key]) == 15
    assert document["criteria"]["francis"]["met"] is False
    assert [batch["cumulative"] for batch in document["criteria"]["batches"]] == [15, 17, 18]
    assert (document["orders"]["n"], document["orders"]["seed"], document["last_new"]) == (1000, 1, 13)


def test_a_printed_table_is_compared_number_by_number(shared: Path, tmp_path: Path) -> None:
    case = json.loads((shared / "saturation-cases" / "novelqualcodes_insects.json").read_text(encoding="utf-8"))
    printed, path = case["printed_by_package"], tmp_path / "printed.csv"
    rows = zip(case["interviews"], printed["n_codes"], printed["n_novel"], printed["cumsum_novel"], strict=True)
    lines = ["interview,n_codes,n_novel,cumsum_novel", *(",".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    wrong = insects_document(shared, "--against", path)["differences"]
    assert [(one["place"], one["column"], one["printed"], one["counted"]) for one in wrong[:2]] == [
        (8, "new", 0, 1),
        (8, "cumulative", 15, 16),
    ]
    matrix = shared / "data" / "novelqualcodes-insects" / "code_by_participant.csv"
    shown = run("--matrix", matrix, "--against", path).stdout
    assert "first does at interview 8 (“Int08”), new: 0 printed, 1 in the matrix (Does not like insects)" in shown


def test_several_files_make_one_matrix(shared: Path) -> None:
    files = sorted((shared / "data" / "novelqualcodes-insects" / "raw" / "matrices").glob("*.xlsx"))
    document = json.loads(run(*(part for file in files for part in ("--matrix", file)), "--json").stdout)
    assert document["new_codes"] == [5, 4, 3, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0]


def test_where_interviews_lie_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("x,Ann,Bo\nrain,1,0\ncalm,1,1\n", encoding="utf-8")
    assert json.loads(run("--matrix", path, "--json").stdout)["names"] == ["rain", "calm"]
    assert json.loads(run("--matrix", path, "--interviews", "columns", "--json").stdout)["names"] == ["Ann", "Bo"]


def test_estimates_and_fitted_models_are_shown_when_asked_for(file: Path) -> None:
    plain, asked = run("--matrix", file).stdout, run("--matrix", file, "--advanced", "--lowe").stdout
    assert "Chao2" not in plain
    assert "Chao2, a lower bound" in asked
    assert "the three disagree widely" in asked


def test_codes_of_many_are_counted_apart(file: Path) -> None:
    document = json.loads(run("--matrix", file, "--salient", "0.4", "--json").stdout)
    assert (document["code_names"], document["new_codes"][-1]) == (["fear", "hope"], 0)
    assert "only codes in at least 40% of the interviews" in document["wording"]
    assert "Only the 2 of 3 codes in at least 40% are counted." in document["warnings"]


def test_a_single_interview_gets_plain_answers_to_all_of_it(file: Path) -> None:
    file.write_text("interview,a,b\nI1,1,1\n", encoding="utf-8")
    shown = run("--matrix", file, "--advanced", "--lowe").stdout
    assert "undefined: one interview alone" in shown
    assert "too little to fit" in shown


def test_a_study_is_counted_under_the_view_that_was_asked_for(study: Study) -> None:
    document = json.loads(run(study.folder, "--codebook", "as-coded", "--unit", "case", "--json").stdout)
    assert (document["codebook"], document["unit"]) == ("the codes as first applied", "case")
    assert document["as_coded"]["operations"] == 0
    assert "“v7”" in run(study.folder, "--codebook", "v7").stderr
    assert "“word” is not a value for --level" in run(study.folder, "--level", "word").stderr


def test_the_same_seed_gives_the_same_document(shared: Path) -> None:
    assert insects_document(shared)["orders"] == insects_document(shared)["orders"]
    assert insects_document(shared, "--seed", 2)["orders"]["seed"] == 2


def test_planning_needs_no_data() -> None:
    document = json.loads(run("plan", "--prevalence", "0.1", "--instances", "2", "--json").stdout)
    assert (document["fugard_potts"], document["galvin"]) == (29, 29)
    shown = run("plan", "--interviews", "12").stdout
    assert "with a chance of 0.718" in shown
    assert "“10” is not a value for --prevalence" in run("plan", "--prevalence", "10").stderr


def test_a_dated_note_is_kept_and_told_in_the_texts(study: Study) -> None:
    kept = run("note", study.folder, "Few new themes came.", "--date", "2025-03-04")
    assert kept.exit_code == 0
    assert "Kept a note on sufficiency, 2025-03-04, by Ada." in kept.stderr
    document = json.loads(run(study.folder, "--json").stdout)
    assert [(note["kind"], note["date"], note["text"]) for note in document["records"]["notes"]] == [
        ("sufficiency", "2025-03-04", "Few new themes came.")
    ]
    assert "Few new themes came." in document["reporting"]["coreq_22"]


def test_a_note_has_a_kind_an_interview_and_an_author(study: Study) -> None:
    arguments = ("--kind", "guide change", "--interview", "P2", "--coder", "Bo", "--json")
    kept = json.loads(run("note", study.folder, "Asked about trains.", *arguments).stdout)
    assert (kept["kind"], kept["by"], kept["text"]) == ("guide change", "Bo", "Asked about trains.")
    assert kept["interview_id"]


def test_a_criterion_kept_from_the_command_line_is_the_one_reported_first(study: Study) -> None:
    run("note", study.folder, "base=1,run=1", "--kind", "criterion")
    first = json.loads(run(study.folder, "--json").stdout)["criteria"]["guest"][0]
    assert (first["base"], first["run"]) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("x", "--kind", "mood"), "“mood” is no kind of note"),
        ((" ",), "The note is empty"),
        (("x", "--date", "soon"), "“soon”"),
        (("x", "--interview", "P9"), "“P9”"),
        (("few", "--kind", "criterion"), "“few”"),
    ],
)
def test_a_note_that_cannot_be_kept_says_why(study: Study, arguments: tuple[str, ...], told: str) -> None:
    result = run("note", study.folder, *arguments)
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr


def test_the_help_of_a_note_names_every_kind_and_ends_in_an_example() -> None:
    shown = run("note", "--help").stdout
    assert all(kind in " ".join(shown.split()) for kind in KINDS)
    assert "qualkit saturation note night-shifts" in shown[shown.index("Example:") :]


def test_ten_plus_three_is_told_for_each_top_level_code(study: Study) -> None:
    told = "not testable: it needs 13 interviews and there are 2"
    assert f"codes under “rain” alone: {told}." in run(study.folder).stdout
    found = json.loads(run(study.folder, "--json").stdout)["criteria"]["francis"]
    assert {name: (one["met"], one["status"]) for name, one in found["by_category"].items()} == {"rain": (None, told)}
