from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import BadFile
from qualkit.exchange.grids import rows_of
from qualkit.exchange.tables import CodedRow, csv_bytes, guarded, unguarded


def test_a_row_is_read_with_its_line() -> None:
    header = b"study,participant,segment_id,text,code,theme,coder\n"
    body = header + b's,P1,1,"It was\nloud.",noise,place,Ada\n\ns,P2,2,Yes,calm,,\n'
    rows, problems = rows_of("t.csv", body)
    assert rows == [
        CodedRow(2, "P1", "It was\nloud.", "noise", "place", "Ada", "1"),
        CodedRow(5, "P2", "Yes", "calm", "", "", "2"),
    ]
    assert not problems


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_delimiter_and_order_of_columns_is_read(delimiter: str) -> None:
    lines = [delimiter.join(cells) for cells in (("Code", "Participant", "Text"), ("noise", "P1", "loud"))]
    rows, _ = rows_of("t.csv", "\r\n".join(lines).encode("utf-8-sig"))
    assert rows == [CodedRow(2, "P1", "loud", "noise")]


def test_a_row_without_participant_or_code_is_listed_and_the_others_are_read() -> None:
    rows, problems = rows_of("t.csv", b"participant,text,code\n,a,x\nP1,b,\nP1,c,y\nP1,d,z,extra\nP1,,\n")
    assert [row.code for row in rows] == ["y"]
    assert [problem.where for problem in problems] == ["t.csv, line 2", "t.csv, line 3", "t.csv, line 5"]


def test_a_table_without_the_needed_columns_names_those_it_has() -> None:
    with pytest.raises(BadFile, match="no column “code”; its first row has: participant, text"):
        rows_of("t.csv", b"participant,text\nP1,a\n")


def test_an_open_quote_mark_does_not_hide_the_rest_in_silence() -> None:
    with pytest.raises(BadFile, match="cannot be read as a table"):
        rows_of("t.csv", b'participant,text,code\nP1,"' + b"a,b\n" * 50_000)


DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "'=1", "''-x", "＝1", "\x00", "\n=1"]


@pytest.mark.parametrize("cell", DANGEROUS)
def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text_and_reads_back(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@given(st.text(max_size=20))
def test_every_cell_reads_back_and_none_begins_like_a_formula(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).lstrip().startswith(("=", "+", "-", "@"))


def test_plain_words_are_written_as_they_are() -> None:
    assert guarded("It's loud - really") == "It's loud - really"
    assert guarded("'tis loud") == "'tis loud"


def test_a_written_table_has_a_byte_order_mark_and_crlf_and_numbers_stay_numbers() -> None:
    body = csv_bytes(["a", "b"], [["=1", -1], ["é", None]])
    assert body == "\ufeffa,b\r\n'=1,-1\r\né,\r\n".encode()
    assert list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))[1] == ["'=1", "-1"]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=12), min_size=1, max_size=4))
def test_what_is_written_is_read_again(texts: list[str]) -> None:
    body = csv_bytes(["participant", "text", "code"], [["P", text, "c"] for text in texts])
    rows, problems = rows_of("t.csv", body)
    assert not problems
    assert [row.text for row in rows] == [text.strip() for text in texts]


@pytest.mark.parametrize(
    ("study", "rows"), [("pdpilot-maxqda", 262), ("serdif-usability", 1930), ("flaky-survey", 263)]
)
def test_the_tables_of_real_studies_are_read_whole(shared: Path, study: str, rows: int) -> None:
    found, problems = rows_of("coded.csv", (shared / "data" / study / "coded.csv").read_bytes())
    assert len(found) == rows
    assert not problems
