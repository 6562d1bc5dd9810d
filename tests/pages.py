"""Pages of the workspace as tests open them, without a server or a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from qualkit.study import Study

Opened = Callable[[Study], AppTest]
"""Opens a page on a study."""


def _script(module: str) -> None:
    """What Streamlit runs for a page; it is given the source of this function and nothing around it."""
    from importlib import import_module

    import_module(f"qualkit.ui.{module}").page()


def page_of(module: str) -> AppTest:
    """A page, by the file that holds it, of the study that QUALKIT_STUDY names, before it is run."""
    return AppTest.from_function(_script, args=(module,), default_timeout=60)


def shown(module: str) -> AppTest:
    """The page, run once."""
    page = page_of(module).run()
    assert not page.exception
    return page


def opens(module: str) -> Any:
    """A fixture of a test file that is about one page: a function that opens it on a study."""

    @pytest.fixture
    def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
        def on(study: Study) -> AppTest:
            monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
            return shown(module)

        return on

    return opened
