"""The page Themes, run as Streamlit runs it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from themes_inputs import SAID, night_study

from qualkit.study import Study, create_study
from qualkit.themes.actions import propose
from qualkit.themes.board import Board, read_board
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.themes.suggest import Wish
from qualkit.ui import suggested

WORDS_ALONE = Wish(model="tf-idf")


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """A study of twelve codes, opened by the page; suggestions come from the words alone, which is quick."""
    study = night_study(tmp_path / "nights")
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    monkeypatch.setattr(suggested, "WISH", WORDS_ALONE)
    yield study
    study.close()


def opened() -> AppTest:
    def script() -> None:
        from qualkit.ui.themes import page

        page()

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    return app


def button(app: AppTest, label: str, at: int = 0) -> AppTest:
    [one for one in app.button if one.label == label][at].click().run()
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def told(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in [*app.markdown, *app.caption, *app.error, *app.warning])


def board(study: Study) -> Board:
    with study.reading() as connection:
        return read_board(connection)


def test_a_study_without_codes_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_study(tmp_path / "empty", coder="Ada").close()
    monkeypatch.setenv("QUALKIT_STUDY", str(tmp_path / "empty"))
    assert "code some passages" in told(opened())


def test_a_theme_is_made_by_hand_and_edited(nights: Study) -> None:
    app = opened()
    assert "Make one of codes" in told(app)
    app.text_input(key="new-name-0").input("Sleep is a loan")
    naps = next(code.id for code in board(nights).homeless if code.name == "naps")
    app.multiselect(key="new-codes-0").select(naps)
    app = button(app, "Make the theme")
    (theme,) = board(nights).themes
    assert theme.name == "Sleep is a loan" and len(board(nights).homeless) == len(SAID) - 1
    assert "Sleep is a loan" in told(app)
    next(one for one in app.text_area if theme.id in str(one.key)).input("paid back with interest")
    app = button(app, "Keep")
    assert board(nights).themes[0].concept == "paid back with interest" and "paid back" in told(app)


def test_a_mistake_is_told_on_the_page_and_what_was_written_stays(nights: Study) -> None:
    app = opened()
    app.text_input(key="new-name-0").input("Group A")
    app = button(app, "Make the theme")
    assert "program" in told(app) and app.text_input(key="new-name-0").value == "Group A"
    assert board(nights).themes == ()


@pytest.mark.models
def test_a_grouping_is_suggested_in_another_process_and_becomes_a_theme_under_a_persons_name(nights: Study) -> None:
    app = button(opened(), "Suggest groupings")
    assert "Cancel" in labels(app)
    deadline = time.monotonic() + 120
    while "Cancel" in labels(app) and time.monotonic() < deadline:
        time.sleep(0.3)
        app = app.run()
    candidate = next(one for cut, one in board(nights).open_candidates if cut == "medium")
    assert board(nights).themes == () and "reruns" in told(app)
    app = button(app, "Make a theme of it")
    assert "needs a name" in told(app) and board(nights).themes == ()
    app.text_input(key=f"name-{candidate.id}").input("Sleep is a loan")
    app = button(app, "Make a theme of it")
    assert [theme.name for theme in board(nights).themes] == ["Sleep is a loan"]
    assert candidate.id not in [one.id for _, one in board(nights).open_candidates]


@pytest.mark.models
def test_a_grouping_is_set_aside_with_a_reason(nights: Study) -> None:
    propose(nights, WORDS_ALONE)
    candidate = next(one for cut, one in board(nights).open_candidates if cut == "medium")
    app = opened()
    app.text_input(key=f"why-{candidate.id}").input("a topic")
    button(app, "Set aside")
    assert nights.recent_acts(1)[0].why == "a topic"
    assert board(nights).decisions[0].candidate_id == candidate.id and board(nights).themes == ()


@pytest.mark.models
def test_in_a_reflexive_study_suggestions_stay_out_of_sight_until_asked_for(nights: Study) -> None:
    nights.change_settings(approach="reflexive")
    propose(nights, WORDS_ALONE)
    app = opened()
    assert "Make a theme of it" not in labels(app) and "Out of sight" in told(app)
    assert "Make a theme of it" in labels(button(app, "Show suggested groupings"))
    create_theme(nights, Naming("Mine"))
    assert "Make a theme of it" in labels(opened()), "a theme of one's own lifts the curtain as well"


@pytest.mark.models
def test_a_computation_that_fails_says_why(nights: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggested, "WISH", Wish(model="/no/such/model"))
    app = button(opened(), "Suggest groupings")
    deadline = time.monotonic() + 120
    while "Cancel" in labels(app) and time.monotonic() < deadline:
        time.sleep(0.3)
        app = app.run()
    assert "No groupings were suggested" in told(app) and "not on this computer" in told(app)


def test_names_are_shown_letter_by_letter(nights: Study) -> None:
    create_theme(nights, Naming("**bold** :red[x]"))
    assert "\\*\\*bold" in told(opened())
