"""Where a study stands, as the database counts it."""

from __future__ import annotations

from pathlib import Path

from qualkit.coding.codes import create_code, define_code, retire_code
from qualkit.coding.segments import Span, mark_segment, references
from qualkit.coding.versions import commit_codebook
from qualkit.revisions import revise_transcript
from qualkit.store import reads
from qualkit.store.places import places
from qualkit.store.standing import CODED, Standing, standing
from qualkit.store.transcripts import transcript
from qualkit.study import Study, create_study


def now(study: Study) -> Standing:
    with study.reading() as connection:
        return standing(connection)


def test_a_study_without_anything_stands_at_nought(tmp_path: Path) -> None:
    study = create_study(tmp_path / "new")
    found = now(study)
    assert (found.interviews, found.codes, found.marks.all, found.versions, found.themes) == (0, 0, 0, 0, {})
    study.close()


def test_marks_without_a_code_and_interviews_without_one_are_counted(study: Study) -> None:
    with study.reading() as connection:
        first = reads.interviews(connection)[0]
    mark_segment(study, Span(first.id, 0, 5), note="look again")
    mark_segment(study, Span(first.id, 0, 6))
    marks = now(study).marks
    assert (marks.all, marks.coded, marks.only_noted, marks.flagged) == (5, 3, 1, 0)
    assert now(study).uncoded == ()


def test_a_correction_inside_a_mark_flags_it(study: Study) -> None:
    with study.reading() as connection:
        first = reads.interviews(connection)[0]
        shown = transcript(connection, first.id)
    assert shown
    revise_transcript(study, "P1", shown.text.replace("hate", "love"))
    assert now(study).marks.flagged == 1


def test_codes_that_differ_from_the_last_version_are_counted_not_the_acts_that_led_there(study: Study) -> None:
    before = now(study)
    assert (before.changes_since_version, before.undefined) == (3, 2)
    commit_codebook(study, "", name="first")
    assert now(study).changes_since_version == 0
    define_code(study, "calm", definition="Peace")
    assert (now(study).changes_since_version, now(study).undefined) == (1, 1)
    define_code(study, "calm", definition="")
    assert now(study).changes_since_version == 0
    retire_code(study, create_code(study, "sleet").id, why="a slip")
    assert now(study).changes_since_version == 0


def test_what_was_taken_back_is_not_the_latest(study: Study) -> None:
    create_code(study, "hills")
    assert now(study).last[CODED]
    define_code(study, "calm", definition="Peace")
    study.undo()
    assert "define_code" not in now(study).last


def test_places_come_in_collection_and_text_order_with_what_else_is_coded_there(study: Study) -> None:
    with study.reading() as connection:
        calm = next(code for code in reads.codes(connection) if code.name == "calm")
        found = places(connection, calm.id)
        expected = [one.coding.id for one in references(connection, code_id=calm.id)]
    assert [place.coding.id for place in found] == expected
    assert [place.interview.name for place in found] == ["P1", "P2"]
    assert [place.also for place in found] == [(), ()]
