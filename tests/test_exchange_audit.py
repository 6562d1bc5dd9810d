from __future__ import annotations

import csv
import re
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from qualkit.cli.main import qualkit
from qualkit.coding.codes import merge_codes, rename_code
from qualkit.exchange.actions import export_study
from qualkit.exchange.audit import any_of, pseudonymised
from qualkit.exchange.registry import Only, Wish
from qualkit.interviews import edit_interview
from qualkit.model import Case, Interview
from qualkit.study import Study


@pytest.fixture
def audited(study: Study) -> Study:
    edit_interview(study, "P1", cases=("Ines Moreau",))
    rename_code(study, "calm", "<b>peace</b>", why="Ines Moreau says so")
    merge_codes(study, ["rain"], into="<b>peace</b>")
    study.undo()
    return study


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_change_is_told_with_who_when_why_before_and_after(audited: Study, tmp_path: Path) -> None:
    export_study(audited, "audit", tmp_path / "audit.csv", Wish(named=True))
    told = rows(tmp_path / "audit.csv")
    assert [int(row["line"]) for row in told] == list(range(1, len(told) + 1))
    renamed = next(row for row in told if row["act"] == "rename_code")
    assert (renamed["by"], renamed["why"]) == ("Ada", "Ines Moreau says so")
    assert "name: calm" in renamed["before"] and "name: <b>peace</b>" in renamed["after"]
    assert [row["act"] for row in told[-2:]] == ["merge_code", "undo"]


def test_names_of_participants_and_interviews_are_left_out_unless_asked_for(audited: Study, tmp_path: Path) -> None:
    files, _ = export_study(audited, "audit", tmp_path / "audit.csv")
    assert [path.suffix for path in files] == [".csv", ".docx", ".html"]
    table = (tmp_path / "audit.csv").read_text(encoding="utf-8-sig")
    page = (tmp_path / "audit.html").read_text(encoding="utf-8")
    document = docx.Document(str(tmp_path / "audit.docx"))
    cells = " ".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    for text in (table, page, cells):
        assert "Ines" not in text and "P1" not in text
        assert "Participant 1" in text and "Interview 1" in text


def test_what_looks_like_markup_is_text_in_the_page(audited: Study, tmp_path: Path) -> None:
    export_study(audited, "audit", tmp_path / "audit.csv")
    page = (tmp_path / "audit.html").read_text(encoding="utf-8")
    assert "<b>peace" not in page and "&lt;b&gt;peace" in page


def test_the_longest_name_is_hidden_first_and_only_whole_words() -> None:
    cases = [Case(id="1", name="Ann"), Case(id="2", name="Ann Lee")]
    hide = pseudonymised(cases, [Interview(id="3", name="Ann 2", position=4)])
    assert hide("Ann Lee, Ann and Annika in Ann 2") == "Participant 2, Participant 1 and Annika in Interview 4"
    assert pseudonymised([], [])("nobody") == "nobody"


def test_an_audit_of_one_code_tells_its_lines_only_and_says_so(audited: Study, tmp_path: Path) -> None:
    only = Only(codes=("shoes",), interviews=())
    export_study(audited, "audit", tmp_path / "audit.csv", Wish(only=only))
    assert [row["act"] for row in rows(tmp_path / "audit.csv")] == ["create_code", "merge_code", "undo"]
    assert "only those about: codes “rain &gt; shoes”" in (tmp_path / "audit.html").read_text(encoding="utf-8")


def test_the_command_narrows_the_audit_and_nothing_else(audited: Study, tmp_path: Path) -> None:
    words = ["export", str(audited.folder), "-o", str(tmp_path / "audit.csv"), "--by", "Ada", "--interview", "P2"]
    done = CliRunner().invoke(qualkit, [*words, "--format", "audit"])
    assert done.exit_code == 0, done.output
    assert {row["act"] for row in rows(tmp_path / "audit.csv")} == {"add_interview", "add_transcript", "apply_code"}
    assert CliRunner().invoke(qualkit, [*words, "--format", "csv"]).exit_code == 2
    unknown = CliRunner().invoke(qualkit, [*words, "--format", "audit", "--code", "fog"])
    assert unknown.exit_code == 2 and "“fog”" in unknown.output


LETTERS = st.text("ab(.é 1", min_size=1, max_size=6)


@given(st.lists(LETTERS, min_size=1, max_size=40), st.text("ab(.é 1", max_size=40))
def test_many_names_are_found_in_a_text_as_if_each_was_tried_the_longest_first(names: list[str], text: str) -> None:
    one_by_one = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    found = [re.findall(rf"(?<!\w)({names})(?!\w)", text) for names in (one_by_one, any_of(names))]
    assert found[0] == found[1]
