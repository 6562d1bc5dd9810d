from __future__ import annotations

from qualkit.model import Transcript
from qualkit.text.sections import said_by, sections, speakers
from qualkit.text.turns import from_labelled_text

TALK = """Moderator: How do you get to work?

Ann: On foot.

Ben: By bus, mostly.

Moderator: And in winter?

Ann: Also on foot.
"""
NOTES = """# Arrival

The door was open. Nobody spoke.

## The room

Two chairs and a table.

# Leaving

We left together.
"""


def transcript(text: str) -> Transcript:
    read = from_labelled_text(text)
    return Transcript(id="t", interview_id="i", revision=1, sha256="", text=read.text, turns=read.turns)


def told(text: str, *, interviewer: str = "") -> list[tuple[str, str]]:
    return [(s.title, text[s.start : s.end]) for s in sections(transcript(text), interviewer=interviewer)]


def test_a_speakers_words_come_without_the_label_whatever_its_letter_case() -> None:
    assert [TALK[a:b] for a, b in said_by(transcript(TALK), "ann")] == ["On foot.", "Also on foot."]
    assert said_by(transcript(TALK), "nobody") == []
    assert speakers(transcript(TALK)) == ["Moderator", "Ann", "Ben"]


def test_an_answer_goes_on_until_somebody_who_asks_speaks_again() -> None:
    assert told(TALK) == [
        ("How do you get to work?", "On foot.\n\nBen: By bus, mostly."),
        ("And in winter?", "Also on foot."),
    ]


def test_the_study_can_name_who_asks() -> None:
    text = TALK.replace("Moderator", "Eva")
    assert told(text) == []
    assert told(text, interviewer="eva") == told(TALK)


def test_what_stands_under_a_heading_goes_on_to_the_next_heading_of_its_look() -> None:
    titles = dict(told(NOTES))
    assert list(titles) == ["Arrival", "The room", "Leaving"]
    assert titles["Leaving"] == "We left together."
    assert titles["Arrival"].startswith("The door was open.")


def test_numbered_headings_and_headings_in_capitals_are_found_and_sentences_are_not() -> None:
    text = "1. Work\n\nI walk. My way is long.\n\nThat is all.\n\n2. Home\n\nHere I rest.\n"
    assert told(text) == [("1. Work", "I walk. My way is long.\n\nThat is all."), ("2. Home", "Here I rest.")]
    assert told("WORK\n\nI walk.\n\nHOME\n\nI rest.\n") == [("WORK", "I walk."), ("HOME", "I rest.")]


def test_a_heading_at_the_end_has_nothing_under_it() -> None:
    (last,) = [s for s in sections(transcript("Work\n\nI walk.\n\nHome\n")) if s.title == "Home"]
    assert last.start == last.end
