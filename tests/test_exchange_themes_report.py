"""The themes and the framework matrix as files for the paper: verbatim, in the researcher's order, names hidden."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from themes_inputs import night_study

from qualkit.exchange.actions import prepare_export
from qualkit.exchange.export import Export, Wish
from qualkit.reasons import give_reason
from qualkit.store import reads
from qualkit.study import Study
from qualkit.themes.chosen import choose_quote
from qualkit.themes.framework import add_framework, map_onto, write_summary
from qualkit.themes.making import create_theme, revise_theme
from qualkit.themes.review import Naming


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Study]:
    """A theme with a chosen quote, a subtheme, a framework and a summary."""
    study = night_study(tmp_path / "nights")
    create_theme(study, Naming("Debt", "goodwill is borrowed"), ["calling the doctor", "fear of annoyance"])
    create_theme(study, Naming("Sorry"), ["apologising on the phone"], under="Debt")
    revise_theme(study, "Debt", exclude="manners", why="Bram says so")
    give_reason(study, study.recent_acts(1)[0].id, "and Ines as well")
    with study.reading() as connection:
        code = next(one for one in reads.codes(connection) if one.name == "fear of annoyance")
        passage = reads.codings(connection, code_id=code.id)[0].segment_id
    choose_quote(study, "Debt", passage)
    add_framework(study, "COM-B", [("Motivation", "")])
    map_onto(study, "COM-B", ("theme", "Debt"), ["Motivation"])
    write_summary(study, "Bram", ("theme", "Debt"), "=He owes")
    yield study
    study.close()


def sheets(made: Export) -> dict[str, list[tuple[object, ...]]]:
    assert [part.suffix for part in made.parts] == [".xlsx", ".docx", ".html"]
    workbook = load_workbook(io.BytesIO(made.parts[0].body))
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook}


def test_the_overview_quotes_spread_and_decisions(nights: Study) -> None:
    found = sheets(prepare_export(nights, "themes"))
    assert list(found) == ["Themes", "Quotes", "Theme x participant", "Decisions"]
    first = dict(zip(found["Themes"][0], found["Themes"][1], strict=True))
    assert (first["theme"], first["concept"], first["what_it_is_not"]) == ("Debt", "goodwill is borrowed", "manners")
    assert (first["participants"], first["of_participants"]) == (2, 2) and found["Themes"][2][1] == "Debt"
    assert found["Quotes"][1] == (
        *("Debt", 1, "Participant 2"),
        "The doctor sounds annoyed whenever the phone rings at night",
    )
    assert found["Theme x participant"][1:] == [("Participant 1", 1, 0), ("Participant 2", 1, 1)]
    whys = [row[3] for row in found["Decisions"]]
    assert "Participant 1 says so; and Participant 2 as well" in whys
    assert "Bram" not in str(found) and "Bram" in str(sheets(prepare_export(nights, "themes", Wish(named=True))))


def test_the_matrix_has_a_sheet_for_the_themes_and_for_each_framework(nights: Study) -> None:
    made = prepare_export(nights, "framework-matrix")
    found = sheets(made)
    assert list(found) == ["Matrix Themes", "Quotes Themes", "Matrix COM-B", "Quotes COM-B"]
    assert found["Matrix Themes"] == [
        ("participant", "Debt", "Sorry"),
        ("Participant 1", "=He owes [1]", None),
        ("Participant 2", "[1]", "[1]"),
    ]
    assert found["Matrix COM-B"][1:] == [("Participant 1", "[1]"), ("Participant 2", "[1]")]
    words = docx.Document(io.BytesIO(made.parts[1].body))
    assert words.tables[0].rows[1].cells[1].text == "=He owes [1]"
