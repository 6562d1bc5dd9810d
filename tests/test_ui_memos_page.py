"""The Memos page, run as Streamlit runs it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pages import Opened, opens
from streamlit.testing.v1 import AppTest

from qualkit.coding.codebook import find_code
from qualkit.coding.segments import references, remove_coding, remove_segment
from qualkit.memos import memos_table, write_memo
from qualkit.store import reads
from qualkit.study import Study, create_study
from qualkit.text.quote_links import link_to

opened = opens("memos_page")


def press(test: AppTest, label: str) -> AppTest:
    next(b for b in test.button if b.label == label).click().run()
    assert not test.exception
    return test


def memos(test: AppTest) -> list[str]:
    return [one.value for one in test.markdown]


def told(test: AppTest) -> str:
    return "\n".join(one.value for one in test.caption)


def test_a_study_without_memos_says_what_they_are_for(tmp_path: Path, opened: Opened) -> None:
    test = opened(create_study(tmp_path / "new", title="New"))
    assert "A memo keeps what strikes you" in told(test)
    assert not test.get("download_button")


def test_a_memo_on_the_study_is_written_under_ones_name(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_area[0].set_value("Everybody mentions the weather.")
    press(test, "Write it")
    (memo,) = memos_table(study).itertuples()
    assert (memo.text, memo.about, memo.kind, memo.by) == (
        "Everybody mentions the weather.",
        "study",
        "reflexive",
        "Ada",
    )
    assert memos(test) == [r"Everybody mentions the weather\."]


def test_a_memo_without_words_is_refused(study: Study, opened: Opened) -> None:
    test = press(opened(study), "Write it")
    assert "has no words yet" in test.error[0].value
    assert memos_table(study).empty


def test_a_memo_can_be_about_an_interview(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.selectbox(key="memo-about").set_value("interview").run()
    test.selectbox(key="memo-which-interview").select_index(1).run()
    test.text_area[0].set_value("Short answers")
    press(test, "Write it")
    assert study.recent_acts(1)[0].summary == "wrote a reflexive memo on the interview “P2”"
    assert "memo on the interview P2" in told(test)


def test_there_is_nothing_to_choose_where_there_is_no_theme(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.selectbox(key="memo-about").set_value("theme").run()
    assert "There is none yet." in told(test)


def test_memos_are_found_by_kind_and_by_word(study: Study, opened: Opened) -> None:
    write_memo(study, "The weather again", kind="reflexive")
    write_memo(study, "Recruited through the union", kind="methodological")
    test = opened(study)
    assert memos(test) == ["Recruited through the union", "The weather again"]
    test.text_input(key="memo-search").set_value("WEATHER").run()
    assert memos(test) == ["The weather again"]
    test.text_input(key="memo-search").set_value("").run()
    test.get("button_group")[0].set_value(["methodological"]).run()
    assert memos(test) == ["Recruited through the union"]


def test_a_memo_is_edited_and_removed(study: Study, opened: Opened) -> None:
    write_memo(study, "A hunch")
    test = opened(study)
    test.text_area[-1].set_value("A better hunch")
    press(test, "Save")
    assert memos_table(study)["text"].tolist() == ["A better hunch"]
    press(test, "Remove it")
    assert memos_table(study).empty
    assert study.undo("Ada").startswith("removed")


def test_a_memo_on_something_that_is_gone_is_still_shown(study: Study, opened: Opened) -> None:
    with study.reading() as connection:
        coding = references(connection)[0].coding
    write_memo(study, "Look again", about="coding", about_id=coding.id)
    assert "on a passage of P1" in told(opened(study))
    remove_coding(study, coding.id)
    assert "on a passage that was removed" in told(opened(study))


def test_a_memo_that_looks_like_markup_is_shown_as_it_is(study: Study, opened: Opened) -> None:
    write_memo(study, "<script>x</script> **b** $x$ :red[x]\n\n# no heading")
    assert memos(opened(study)) == [r"\<script\>x\</script\> \*\*b\*\* \$x\$ \:red\[x\]" + "\n\n" + r"\# no heading"]


def test_all_memos_can_be_taken_along_as_a_table(study: Study, opened: Opened) -> None:
    write_memo(study, "=1+1")
    (button,) = opened(study).get("download_button")
    assert button.proto.label == "CSV"


def test_a_memo_is_written_with_a_quote_and_a_day_and_shows_the_words_as_they_stand(
    study: Study, opened: Opened
) -> None:
    test = opened(study)
    test.text_area[0].set_value("Strong words.")
    rain = next(option for option in test.multiselect[0].options if "I hate the rain" in option)
    test.multiselect[0].set_value([rain])
    test.date_input[0].set_value(date(2026, 1, 2))
    press(test, "Write it")
    assert memos(test) == [r"Strong words\.", "I hate the rain"]
    assert "P1" in [button.label for button in test.button] and "about 2026" in told(test)
    study.undo("Ada")
    with study.reading() as connection:
        (passage,) = [r.segment.id for r in references(connection) if r.text == "I hate the rain"]
    study.redo("Ada")
    remove_segment(study, passage)
    assert "no longer there" in told(opened(study))


def test_memos_are_found_by_the_words_of_their_quotes(study: Study, opened: Opened) -> None:
    with study.reading() as connection:
        (passage,) = [r.segment.id for r in references(connection) if r.text == "I hate the rain"]
    write_memo(study, f"Strong. {link_to(passage)}")
    write_memo(study, "Something else")
    test = opened(study)
    test.text_input(key="memo-search").set_value("hate rain").run()
    assert memos(test) == [r"Strong\.", "I hate the rain"]


def test_a_memo_leads_to_what_it_is_about_as_long_as_that_is_there(study: Study, opened: Opened) -> None:
    with study.reading() as connection:
        calm = find_code(reads.codes(connection), "calm")
        coding = references(connection)[0].coding
    write_memo(study, "On all of it.")
    write_memo(study, "Said of arriving.", about="code", about_id=calm.id)
    assert press(opened(study), "Open").session_state["code"] == calm.id
    write_memo(study, "Look again", about="coding", about_id=coding.id)
    assert [one.label for one in opened(study).button].count("Open") == 2
    remove_coding(study, coding.id)
    assert [one.label for one in opened(study).button].count("Open") == 1
