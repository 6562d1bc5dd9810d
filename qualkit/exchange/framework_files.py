"""Frameworks as files: a table of dimensions with their definitions (.csv, .xlsx), or YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from qualkit.errors import BadFile, UnknownFormat
from qualkit.exchange.decoding import decode
from qualkit.exchange.tables import csv_lines, spelled, unguarded
from qualkit.exchange.xlsx import read_workbook
from qualkit.yaml_files import read_yaml

Dimensions = list[tuple[str, str]]
NAMES = ("dimension", "name", "construct")
TEXTS = ("definition", "description")
HINT = "A table has the columns dimension and definition; YAML has name and dimensions, each with name and definition."


def read_framework(name: str, body: bytes) -> tuple[str, Dimensions]:
    """The framework's name, where the file has one, and its dimensions with their definitions.

    Raises
    ------
    BadFile
        It holds no dimensions.
    UnknownFormat
        Its name ends in none of .csv, .xlsx, .yaml.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in (".yaml", ".yml"):
        return _from_yaml(name, body)
    if suffix == ".csv":
        return "", _from_rows(name, [cells for _, cells in csv_lines(name, body)[0]])
    if suffix == ".xlsx":
        return "", _from_rows(name, read_workbook(name, body))
    raise UnknownFormat(suffix or name, [".csv", ".xlsx", ".yaml"])


def _from_rows(name: str, rows: Sequence[Sequence[str]]) -> Dimensions:
    places = spelled(rows[0]) if rows else {}
    at = next((places[one] for one in NAMES if one in places), None)
    if at is None:
        raise BadFile(f"“{name}” has no column “dimension”.", hint=HINT)
    text = next((places[one] for one in TEXTS if one in places), None)
    full = [[*map(unguarded, row), *[""] * len(places)] for row in rows[1:]]
    return [(row[at], row[text] if text is not None else "") for row in full if row[at].strip()]


def _from_yaml(name: str, body: bytes) -> tuple[str, Dimensions]:
    try:
        document = read_yaml(decode(name, body)[0])
    except ValueError as error:
        raise BadFile(f"“{name}” is not YAML: {error}.", hint=HINT) from error
    listed = document.get("dimensions") if isinstance(document, Mapping) else None
    if not isinstance(listed, list):
        raise BadFile(f"“{name}” has no list “dimensions”.", hint=HINT)
    return str(document.get("name") or ""), [_dimension(name, one) for one in listed]


def _dimension(name: str, entry: Any) -> tuple[str, str]:
    """An entry is a name, or a mapping with name and definition."""
    if isinstance(entry, Mapping) and entry.get("name"):
        return str(entry["name"]), str(entry.get("definition") or "")
    if isinstance(entry, str):
        return entry, ""
    raise BadFile(f"“{name}” has a dimension {entry!r}, which is no name.", hint=HINT)
