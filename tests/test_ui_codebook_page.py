"""The Codebook page, run as Streamlit runs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pages import page_of
from streamlit.testing.v1 import AppTest

from qualkit.coding.code_sets import code_sets
from qualkit.coding.codebook import entries, find_code
from qualkit.coding.codes import create_code, define_code, retire_code
from qualkit.coding.segments import Span, apply_code, references
from qualkit.coding.versions import commit_codebook
from qualkit.interviews import add_interview, find_interview
from qualkit.model import Code
from qualkit.store import reads
from qualkit.store.places import places
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text
from qualkit.ui.code_card import color_place
from qualkit.ui.codebook_versions import diff_rows
from qualkit.ui.quotes import in_context
from qualkit.ui.tree.component import row
from qualkit.withdraw import withdraw

Opened = Callable[..., AppTest]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    def run(study: Study, name: str = "", asked: str = "") -> AppTest:
        monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
        test = page_of("codebook_page")
        test.session_state["aside"] = True
        if name:
            test.session_state["code"] = code(study, name).id
            test.session_state[f"{asked}-{code(study, name).id}-0"] = True
            test.session_state[f"{asked}-{code(study, name).id}"] = True
        test.run()
        assert not test.exception
        return test

    return run


def code(study: Study, name: str) -> Code:
    with study.reading() as connection:
        return find_code(reads.codes(connection), name)


def press(test: AppTest, label: str, *, key: str = "") -> AppTest:
    found = [b for b in test.button if b.label == label and (not key or str(b.key).startswith(key))]
    found[0].click().run()
    assert not test.exception
    return test


def field(test: AppTest, label: str, place: int = 0) -> object:
    return [one for one in (*test.text_input, *test.text_area) if one.label == label][place]


def fill(test: AppTest, label: str, value: str, place: int = 0) -> None:
    field(test, label, place).set_value(value)  # type: ignore[attr-defined]


def said(test: AppTest) -> str:
    told = (*test.markdown, *test.caption, *test.error, *test.subheader, *test.checkbox)
    return "\n".join(getattr(one, "label", "") or one.value for one in told).replace("\\", "")


def html(test: AppTest) -> str:
    return "".join(one.proto.body for one in test.get("html"))


# ---- the tree ----


def test_a_study_without_codes_says_how_to_make_one(tmp_path: Path, opened: Opened) -> None:
    test = opened(create_study(tmp_path / "new", title="New"))
    assert test.title[0].value == "Codebook"
    assert "There are no codes yet" in said(test)


def test_a_reflexive_study_has_codes_and_no_codebook(study: Study, opened: Opened) -> None:
    study.change_settings(approach="reflexive")
    assert opened(study).title[0].value == "Codes"


def test_the_tree_gets_every_code_with_its_counts_at_its_place(study: Study) -> None:
    with study.reading() as connection:
        rows = [row(entry) for entry in entries(reads.codes(connection), reads.counts(connection))]
    assert [one[1:6] for one in rows] == [[0, "calm", 2, 2, 2], [0, "rain", 1, 1, 1], [1, "shoes", 0, 0, 0]]


def test_interviews_that_were_withdrawn_are_said_to_be(study: Study, opened: Opened) -> None:
    assert "in 2 of 2 interviews" in said(opened(study, "calm"))
    withdraw(study, "P2")
    assert "in 2 of 2 interviews (1 withdrawn)" in said(opened(study, "calm"))


def test_a_colour_from_elsewhere_never_reaches_the_style() -> None:
    assert color_place("red; } body { display: none") == "x"


# ---- texts ----


def test_a_definition_is_written_with_who_and_why(study: Study, opened: Opened) -> None:
    test = opened(study, "calm")
    fill(test, "Definition", "A clear head")
    fill(test, "Include", "quiet streets")
    fill(test, "Why", "asked by Bram")
    press(test, "Save")
    after = code(study, "calm")
    assert (after.definition, after.include) == ("A clear head", "quiet streets")
    act = study.recent_acts(1)[0]
    assert (act.by, act.why) == ("Ada", "asked by Bram")
    assert field(test, "Why").value == ""  # type: ignore[attr-defined]


def test_what_somebody_else_wrote_meanwhile_is_not_run_over(study: Study, opened: Opened) -> None:
    test = opened(study, "calm")
    define_code(study, "calm", definition="Peace", by="Bram")
    fill(test, "Definition", "A clear head")
    press(test, "Save")
    assert "was changed by Bram" in test.error[0].value
    assert code(study, "calm").definition == "Peace"
    press(test, "Show what is there now")
    assert field(test, "Definition").value == "Peace"  # type: ignore[attr-defined]


def test_renaming_keeps_the_code_open_and_its_next_texts_are_not_refused(study: Study, opened: Opened) -> None:
    test = opened(study, "calm")
    fill(test, "Name", "stillness", 1)
    press(test, "Rename")
    assert test.subheader[0].value == "stillness"
    fill(test, "Definition", "A clear head")
    press(test, "Save")
    assert not test.error
    assert code(study, "stillness").definition == "A clear head"


def test_a_name_that_is_taken_is_told(study: Study, opened: Opened) -> None:
    test = opened(study, "calm")
    fill(test, "Name", "rain", 1)
    press(test, "Rename")
    assert "“rain” is there already" in test.error[0].value


def test_names_that_look_like_markup_are_shown_as_they_are(study: Study, opened: Opened) -> None:
    hostile = "<script> **b** $x$ :red[x]"
    create_code(study, hostile, definition=hostile)
    test = opened(study, hostile)
    assert test.subheader[0].value == r"\<script\> \*\*b\*\* \$x\$ \:red\[x\]"


# ---- acts on a code ----


def test_a_new_code_opens_under_its_parent(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.session_state["new-0"] = True
    test.run()
    fill(test, "Name", "snow")
    test.selectbox(key="new-code-under").set_value(code(study, "rain").id)
    press(test, "Make the code")
    assert code(study, "snow").parent_id == code(study, "rain").id
    assert test.subheader[0].value == "snow"


def test_a_code_is_moved_to_the_top(study: Study, opened: Opened) -> None:
    test = opened(study, "shoes", "move")
    shoes = code(study, "shoes")
    test.selectbox(key=f"move-{shoes.id}").set_value("").run()
    press(test, "Move", key="do-move")
    assert code(study, "shoes").parent_id is None


def test_a_merge_tells_what_will_follow_and_opens_the_code_that_stays(study: Study, opened: Opened) -> None:
    test = opened(study, "rain", "merge")
    rain, calm = code(study, "rain"), code(study, "calm")
    test.selectbox(key=f"merge-{rain.id}").set_value(calm.id).run()
    assert "1 quote from 1 interview follows. 1 code under it will stand under “calm”: shoes." in said(test)
    press(test, "Merge", key="do-merge")
    assert code(study, "calm").id == test.session_state["code"]
    assert code(study, rain.id).status == "merged"
    assert "merged into calm" in said(test)


def test_after_a_split_quotes_are_recoded_by_hand(study: Study, opened: Opened) -> None:
    test = opened(study, "calm", "split")
    fill(test, "New codes, one a line", "clear head\nquiet street\n")
    press(test, "Split")
    assert code(study, "quiet street").split_from == code(study, "calm").id
    test.checkbox[0].check().run()
    test.selectbox(key="recode-to").set_value(code(study, "clear head").id).run()
    press(test, "Recode")
    with study.reading() as connection:
        (recoded,) = references(connection, code_id=code(study, "clear head").id)
    assert recoded.text == "my head is clear when I arrive"


def test_a_code_can_be_taken_off_a_quote(study: Study, opened: Opened) -> None:
    test = opened(study, "rain")
    test.checkbox[0].check().run()
    press(test, "Take off")
    with study.reading() as connection:
        assert not references(connection, code_id=code(study, "rain").id)
    assert "Nothing is coded with it yet" in said(test)


def test_retiring_asks_for_a_reason_and_can_be_taken_back(study: Study, opened: Opened) -> None:
    test = opened(study, "shoes", "retire")
    press(test, "Retire")
    assert "needs a reason" in test.error[0].value
    fill(test, "Why?", "off the question")
    press(test, "Retire")
    assert code(study, "shoes").status == "retired"
    assert "shoes :gray[off the question]" in said(test)
    press(test, "Restore")
    assert code(study, "shoes").status == "active"
    assert test.subheader[0].value == "shoes"


# ---- history, memos ----


def test_the_life_of_a_code_is_told_in_words(study: Study, opened: Opened) -> None:
    define_code(study, "calm", definition="Peace", by="Bram", why="it was vague")
    told = said(opened(study, "calm", "history"))
    assert "created the code “calm”" in told
    assert "Bram] defined the code “calm” (definition) :gray[(“it was vague”)]" in told


def test_a_memo_is_written_on_the_code(study: Study, opened: Opened) -> None:
    test = opened(study, "calm")
    fill(test, "New memo", "Is it one idea?\n\nOr *two*?")
    press(test, "Write it")
    assert "Memos (1)" in [one.label for one in test.expander]
    assert r"Is it one idea?" + "\n\n" + r"Or \*two\*?" in [one.value for one in test.markdown]


# ---- quotes ----


def test_quotes_stand_in_their_context_with_the_interview(study: Study, opened: Opened) -> None:
    test = opened(study, "calm")
    told = said(test)
    assert "my head is clear when I arrive" in told
    assert ":gray[… way home" not in told
    assert "P1" in told and "P2" in told
    assert "2 quotes in 2 of 2 interviews" in told


def test_a_quote_that_looks_like_markup_is_shown_as_it_is() -> None:
    text = "Well, <b>no</b> **never** and that was it."
    start, end = text.index("<b>"), text.index(" and")
    assert in_context(text, start, end) == (
        r":gray[… Well,] \<b\>no\</b\> \*\*never\*\* :gray[and that was it\. …]".replace("… Well", "… Well")
    )


def test_quotes_come_a_screenful_at_a_time_in_the_order_of_the_text(study: Study, opened: Opened) -> None:
    words = " ".join(f"word{n:02}" for n in range(50))
    text = from_labelled_text(f"Anna: {words}\n")
    interview = add_interview(study, "P3", text)
    calm = code(study, "calm")
    for n in range(25):
        start = text.text.index(f"word{n:02}")
        apply_code(study, Span(interview.id, start, start + 6), calm.id, by="Bram")
    with study.reading() as connection:
        second = places(connection, calm.id, skip=20, limit=20)
    assert [text.text[p.segment.start : p.segment.end] for p in second] == [f"word{n}" for n in range(18, 25)]
    test = opened(study, "calm")
    assert len(test.checkbox) == 20
    test.selectbox(key=f"page-{calm.id}").select_index(1).run()
    assert len(test.checkbox) == 7
    assert test.checkbox[0].label == "P3 · coded by Bram"


def test_other_codes_of_the_same_passage_are_named(study: Study, opened: Opened) -> None:
    with study.reading() as connection:
        interview = find_interview(connection, "P2")
        (there,) = references(connection, interview_id=interview.id)
    apply_code(study, Span(interview.id, there.segment.start, there.segment.end), code(study, "rain").id)
    assert "P2 · also: rain" in said(opened(study, "calm"))


# ---- versions ----


def test_a_version_is_saved_and_listed(study: Study, opened: Opened) -> None:
    test = opened(study)
    assert "3 in use · no version saved yet" in said(test)
    fill(test, "Name", "after P2", 0)
    press(test, "Save this version")
    assert "3 in use · version 1 saved today" in said(test)
    test.segmented_control(key="codes-shown").set_value("Versions").run()
    listed = test.dataframe[0].value
    assert listed[["Name", "By", "Codes"]].to_numpy().tolist() == [["after P2", "Ada", 3]]


def test_without_a_version_there_is_nothing_to_compare(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.segmented_control(key="codes-shown").set_value("Versions").run()
    assert "No version is saved yet" in said(test)


def test_two_versions_are_compared_in_a_table(study: Study, opened: Opened) -> None:
    commit_codebook(study, "", name="first")
    create_code(study, "snow")
    define_code(study, "calm", definition="Peace")
    retire_code(study, "shoes", why="off the question")
    test = opened(study)
    test.segmented_control(key="codes-shown").set_value("Versions").run()
    rows = test.dataframe[1].value[["What", "Code"]].to_numpy().tolist()
    assert rows == [["added", "snow"], ["retired", "shoes"], ["redefined", "calm"]]


def test_two_versions_stand_side_by_side_word_by_word(study: Study, opened: Opened) -> None:
    define_code(study, "calm", definition="A <b>clear</b> head")
    commit_codebook(study, "", name="first")
    define_code(study, "calm", definition="A quiet head")
    test = opened(study)
    test.segmented_control(key="codes-shown").set_value("Versions").run()
    shown = html(test)
    assert "<del>&lt;b&gt;clear&lt;/b&gt;</del> <ins>quiet</ins>" in shown
    assert "rain" not in shown
    test.toggle(key="all-lines").set_value(True).run()
    assert "rain" in html(test)


def test_a_version_is_restored_as_an_act_that_undo_takes_back(study: Study, opened: Opened) -> None:
    commit_codebook(study, "", name="first")
    define_code(study, "calm", definition="Peace")
    test = opened(study)
    test.segmented_control(key="codes-shown").set_value("Versions").run()
    press(test, "Restore this version")
    assert code(study, "calm").definition == ""
    study.undo("Ada")
    assert code(study, "calm").definition == "Peace"


def test_every_kind_of_change_has_its_words(study: Study) -> None:
    from qualkit.coding.codes import merge_codes, move_code, rename_code, split_code
    from qualkit.coding.versions import codebook_diff

    commit_codebook(study, "", name="first")
    rename_code(study, "calm", "stillness")
    move_code(study, "shoes", under=None)
    merge_codes(study, ["rain"], into="stillness")
    split_code(study, "shoes", ["boots", "trainers"])
    with study.reading() as connection:
        rows = [tuple(row.values()) for row in diff_rows(codebook_diff(connection, "v1", "current"))]
    assert ("merged", "rain", "into stillness", 1) in rows
    assert ("split", "shoes", "into boots, trainers", 0) in rows
    assert ("renamed", "calm", "to stillness", 3) in rows
    assert ("moved", "shoes", "under the top", 0) in rows


def test_the_lives_of_the_codes_are_drawn_when_asked_for(study: Study, opened: Opened) -> None:
    commit_codebook(study, "", name="first")
    test = opened(study)
    test.segmented_control(key="codes-shown").set_value("Versions").run()
    assert "qk-lives" not in html(test)
    test.toggle(key="codes-picture").set_value(True).run()
    assert not test.exception
    assert "qk-lives" in html(test)
    assert [b.proto.label for b in test.get("download_button")] == ["CSV", "SVG", "PNG"]


# ---- names that look alike ----


def test_names_that_look_alike_are_compared_and_then_merged_or_kept_apart(study: Study, opened: Opened) -> None:
    create_code(study, "highlight")
    create_code(study, "higlight")
    test = opened(study)
    assert "*highlight*, *higlight* :gray[one letter or so apart]" in said(test)
    press(test, "Compare")
    assert "They do not occur in the same interview." in said(test)
    press(test, "Keep them apart")
    assert "*higlight*" not in said(test)
    assert "*higlight*" not in said(opened(study))
    assert code(study, "higlight").status == "active"


def test_one_of_two_codes_side_by_side_is_merged_into_the_other(study: Study, opened: Opened) -> None:
    create_code(study, "claim")
    test = opened(study)
    test.session_state["compared codes"] = (code(study, "calm").id, code(study, "claim").id)
    test.run()
    press(test, "Merge “claim” into “calm”")
    assert code(study, code(study, "claim").id).status == "merged"
    assert test.subheader[0].value == "calm"


# ---- review, sets ----


def reviewing(study: Study, opened: Opened) -> AppTest:
    test = opened(study)
    test.segmented_control(key="codes-shown").set_value("Review").run()
    return press(test, "Begin a review")


def test_a_review_goes_code_by_code_and_keeps_what_was_seen(study: Study, opened: Opened) -> None:
    test = reviewing(study, opened)
    assert "0 of 3 codes looked over · 0 of 3 quotes seen" in said(test)
    assert "seen 0 of 2" in said(test)
    press(test, "Seen these 2")
    assert "seen 2 of 2" in said(test)
    press(test, "Keep")
    assert test.subheader[0].value == "rain"
    again = opened(study)
    again.segmented_control(key="codes-shown").set_value("Review").run()
    assert "1 of 3 codes looked over · 2 of 3 quotes seen" in said(again)


def test_a_review_is_narrowed_to_codes_that_deserve_a_look(study: Study, opened: Opened) -> None:
    test = reviewing(study, opened)
    test.selectbox(key="review-filter").set_value("unused").run()
    assert test.subheader[0].value == "shoes"
    assert "Nothing is coded with it" in said(test)
    press(test, "Off the question")
    test.selectbox(key="review-filter").set_value("Off the question").run()
    assert [one.value for one in test.subheader] == ["shoes"]
    press(test, "On the question again")
    with study.reading() as connection:
        assert code_sets(connection)[0].code_ids == ()


def test_a_new_round_begins_with_nothing_seen(study: Study, opened: Opened) -> None:
    test = reviewing(study, opened)
    press(test, "Seen these 2")
    test.text_input(key="round-name").set_value("after P2")
    press(test, "Begin")
    assert "Round “after P2” by Ada, begun today · 0 of 3 codes looked over · 0 of 3 quotes seen" in said(test)


def test_a_set_is_made_changed_and_removed(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.session_state["sets-0"] = True
    test.run()
    fill(test, "Name", "outdoors", 0)
    codes = [code(study, name).id for name in ("rain", "shoes")]
    test.multiselect(key="set-codes-A new set").set_value(codes)
    press(test, "Save the set")
    with study.reading() as connection:
        assert [(one.name, list(one.code_ids)) for one in code_sets(connection)] == [("outdoors", codes)]
