"""The views beside the transcript: search, marks without codes, whole stretches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import page_of

from qualkit.coding.segments import Span, codings_table, mark_segment
from qualkit.interviews import find_interview
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import code_search
from qualkit.ui.code_marks import bare_marks
from qualkit.ui.code_search import Question, search, spans_of
from qualkit.ui.passages import coded, passages_csv


@pytest.fixture
def page(study: Study, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    yield page_of("code_page")


def opened(page: Any, view: str) -> Any:
    page.session_state["code view"] = view
    return page.run()


def press(page: Any, label: str) -> Any:
    return next(button for button in page.button if button.label == label).click().run()


def said(page: Any) -> str:
    return " ".join(one.value for one in [*page.markdown, *page.caption])


def act_count(study: Study) -> int:
    return len(study.recent_acts(1000))


def test_what_is_found_in_all_interviews_is_ticked_and_coded_in_one_act(page: Any, study: Study) -> None:
    opened(page, "search")
    page.text_input(key="search wanted").set_value("the").run()
    assert not page.exception
    assert "2 passages in 2 interviews" in said(page)
    page.checkbox[0].check().run()
    assert "1 ticked" in said(page)
    page = press(page, "Tick all shown")
    page.selectbox(key="passages code").set_value(code_id(study, "rain")).run()
    before = act_count(study)
    page = press(page, "Code 2")
    assert not page.exception
    assert act_count(study) == before + 1
    table = codings_table(study)
    assert sorted(table[table["text"] == "the"]["interview"]) == ["P1", "P2"]
    assert study.undo("Ada")
    assert "the" not in set(codings_table(study)["text"])


def code_id(study: Study, name: str) -> str:
    from qualkit.store import reads

    with study.reading() as connection:
        return next(code.id for code in reads.codes(connection) if code.name == name)


def interview_id(study: Study, name: str) -> str:
    with study.reading() as connection:
        return find_interview(connection, name).id


def test_what_was_found_can_be_taken_along_as_a_table(study: Study) -> None:
    with study.reading() as connection:
        sittings = {one.id: one for one in reads.interviews(connection)}
    first = interview_id(study, "P1")
    rows = passages_csv(study, [Span(first, 0, 5)], sittings).decode("utf-8-sig").splitlines()
    assert rows[0] == "interview,time,before,text,after"
    assert rows[1].startswith("P1,")


def test_a_pattern_that_cannot_be_used_is_told_where_it_stands(page: Any) -> None:
    opened(page, "search")
    page.text_input(key="search wanted").set_value("(the").run()
    page.session_state["search kind"] = "pattern"
    page.run()
    assert not page.exception
    assert "cannot be read" in page.error[0].value


def test_a_search_that_takes_long_tells_which_interviews_it_did_not_reach(
    page: Any, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_search, "SECONDS_IN_ALL", -1.0)
    found = search(study, Question("the"), [interview_id(study, "P1"), interview_id(study, "P2")])
    assert (dict(found.hits), len(found.unsearched)) == ({}, 2)
    opened(page, "search")
    page.text_input(key="search wanted").set_value("the").run()
    assert not page.exception
    assert "2 of 2 interviews were not searched" in page.warning[0].value


def test_word_forms_are_found_by_dictionary_form(study: Study) -> None:
    pytest.importorskip("spacy")
    found = search(study, Question("shoe", "forms"), [interview_id(study, "P1")])
    spans = spans_of(study, found.hits, "sentence")
    assert [span.end - span.start for span in spans] == [len("In winter I buy better shoes.")]


def test_a_new_code_is_made_for_what_was_found(study: Study) -> None:
    found = search(study, Question("quiet street"), [interview_id(study, "P2")])
    assert coded(study, spans_of(study, found.hits, "words"), "peace", "a search") == "Coded 1."
    table = codings_table(study)
    assert set(table[table["code"] == "peace"]["text"]) == {"quiet street"}


def test_marks_without_codes_are_listed_with_their_notes_and_coded(page: Any, study: Study) -> None:
    first = interview_id(study, "P1")
    mark_segment(study, Span(first, 13, 20), note="<b>ask</b> again")
    mark_segment(study, Span(first, 22, 30))
    opened(page, "marks")
    assert "2 marks without a code" in said(page)
    assert any("ask" in box.label for box in page.checkbox)
    page = press(page, "Tick all shown")
    page.selectbox(key="passages code").set_value(code_id(study, "calm")).run()
    page = press(page, "Code 2")
    assert not page.exception
    assert bare_marks(study) == []
    assert len(set(codings_table(study)["start"]) & {13, 22}) == 2


def test_marks_are_taken_away_as_one_act_that_undo_brings_back(page: Any, study: Study) -> None:
    for interview, start in (("P1", 22), ("P2", 13), ("P2", 20)):
        mark_segment(study, Span(interview_id(study, interview), start, start + 6))
    opened(page, "marks")
    page = press(page, "Tick all shown")
    before = act_count(study)
    page = press(page, "Take 3 away")
    assert not page.exception
    assert bare_marks(study) == []
    assert act_count(study) == before + 1
    assert study.undo("Ada")
    assert len(bare_marks(study)) == 3


def test_everything_a_speaker_says_is_counted_and_coded_in_one_act(page: Any, study: Study) -> None:
    opened(page, "stretches")
    page.selectbox(key="stretches speaker").set_value("Participant").run()
    assert "2 passages in 1 interview" in said(page)
    page = press(page, "Tick all shown")
    page.selectbox(key="passages code").set_value(code_id(study, "shoes")).run()
    before = act_count(study)
    page = press(page, "Code 2")
    assert not page.exception
    assert act_count(study) == before + 1
    assert "In winter I buy better shoes." in set(codings_table(study).query("code == 'shoes'")["text"])


def test_what_follows_a_question_is_found(page: Any) -> None:
    opened(page, "stretches")
    page.selectbox(key="stretches under").set_value("And in winter?").run()
    assert not page.exception
    assert "1 passage in 1 interview" in said(page)


def test_a_passage_is_shown_in_the_text(page: Any, study: Study) -> None:
    opened(page, "search")
    page.text_input(key="search wanted").set_value("quiet street").run()
    page = press(page, "Show in the text")
    assert not page.exception
    assert page.session_state["code view"] == "read"
    assert page.session_state["code interview"] == interview_id(study, "P2")
    start, end, _ = page.session_state["go to"]
    assert end - start == len("quiet street")


def test_an_empty_view_says_what_to_do(page: Any, tmp_path: Path) -> None:
    for view, told in (("search", "looking for"), ("marks", "Every marked passage"), ("stretches", "Whose words")):
        opened(page, view)
        assert not page.exception
        assert told in said(page)
