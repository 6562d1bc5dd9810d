from __future__ import annotations

import pytest

from qualkit.coding.codes import retire_code
from qualkit.coding.segments import (
    Span,
    apply_code,
    codings_table,
    mark_segment,
    references,
    remove_coding,
    remove_segment,
    write_coding_memo,
)
from qualkit.errors import BadAct, NotFound
from qualkit.model import Code, Interview
from qualkit.store import reads
from qualkit.store.transcripts import texts
from qualkit.study import Study


def first(study: Study) -> Interview:
    with study.reading() as connection:
        return reads.interviews(connection)[0]


def code(study: Study, name: str) -> Code:
    with study.reading() as connection:
        return next(c for c in reads.codes(connection) if c.name == name)


def marks(study: Study) -> int:
    with study.reading() as connection:
        return len(reads.segments(connection))


def test_every_reference_is_the_transcripts_own_words_in_code_points(study: Study) -> None:
    with study.reading() as connection:
        said = texts(connection)
        found = references(connection)
    assert [r.text for r in found] == ["I hate the rain", "my head is clear when I arrive", "the quiet street"]
    assert all(said[r.interview.id][r.segment.start : r.segment.end] == r.text for r in found)
    assert list(codings_table(study)["text"]) == [r.text for r in found]


def test_coding_the_same_passage_with_the_same_code_again_changes_nothing(study: Study) -> None:
    span = Span(first(study).id, 0, 11)
    once = apply_code(study, span, code(study, "calm").id)
    again = apply_code(study, span, code(study, "calm").id)
    assert once == again
    assert apply_code(study, span, code(study, "rain").id).segment_id == once.segment_id


def test_two_coders_have_marks_of_their_own_on_the_same_words(study: Study) -> None:
    span = Span(first(study).id, 0, 11)
    ada = apply_code(study, span, code(study, "calm").id)
    bo = apply_code(study, span, code(study, "calm").id, by="Bo")
    assert ada.segment_id != bo.segment_id and (ada.coder, bo.coder) == ("Ada", "Bo")


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (9, 3), (0, 10_000)])
def test_a_passage_outside_the_text_is_refused(study: Study, start: int, end: int) -> None:
    with pytest.raises(BadAct, match="outside the text"):
        mark_segment(study, Span(first(study).id, start, end))


def test_a_code_out_of_use_is_not_applied(study: Study) -> None:
    retire_code(study, "calm", why="vague")
    with pytest.raises(BadAct, match="is retired"):
        apply_code(study, Span(first(study).id, 0, 3), code(study, "calm").id)


def test_a_mark_without_code_or_note_goes_with_its_last_coding_and_one_with_a_note_stays(study: Study) -> None:
    before = marks(study)
    bare = apply_code(study, Span(first(study).id, 0, 3), code(study, "calm").id)
    remove_coding(study, bare.id)
    assert marks(study) == before
    mark_segment(study, Span(first(study).id, 0, 3), note="look again")
    noted = apply_code(study, Span(first(study).id, 0, 3), code(study, "calm").id)
    remove_coding(study, noted.id)
    assert marks(study) == before + 1


def test_marking_a_mark_again_writes_its_note(study: Study) -> None:
    span = Span(first(study).id, 0, 3)
    mark_segment(study, span, note="first")
    mark_segment(study, span, note="second")
    with study.reading() as connection:
        assert [s.note for s in reads.segments(connection) if s.note] == ["second"]


def test_removing_a_mark_takes_its_codings_along_and_undo_brings_them_back(study: Study) -> None:
    before = codings_table(study)
    with study.reading() as connection:
        segment = reads.segments(connection)[0]
    remove_segment(study, segment.id)
    assert len(codings_table(study)) == len(before) - 1
    study.undo()
    assert codings_table(study).equals(before)


def test_what_is_gone_already_is_told(study: Study) -> None:
    coding = apply_code(study, Span(first(study).id, 0, 3), code(study, "calm").id)
    remove_coding(study, coding.id)
    with pytest.raises(NotFound, match="removed already"):
        remove_coding(study, coding.id)
    with pytest.raises(NotFound, match="removed already"):
        remove_segment(study, coding.segment_id)


def test_a_memo_on_a_coding_is_kept(study: Study) -> None:
    coding = apply_code(study, Span(first(study).id, 0, 3), code(study, "calm").id)
    write_coding_memo(study, coding.id, "said with a laugh")
    assert "said with a laugh" in set(codings_table(study)["memo"])
