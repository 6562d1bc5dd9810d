from __future__ import annotations

import pytest

from qualkit.coding.auto_coding import Wanted, code_passages, passages, sections_of
from qualkit.coding.codes import retire_code
from qualkit.coding.segments import codings_table, mark_segment
from qualkit.errors import BadAct, NotFound
from qualkit.store import reads
from qualkit.study import Study


def coded(study: Study, code: str) -> list[tuple[str, str]]:
    table = codings_table(study)
    chosen = table[table.code == code]
    return list(zip(chosen.interview, chosen.text, strict=True))


def test_all_that_a_speaker_says_is_coded_in_one_act_and_undone_in_one(study: Study) -> None:
    assert code_passages(study, "shoes", Wanted(speaker="participant"), why="to begin with") == 3
    assert [interview for interview, _ in coded(study, "shoes")] == ["P1", "P1", "P2"]
    assert coded(study, "shoes")[1] == ("P1", "In winter I buy better shoes.")
    assert "what participant says" in study.recent_acts(1)[0].summary
    assert study.check() == []
    study.undo()
    assert coded(study, "shoes") == [] and study.check() == []


def test_what_follows_a_question_is_coded_in_the_interviews_where_it_was_asked(study: Study) -> None:
    assert code_passages(study, "shoes", Wanted(under="in  WINTER")) == 1
    assert coded(study, "shoes") == [("P1", "In winter I buy better shoes.")]


def test_only_the_named_interviews_are_coded(study: Study) -> None:
    assert code_passages(study, "shoes", Wanted(interviews=("P2", "P2"), speaker="Participant")) == 1
    assert [interview for interview, _ in coded(study, "shoes")] == ["P2"]


def test_a_speaker_under_a_question_is_what_they_say_there(study: Study) -> None:
    assert len(passages(study, Wanted(speaker="Participant", under="And in winter?"))) == 1
    assert passages(study, Wanted(speaker="Interviewer", under="And in winter?")) == []


def test_passages_that_are_marked_are_used_and_what_is_coded_already_is_not_coded_again(study: Study) -> None:
    (span,) = passages(study, Wanted(under="And in winter?"))
    mark = mark_segment(study, span, note="shoes")
    assert code_passages(study, "shoes", Wanted(speaker="Participant")) == 3
    assert code_passages(study, "shoes", Wanted(speaker="Participant")) == 0
    with study.reading() as connection:
        assert (
            sum((s.start, s.end) == (mark.start, mark.end) for s in reads.segments(connection, mark.interview_id)) == 1
        )


def test_the_questions_of_an_interview_are_offered(study: Study) -> None:
    assert [section.title for section in sections_of(study, "P1")] == ["How do you get to work?", "And in winter?"]


def test_what_cannot_be_coded_is_refused(study: Study) -> None:
    with pytest.raises(BadAct, match="which passages"):
        code_passages(study, "shoes", Wanted(speaker=" "))
    with pytest.raises(NotFound, match="P9"):
        code_passages(study, "shoes", Wanted(interviews=("P9",), speaker="Participant"))
    retire_code(study, "shoes", why="no")
    with pytest.raises(BadAct, match="is retired"):
        code_passages(study, "shoes", Wanted(speaker="Participant"))
