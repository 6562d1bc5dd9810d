"""A framework is read from a table or from YAML, and what is none is refused with a remedy."""

from __future__ import annotations

import pytest

from qualkit.errors import BadFile, UnknownFormat
from qualkit.exchange.framework_files import read_framework
from qualkit.exchange.tables import Table
from qualkit.exchange.xlsx import workbook_bytes

BOTH = [("Bond", "Trust"), ("Goals", "")]


def test_a_table_with_or_without_definitions() -> None:
    assert read_framework("a.csv", b"Dimension;Definition\nBond;Trust\n;x\nGoals\n") == ("", BOTH)
    assert read_framework("a.csv", b"name\nBond\n") == ("", [("Bond", "")])
    workbook = workbook_bytes([Table("Alliance", ("dimension", "definition"), [("Bond", "Trust"), ("Goals", None)])])[0]
    assert read_framework("a.XLSX", workbook) == ("", BOTH)


def test_yaml_with_names_or_with_definitions() -> None:
    body = b"name: Alliance\ndimensions:\n- {name: Bond, definition: Trust}\n- Goals\n"
    assert read_framework("a.yml", body) == ("Alliance", BOTH)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.csv", b"colour\nred\n"),
        ("a.csv", b""),
        ("a.yaml", b"text"),
        ("a.yaml", b"dimensions: 3"),
        ("a.yaml", b"dimensions: [7]"),
        ("a.yaml", b"a: [1"),
        ("a.xlsx", b"PK"),
    ],
)
def test_what_is_no_framework_is_refused(name: str, body: bytes) -> None:
    with pytest.raises(BadFile):
        read_framework(name, body)


def test_another_ending_is_told() -> None:
    with pytest.raises(UnknownFormat, match="pdf"):
        read_framework("a.pdf", b"")
