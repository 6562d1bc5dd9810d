"""Noting that somebody has checked a transcript."""

from __future__ import annotations

import pytest

from qualkit.checking import check_transcript
from qualkit.errors import NotFound
from qualkit.study import Study


def test_who_checked_a_transcript_and_when_is_kept(study: Study) -> None:
    checked = check_transcript(study, "P1", by="Bram")
    act = study.recent_acts(1)[0]
    assert (checked.checked_by, checked.checked_at) == ("Bram", act.at)
    assert act.summary == "checked the transcript of P1"


def test_a_transcript_that_is_checked_stays_with_whoever_was_first(study: Study) -> None:
    check_transcript(study, "P1", by="Bram")
    assert check_transcript(study, "P1", by="Ada").checked_by == "Bram"
    assert study.recent_acts(1)[0].by == "Bram"


def test_the_note_can_be_taken_back_and_undone(study: Study) -> None:
    check_transcript(study, "P1")
    assert check_transcript(study, "P1", checked=False).checked_by is None
    study.undo()
    assert check_transcript(study, "P1").checked_by == "Ada"
    assert not study.check()


def test_an_interview_that_is_not_there_is_named(study: Study) -> None:
    with pytest.raises(NotFound, match="P9"):
        check_transcript(study, "P9")
