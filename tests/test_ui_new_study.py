"""The first page: beside making a study of one's own, a copy of the example can be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qualkit.study import create_study, open_study


def script() -> None:
    from qualkit.ui.study_page import page

    page()


@pytest.fixture
def welcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page in a folder without studies."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUALKIT_STUDY", raising=False)
    return AppTest.from_function(script, default_timeout=60).run()


def test_the_example_is_opened_as_a_copy_of_ones_own(welcome: AppTest, tmp_path: Path) -> None:
    welcome.text_input[-1].set_value("Looking around")
    welcome.button(key="open-example").click().run()
    assert not welcome.exception and "On foot or by bike" in welcome.title[0].value
    study = open_study(tmp_path / "projects" / "looking-around")
    assert study.check() == []
    study.close()


def test_a_study_of_that_name_is_left_alone(welcome: AppTest, tmp_path: Path) -> None:
    create_study(tmp_path / "projects" / "mine", title="Mine").close()
    create_study(tmp_path / "projects" / "other", title="Other").close()
    welcome.run()
    welcome.text_input[-1].set_value("mine")
    welcome.button(key="open-example").click().run()
    assert "mine" in welcome.error[0].value
    study = open_study(tmp_path / "projects" / "mine")
    assert study.title == "Mine"
    study.close()
