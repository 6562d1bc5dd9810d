"""The page Thematic map, run as Streamlit runs it, and what the browser may say about places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import shown
from streamlit.testing.v1 import AppTest
from themes_inputs import night_study

from qualkit.study import Study
from qualkit.themes.making import create_theme
from qualkit.themes.mapping import keep_map, link_themes, maps
from qualkit.themes.review import Naming
from qualkit.ui.map.component import places_in


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """Twelve codes, no theme yet."""
    study = night_study(tmp_path / "nights")
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    yield study
    study.close()


def opened() -> AppTest:
    return shown("map_page")


def test_without_themes_the_page_says_what_to_do(nights: Study) -> None:
    assert any("Make themes on the Themes page" in one.value for one in opened().caption)


def test_themes_are_linked_and_the_map_is_kept_from_the_page(nights: Study) -> None:
    for name in ("Debt", "Sleep"):
        create_theme(nights, Naming(name))
    app = opened()
    app.text_input[0].input("before writing")
    next(one for one in app.button if one.label == "Keep").click().run()
    with nights.reading() as connection:
        assert [one.name for one in maps(connection)] == ["before writing"]
    next(one for one in app.text_input if one.label.startswith("How it bears")).input("feeds")
    next(one for one in app.button if one.label == "Link").click().run()
    assert any("feeds" in one.label for one in app.button) and nights.check() == []


def test_a_map_that_was_kept_is_shown_as_it_was(nights: Study) -> None:
    create_theme(nights, Naming("Debt"))
    create_theme(nights, Naming("Sleep"))
    link_themes(nights, "Debt", "Sleep", "feeds")
    kept = keep_map(nights, "first")
    app = opened()
    app.selectbox[0].set_value(kept.id).run()
    assert not app.exception and len(app.text_input) == 0, "what is past is looked at, not changed"


def test_what_is_no_place_on_a_map_is_left_out() -> None:
    told = {"a": [1, 2.5], "b": ["x", 1], "c": [1], "d": [float("inf"), 0], "e": [True, 1], "f": [1e9, 0]}
    assert places_in(told) == {"a": (1.0, 2.5)}
