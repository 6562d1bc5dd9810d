"""Workbooks and several files; plain tables are in the tests of tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from qualkit.errors import BadFile, UnknownFormat
from qualkit.saturation.curve import new_codes
from qualkit.saturation.matrix_files import read_matrices, read_matrix


def test_fifteen_queries_of_nvivo_give_the_insect_study(shared: Path) -> None:
    files = sorted((shared / "data" / "novelqualcodes-insects" / "raw" / "matrices").glob("*.xlsx"))
    found = read_matrices(files)
    assert new_codes(found.matrix).tolist() == [5, 4, 3, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0]
    assert found.matrix.interviews[0] == "Int01_ID731"
    assert (found.order, len(found.remarks)) == ("the order of the files", 1)


def test_a_single_query_is_one_interview(shared: Path) -> None:
    found = read_matrices([shared / "interchange" / "nvivo-matrix-coding-query.xlsx"])
    assert (found.matrix.interviews, len(found.matrix.codes)) == (("Int08_ID85",), 3)
    assert len(found.matrix.never_applied) == 15


def test_a_workbook_is_read_like_the_text(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    pd.DataFrame({"interview": ["I1", "I2", "I3"], "a": [2, None, 0], "b": [0, 1, 0]}).to_excel(path, index=False)
    found = read_matrices([path])
    assert found.matrix.present.tolist() == [[True, False], [False, True], [False, False]]
    assert found.order == "the order of the file's rows"


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"no"), ("b.xlsx", b""), ("c.xlsx", b"PK\x03\x04rest")])
def test_a_workbook_that_is_none_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadFile, match="is not an Excel workbook"):
        read_matrix(tmp_path / name)


def test_files_that_are_missing_or_of_another_kind_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        read_matrix(tmp_path / "none.xlsx")
    with pytest.raises(UnknownFormat, match=r"“\.docx”"):
        read_matrix(tmp_path / "m.docx")
