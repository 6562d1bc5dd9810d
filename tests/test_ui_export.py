"""The page Export, run as Streamlit runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import Opened, opens, shown
from streamlit.testing.v1 import AppTest

from qualkit.coding.codes import create_code, retire_code
from qualkit.exchange.registry import FORMATS
from qualkit.store.reads import codes
from qualkit.study import Study, create_study
from qualkit.ui.export import FOR, TITLES

NOTHING_THERE = ("nvivo-classification", "nvivo-transcript", "themes", "framework-matrix")
"""The study has neither participants nor times nor themes."""


opened = opens("export")


def downloads(test: AppTest) -> list[str]:
    return [button.proto.label for button in test.get("download_button")]


def choose(test: AppTest, name: str) -> AppTest:
    purpose = next(one for one, names in FOR.items() if name in names)
    test.selectbox(key="export-for").set_value(purpose).run()
    return test.radio(key=f"export-format {purpose}").set_value(name).run()


def told(test: AppTest) -> str:
    return "\n".join(caption.value for caption in test.caption).replace("\\", "")


def test_the_page_opens_on_what_a_supervisor_reads(study: Study, opened: Opened) -> None:
    assert downloads(opened(study)) == ["Download .docx"]


def test_every_format_is_offered_for_one_purpose() -> None:
    assert sorted(name for names in FOR.values() for name in names) == sorted(FORMATS)


def test_the_nvivo_codebook_comes_with_its_companion(study: Study, opened: Opened) -> None:
    test = choose(opened(study), "nvivo-codebook")
    assert downloads(test) == ["Download .csv", "Download .qdc"]
    assert test.dataframe[0].value["Name"].tolist() == ["calm", "rain", "  shoes"]


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_can_be_chosen_previewed_and_downloaded(study: Study, opened: Opened, name: str) -> None:
    test = opened(study)
    choose(test, name)
    assert not test.exception and not test.error
    assert f"Download {FORMATS[name].suffix}" in downloads(test)
    if name in NOTHING_THERE:
        assert any("There is nothing in" in line.value for line in test.markdown)
    else:
        assert len(test.dataframe[0].value) > 0


def test_every_format_has_a_title_in_plain_words() -> None:
    assert TITLES.keys() == FORMATS.keys()


def test_flat_leaves_the_spaces_out_of_the_preview(study: Study, opened: Opened) -> None:
    test = choose(opened(study), "nvivo-codebook")
    test.checkbox(key="export-flat").check().run()
    assert test.dataframe[0].value["Name"].tolist() == ["calm", "rain", "shoes"]


def test_what_a_format_cannot_hold_is_told(study: Study, opened: Opened) -> None:
    retire_code(study, "shoes", why="too narrow")
    assert "merged or retired codes are not in it: 1" in told(choose(opened(study), "nvivo-codebook"))


def test_a_study_without_codes_says_what_to_do(tmp_path: Path, opened: Opened) -> None:
    test = choose(opened(create_study(tmp_path / "new", coder="Ada")), "nvivo-codebook")
    assert downloads(test) == ["Download .csv"]
    assert any("nothing in “Codebook” yet" in line.value.replace("\\", "") for line in test.markdown)
    choose(test, "qdc")
    assert not test.exception
    assert "REFI-QDA allows no codebook without one" in test.error[0].value.replace("\\", "")


def test_only_the_beginning_of_a_long_table_is_shown(study: Study, opened: Opened) -> None:
    for number in range(60):
        create_code(study, f"code {number}")
    test = choose(opened(study), "nvivo-codebook")
    assert len(test.dataframe[0].value) == 50
    assert "Codebook: 63 rows, the first 50 shown" in told(test)


def test_the_files_of_a_large_study_are_made_when_they_are_asked_for_and_then_kept(
    study: Study, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualkit.ui.export.MADE_AT_ONCE", 1)
    test = choose(opened(study), "nvivo-codebook")
    assert downloads(test) == ["Download .csv", "Download .qdc"]  # a list of codes is quick
    choose(test, "csv")
    assert downloads(test) == [] and not test.dataframe
    test.button(key="make-export").click().run()
    assert downloads(test) == ["Download .csv"]
    assert downloads(test.run()) == ["Download .csv"]
    create_code(study, "wind")
    assert downloads(test.run()) == []  # what was made is old


def test_the_page_without_a_study_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QUALKIT_STUDY", raising=False)
    monkeypatch.chdir(tmp_path)
    test = shown("export")
    assert "No study is open" in test.markdown[0].value.replace("\\", "")


def test_the_record_of_decisions_is_narrowed_to_a_code(study: Study, opened: Opened) -> None:
    test = opened(study)
    choose(test, "audit")
    whole = len(test.dataframe[0].value)
    with study.reading() as connection:
        calm = next(code.id for code in codes(connection) if code.name == "calm")
    test.multiselect(key="audit-codes").set_value([calm]).run()
    assert not test.exception and 0 < len(test.dataframe[0].value) < whole
