"""The page on sampling and sufficiency, run as Streamlit runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from qualkit.coding.codes import create_code, retire_code
from qualkit.memos import memos_table
from qualkit.saturation.criteria import guest_table
from qualkit.study import Study, create_study


def script() -> None:
    from qualkit.ui.sufficiency import page

    page()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[[Study], AppTest]:
    def run(study: Study) -> AppTest:
        monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
        test = AppTest.from_function(script, default_timeout=30).run()
        assert not test.exception
        return test

    return run


def charts(test: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in test.get("vega_lite_chart")]


def test_a_coded_study_shows_chart_table_criteria_and_sentence(
    study: Study, opened: Callable[[Study], AppTest]
) -> None:
    test = opened(study)
    curve, grid = charts(test)
    assert "n = 2 interviews, 2 codes" in curve["description"]
    assert grid["encoding"]["y"]["sort"] == ["calm", "rain"]
    steps, cells = test.dataframe
    assert steps.value["new_names"].tolist() == ["calm; rain", ""]
    assert len(cells.value) == len(guest_table([]))
    assert "could not be tested: it needs 6 interviews and there are 2" in test.code[0].value


def test_every_figure_has_its_downloads(study: Study, opened: Callable[[Study], AppTest]) -> None:
    labels = [button.proto.label for button in opened(study).get("download_button")]
    assert labels == ["CSV", "SVG", "PNG"] * 2


def test_the_criterion_can_be_changed(study: Study, opened: Callable[[Study], AppTest]) -> None:
    test = opened(study)
    test.number_input(key="base").set_value(1)
    test.number_input(key="run").set_value(1).run()
    assert "met at interview 1 (1+1)" in test.code[0].value


def test_a_reflexive_study_opens_on_judgement_and_shows_counts_when_asked(
    study: Study, opened: Callable[[Study], AppTest]
) -> None:
    study.change_settings(approach="reflexive")
    test = opened(study)
    assert [heading.value for heading in test.subheader] == ["Information power"]
    assert not charts(test)
    test.toggle(key="show-counts").set_value(True).run()
    assert len(charts(test)) == 2


def test_a_note_is_kept_as_a_memo_with_its_author(study: Study, opened: Callable[[Study], AppTest]) -> None:
    test = opened(study)
    test.text_area[0].set_value("Recruitment ended because *both* shifts were heard.")
    next(button for button in test.button if button.label == "Keep this note").click().run()
    assert not test.exception
    (memo,) = memos_table(study).itertuples()
    assert (memo.kind, memo.about, memo.by) == ("methodological", "study", "Ada")
    assert any("both" in shown.value for shown in test.markdown)


def test_an_empty_note_is_not_kept(study: Study, opened: Callable[[Study], AppTest]) -> None:
    test = opened(study)
    next(button for button in test.button if button.label == "Keep this note").click().run()
    assert test.warning[0].value == "Write the note first."
    assert memos_table(study).empty


def test_empty_states_say_what_to_do(
    tmp_path_factory: pytest.TempPathFactory, opened: Callable[[Study], AppTest]
) -> None:
    bare = create_study(tmp_path_factory.mktemp("bare") / "bare", approach="codebook")
    create_code(bare, "unused")
    test = opened(bare)
    assert "There are no interviews yet" in test.markdown[-1].value
    assert "Study page" in test.caption[-1].value
    bare.close()


def test_a_study_without_codings_says_so(study: Study, opened: Callable[[Study], AppTest]) -> None:
    for code in ("rain", "calm"):
        retire_code(study, code, why="starting again")
    test = opened(study)
    assert "No passage is coded yet" in test.markdown[-1].value
    assert not charts(test)
