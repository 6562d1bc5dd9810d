from __future__ import annotations

import pytest

from qualkit.coding.codes import create_code, enter_code, merge_codes, rename_code
from qualkit.coding.segments import Span, apply_code, codings_table
from qualkit.coding.versions import commit_codebook
from qualkit.errors import Collision, NothingToUndo
from qualkit.journal.interviews import import_file
from qualkit.journal.segments import recode_coding
from qualkit.model import Code
from qualkit.store import reads
from qualkit.store.undo import next_redo, next_undo
from qualkit.study import Study, open_study


def names(study: Study) -> set[str]:
    with study.reading() as connection:
        return {code.name for code in reads.codes(connection, "active")}


def test_undo_concerns_ones_own_acts_and_passes_over_those_of_others(study: Study) -> None:
    create_code(study, "snow")
    create_code(study, "wind", by="Bo")
    assert "snow" in study.undo("Ada")
    assert "wind" in names(study) and "snow" not in names(study)


def test_undo_works_after_the_study_was_closed_and_opened_again(study: Study) -> None:
    merge_codes(study, ["calm"], into="rain")
    study.close()
    again = open_study(study.folder)
    assert "merged" in again.undo()
    assert {"calm", "rain", "shoes"} == names(again)
    again.close()


def test_what_would_collide_is_named_and_nothing_is_half_done(study: Study) -> None:
    code = create_code(study, "snow")
    with study.reading() as connection:
        interview = reads.interviews(connection)[0]
    apply_code(study, Span(interview.id, 0, 5), code.id, by="Bo")
    with pytest.raises(Collision, match="Bo coded a passage of P1 as “snow”"):
        study.undo("Ada")
    assert "snow" in names(study)
    assert study.check() == []


def test_a_row_that_somebody_changed_since_is_not_run_over(study: Study) -> None:
    rename_code(study, "calm", "calmness")
    rename_code(study, "calmness", "peace", by="Bo")
    with pytest.raises(Collision, match="Bo renamed the code “calmness” to “peace”"):
        study.undo("Ada")
    assert "peace" in names(study)


def test_undo_passes_over_a_saved_version(study: Study) -> None:
    create_code(study, "snow")
    commit_codebook(study, "after interview 2")
    assert "snow" in study.undo()
    with study.reading() as connection:
        assert [version.number for version in reads.versions(connection)] == [1]


def test_redo_ends_where_something_else_was_done_since(study: Study) -> None:
    create_code(study, "snow")
    study.undo()
    create_code(study, "wind")
    with pytest.raises(NothingToUndo):
        study.redo()


def test_undo_of_a_merge_gives_every_coding_back_to_its_code(study: Study) -> None:
    before = codings_table(study)
    merge_codes(study, ["calm", "shoes"], into="rain")
    assert set(codings_table(study)["code"]) == {"rain"}
    study.undo()
    assert codings_table(study).equals(before)


def test_an_act_of_many_changes_is_named_by_what_it_was_when_taken_back_and_done_again(study: Study) -> None:
    with study.acting() as act:
        act.record(import_file("0" * 64, "codes.csv"))
        enter_code(act, "snow")
        enter_code(act, "wind")
    with study.reading() as connection:
        assert next_undo(connection, "Ada") == "imported codes.csv" and next_redo(connection, "Ada") == ""
    assert study.undo() == "imported codes.csv"
    with study.reading() as connection:
        assert next_redo(connection, "Ada") == "imported codes.csv"
    assert study.redo() == "imported codes.csv"
    assert study.recent_acts(1)[0].summary == "did again: imported codes.csv"
    assert {"snow", "wind"} <= names(study)


def test_an_act_of_several_changes_says_how_many_more(study: Study) -> None:
    with study.acting() as act:
        for name in ("snow", "wind", "fog"):
            enter_code(act, name)
    assert study.recent_acts(1)[0].summary == "created the code “snow”, and 2 more"


def test_an_act_that_makes_a_code_and_recodes_a_passage_with_it_is_taken_back_whole(study: Study) -> None:
    before = codings_table(study)
    with study.acting() as act:
        code = enter_code(act, "peace")
        coding = reads.codings(act.connection)[0]
        old = reads.one_of(act.connection, Code, coding.code_id)
        interview = reads.interviews(act.connection)[0]
        assert old is not None
        act.record(recode_coding(coding, old, code, interview))
    assert "peace" in set(codings_table(study)["code"])
    study.undo()
    assert codings_table(study).equals(before) and "peace" not in names(study)
    assert study.check() == []
