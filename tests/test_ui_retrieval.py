"""The page Retrieval, run as Streamlit runs it."""

from __future__ import annotations

import pytest
from pages import Opened, opens
from streamlit.testing.v1 import AppTest

from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code
from qualkit.retrieval.charts import counts_chart
from qualkit.store import reads
from qualkit.study import Study, create_study
from qualkit.ui.grid import clickable
from qualkit.ui.quotes import direction_mark
from qualkit.ui.retrieval_together import names_of
from qualkit.ui.retrieval_words import spaced

opened = opens("retrieval_page")


def said(test: AppTest) -> str:
    return "\n".join(line.value for line in (*test.markdown, *test.caption)).replace("\\", "")


def view(test: AppTest, name: str) -> AppTest:
    test.session_state["retrieval view"] = name
    test.run()
    assert not test.exception
    return test


def test_codes_by_interview_lead_to_their_quotes(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.selectbox(key="retrieval by").set_value("interview").run()
    assert test.dataframe[0].value[["code", "P1", "P2"]].to_numpy().tolist()[0] == ["calm", 1, 1]
    test.selectbox(key="retrieval code None").set_value("calm").run()
    test.selectbox(key="retrieval group None").set_value("P2").run()
    assert "the quiet street" in said(test)
    assert "my head is clear" not in said(test)


def test_codes_on_the_same_words_are_listed(study: Study, opened: Opened) -> None:
    assert "No two codes stand on the same words yet" in said(view(opened(study), "Codes together"))
    with study.reading() as connection:
        first = reads.segments(connection)[0]
    apply_code(study, Span(first.interview_id, first.start, first.end), create_code(study, "winter").id)
    rows = view(opened(study), "Codes together").dataframe[0].value
    assert rows["Passages"].tolist() == [1]
    assert "winter" in {rows["Code"][0], rows["With"][0]}


def test_a_pair_of_codes_leads_to_its_passages(study: Study, opened: Opened) -> None:
    with study.reading() as connection:
        first = reads.segments(connection)[0]
    apply_code(study, Span(first.interview_id, first.start, first.end), create_code(study, "winter").id)
    test = view(opened(study), "Codes together")
    test.selectbox(key="together code None").set_value("winter").run()
    beside = test.selectbox(key="together with winter None")
    test.selectbox(key="together with winter None").set_value(beside.options[0]).run()
    assert "Click a number" not in said(test)
    assert len([one for one in test.button if one.label == "Show in the text"]) == 1


def test_codes_of_one_name_are_told_apart_where_they_stand_together(study: Study) -> None:
    create_code(study, "weather")
    one, other = (create_code(study, "worse", under=parent).id for parent in ("weather", "calm"))
    names = names_of(study)
    assert (names[one], names[other]) == ("weather > worse", "calm > worse")


def test_the_word_whose_bar_was_clicked_is_seen_in_its_contexts_until_another_is_chosen(
    study: Study, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualkit.ui.grid.clicked", lambda *about, key: ("rain",) if key == "words-bars" else ())
    test = view(opened(study), "Words")
    assert test.selectbox(key="words context").value == "rain"
    other = next(one for one in test.selectbox(key="words context").options if one != "rain")
    test.selectbox(key="words context").set_value(other).run()
    assert test.selectbox(key="words context").value == other


def test_a_click_goes_to_the_cell_whatever_is_drawn_on_it() -> None:
    chart = clickable(counts_chart(["calm"], ["P1"], [[3]]), "row", "column")
    cells, numbers = chart["layer"]
    assert chart["params"][0]["views"] == [cells["name"]]
    assert numbers["mark"]["interactive"] is False


def test_what_follows_a_word_stands_as_it_was_said() -> None:
    assert [spaced(after) for after in ("again", ".", "", "(laughs)", "، ثم")] == [" ", "", "", " ", ""]


def test_a_line_runs_as_its_quote_does() -> None:
    assert [direction_mark(words) for words in ("🙂 كان", "🙂 rain, مطر", "12", "שלום")] == ["\u200f", "", "", "\u200f"]


def test_a_word_is_shown_wherever_it_is_said(study: Study, opened: Opened) -> None:
    test = view(opened(study), "Words")
    test.selectbox(key="words context").set_value("rain").run()
    assert "**1 place in 1 interview**" in said(test)
    assert "I hate the" in said(test)


def test_an_empty_study_says_what_to_do(tmp_path, opened: Opened) -> None:
    study = create_study(tmp_path / "new", coder="Ada")
    assert "No passage is coded yet" in said(opened(study))
    assert "Nothing is transcribed yet" in said(view(opened(study), "Words"))


def test_counts_too_many_for_a_picture_are_taken_along_as_a_table_only(
    study: Study, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualkit.retrieval.charts.MOST_CELLS", 0)
    test = opened(study)
    assert "a picture could not be read" in said(test)
    assert [one.proto.label for one in test.get("download_button")] == ["CSV"]
