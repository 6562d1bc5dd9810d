"""Words that are said, and where."""

from __future__ import annotations

from qualkit.retrieval.actions import spoken, word_frequencies, words_in_context
from qualkit.retrieval.concordance import word_frequencies as frequencies
from qualkit.study import Study

FORMS = {"walk": {"walk", "walked"}, "walked": {"walk", "walked"}}


def test_labels_are_no_words_that_were_said(study: Study) -> None:
    words = [word for own in spoken(study).values() for word in own]
    assert "rain" in words
    assert "participant" not in words


def test_what_the_interviewer_says_can_be_left_out(study: Study) -> None:
    assert "how" in {word for own in spoken(study).values() for word in own}
    assert "how" not in {word for own in spoken(study, leave_out=["Interviewer"]).values() for word in own}


def test_forms_of_a_word_count_as_one_under_the_one_said_most() -> None:
    [walk, rain] = frequencies({"1": ["walked", "rain", "the"], "2": ["walk", "walk"]}, FORMS, {"the"})
    assert (walk.word, walk.times, walk.interviews, walk.forms) == ("walk", 3, 2, ("walk", "walked"))
    assert (rain.word, rain.times) == ("rain", 1)


def test_words_come_most_often_said_first(study: Study) -> None:
    found = word_frequencies(study, {})
    assert [one.times for one in found] == sorted((one.times for one in found), reverse=True)
    assert sum(one.times for one in found) == sum(map(len, spoken(study).values()))


def test_a_word_stands_between_the_words_of_its_own_turn(study: Study) -> None:
    [place] = words_in_context(study, "rain", {})
    assert (place.before, place.word, place.speaker) == ("On foot. I hate the", "rain", "Participant")
    assert place.after.startswith(", but my head is clear")
    assert "Interviewer" not in place.after
