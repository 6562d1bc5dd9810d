"""The page Framework matrix, run as Streamlit runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from themes_inputs import night_study

from qualkit.model import CellSummary, Framework, FrameworkPlace
from qualkit.store import reads
from qualkit.store.charting import chart, dimensions
from qualkit.study import Study
from qualkit.themes.framework import add_framework, write_summary
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.ui.framework_page import matrix_html


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """Twelve codes of two participants, no theme yet."""
    study = night_study(tmp_path / "nights")
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    yield study
    study.close()


def opened() -> AppTest:
    def script() -> None:
        from qualkit.ui.framework_page import page

        page()

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    return app


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
