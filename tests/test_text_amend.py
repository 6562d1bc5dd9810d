"""What a person does to turns: the words, the times and what was decided stay where they belong."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from qualkit.model import StyleChoice, TimedWord, TranscriptText, Turn
from qualkit.text import amend
from qualkit.text.parts import Part, put_together, take_apart
from qualkit.text.turns import from_labelled_text, from_utterances

TEXT = "Ann: How was it?\n\n[0:07] Ben:\tUm, fine 🙂 thanks.\n"
TURNS = (Turn(0, 5, 16, "Ann", 0), Turn(18, 30, 48, "Ben", 7000))
WORDS = (
    TimedWord(5, 8, 0, 100, 0.9),
    TimedWord(9, 12, 100, 200, 0.9),
    TimedWord(13, 16, 200, 300, 0.9),
    TimedWord(30, 32, 7000, 7100, 0.4),
    TimedWord(34, 38, 7200, 7300, 0.9),
    TimedWord(41, 47, 7400, 7900, 0.9),
)
WHOLE = TranscriptText(TEXT, TURNS, WORDS, "x", (StyleChoice(30, 32, True),))


def parts() -> list[Part]:
    return take_apart(WHOLE)[1]


def text(changed: list[Part]) -> str:
    return put_together("", changed).text


def timed(part: Part) -> list[tuple[str, int, float | None]]:
    return [(part.said[word.start : word.end], word.start_ms, word.probability) for word in part.words]


def test_retyping_keeps_the_times_of_words_and_forgets_how_sure_the_engine_was_of_a_changed_one() -> None:
    changed = amend.retype(parts(), 1, "Um, fine 🙂 cheers now.")
    assert text(changed) == TEXT.replace("thanks", "cheers now")
    assert timed(changed[1])[:2] == [("Um", 7000, 0.4), ("fine", 7200, 0.9)]
    assert timed(changed[1])[2][1:] == (7400, None)
    assert changed[1].choices == (StyleChoice(0, 2, True),)


def test_a_corrected_word_keeps_its_time_where_the_same_word_is_said_again_later() -> None:
    said = "Um, this is it. Yes, it is. Um, and that is all."
    places = [match.span() for match in re.finditer(r"\S+", said)]
    part = Part(said=said, words=tuple(TimedWord(a, b, n * 500, n * 500 + 400, 0.9) for n, (a, b) in enumerate(places)))
    corrected = amend.retyped(part, said.replace("Um, this", "Now this", 1))
    times = [word.start_ms for word in corrected.words]
    assert times == sorted(times)
    assert timed(corrected)[0] == ("Now", 0, None)
    assert timed(corrected)[7] == ("Um,", 3500, 0.9)


def test_the_same_words_are_no_change_and_no_words_take_the_turn_away() -> None:
    assert amend.retype(parts(), 0, " How was it? ") == parts()
    assert text(amend.retype(parts(), 0, " ")) == TEXT[18:]


def test_another_speaker_keeps_the_form_of_the_label() -> None:
    assert text(amend.say_who(parts(), 1, " Zoë: ")) == TEXT.replace("Ben", "Zoë")
    assert text(amend.say_who(parts(), 0, "")) == TEXT.removeprefix("Ann: ")
    assert text(amend.name_speakers(parts(), {"Ann": "Ben", "Ben": "", "Eve": "X"})) == TEXT.replace("Ann", "Ben")


def test_a_split_turn_has_two_speakers_and_each_keeps_its_words() -> None:
    first, second = amend.split(parts(), 1, 9, "Ann")[1:]
    assert (first.said, second.said, second.speaker) == ("Um, fine", "🙂 thanks.", "Ann")
    assert timed(second) == [("thanks", 7400, 0.9)]
    assert second.start_ms == 7400
    assert first.choices == (StyleChoice(0, 2, True),)
    assert amend.split(parts(), 1, 0, "Ann") == parts() == amend.split(parts(), 1, 99, "Ann")


def test_joining_what_was_split_gives_the_same_words_and_times() -> None:
    halves = amend.split(parts(), 1, 9, "Ben")
    assert amend.join(halves, 2)[1] == parts()[1]
    assert amend.join(parts(), 0) == parts()


def test_turns_are_added_at_the_end_and_from_nothing() -> None:
    assert text(amend.add(parts(), 2, "Ann", "Good.", start_ms=9000)) == TEXT.rstrip("\n") + "\n\nAnn: Good.\n"
    one = amend.add([], 0, "Ann", " Hello. ", start_ms=5)
    two = amend.add(one, 1, "Ben", "Yes.")
    assert text(two) == "Ann: Hello.\n\nBen: Yes.\n"
    assert from_labelled_text(text(two)).turns[1].speaker == "Ben"


def test_a_later_choice_of_style_takes_the_place_of_an_earlier_one() -> None:
    changed = amend.choose(parts(), 1, StyleChoice(0, 3, False))
    assert changed[1].choices == (StyleChoice(0, 3, False),)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20), st.text("ab 🙂,", max_size=8)), max_size=8))
def test_whatever_is_done_no_place_leaves_its_turn(steps: list[tuple[int, int, str]]) -> None:
    changed = parts()
    for kind, at, said in steps:
        if not changed:
            break
        number = at % len(changed)
        if kind == 0:
            changed = amend.retype(changed, number, said)
        elif kind == 1:
            changed = amend.split(changed, number, at, said)
        elif kind == 2:
            changed = amend.join(changed, number)
        elif kind == 3:
            changed = amend.say_who(changed, number, said)
        else:
            changed = amend.add(changed, number, "C", said or "x")
    whole = put_together("", changed)
    for word in whole.words:
        assert any(turn.text_start <= word.start < word.end <= turn.end for turn in whole.turns)
    assert [a.end <= b.start for a, b in zip(whole.words, whole.words[1:], strict=False)].count(False) == 0


def test_what_the_engine_wrote_can_be_taken_apart_as_well() -> None:
    assert take_apart(from_utterances([])) == ("", [])


def test_a_word_that_a_person_found_right_is_unsure_no_more_and_nothing_else_changes() -> None:
    changed = amend.confirm(parts(), 1, 0, 2)
    assert text(changed) == TEXT and changed[1].choices == parts()[1].choices
    assert timed(changed[1])[:2] == [("Um", 7000, None), ("fine", 7200, 0.9)]
    assert timed(amend.retype(changed, 1, "Um, good 🙂 thanks.")[1])[0] == ("Um", 7000, None)
