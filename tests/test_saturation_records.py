"""Notes on sampling, dimensions, ratings: kept, undone, checked, gone with their participant."""

from __future__ import annotations

import sqlite3

import pytest

from qualkit.errors import BadAct, BadCriterion, BadOption, NotFound
from qualkit.interviews import add_interview
from qualkit.saturation.criteria import Criterion
from qualkit.saturation.records import (
    notes_of,
    notes_table,
    places_on_axis,
    recorded_criterion,
    remove_note,
    set_criterion,
    write_note,
)
from qualkit.store import reads
from qualkit.study import Study, create_study, open_study
from qualkit.text.turns import from_labelled_text


def test_a_note_is_kept_with_its_day_undone_and_checked(study: Study) -> None:
    write_note(study, "guide change", " Asked about winter. ", interview="P2", date="2025-03-05")
    (note,) = notes_table(study).itertuples()
    assert (note.kind, note.date, note.interview, note.text, note.by) == (
        "guide change",
        "2025-03-05",
        "P2",
        "Asked about winter.",
        "Ada",
    )
    assert study.check() == []
    study.undo()
    assert notes_table(study).empty
    study.redo()
    remove_note(study, notes_table(study)["id"][0])
    assert notes_table(study).empty
    assert study.check() == []


def test_what_is_no_note_is_refused_with_what_may_be(study: Study) -> None:
    with pytest.raises(BadAct, match="“weather”") as raised:
        write_note(study, "weather", "x")
    assert "sufficiency" in raised.value.hint
    with pytest.raises(BadAct, match="empty"):
        write_note(study, "aim", "  ")


def test_a_day_or_an_interview_that_is_none_is_refused(study: Study) -> None:
    with pytest.raises(BadOption, match="“March”"):
        write_note(study, "aim", "narrow", date="March")
    with pytest.raises(NotFound, match="“P9”"):
        write_note(study, "guide change", "x", interview="P9")
    with pytest.raises(NotFound, match="removed already"):
        remove_note(study, "nowhere")


def test_notes_stand_on_the_axis_by_their_interview_or_their_day(study: Study) -> None:
    write_note(study, "guide change", "by interview", interview="P1", date="2030-01-01")
    write_note(study, "sampling decision", "by day", date="2025-03-05")
    write_note(study, "sampling decision", "after all", date="2025-04-01")
    write_note(study, "sufficiency", "not on the axis")
    with study.reading() as connection:
        found = places_on_axis(connection, reads.interviews(connection))
        assert len(notes_of(connection)) == 4
    assert sorted((place, note.text) for place, note in found) == [(1, "by interview"), (2, "by day"), (3, "after all")]


def test_a_criterion_kept_before_coding_is_said_to_have_been(study: Study) -> None:
    set_criterion(study, Criterion(5, 3, 0.0))
    with study.reading() as connection:
        assert recorded_criterion(connection) == (Criterion(5, 3, 0.0), "recorded on " + today(study))
    with pytest.raises(BadCriterion):
        set_criterion(study, Criterion(0, 3, 0.0))


def today(study: Study) -> str:
    return f"{notes_table(study)['at'][0][:10]}, after coding had begun"


def test_a_criterion_kept_before_any_coding_stays_before_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    early = create_study(tmp_path_factory.mktemp("early") / "early", coder="Ada")
    with early.reading() as connection:
        assert recorded_criterion(connection) is None
    set_criterion(early, Criterion(), date="2025-01-01")
    with early.reading() as connection:
        told = recorded_criterion(connection)
    assert told is not None
    assert told[1].endswith("before coding began")
    early.close()


def test_an_interview_with_a_note_on_it_is_not_undone_away(study: Study) -> None:
    add_interview(study, "P3", from_labelled_text("P3: hello\n"), by="Bo")
    write_note(study, "guide change", "x", interview="P3")
    from qualkit.errors import Collision

    with pytest.raises(Collision):
        study.undo("Bo")


def test_a_study_from_before_these_nouns_gets_their_tables(study: Study) -> None:
    study.close()
    with sqlite3.connect(study.folder / "qualkit.db") as raw:
        for table in ("sampling_notes", "dimensions", "depth_ratings"):
            raw.execute(f"DROP TABLE {table}")
    raw.close()
    again = open_study(study.folder)
    write_note(again, "aim", "narrow")
    assert again.check() == []
    again.close()
