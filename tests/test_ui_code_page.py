"""The page Code: which interview is shown, and what it says while there is nothing to code."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import Opened, opens, page_of, shown

from qualkit.study import Study, create_study

opened = opens("code_page")


def test_the_first_interview_is_open_and_another_can_be_chosen(study: Study, opened: Opened) -> None:
    page = opened(study)
    chooser = page.selectbox[0]
    assert chooser.options == ["P1", "P2"]
    assert "interview 1" in page.caption[0].value
    second = page.session_state["code interview"]
    chooser.select_index(1).run()
    assert not page.exception
    assert "interview 2" in page.caption[0].value
    assert page.session_state["code interview"] != second


def test_the_address_says_which_interview_is_open(study: Study, opened: Opened) -> None:
    page = opened(study)
    page.selectbox[0].select_index(1).run()
    address = page.query_params["interview"]
    again = page_of("code_page")
    again.query_params["interview"] = address
    assert "interview 2" in again.run().caption[0].value


def test_an_interview_that_is_no_longer_there_gives_way_to_the_first(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    page = page_of("code_page")
    page.query_params["interview"] = "gone"
    page.run()
    assert not page.exception
    assert "interview 1" in page.caption[0].value


def test_a_study_without_interviews_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = create_study(tmp_path / "bare", coder="Ada")
    monkeypatch.setenv("QUALKIT_STUDY", str(made.folder))
    page = shown("code_page")
    said = " ".join(one.value for one in [*page.markdown, *page.caption])
    assert "no interviews" in said
    assert "Study page" in said
    made.close()
