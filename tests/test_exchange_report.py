"""The report: what a supervisor reads, without names unless they are asked for."""

from __future__ import annotations

import io
import re

import docx
import pytest

from qualkit.coding.codes import define_code
from qualkit.documents.blocks import Picture, Rows, Text
from qualkit.exchange.actions import prepare_export
from qualkit.exchange.registry import Wish
from qualkit.interviews import describe_case, edit_interview
from qualkit.memos import write_memo
from qualkit.reporting import completed, report_sections
from qualkit.study import Study
from qualkit.themes.actions import Naming
from qualkit.themes.making import create_theme


@pytest.fixture
def told(study: Study) -> Study:
    """The study with a participant of a telling name, a theme, a memo and a decision with its reason."""
    edit_interview(study, "P1", cases=("Maria Rossi",))
    describe_case(study, "Maria Rossi", {"work": "nurse <b>"})
    create_theme(study, Naming("Weather decides", "What Maria Rossi puts up with"), codes=["rain"])
    define_code(study, "calm", definition="Quiet, as Maria Rossi says", why="Maria Rossi meant both")
    write_memo(study, "I walk too.")
    return study


def page(study: Study, **wishes: bool) -> str:
    wish = completed(Wish(**wishes), study, "report")
    return prepare_export(study, "report", wish).parts[1].body.decode()


def test_a_report_holds_people_themes_quotes_codebook_decisions_and_memos(told: Study) -> None:
    text = page(told, named=True)
    order = [
        "Participants",
        "Themes",
        "Weather decides",
        "Sampling and sufficiency",
        "Codebook",
        "How the analysis developed",
    ]
    headings = re.findall(r"<h[23]>([^<]+)", text)
    assert [one for one in headings if one.startswith(tuple(order))] == order
    assert "“I hate the rain” <cite>(Maria Rossi)</cite>" in text
    assert "nurse &lt;b&gt;" in text
    assert "Maria Rossi meant both" in text
    assert "I walk too." in text


def test_nobody_is_named_unless_it_is_asked_for(told: Study) -> None:
    text = page(told)
    assert "Rossi" not in text
    assert "What Participant 1 puts up with" in text
    assert "<cite>(Participant 1)</cite>" in text
    assert "P2" not in re.sub(r"base64,[^\"]+", "", text)


def test_word_and_page_say_the_same(told: Study) -> None:
    parts = prepare_export(told, "report", completed(Wish(), told, "report")).parts
    assert [part.suffix for part in parts] == [".docx", ".html"]
    document = docx.Document(io.BytesIO(parts[0].body))
    assert "“I hate the rain” (Participant 1)" in [one.text for one in document.paragraphs]


def test_an_empty_study_has_a_report_that_says_so(tmp_path) -> None:
    from qualkit.study import create_study

    text = page(create_study(tmp_path / "new", title="New", coder="Ada"))
    assert "No theme was made yet." in text
    assert "Nobody was entered as a participant yet" in text


def test_the_part_on_saturation_has_its_table_and_picture(study: Study) -> None:
    sections = report_sections(study)
    rows = next(one for one in sections if isinstance(one, Rows))
    assert [row[:2] for row in rows.rows] == [("Interview 1", 2), ("Interview 2", 0)]
    assert next(one for one in sections if isinstance(one, Picture)).png.startswith(b"\x89PNG")


def test_a_reflexive_study_reports_no_counts(study: Study) -> None:
    study.change_settings(approach="reflexive")
    sections = report_sections(study)
    assert [type(one) for one in sections[1:]] == [Text]
    assert not [one for one in sections if isinstance(one, Rows | Picture)]


def test_cards_carry_the_quotes_without_names(told: Study) -> None:
    document = docx.Document(io.BytesIO(prepare_export(told, "cards").parts[0].body))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert any("“I hate the rain”" in cell and "Participant 1" in cell for cell in cells)
    assert not [cell for cell in cells if "Rossi" in cell]


def test_wide_margins_hold_every_turn(study: Study) -> None:
    document = docx.Document(io.BytesIO(prepare_export(study, "wide-margin").parts[0].body))
    texts = [one.text for one in document.paragraphs]
    assert any(text.endswith("Participant: In winter I buy better shoes.") for text in texts)
