"""Help on each page, by its button in the sidebar."""

from __future__ import annotations

import pytest
from conftest import REPOSITORY
from streamlit.testing.v1 import AppTest

from qualkit.study import Study
from qualkit.ui.main import ANALYSE, PREPARE, SHARE
from qualkit.ui.page_help import BUTTON, PAGES


def test_every_page_has_its_help_and_there_is_none_for_another() -> None:
    assert [address for _, address, _ in (*PREPARE, *ANALYSE, *SHARE)] == list(PAGES)


def test_the_button_shows_what_the_page_is_for(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    test = AppTest.from_file(str(REPOSITORY / "qualkit" / "ui" / "workspace.py"), default_timeout=60).run()
    test.button(key=BUTTON).click().run()
    assert not test.exception
    told = "\n".join(one.value for one in test.markdown).replace("\\", "")
    assert PAGES["study"].purpose in told and PAGES["study"].first in told
