"""The guide to the six phases: days from the journal, back and forth, and room for notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from themes_inputs import night_study

from qualkit.memos import memos_table
from qualkit.store.days import days_by_kind
from qualkit.study import Study
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.ui.phases import PHASES, told


def run_page() -> None:
    from qualkit.ui import frame, phases

    phases.guide(frame.needed_study())


def test_days_that_follow_one_another_are_one_stretch_and_the_latest_stand_last() -> None:
    assert told([]) == ""
    assert told(["2025-11-03", "2025-11-04", "2025-11-05", "2025-11-12"]) == "3 to 5 Nov 2025, 12 Nov 2025"
    assert told(["2025-10-31", "2025-11-01"]) == "31 Oct to 1 Nov 2025"
    many = [f"2025-{month:02}-01" for month in range(1, 13)]
    assert told(many).startswith("…, 1 Jul 2025") and told(many).endswith("1 Dec 2025")


def test_an_act_that_was_taken_back_does_not_count(study: Study) -> None:
    create_theme(study, Naming("Mine"))
    with study.reading() as connection:
        assert sum(days_by_kind(connection)["create_theme"].values()) == 1
    study.undo()
    with study.reading() as connection:
        assert "create_theme" not in days_by_kind(connection)


def test_every_phase_says_when_it_was_worked_on_and_takes_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = night_study(tmp_path / "nights")
    create_theme(study, Naming("Mine"))
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    app = AppTest.from_function(run_page, default_timeout=60).run()
    assert not app.exception
    lines = [one.value for one in app.markdown]
    for number, phase in enumerate(PHASES, start=1):
        (line,) = [one for one in lines if f"{number}. {phase.name}" in one]
        assert ("not yet" in line) == (number > 3) and "%" not in line
    app.text_area[1].input("I hear my own night shifts in it")
    [one for one in app.button if one.label == "Keep"][1].click().run()
    assert not app.exception
    assert list(memos_table(study).text) == ["Coding: I hear my own night shifts in it"]
    assert any("I hear my own night shifts" in one.value for one in app.markdown)
    study.close()
