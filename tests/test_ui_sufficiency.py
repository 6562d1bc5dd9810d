"""The page on sampling and sufficiency, run as Streamlit runs it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pages import Opened, opens
from streamlit.testing.v1 import AppTest

from qualkit.coding.codes import create_code, merge_codes, retire_code
from qualkit.saturation.concepts import study_depth, study_meanings
from qualkit.saturation.criteria import guest_table
from qualkit.saturation.records import notes_table
from qualkit.study import Study, create_study

opened = opens("sufficiency")


def charts(test: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in test.get("vega_lite_chart")]


def test_a_coded_study_shows_chart_table_criteria_and_sentence(study: Study, opened: Opened) -> None:
    test = opened(study)
    curve, grid = charts(test)
    assert "n = 2 interviews, 2 codes" in curve["description"]
    assert grid["encoding"]["y"]["sort"] == ["calm", "rain"]
    steps, cells, *_ = test.dataframe
    assert steps.value["new_names"].tolist() == ["calm; rain", ""]
    assert len(cells.value) == len(guest_table([]))
    assert "could not be tested: it needs 6 interviews and there are 2" in test.code[0].value


def test_every_figure_has_its_downloads(study: Study, opened: Opened) -> None:
    labels = [button.proto.label for button in opened(study).get("download_button")]
    assert labels == ["CSV", "SVG", "PNG"] * 2


def test_the_criterion_can_be_changed(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.number_input(key="base").set_value(1)
    test.number_input(key="run").set_value(1).run()
    assert "met at interview 1 (1+1)" in test.code[0].value


def test_a_reflexive_study_opens_on_judgement_and_shows_counts_when_asked(study: Study, opened: Opened) -> None:
    study.change_settings(approach="reflexive")
    test = opened(study)
    assert [heading.value for heading in test.subheader] == ["Information power"]
    assert not charts(test)
    test.toggle(key="show-counts").set_value(True).run()
    assert len(charts(test)) == 2


def press(test: AppTest, label: str) -> None:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception


def test_a_note_is_kept_with_its_day_and_author_and_can_be_removed(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.selectbox(key="note-kind").set_value("recruitment ended")
    test.text_area(key="note-text").set_value("both *shifts* were heard")
    press(test, "Keep this note")
    (note,) = notes_table(study).itertuples()
    assert (note.kind, note.text, note.by) == ("recruitment ended", "both *shifts* were heard", "Ada")
    assert any("shifts" in shown.value for shown in test.markdown)
    assert any("Recruitment ended because both *shifts* were heard." in shown.value for shown in test.code)
    test.button(key=f"remove-{note.id}").click().run()
    assert notes_table(study).empty


def test_an_empty_note_is_not_kept(study: Study, opened: Opened) -> None:
    test = opened(study)
    press(test, "Keep this note")
    assert "The note is empty" in test.error[0].value
    assert notes_table(study).empty


def test_information_power_is_six_texts_and_only_what_changed_is_kept_again(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_area(key="power-aim").set_value("narrow")
    test.text_area(key="power-dialogue").set_value("strong")
    press(test, "Keep these notes")
    test.text_area(key="power-aim").set_value("rather narrow")
    press(test, "Keep these notes")
    assert sorted(notes_table(study)["text"]) == ["narrow", "rather narrow", "strong"]
    assert test.text_area(key="power-aim").value == "rather narrow"


def test_a_change_of_the_guide_stands_on_the_axis(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_input(key="axis-text").set_value("asked about winter")
    test.selectbox(key="axis-interview").set_value("P2")
    press(test, "Draw it on the axis")
    assert "Arrow before interview 2: guide change: asked about winter" in charts(test)[0]["description"]


def test_a_criterion_is_recorded_with_its_moment(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.number_input(key="base").set_value(1)
    test.number_input(key="run").set_value(1).run()
    press(test, "Record this criterion")
    assert "after coding had begun" in test.code[0].value
    fresh = opened(study)
    assert fresh.number_input(key="base").value == 1


def test_the_codes_behind_a_bar_are_shown(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.selectbox(key="behind-None").set_value("P1").run()
    assert any(shown.value == "**New (2):** calm, rain" for shown in test.markdown)
    test.selectbox(key="behind-None").set_value("P2").run()
    assert any(shown.value == "**Repeated (1):** calm" for shown in test.markdown)


def test_bars_can_be_clicked(study: Study, opened: Opened) -> None:
    curve = charts(opened(study))[0]
    assert curve["params"][0]["views"] == [curve["layer"][0]["name"]]


def test_estimates_wait_until_they_are_asked_for(study: Study, opened: Opened) -> None:
    test = opened(study)
    assert not any("Fewer than 5 interviews" in shown.value for shown in test.caption)
    test.toggle(key="advanced").set_value(True).run()
    assert not test.exception
    assert any("Fewer than 5 interviews" in shown.value for shown in test.caption)
    assert len(charts(test)) == 5


def test_salience_is_a_table_with_its_download(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.toggle(key="advanced").set_value(True).run()
    table = next(shown.value for shown in test.dataframe if "salience" in shown.value)
    assert dict(table.itertuples(index=False)) == {"calm": 0.75, "rain": 0.5}
    assert test.get("download_button")[-1].proto.label == "CSV"


def test_another_codebook_shows_both_curves(study: Study, opened: Opened) -> None:
    merge_codes(study, ["rain"], into="calm")
    test = opened(study)
    test.toggle(key="two-codebooks").set_value(True).run()
    assert len(charts(test)) == 3
    test.selectbox(key="book").set_value("as-coded").run()
    assert "the codes as first applied" in test.code[0].value


def test_dimensions_and_ratings_are_kept_and_drawn(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_input(key="dimension-label").set_value("arriving")
    press(test, "Add this dimension")
    concept = test.selectbox(key="depth-concept").value
    test.selectbox(key=f"depth-{concept}-range").set_value("2 medium")
    test.text_input(key=f"evidence-{concept}-range").set_value("Both speak of it.")
    press(test, "Keep these ratings")
    with study.reading() as connection:
        assert len(study_meanings(connection)) == 1
        assert study_depth(connection)[0].ratings == (2, None, None, None, None)
    assert len(charts(test)) == 4
    test.selectbox(key=f"depth-{concept}-range").set_value("not rated")
    press(test, "Keep these ratings")
    with study.reading() as connection:
        assert study_depth(connection) == ()


def test_a_rating_without_evidence_is_told_and_nothing_is_kept(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.selectbox(key=f"depth-{test.selectbox(key='depth-concept').value}-range").set_value("3 high")
    press(test, "Keep these ratings")
    assert "is no rating with its evidence" in test.error[0].value


def test_empty_states_say_what_to_do(tmp_path_factory: pytest.TempPathFactory, opened: Opened) -> None:
    bare = create_study(tmp_path_factory.mktemp("bare") / "bare", approach="codebook")
    create_code(bare, "unused")
    test = opened(bare)
    assert "There are no interviews yet" in test.markdown[-1].value
    assert "Study page" in test.caption[-1].value
    bare.close()


def test_a_study_without_codings_says_so(study: Study, opened: Opened) -> None:
    for code in ("rain", "calm"):
        retire_code(study, code, why="starting again")
    test = opened(study)
    assert "No passage is coded yet" in test.markdown[-1].value
    assert not charts(test)
