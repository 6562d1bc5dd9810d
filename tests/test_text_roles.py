"""Who is likely the interviewer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.model import Utterance
from qualkit.text.roles import likely_interviewer, propose_roles, shares
from qualkit.text.turns import from_labelled_text, from_utterances

TALK = """Speaker 1: Shall we begin? How was the night?

Speaker 2: Long. You know what it is like? We had nobody on the ward but the two of us, and then the bell rang again.

Speaker 1: What did you do then?

Speaker 2: We went, of course, both of us, and the other bell rang while we were there.
"""


def test_whoever_asks_and_talks_less_is_proposed_as_the_interviewer() -> None:
    proposed = propose_roles(from_labelled_text(TALK))
    assert [(one.speaker, one.name) for one in proposed] == [
        ("Speaker 1", "Interviewer"),
        ("Speaker 2", "Participant"),
    ]
    assert proposed[0].because == "Asks 3 of 4 questions and says 23 % of the words."


def test_names_that_the_study_knows_are_proposed_instead_of_roles() -> None:
    proposed = propose_roles(from_labelled_text(TALK), interviewer="Ann", participant="P07")
    assert [one.name for one in proposed] == ["Ann", "P07"]


def test_whoever_has_a_name_keeps_it_and_shows_who_the_other_is() -> None:
    said = from_labelled_text(TALK.replace("Speaker 2", "Interviewer"))
    assert [(one.speaker, one.name) for one in propose_roles(said)] == [("Speaker 1", "Participant")]
    assert propose_roles(from_labelled_text(TALK.replace("Speaker 2", "Eve").replace("Speaker 1", "Ann"))) == []


@pytest.mark.parametrize(
    "said",
    [
        "Speaker 1: One? Two? Three? And very much more than the other one says.\n\nSpeaker 2: No.",
        "Speaker 1: Why? How?\n\nSpeaker 2: Why? How? Because it was late and the house was cold.",
        "Speaker 1: Well?\n\nSpeaker 2: It was late and the house was cold.",
        "Speaker 1: Why? How? When?",
        "",
    ],
)
def test_where_nobody_stands_out_nothing_is_proposed(said: str) -> None:
    assert propose_roles(from_labelled_text(said)) == []


def test_in_a_group_only_the_one_who_asks_is_proposed() -> None:
    said = from_labelled_text(TALK + "\nSpeaker 3: I was at home and slept the whole night through, I have to say.")
    assert [one.speaker for one in propose_roles(said)] == ["Speaker 1"]


def test_a_question_is_counted_once_however_many_marks_it_has() -> None:
    said = from_labelled_text("Speaker 1: Really??? No?!\n\nSpeaker 2: 本当？\n\nSpeaker 1: Yes.")
    assert [(part.speaker, part.questions) for part in shares(said)] == [("Speaker 1", 2), ("Speaker 2", 1)]


@given(st.lists(st.tuples(st.sampled_from(["", "Speaker 1", "Speaker 2", "Ann"]), st.text("ab? .", min_size=1))))
def test_every_proposal_is_for_a_speaker_without_a_name(said: list[tuple[str, str]]) -> None:
    text = from_utterances([Utterance(who, at, at + 1, words) for at, (who, words) in enumerate(said)])
    for one in propose_roles(text, interviewer="Bo"):
        assert one.speaker in {"Speaker 1", "Speaker 2"}
    asking = likely_interviewer(shares(text))
    assert asking is None or asking.words < max(part.words for part in shares(text))
