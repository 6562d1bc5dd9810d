"""The page Framework matrix, run as Streamlit runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import shown
from streamlit.testing.v1 import AppTest
from themes_inputs import night_study

from qualkit.model import CellSummary, Framework, FrameworkDimension, FrameworkPlace
from qualkit.store import reads
from qualkit.store.charting import chart, dimensions
from qualkit.study import Study
from qualkit.themes.actions import propose
from qualkit.themes.framework import add_framework, write_summary
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.themes.suggest import Wish
from qualkit.ui.framework_editor import after
from qualkit.ui.framework_page import matrix_html


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """Twelve codes of two participants, no theme yet."""
    study = night_study(tmp_path / "nights")
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    yield study
    study.close()


def opened() -> AppTest:
    return shown("framework_page")


def press(app: AppTest, label: str, at: int = 0) -> AppTest:
    [one for one in app.button if one.label == label][at].click().run()
    assert not app.exception
    return app


def test_without_themes_and_frameworks_the_page_says_what_to_do(nights: Study) -> None:
    assert any("bring in a framework" in one.value for one in opened().caption)


def test_a_framework_is_written_a_theme_is_mapped_and_a_cell_is_summed_up(nights: Study) -> None:
    create_theme(nights, Naming("Debt"), ["calling the doctor"])
    app = opened()
    app.text_input[0].input("COM-B")
    app.text_area[0].input("Capability: can\nMotivation: wants")
    app = press(app, "Bring it in")
    with nights.reading() as connection:
        (framework,) = reads.all_of(connection, Framework)
    app.selectbox(key="matrix-columns").set_value(framework.id).run()
    chooser = next(one for one in app.multiselect if one.label == "It belongs to")
    with nights.reading() as connection:
        motivation = dimensions(connection, framework.id)[1]
    chooser.set_value([motivation.id])
    app = press(app, "Keep", 1)
    with nights.reading() as connection:
        (place,) = reads.all_of(connection, FrameworkPlace)
        assert (place.about, place.dimension_id) == ("theme", motivation.id)
    next(one for one in app.text_area if one.label.startswith("What")).input("Hesitates.")
    press(app, "Keep")
    with nights.reading() as connection:
        assert [one.text for one in reads.all_of(connection, CellSummary)] == ["Hesitates."]


def test_the_matrix_shows_every_text_letter_by_letter(nights: Study) -> None:
    create_theme(nights, Naming("<b>Debt</b>"), ["calling the doctor"])
    add_framework(nights, "COM-B", [("Motivation", "")])
    write_summary(nights, "Bram", ("theme", "<b>Debt</b>"), "<script>x</script>")
    with nights.reading() as connection:
        shown = matrix_html(chart(connection))
    assert "<script>" not in shown and "<b>" not in shown and "&lt;script&gt;x" in shown and "1 quote" in shown


def test_what_was_done_to_the_table_of_dimensions_is_told_with_their_ids() -> None:
    named = enumerate(["aA", "bB", "cC"], start=1)
    known = [FrameworkDimension(id=i, framework_id="f", name=n, position=p) for p, (i, n) in named]
    state = {
        "edited_rows": {0: {"Definition": "first letter"}, 2: {"Place": 1, "Dimension": "Gamma"}},
        "deleted_rows": [1],
        "added_rows": [{"Dimension": "D"}],
    }
    assert after(known, state) == [("a", "A", "first letter"), ("c", "Gamma", ""), ("", "D", "")]


@pytest.mark.models
def test_codes_stand_beside_the_dimensions_where_suggestions_may_be_seen(nights: Study) -> None:
    framework = add_framework(nights, "Mine", [("Ringing", "Ringing the doctor at night"), ("Rest", "Sleep and naps")])
    propose(nights, Wish(model="tf-idf"))
    app = opened()
    app.selectbox(key="matrix-columns").set_value(framework.id).run()
    table = next(one.value for one in app.dataframe if "Nearest first" in one.value)
    assert len(table) == 12 and set(table["You say"]) == {"not yet"}
    assert dict(zip(table["Code"], table["Nearest first"], strict=True))["naps"] == "Rest, Ringing"
    nights.change_settings(approach="reflexive")
    app = opened()
    app.selectbox(key="matrix-columns").set_value(framework.id).run()
    assert not any("Nearest first" in one.value for one in app.dataframe)
