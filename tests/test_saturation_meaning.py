"""Meaning saturation over interviews, from recorded dimensions alone."""

from __future__ import annotations

from qualkit.saturation.meaning import meaning_sentence, meanings

INTERVIEWS = ["I1", "I2", "I3", "I4"]


def test_the_last_new_dimension_and_the_last_interview_with_the_code_decide() -> None:
    heard = [("calm", "arriving", "I1"), ("calm", "alone", "I3"), ("calm", "arriving", "I3"), ("rain", "wet", "I2")]
    calm, rain = meanings(heard, INTERVIEWS, {"calm": ["I1", "I3"], "rain": ["I2", "I4"]})
    assert (calm.new, calm.last_new, calm.interviews, calm.status) == ((1, 0, 1, 0), 3, 2, "open")
    assert (rain.new, rain.last_new, rain.interviews, rain.status) == ((0, 1, 0, 0), 2, 2, "closed")


def test_a_dimension_heard_earlier_counts_from_there_whenever_it_was_written_down() -> None:
    (calm,) = meanings([("calm", "alone", "I3"), ("calm", "alone", "I1")], INTERVIEWS, {})
    assert calm.new == (1, 0, 0, 0)


def test_without_dimensions_nothing_is_inferred() -> None:
    assert meanings([], INTERVIEWS, {"calm": INTERVIEWS}) == ()
    assert meaning_sentence(()) == "Meaning saturation was not assessed."


def test_the_sentence_gives_the_range_and_what_is_still_open() -> None:
    heard = [("calm", "arriving", "I1"), ("rain", "wet", "I3")]
    told = meaning_sentence(meanings(heard, INTERVIEWS, {"calm": ["I4"]}))
    assert told == (
        "Dimensions of meaning were recorded for 2 codes; the last new one was heard in interviews 1 to 3, code by "
        "code. 1 of them still brought a new dimension in the last interview that held it."
    )
