from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from qualkit.exchange.tables import Table
from qualkit.exchange.xlsx import LONGEST_CELL, escaped, unescaped, workbook_bytes


def cells(table: Table) -> list[list[Cell]]:
    body, _ = workbook_bytes([table])
    return [list(row) for row in load_workbook(io.BytesIO(body)).active.iter_rows()]


def test_what_looks_like_a_formula_is_typed_as_text_and_unchanged() -> None:
    [_, [formula, plain, number, empty]] = cells(Table("t", ("a", "b", "c", "d"), [("=1+1", "loud", 3, None)]))
    assert (formula.value, formula.data_type, formula.quotePrefix) == ("=1+1", "s", True)
    assert (plain.value, plain.quotePrefix) == ("loud", False)
    assert (number.value, number.data_type) == (3, "n")
    assert empty.value is None


@given(st.text(max_size=30))
def test_every_text_reads_back(text: str) -> None:
    assert unescaped(escaped(text)) == text


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20), min_size=1))
def test_every_text_survives_the_workbook(texts: list[str]) -> None:
    read = [row[0] for row in cells(Table("t", ("a",), [(text,) for text in texts]))[1:]]
    assert [unescaped(cell.value or "") for cell in read] == texts
    assert all(cell.data_type in ("s", "inlineStr") for cell in read)


def test_a_text_too_long_for_a_cell_is_cut_and_told() -> None:
    body, problems = workbook_bytes([Table("Codings", ("quote",), [("x" * (LONGEST_CELL + 1),)])])
    assert problems[0].where == "Codings, row 2, quote"
    assert len(load_workbook(io.BytesIO(body)).active["A2"].value) == LONGEST_CELL


def test_a_sheets_name_is_one_that_excel_takes() -> None:
    body, _ = workbook_bytes([Table("a/b: " + "c" * 40, ("x",), [])])
    assert load_workbook(io.BytesIO(body)).sheetnames == ["ab " + "c" * 28]
