"""Matrix files: what spreadsheets write is read, and what is no count is named with its row and column."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import BadFile, BadMatrix, QualkitError, UnknownFormat
from qualkit.saturation.criteria import Criterion
from qualkit.saturation.drawing import rows_bytes
from qualkit.saturation.matrix_files import read_matrix
from qualkit.saturation.result import FILE_ORDER, incidence, measured
from qualkit.saturation.tables import write_table

PLAIN = "interview,fear,hope\nI1,1,0\nI2,0,1\n"


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "m.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.encode("utf-16"),
        "interview,fear,hope\nI1,2,\nI2, 0 ,1.0\n",
        "interview,fear,hope,,\nI1,1,0,,\nI2,0,1,,\n,,,,\n\n",
    ],
)
def test_what_a_spreadsheet_writes_is_read(tmp_path: Path, content: str | bytes) -> None:
    found = read_matrix(written(tmp_path, content))
    assert (found.interviews, found.codes) == (("I1", "I2"), ("fear", "hope"))
    assert found.present.tolist() == [[True, False], [False, True]]


def test_commas_inside_code_names_do_not_mislead_the_separator(tmp_path: Path) -> None:
    found = read_matrix(written(tmp_path, "i;fear, of falling, at night;hope, or not\nI1;1;0\nI2;0;1\n"))
    assert found.codes == ("fear, of falling, at night", "hope, or not")


def test_the_insect_matrix_is_read_in_order(shared: Path) -> None:
    case = json.loads((shared / "saturation-cases" / "novelqualcodes_insects.json").read_text(encoding="utf-8"))
    found = read_matrix(shared / "data" / "novelqualcodes-insects" / "code_by_participant.csv")
    assert found.codes == tuple(case["codes"])
    assert found.present.tolist() == [[count > 0 for count in row] for row in case["counts"]]


@pytest.mark.parametrize("cell", ["x", "-1", "0.5", "nan", "inf", "1,5", "yes"])
def test_a_cell_that_is_no_count_is_named_with_its_row_and_column(tmp_path: Path, cell: str) -> None:
    path = written(tmp_path, f'interview,fear,hope\nI1,1,0\nI2,0,"{cell}"\n')
    with pytest.raises(BadMatrix) as raised:
        read_matrix(path)
    assert raised.value.message == f"“{cell}” in row 3 (“I2”), column “hope”, is not a count."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("i,a,b\nI1,1\n", "Row 2 (“I1”) has 2 cells, the first row has 3"),
        ("i,a,b\n,1,0\n", "Row 2 does not name its interview"),
        ("i,a,\nI1,1,1\n", "Column 3 has no code name"),
        ("i,a,a\nI1,1,1\n", "code name “a” is there twice"),
        ("i,a\nI1,1\nI1,1\n", "interview name “I1” is there twice"),
        ("", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file"),
    ],
)
def test_a_file_that_is_no_matrix_is_refused_with_the_reason(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(QualkitError) as raised:
        read_matrix(written(tmp_path, content))
    assert message in raised.value.message
    assert raised.value.hint


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read: No such file"):
        read_matrix(tmp_path / "nowhere.csv")


def test_a_heading_alone_is_a_study_without_interviews(tmp_path: Path) -> None:
    assert read_matrix(written(tmp_path, "interview,a\n")).interviews == ()


@given(st.text(max_size=80))
def test_any_text_is_a_matrix_or_a_plain_refusal(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        found = read_matrix(path)
    except QualkitError:
        return
    assert found.present.shape == (len(found.interviews), len(found.codes))


def test_the_table_is_written_for_spreadsheets(tmp_path: Path) -> None:
    result = measured(read_matrix(written(tmp_path, PLAIN)), Criterion(), order=FILE_ORDER)
    write_table(result, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["interview"], row["new"], row["cumulative"], row["new_names"]) for row in rows] == [
        ("I1", "1", "1", "fear"),
        ("I2", "1", "2", "hope"),
    ]


def test_a_table_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    result = measured(read_matrix(written(tmp_path, PLAIN)), Criterion(), order=FILE_ORDER)
    with pytest.raises(UnknownFormat, match=r"“\.xlsx”"):
        write_table(result, tmp_path / "out.xlsx")
    with pytest.raises(BadFile, match="cannot be written: No such file"):
        write_table(result, tmp_path / "nowhere" / "out.csv")


def test_a_matrix_that_was_written_is_read_again(tmp_path: Path) -> None:
    first = read_matrix(written(tmp_path, PLAIN))
    table = incidence(measured(first, Criterion(), order=FILE_ORDER)).rename_axis("interview").reset_index()
    again = read_matrix(written(tmp_path, rows_bytes(table.to_dict("records"))))
    assert (again.interviews, again.codes) == (first.interviews, first.codes)
    assert again.present.tolist() == first.present.tolist()
