"""One act on several codings is one act: whole or not at all, and one undo."""

from __future__ import annotations

import pytest

from qualkit.coding.codebook import find_code
from qualkit.coding.segments import Span, apply_code, mark_segment
from qualkit.coding.several import code_as_well, remove_codings, remove_segments
from qualkit.errors import NotFound
from qualkit.model import Code, Coding, Segment
from qualkit.store import reads
from qualkit.study import Study


def code(study: Study, name: str) -> Code:
    with study.reading() as connection:
        return find_code(reads.codes(connection), name)


def codings(study: Study, name: str) -> list[Coding]:
    with study.reading() as connection:
        return reads.codings(connection, code_id=code(study, name).id)


def segments(study: Study) -> list[Segment]:
    with study.reading() as connection:
        return reads.segments(connection)


def test_several_codings_are_taken_off_and_come_back_with_one_undo(study: Study) -> None:
    there = codings(study, "calm")
    assert remove_codings(study, [one.id for one in there], by="Ada") == 2
    assert codings(study, "calm") == [] and len(segments(study)) == 1
    study.undo("Ada")
    assert codings(study, "calm") == there and len(segments(study)) == 3


def test_a_mark_with_a_note_or_another_code_stays(study: Study) -> None:
    first, second = codings(study, "calm")
    marks = {one.id: one for one in segments(study)}
    noted, coded = marks[first.segment_id], marks[second.segment_id]
    mark_segment(study, Span(noted.interview_id, noted.start, noted.end), note="why?")
    apply_code(study, Span(coded.interview_id, coded.start, coded.end), code(study, "shoes").id)
    remove_codings(study, [first.id, second.id])
    assert {noted.id, coded.id} <= {one.id for one in segments(study)}


def test_both_codes_of_one_mark_taken_off_at_once_leave_no_empty_mark(study: Study) -> None:
    first = codings(study, "calm")[0]
    mark = next(one for one in segments(study) if one.id == first.segment_id)
    other = apply_code(study, Span(mark.interview_id, mark.start, mark.end), code(study, "shoes").id)
    remove_codings(study, [first.id, other.id])
    assert mark.id not in {one.id for one in segments(study)}
    assert study.check() == []


def test_one_that_is_gone_refuses_all(study: Study) -> None:
    first, second = codings(study, "calm")
    with pytest.raises(NotFound):
        remove_codings(study, [first.id, "gone"])
    assert codings(study, "calm") == [first, second]


def test_marks_of_several_interviews_go_with_what_lies_on_them_and_come_back_with_one_undo(study: Study) -> None:
    before, acts = segments(study), len(study.recent_acts(1000))
    assert remove_segments(study, [one.id for one in before], by="Ada") == 3
    assert segments(study) == [] and codings(study, "calm") == []
    assert len(study.recent_acts(1000)) == acts + 1
    study.undo("Ada")
    assert segments(study) == before and len(codings(study, "calm")) == 2
    assert study.check() == []


def test_a_mark_that_is_gone_refuses_all(study: Study) -> None:
    before = segments(study)
    with pytest.raises(NotFound):
        remove_segments(study, [before[0].id, "gone"])
    assert segments(study) == before


def test_another_code_as_well_is_given_once_to_each_passage(study: Study) -> None:
    ids = [one.id for one in codings(study, "calm")]
    assert code_as_well(study, ids, "shoes", by="Ada") == 2
    assert code_as_well(study, ids, "shoes", by="Ada") == 0
    assert len(codings(study, "shoes")) == 2 and len(codings(study, "calm")) == 2
    study.undo("Ada")
    assert codings(study, "shoes") == []
