"""The page Themes, run as Streamlit runs it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import shown
from streamlit.testing.v1 import AppTest
from themes_inputs import night_study

from qualkit.coding.codes import retire_code
from qualkit.study import Study, create_study
from qualkit.themes.actions import propose
from qualkit.themes.board import Board, read_board
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.themes.suggest import Wish
from qualkit.ui import suggested
from qualkit.ui.suggesting import wish

WORDS_ALONE = Wish(model="tf-idf")


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """A study of twelve codes, opened by the page; suggestions come from the words alone, which is quick."""
    study = night_study(tmp_path / "nights")
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    monkeypatch.setattr(suggested, "wish", lambda _study: WORDS_ALONE)
    yield study
    study.close()


def opened() -> AppTest:
    return shown("themes")


def button(app: AppTest, label: str, at: int = 0) -> AppTest:
    [one for one in app.button if one.label == label][at].click().run()
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def ended(app: AppTest) -> AppTest:
    """The page once nothing is computed any more."""
    deadline = time.monotonic() + 120
    while "Cancel" in labels(app) and time.monotonic() < deadline:
        time.sleep(0.3)
        app = app.run()
    return app


def told(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in [*app.markdown, *app.caption, *app.error, *app.warning])


def board(study: Study) -> Board:
    with study.reading() as connection:
        return read_board(connection)


def test_a_study_without_codes_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_study(tmp_path / "empty", coder="Ada").close()
    monkeypatch.setenv("QUALKIT_STUDY", str(tmp_path / "empty"))
    assert "code some passages" in told(opened())


def test_the_board_does_not_reach_the_browser_with_suggestions_that_are_out_of_sight(nights: Study) -> None:
    nights.change_settings(approach="reflexive")
    assert labels(opened()) == ["Undo", "Redo", "Suggest groupings"]


@pytest.mark.models
def test_groupings_are_suggested_in_another_process(nights: Study) -> None:
    app = button(opened(), "Suggest groupings")
    assert "Cancel" in labels(app)
    app = ended(app)
    assert {"Suggest anew", "Hide suggestions"} <= set(labels(app))
    assert board(nights).themes == () and board(nights).open_candidates


@pytest.mark.models
def test_in_a_reflexive_study_suggestions_stay_out_of_sight_until_asked_for(nights: Study) -> None:
    nights.change_settings(approach="reflexive")
    propose(nights, WORDS_ALONE)
    app = opened()
    assert "Show suggested groupings" in labels(app)
    assert "Hide suggestions" in labels(button(app, "Show suggested groupings"))
    create_theme(nights, Naming("Mine"))
    app = opened()
    assert "Hide suggestions" in labels(app), "a theme of one's own lifts the curtain as well"
    assert "Show suggested groupings" in labels(button(app, "Hide suggestions"))


@pytest.mark.models
def test_a_computation_that_fails_says_why(nights: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggested, "wish", wish)
    app = opened()
    app.radio(key="suggest-model").set_value("another").run()
    app.text_input(key="suggest-model-name").set_value("/no/such/model").run()
    app = ended(button(app, "Suggest groupings"))
    assert "No groupings were suggested" in told(app) and "not on this computer" in told(app)


@pytest.mark.models
def test_what_groupings_rest_on_is_chosen_and_a_computation_is_cancelled(
    nights: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggested, "wish", wish)
    app = opened()
    assert "begin at 1,000 coded passages; there are 12" in told(app)
    assert app.radio(key="suggest-view").options == ["Codes", "Codes together", "Meaning alone"]
    app.radio(key="suggest-view").set_value("co-occurrence").run()
    app.radio(key="suggest-model").set_value("tf-idf").run()
    app.number_input(key="suggest-groups").set_value(4).run()
    app = button(button(app, "Suggest groupings"), "Cancel")
    app = ended(app)
    assert "It was cancelled" in told(app) and board(nights).proposal is None
    ended(button(app, "Suggest groupings"))
    found = board(nights).proposal
    assert found is not None and "co-occurrence" in found.method and "TF-IDF" in found.method
    assert [len(cut.candidates) for cut in found.cuts if cut.name == "asked"] == [4]


def test_few_codes_are_told_why_no_number_of_groupings_can_be_asked_for(nights: Study) -> None:
    retire_code(nights, "naps", why="one of twelve")
    assert "Groupings begin at 12 codes" in told(opened())
