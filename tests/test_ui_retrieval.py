"""The page Retrieval, run as Streamlit runs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code
from qualkit.store import reads
from qualkit.study import Study, create_study

Open = Callable[[Study], AppTest]


def script() -> None:
    from qualkit.ui.retrieval_page import page

    page()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    def run(study: Study) -> AppTest:
        monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
        test = AppTest.from_function(script, default_timeout=30).run()
        assert not test.exception
        return test

    return run


def said(test: AppTest) -> str:
    return "\n".join(line.value for line in (*test.markdown, *test.caption)).replace("\\", "")


def view(test: AppTest, name: str) -> AppTest:
    test.session_state["retrieval view"] = name
    test.run()
    assert not test.exception
    return test


def test_codes_by_interview_lead_to_their_quotes(study: Study, opened: Open) -> None:
    test = opened(study)
    test.selectbox(key="retrieval by").set_value("interview").run()
    assert test.dataframe[0].value[["code", "P1", "P2"]].to_numpy().tolist()[0] == ["calm", 1, 1]
    test.selectbox(key="retrieval code None").set_value("calm").run()
    test.selectbox(key="retrieval group None").set_value("P2").run()
    assert "the quiet street" in said(test)
    assert "my head is clear" not in said(test)


def test_codes_on_the_same_words_are_listed(study: Study, opened: Open) -> None:
    assert "No two codes stand on the same words yet" in said(view(opened(study), "Codes together"))
    with study.reading() as connection:
        first = reads.segments(connection)[0]
    apply_code(study, Span(first.interview_id, first.start, first.end), create_code(study, "winter").id)
    rows = view(opened(study), "Codes together").dataframe[0].value
    assert rows["Passages"].tolist() == [1]
    assert "winter" in {rows["Code"][0], rows["With"][0]}


def test_a_word_is_shown_wherever_it_is_said(study: Study, opened: Open) -> None:
    test = view(opened(study), "Words")
    test.selectbox(key="words context").set_value("rain").run()
    assert "**1 place in 1 interview**" in said(test)
    assert "I hate the" in said(test)


def test_an_empty_study_says_what_to_do(tmp_path, opened: Open) -> None:
    study = create_study(tmp_path / "new", coder="Ada")
    assert "No passage is coded yet" in said(opened(study))
    assert "Nothing is transcribed yet" in said(view(opened(study), "Words"))
