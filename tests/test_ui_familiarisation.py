"""The page Read: what stands beside the words, and notes on passages as its component asks for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from pages import Opened, opens
from streamlit.testing.v1 import AppTest

from qualkit.coding.codebook import find_code
from qualkit.coding.segments import Span, apply_code, mark_segment
from qualkit.familiarisation import notes_on, readings
from qualkit.interviews import find_interview
from qualkit.memos import memos_table
from qualkit.model import Segment
from qualkit.store import reads
from qualkit.store.transcripts import transcript
from qualkit.study import Study, create_study
from qualkit.ui.listening.desk import Answer, Desk, carry_out
from qualkit.ui.listening.noting import notes_of

opened = opens("familiarisation")


def press(test: AppTest, label: str) -> AppTest:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception
    return test


def desk_at(study: Study, name: str = "P1", coder: str = "Ada") -> Desk:
    with study.reading() as connection:
        return Desk(study, find_interview(connection, name).id, coder)


def shown(desk: Desk, coder: str = "Ada") -> list[dict[str, Any]]:
    with desk.study.reading() as connection:
        return notes_of(connection, transcript(connection, desk.interview_id), coder)


def ask(desk: Desk, kind: str, **op: Any) -> Answer:
    with desk.study.reading() as connection:
        whole = transcript(connection, desk.interview_id)
    assert whole
    op = {"t": kind, "act_id": str(uuid4()), "have": whole.id, **op}
    answer = carry_out(desk, op)
    assert answer
    assert answer.refused or carry_out(desk, op) == Answer(answer.act_id)
    return answer


# ---- beside the words ----


def test_a_study_without_interviews_says_what_to_do(tmp_path: Any, opened: Opened) -> None:
    test = opened(create_study(tmp_path / "new", title="New"))
    assert any("There are no interviews yet" in one.value for one in test.markdown)


def test_that_one_has_read_it_is_kept_and_told(study: Study, opened: Opened) -> None:
    test = press(opened(study), "I have read it")
    assert any(one.value.replace("\\", "").startswith("Read: Ada") for one in test.caption)
    assert len(readings(study, desk_at(study).interview_id)) == 1


def test_a_note_is_kept_under_its_kind_and_taken_away(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_area[0].set_value("Speaks *fast* about the rain")
    test.selectbox[1].set_value("field note")
    test = press(test, "Keep the note")
    (note,) = notes_on(study, desk_at(study).interview_id)
    assert (note.kind, note.text, note.by) == ("field note", "Speaks *fast* about the rain", "Ada")
    press(test, "Remove")
    assert notes_on(study, note.about_id or "") == []


def test_a_summary_is_written_and_stands_in_its_field(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_area[-1].set_value("Walks to work, and would not do without it.")
    test = press(test, "Save the summary")
    assert test.text_area[-1].value == "Walks to work, and would not do without it."
    assert list(memos_table(study)["kind"]) == ["case summary"]


# ---- notes on passages ----


def test_a_note_marks_the_words_of_a_turn_and_nothing_asks_for_a_code(study: Study) -> None:
    desk = desk_at(study, "P2")
    assert ask(desk, "note", turn=0, start=0, end=4, note="an opening").told == ""
    (note,) = [one for one in shown(desk) if one["note"]]
    assert (note["turn"], note["start"], note["end"], note["mine"]) == (0, 0, 4, True)
    with study.reading() as connection:
        mark = reads.one_of(connection, Segment, note["id"])
        whole = transcript(connection, desk.interview_id)
    assert mark and whole and whole.text[mark.start : mark.end] == "What"


def test_a_note_goes_over_several_turns(study: Study) -> None:
    desk = desk_at(study, "P2")
    assert ask(desk, "note", turn=0, over=1, start=8, end=5, note="question and answer").told == ""
    first, last = shown(desk)
    assert first["id"] == last["id"] and (first["note"], last["note"]) == ("", "question and answer")
    assert (first["turn"], first["start"], last["turn"], last["end"]) == (0, 8, 1, 5)
    assert ask(desk, "note", turn=0, over=9, start=0, end=5, note="").refused
    assert ask(desk, "note", turn=0, over=1, start=0, end=0, note="").refused


def test_undo_beside_what_is_read_never_takes_back_the_import(study: Study) -> None:
    desk = replace(desk_at(study, "P2"), reading=True)
    ask(desk, "note", turn=0, start=0, end=4, note="first")
    assert not ask(desk, "undo").refused
    told = ask(desk, "undo")
    while not told.refused:  # codings of this interview, which the study came with
        told = ask(desk, "undo")
    assert "no act to undo" in told.told
    with study.reading() as connection:
        assert [one.name for one in reads.interviews(connection)] == ["P1", "P2"]


def test_the_same_words_take_another_note(study: Study) -> None:
    desk = desk_at(study, "P2")
    for note in ("first", "second"):
        ask(desk, "note", turn=0, start=0, end=4, note=note)
    assert [one["note"] for one in shown(desk)] == ["second"]


def test_a_mark_is_let_go_but_one_with_codes_only_loses_its_note(study: Study) -> None:
    desk = desk_at(study, "P2")
    ask(desk, "note", turn=0, start=0, end=4, note="bare")
    ask(desk, "note", turn=1, start=0, end=5, note="coded")
    bare, coded = shown(desk)
    with study.reading() as connection:
        mark = reads.one_of(connection, Segment, coded["id"])
        calm = find_code(reads.codes(connection), "calm")
    assert mark
    apply_code(study, Span(mark.interview_id, mark.start, mark.end), calm.id, by="Ada")
    for one in (bare, coded):
        assert not ask(desk, "let go", mark=one["id"]).refused
    assert shown(desk) == []
    with study.reading() as connection:
        assert reads.one_of(connection, Segment, bare["id"]) is None
        assert reads.one_of(connection, Segment, coded["id"])


def test_a_note_of_somebody_else_is_seen_and_not_taken_away(study: Study) -> None:
    ask(desk_at(study, "P2", "Ben"), "note", turn=0, start=0, end=4, note="Ben's")
    desk = desk_at(study, "P2")
    (note,) = shown(desk)
    assert (note["who"], note["mine"]) == ("Ben", False)
    assert ask(desk, "let go", mark=note["id"]).refused and shown(desk)


def test_a_mark_across_turns_is_shown_in_each_with_its_note_at_the_end(study: Study) -> None:
    desk = desk_at(study)
    with study.reading() as connection:
        whole = transcript(connection, desk.interview_id)
    assert whole
    end = whole.text.index("I hate")
    mark_segment(study, Span(desk.interview_id, whole.text.index("get to work"), end), note="both", by="Ada")
    pieces = shown(desk)
    assert [(one["turn"], one["note"]) for one in pieces] == [(0, ""), (1, "both")]
    assert pieces[1]["start"] == 0 and pieces[1]["end"] == len("On foot. ")


@pytest.mark.parametrize("place", [{"turn": 99}, {"turn": -1}, {"start": 4, "end": 4}, {"end": 10_000}, {"turn": "0"}])
def test_a_place_that_is_not_there_is_refused(study: Study, place: dict[str, Any]) -> None:
    desk = desk_at(study, "P2")
    assert ask(desk, "note", **{"turn": 0, "start": 0, "end": 4, "note": "x", **place}).refused
    assert shown(desk) == []
