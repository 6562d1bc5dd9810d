"""The page Code: which interview is shown, and what it says while there is nothing to code."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualkit.study import Study, create_study

streamlit_testing = pytest.importorskip("streamlit.testing.v1")


def run_page() -> None:
    from qualkit.ui import code_page

    code_page.page()


@pytest.fixture
def script(study: Study, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    return streamlit_testing.AppTest.from_function(run_page, default_timeout=30)


def test_the_first_interview_is_open_and_another_can_be_chosen(script: object) -> None:
    page = script.run()  # type: ignore[attr-defined]
    assert not page.exception
    chooser = page.selectbox[0]
    assert chooser.options == ["P1", "P2"]
    assert "interview 1" in page.caption[0].value
    second = page.session_state["code interview"]
    chooser.select_index(1).run()
    assert not page.exception
    assert "interview 2" in page.caption[0].value
    assert page.session_state["code interview"] != second


def test_the_address_says_which_interview_is_open(script: object) -> None:
    page = script.run()  # type: ignore[attr-defined]
    page.selectbox[0].select_index(1).run()
    address = page.query_params["interview"]
    again = streamlit_testing.AppTest.from_function(run_page, default_timeout=30)
    again.query_params["interview"] = address
    assert "interview 2" in again.run().caption[0].value


def test_an_interview_that_is_no_longer_there_gives_way_to_the_first(script: object) -> None:
    script.query_params["interview"] = "gone"  # type: ignore[attr-defined]
    page = script.run()  # type: ignore[attr-defined]
    assert not page.exception
    assert "interview 1" in page.caption[0].value


def test_a_study_without_interviews_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = create_study(tmp_path / "bare", coder="Ada")
    monkeypatch.setenv("QUALKIT_STUDY", str(made.folder))
    page = streamlit_testing.AppTest.from_function(run_page, default_timeout=30).run()
    assert not page.exception
    said = " ".join(one.value for one in [*page.markdown, *page.caption])
    assert "no interviews" in said
    assert "Study page" in said
    made.close()
