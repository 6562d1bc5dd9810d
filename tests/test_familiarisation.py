"""Getting familiar with an interview: that it was read, notes on it, a summary of each case."""

from __future__ import annotations

import pytest

from qualkit.errors import NotFound
from qualkit.familiarisation import case_summary, note_reading, notes_on, readings, write_case_summary
from qualkit.interviews import edit_interview, find_interview
from qualkit.memos import memos_table, write_memo
from qualkit.model import Interview
from qualkit.store.standing import READ, standing
from qualkit.study import Study
from qualkit.withdraw import withdraw


def interview_of(study: Study, name: str = "P1") -> Interview:
    with study.reading() as connection:
        return find_interview(connection, name)


def test_an_interview_may_be_read_as_often_as_one_comes_back_to_it(study: Study) -> None:
    first = interview_of(study)
    note_reading(study, first.id, by="Ada")
    note_reading(study, first.id, by="Ben")
    assert [memo.by for memo in readings(study, first.id)] == ["Ada", "Ben"]
    with study.reading() as connection:
        now = standing(connection)
    assert now.unread == ("P2",) and now.last[READ]
    study.undo("Ben")
    assert [memo.by for memo in readings(study, first.id)] == ["Ada"]


def test_a_reading_of_an_interview_that_is_not_there_is_refused(study: Study) -> None:
    with pytest.raises(NotFound):
        note_reading(study, "nowhere")


def test_notes_on_an_interview_come_without_readings_and_summaries(study: Study) -> None:
    first = interview_of(study)
    note_reading(study, first.id)
    write_case_summary(study, "Walks, whatever the weather.", about="interview", about_id=first.id)
    for text in ("older", "newer"):
        write_memo(study, text, about="interview", about_id=first.id, kind="field note")
    assert [memo.text for memo in notes_on(study, first.id)] == ["newer", "older"]
    assert notes_on(study, interview_of(study, "P2").id) == []


def test_a_case_has_one_summary_that_is_written_changed_removed_and_brought_back(study: Study) -> None:
    edit_interview(study, interview_of(study).id, cases=("Amira",))
    (case_id,) = interview_of(study).case_ids
    for text in ("Walks.", "Walks to work.", "Walks to work. "):
        write_case_summary(study, text, about="case", about_id=case_id)
    found = case_summary(study, "case", case_id)
    assert found and found.text == "Walks to work." and len(memos_table(study)) == 1
    write_case_summary(study, " ", about="case", about_id=case_id)
    assert case_summary(study, "case", case_id) is None
    study.undo()
    study.undo()
    found = case_summary(study, "case", case_id)
    assert found and found.text == "Walks."


def test_an_empty_summary_where_there_is_none_does_nothing(study: Study) -> None:
    write_case_summary(study, "", about="interview", about_id=interview_of(study).id)
    assert memos_table(study).empty


def test_who_withdraws_leaves_their_summary_to_be_decided_on(study: Study) -> None:
    edit_interview(study, interview_of(study).id, cases=("Amira",))
    (case_id,) = interview_of(study).case_ids
    write_case_summary(study, "Weary, and proud of it.", about="case", about_id=case_id)
    assert any("case summary" in one.where for one in withdraw(study, "Amira").decide)
