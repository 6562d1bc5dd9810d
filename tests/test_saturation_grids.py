"""Tables as people have them: which way round, NVivo's numbering, totals, several files."""

from __future__ import annotations

import pytest

from qualkit.errors import BadMatrix
from qualkit.saturation.grids import Rows, grid, joined


def rows(text: str) -> Rows:
    return [[cell.strip() for cell in line.split(",")] for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("interview,a,b\nx,1,0\ny,0,1", "rows"),
        ("code,x,y\na,1,0\nb,0,1", "columns"),
        (",P1,P2,P3\nrain,1,0,1\ncalm,0,1,1", "columns"),
        (",rain,calm\nP1,1,0\nP2,0,1", "rows"),
        ("Taxon,Site 1,Site 2\nAus bus,1,0\nCus dus,0,1", "columns"),
        (",A : Ann\n1 : rain,1\n2 : calm,0", "columns"),
        ("x,rain,calm\nAnn,1,0\nBo,0,1", "rows"),
    ],
)
def test_interviews_are_found_in_rows_or_columns(text: str, way: str) -> None:
    assert grid(rows(text)).way == way


def test_what_was_guessed_is_told_and_what_was_said_is_not() -> None:
    text = rows(",P1,P2\nrain,1,0\ncalm,0,1")
    assert "say --interviews rows" in grid(text).remarks[0]
    assert grid(text, way="columns").remarks == ()
    assert grid(text, way="rows").interviews == ("rain", "calm")


def test_nvivo_s_numbers_and_letters_go_only_where_every_name_has_one() -> None:
    found = grid(rows(",A : Int01,B : Int02\n1 : rain,2,0\n2 : calm,0,1"))
    assert (found.interviews, found.codes) == (("Int01", "Int02"), ("rain", "calm"))
    assert found.counts.tolist() == [[2, 0], [0, 1]]
    assert grid(rows("interview,1 : rain,calm\nP1,1,0")).codes == ("1 : rain", "calm")


def test_totals_go_and_those_that_do_not_add_up_are_named() -> None:
    right = grid(rows("interview,a,b,Total\nI1,1,0,1\nI2,1,1,2\nTotal,2,1,3"))
    assert (right.interviews, right.codes) == (("I1", "I2"), ("a", "b"))
    wrong = grid(rows("interview,a,b,Total\nI1,1,0,1\nI2,1,1,5"))
    assert "“I2” 5 (its cells: 2)" in wrong.remarks[0]


def test_totals_on_both_edges_are_told_once() -> None:
    found = grid(rows("Species,Site A,Site B,Total\nAus bus,1,0,1\nCus dus,1,1,2\nTotal,2,1,3"))
    assert (found.interviews, found.codes) == (("Site A", "Site B"), ("Aus bus", "Cus dus"))
    assert sum("totals" in remark for remark in found.remarks) == 1


def test_totals_of_presence_are_totals_too() -> None:
    found = grid(rows("interview,a,b,Total\nI1,3,0,1\nI2,1,1,2"))
    assert found.remarks == ("“Total” was taken for totals and left out.",)


def test_files_are_put_together_by_names() -> None:
    one, two = grid(rows("interview,a,b\nI1,1,0")), grid(rows("interview,b,c\nI2,1,1"))
    found = joined([("1.csv", one), ("2.csv", two)])
    assert (found.interviews, found.codes) == (("I1", "I2"), ("a", "b", "c"))
    assert found.counts.tolist() == [[1, 0, 0], [0, 1, 1]]


def test_a_code_counted_twice_in_one_interview_is_refused_with_the_file() -> None:
    one = grid(rows("interview,a\nI1,1"))
    with pytest.raises(BadMatrix, match=r"“2\.csv” counts “a” in “I1”"):
        joined([("1.csv", one), ("2.csv", one)])
