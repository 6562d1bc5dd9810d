from __future__ import annotations

import pytest

from qualkit.errors import BadAct, NotFound
from qualkit.interviews import (
    RecordingFile,
    add_interview,
    cases_table,
    describe_case,
    edit_interview,
    enter_transcript,
    find_interview,
    interviews_table,
)
from qualkit.model import TimedWord, TranscriptText, Turn
from qualkit.store.transcripts import transcript
from qualkit.study import Study


def test_a_transcript_comes_back_as_it_went_in(study: Study) -> None:
    text = "Ada: Grüße 🙂 aus Köln"
    turn = Turn(0, 5, len(text), "Ada", 1200)
    word = TimedWord(5, 10, 1200, 1700, 0.93)
    interview = add_interview(study, "P3", TranscriptText(text, (turn,), (word,), "typed"))
    with study.reading() as connection:
        found = transcript(connection, interview.id)
    assert found is not None
    assert (found.text, found.turns, found.words, found.revision) == (text, (turn,), (word,), 1)


def test_interviews_stand_in_the_order_in_which_they_came(study: Study) -> None:
    add_interview(study, "A0", TranscriptText("Hello"))
    assert list(interviews_table(study)["name"]) == ["P1", "P2", "A0"]


def test_a_name_that_is_taken_is_refused(study: Study) -> None:
    with pytest.raises(BadAct, match="“P1” is in the study already"):
        add_interview(study, "P1", TranscriptText("Hello"))


def test_a_second_transcript_is_the_next_revision_and_the_first_stays(study: Study) -> None:
    with study.acting() as act:
        interview = find_interview(act.connection, "P1")
        enter_transcript(act, interview, TranscriptText("corrected"))
    with study.reading() as connection:
        latest, first = transcript(connection, interview.id), transcript(connection, interview.id, revision=1)
    assert latest is not None and (latest.text, latest.revision) == ("corrected", 2)
    assert first is not None and first.text.startswith("Interviewer:")


def test_the_table_tells_words_marks_codes_and_duration(study: Study) -> None:
    recording = RecordingFile(file="P3.opus", sha256="0" * 64, duration_ms=90_000)
    add_interview(study, "P3", TranscriptText("one two three"), recording=recording)
    table = interviews_table(study).set_index("name")
    assert table.loc["P3", ["words", "marks", "codes", "duration_ms"]].tolist() == [3, 0, 0, 90_000]
    assert table.loc["P1", ["marks", "codes"]].tolist() == [2, 2]


def test_participants_have_attributes_that_can_change(study: Study) -> None:
    describe_case(study, "Ines", {"role": "nurse", "years": "9"})
    describe_case(study, "Ines", {"years": "10"})
    edit_interview(study, "P1", cases=("Ines",), date="2025-04-01")
    row = cases_table(study).iloc[0]
    assert (row["name"], row["role"], row["years"], row["interviews"]) == ("Ines", "nurse", "10", "P1")
    assert interviews_table(study).iloc[0]["case"] == "Ines"


def test_an_unknown_interview_lists_those_there_are(study: Study) -> None:
    with study.reading() as connection, pytest.raises(NotFound, match="“P1”, “P2”"):
        find_interview(connection, "P9")
    with study.reading() as connection:
        assert find_interview(connection, "p1").name == "P1"


def test_an_empty_study_has_empty_tables(study: Study) -> None:
    for _ in range(8):
        study.undo()
    assert interviews_table(study).empty and cases_table(study).empty
