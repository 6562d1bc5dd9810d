from __future__ import annotations

import csv
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from qualkit.coding.codes import create_code, define_code, retire_code
from qualkit.coding.segments import codings_table
from qualkit.coding.versions import commit_codebook
from qualkit.errors import BadAct, BadFile, UnknownFormat
from qualkit.exchange.actions import Incoming, export_study, import_incoming, prepare_export
from qualkit.exchange.registry import FORMATS, Wish, find_format
from qualkit.interviews import describe_case, edit_interview
from qualkit.memos import write_memo
from qualkit.saturation.concepts import add_dimension, rate_depth
from qualkit.saturation.records import write_note
from qualkit.store import reads, transcripts
from qualkit.study import Study, create_study


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_format_says_who_reads_it_in_one_line() -> None:
    assert {"nvivo-codebook", "qdc", "qdpx", "csv", "audit", "xlsx"} <= FORMATS.keys()
    assert all(len(one.read_by) < 110 and one.read_by.endswith(".") for one in FORMATS.values())
    with pytest.raises(UnknownFormat, match=", ".join(FORMATS)):
        find_format("spss")


def test_the_nvivo_codebook_has_a_qdc_beside_it(study: Study, tmp_path: Path) -> None:
    files, notes = export_study(study, "nvivo-codebook", tmp_path / "out.csv")
    assert [file.name for file in files] == ["out.csv", "out.qdc"]
    assert not notes
    body = files[0].read_bytes()
    assert body.startswith(b"\xef\xbb\xbfName,Description,Files,References,Hierarchical Name,")
    assert body.count(b"\r\n") == body.count(b"\n") == 4
    assert [row["Name"] for row in rows_of(files[0])] == ["calm", "rain", "  shoes"]
    guids = {row["Code GUID"] for row in rows_of(files[0])}
    assert guids == {e.get("guid") for e in etree.parse(files[1]).iter("{urn:QDA-XML:codebook:1.0}Code")}


def test_the_nvivo_codebook_names_its_version_and_later_changes(study: Study, tmp_path: Path) -> None:
    def version() -> str:
        return rows_of(export_study(study, "nvivo-codebook", tmp_path / "a.csv")[0][0])[0]["Codebook Version"]

    assert version() == "not saved yet"
    commit_codebook(study, "first")
    assert version() == "v1"
    define_code(study, "calm", definition="peace", by="Bo")
    assert version() == "v1 and later changes"
    assert rows_of(tmp_path / "a.csv")[0]["Modified By"] == "Bo"


def test_flat_leaves_the_spaces_out(study: Study, tmp_path: Path) -> None:
    files, _ = export_study(study, "nvivo-codebook", tmp_path / "out.csv", Wish(flat=True))
    assert [row["Name"] for row in rows_of(files[0])] == ["calm", "rain", "shoes"]


def test_a_formula_in_a_codes_name_is_no_formula_in_the_table(study: Study, tmp_path: Path) -> None:
    create_code(study, "=cmd()", under="rain", definition="@SUM(A1)")
    row = rows_of(export_study(study, "nvivo-codebook", tmp_path / "out.csv")[0][0])[2]
    assert (row["Name"], row["Description"]) == ("'  =cmd()", "'@SUM(A1)")


def test_a_study_without_codes_has_no_qdc_and_says_why(tmp_path: Path) -> None:
    empty = create_study(tmp_path / "s", coder="Ada")
    files, notes = export_study(empty, "nvivo-codebook", tmp_path / "out.csv")
    assert [file.name for file in files] == ["out.csv"]
    assert "was not written: the codebook has no codes" in notes[0].what
    with pytest.raises(BadAct, match="has no codes"):
        export_study(empty, "qdc", tmp_path / "out.qdc")
    for name in ("csv", "xlsx"):
        assert export_study(empty, name, tmp_path / f"out.{name}")[0]


def test_codes_out_of_use_are_left_out_and_told(study: Study) -> None:
    retire_code(study, "shoes", why="too narrow")
    export = prepare_export(study, "nvivo-codebook")
    assert len(export.preview.rows) == 2
    assert "merged or retired codes are not in it: 1" in export.notes[0].what


def test_csv_has_every_coding_with_the_transcripts_own_words(study: Study, tmp_path: Path) -> None:
    rows = rows_of(export_study(study, "csv", tmp_path / "out.csv")[0][0])
    assert [(row["interview"], row["code_path"], row["quote"]) for row in rows] == [
        ("P1", "rain", "I hate the rain"),
        ("P1", "calm", "my head is clear when I arrive"),
        ("P2", "calm", "the quiet street"),
    ]
    assert [int(row["end"]) - int(row["start"]) for row in rows] == [len(row["quote"]) for row in rows]
    assert {row["coder"] for row in rows} == {"Ada"}


def test_what_csv_wrote_comes_in_again_equal(study: Study, tmp_path: Path) -> None:
    body = prepare_export(study, "csv").parts[0].body
    other = create_study(tmp_path / "other", coder="Cy")
    with study.reading() as connection:
        texts = [(one.name, transcripts.texts(connection)[one.id]) for one in reads.interviews(connection)]
    files = [Incoming(f"{name}.txt", text.encode()) for name, text in texts]
    report = import_incoming(other, [*files, Incoming("out.csv", body)])
    assert not report.problems
    kept = ["interview", "path", "start", "end", "text", "coder", "memo"]
    assert codings_table(other)[kept].equals(codings_table(study)[kept])


def test_the_workbook_has_a_sheet_for_each_table(study: Study, tmp_path: Path) -> None:
    edit_interview(study, "P1", cases=("Walker",))
    describe_case(study, "Walker", {"age": "44"})
    write_memo(study, "=HYPERLINK()")
    files, _ = export_study(study, "xlsx", tmp_path / "out.xlsx")
    book = load_workbook(files[0])
    assert book.sheetnames == [
        *("Codebook", "Codings", "Interviews", "Code x interview", "Themes", "Memos"),
        *("Sampling notes", "Dimensions", "Depth ratings"),
    ]
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    assert sheets["Code x interview"] == [
        ["code_path", "P1", "P2"],
        ["calm", 1, 1],
        ["rain", 1, 0],
        ["rain > shoes", 0, 0],
    ]
    assert sheets["Interviews"][0][-1] == "age"
    assert sheets["Interviews"][1][:3] == ["P1", "Walker", "2025-03-01"]
    assert sheets["Interviews"][1][-2:] == [2, "44"]
    assert sheets["Memos"][1][-1] == "=HYPERLINK()"
    assert book["Memos"].cell(2, 8).data_type != "f"


def test_a_name_of_another_ending_or_a_missing_folder_is_refused(study: Study, tmp_path: Path) -> None:
    with pytest.raises(BadAct, match=r"does not end in \.csv"):
        export_study(study, "nvivo-codebook", tmp_path / "out.qdc")
    with pytest.raises(BadFile, match="cannot be written"):
        export_study(study, "csv", tmp_path / "gone" / "out.csv")


def test_an_export_leaves_no_temporary_file_and_replaces_the_old_one(study: Study, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    export_study(study, "csv", target)
    assert target.read_text(encoding="utf-8-sig").startswith("interview,case,")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["out.csv"]


def test_what_was_recorded_on_sampling_is_in_the_workbook(study: Study, tmp_path: Path) -> None:
    write_note(study, "guide change", "asked about trains", interview="P2", date="2025-03-02")
    add_dimension(study, "shoes", "wet feet", interview="P1")
    with study.reading() as connection:
        codes = {code.name: code.id for code in reads.codes(connection)}
    rate_depth(study, codes["calm"], "range", 2, evidence="two people, one each way")
    book = load_workbook(export_study(study, "xlsx", tmp_path / "out.xlsx")[0][0])
    rows = {name: list(book[name].iter_rows(min_row=2, values_only=True)) for name in book.sheetnames[-3:]}
    assert [row[:-1] for row in rows["Sampling notes"]] == [
        ("2025-03-02", "guide change", "P2", "asked about trains", "Ada")
    ]
    assert [row[:-1] for row in rows["Dimensions"]] == [("rain > shoes", "wet feet", "P1", "Ada")]
    assert [row[:-1] for row in rows["Depth ratings"]] == [
        ("code", "calm", "range", 2, "two people, one each way", "Ada")
    ]
