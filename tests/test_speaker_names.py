"""Names for speakers are proposed, and the interviewer's is remembered."""

from __future__ import annotations

import pytest
from test_text_roles import TALK

from qualkit.errors import NotFound
from qualkit.interviews import add_interview, edit_interview
from qualkit.revisions import revise_transcript
from qualkit.speaker_names import keep_interviewer, propose_names
from qualkit.study import Study, open_study
from qualkit.text.turns import from_labelled_text


def test_a_name_given_once_is_proposed_in_the_next_transcript_and_nothing_is_applied(study: Study) -> None:
    add_interview(study, "P8", from_labelled_text(TALK))
    add_interview(study, "P9", from_labelled_text(TALK))
    for name in ("P8", "P9"):
        edit_interview(study, name, cases=(name,))
    acts = len(study.recent_acts())
    assert [one.name for one in propose_names(study, "P8")] == ["Interviewer", "P8"]
    assert len(study.recent_acts()) == acts
    revise_transcript(study, "P8", TALK.replace("Speaker 1", "Ann").replace("Speaker 2", "P8"))
    keep_interviewer(study, "Ann ")
    assert propose_names(study, "P8") == []
    assert [one.name for one in propose_names(study, "P9")] == ["Ann", "P9"]
    assert open_study(study.folder).settings.interviewer == "Ann"


def test_an_interview_that_is_not_there_is_named(study: Study) -> None:
    with pytest.raises(NotFound, match="P77"):
        propose_names(study, "P77")
