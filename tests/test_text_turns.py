from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.model import TranscriptText, Utterance, Word
from qualkit.text.turns import from_labelled_text, from_utterances, words_only


def speakers(text: str) -> list[str]:
    return [turn.speaker for turn in from_labelled_text(text).turns]


def said(transcript: TranscriptText) -> list[str]:
    return [transcript.text[turn.text_start : turn.end] for turn in transcript.turns]


def test_utterances_of_one_speaker_form_one_turn() -> None:
    transcript = from_utterances(
        [
            Utterance("INTERVIEWER", 0, 900, "How was it?"),
            Utterance("P1", 1000, 1900, " Loud. "),
            Utterance("P1", 2000, 2900, "And long."),
        ],
        source="tiny",
    )
    assert transcript.text == "INTERVIEWER: How was it?\n\nP1: Loud. And long."
    assert said(transcript) == ["How was it?", "Loud. And long."]
    assert [turn.start_ms for turn in transcript.turns] == [0, 1000]
    assert transcript.source == "tiny"


def test_utterances_without_a_speaker_are_a_paragraph_each_without_a_label() -> None:
    transcript = from_utterances([Utterance("", 0, 1, "One."), Utterance("", 2, 3, "Two.")])
    assert transcript.text == "One.\n\nTwo."
    assert [turn.speaker for turn in transcript.turns] == ["", ""]


def test_silent_utterances_leave_no_trace() -> None:
    assert from_utterances([Utterance("A", 0, 1, "  ")]).text == ""


def test_a_word_is_found_where_it_stands_even_when_it_is_said_twice() -> None:
    words = (Word(" No,", 0, 100, 0.9), Word(" no", 100, 200), Word(" way", 200, 300))
    transcript = from_utterances([Utterance("P", 0, 300, " No, no way", words)])
    assert [transcript.text[w.start : w.end] for w in transcript.words] == ["No,", "no", "way"]
    assert [w.start_ms for w in transcript.words] == [0, 100, 200]
    assert transcript.words[0].probability == 0.9


def test_a_word_that_is_not_in_the_text_has_no_place_and_the_next_one_keeps_its_own() -> None:
    words = (Word("absent", 0, 1), Word("here", 1, 2))
    transcript = from_utterances([Utterance("P", 0, 2, "here I am", words)])
    assert [(w.start, w.start_ms) for w in transcript.words] == [(3, 1)]


WORDS = st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=8).filter(str.strip)
UTTERANCES = st.lists(
    st.builds(
        lambda speaker, words, at: Utterance(
            speaker, at, at + 1, " ".join(words), tuple(Word(w, at, at + 1) for w in words)
        ),
        st.sampled_from(["", "P1", "主持人", "أحمد", "👩‍⚕️ nurse"]),
        st.lists(WORDS, max_size=4),
        st.integers(0, 10**7),
    ),
    max_size=6,
)


def assert_turns_lie_well(transcript: TranscriptText) -> None:
    for turn in transcript.turns:
        assert 0 <= turn.start <= turn.text_start <= turn.end <= len(transcript.text)
        if turn.speaker:
            assert turn.speaker in transcript.text[turn.start : turn.text_start]
    assert all(a.end <= b.start for a, b in pairwise(transcript.turns))


@given(UTTERANCES)
def test_turns_of_utterances_are_ordered_apart_and_inside_the_text(utterances: list[Utterance]) -> None:
    transcript = from_utterances(utterances)
    assert_turns_lie_well(transcript)
    expected = " ".join(" ".join(u.text.split()) for u in utterances if u.text.strip())
    assert " ".join(words_only(transcript).split()) == " ".join(expected.split())
    assert all(a.start <= b.start for a, b in pairwise(transcript.words))


LINES = st.sampled_from(
    [
        "",
        " ",
        "INTERVIEWER: So?",
        "P1: 是的。",
        "So my question is: why?",
        "👍 fine",
        "[00:01:02] P1: ok",
        "P1:",
        "\r",
        "שלום: כן",
    ]
)


@given(st.one_of(st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=60)))
def test_turns_of_any_text_are_ordered_apart_and_leave_no_word_out(text: str) -> None:
    transcript = from_labelled_text(text)
    assert transcript.text == text
    assert_turns_lie_well(transcript)
    covered = "".join(text[turn.start : turn.end] for turn in transcript.turns)
    assert "".join(covered.split()) == "".join(text.replace("\ufeff", "").split()) or "\ufeff" in text


def test_a_label_at_the_start_of_a_line_makes_a_turn_and_the_text_is_kept() -> None:
    text = "INTERVIEWER: How so?\r\n\r\nPARTICIPANT: Well: it is late.\r\nVery late.\r\n"
    transcript = from_labelled_text(text, source="a.txt")
    assert transcript.text == text
    assert said(transcript) == ["How so?", "Well: it is late.\r\nVery late."]


def test_names_that_occur_once_each_are_speakers_when_every_paragraph_begins_so() -> None:
    assert speakers("Anna: Hello.\n\nBen Okri: Hi.\n\nDr. Who: Good.") == ["Anna", "Ben Okri", "Dr. Who"]


@pytest.mark.parametrize(
    "line",
    [
        "So my question is: why do you do it?",
        "Well: I think well of it.",
        "http://example.org is where it was",
        "At 10:30 we went home",
        "What I mean, you know: nothing",
        "One sentence. Another one: here",
        "A very long introduction to what follows here: this",
    ],
)
def test_a_colon_inside_a_sentence_makes_no_turn(line: str) -> None:
    text = f"ANNA: Hello.\n\nBEN: Hi.\n\n{line}\n\nANNA: Bye.\n\nBEN: Bye."
    assert speakers(text) == ["ANNA", "BEN", "ANNA", "BEN"]


def test_prose_with_a_single_note_has_a_turn_for_each_paragraph_without_a_speaker() -> None:
    transcript = from_labelled_text("It began early.\nVery early.\n\nNote: see below.\n\n\nIt ended.")
    assert [turn.speaker for turn in transcript.turns] == ["", "", ""]
    assert said(transcript) == ["It began early.\nVery early.", "Note: see below.", "It ended."]


def test_lines_are_the_paragraphs_where_no_line_is_empty() -> None:
    assert len(from_labelled_text("one\ntwo\nthree").turns) == 3
    assert speakers("I: What?\nB: This.\nI: Why?\nB: Because.") == ["I", "B", "I", "B"]


def test_times_before_or_after_the_name_are_kept() -> None:
    text = "[00:01:02] Anna: Hi.\n\nBen (1:02:03): Yes.\n\nAnna [02:05]\nOn its own line.\n\n00:03:00.5 Ben: Late."
    turns = from_labelled_text(text).turns
    assert [(t.speaker, t.start_ms) for t in turns] == [
        ("Anna", 62_000),
        ("Ben", 3_723_000),
        ("Anna", 125_000),
        ("Ben", 180_500),
    ]
    assert said(from_labelled_text(text))[2] == "On its own line."


def test_a_time_alone_gives_its_paragraph_a_time_but_no_speaker() -> None:
    turns = from_labelled_text("[00:00:05] It began.\n\n[00:00:09] It ended.").turns
    assert [(t.speaker, t.start_ms) for t in turns] == [("", 5000), ("", 9000)]


def test_text_before_the_first_label_is_a_turn_without_a_speaker() -> None:
    transcript = from_labelled_text("Interview 3, Tuesday\n\nINTERVIEWER: So?\n\nP3: Yes.\n\nP3: No.")
    assert [t.speaker for t in transcript.turns] == ["", "INTERVIEWER", "P3", "P3"]
    assert said(transcript)[0] == "Interview 3, Tuesday"


def test_other_scripts_have_speakers_too() -> None:
    assert speakers("访谈者：你好吗？\n\n张三：很好。\n\n访谈者：谢谢。\n\n张三：再见。") == ["访谈者", "张三"] * 2
    assert speakers("سارة: مرحبا\n\nعلي: نعم\n\nسارة: لا") == ["سارة", "علي", "سارة"]


def test_a_role_with_a_number_is_a_speaker_but_a_sentence_that_begins_with_the_word_is_not() -> None:
    assert speakers("Speaker 2: Just this.") == ["Speaker 2"]
    assert speakers("A thing: this one.") == [""]


def test_an_empty_turn_has_no_words() -> None:
    assert said(from_labelled_text("P1:\n\nINTERVIEWER: So?")) == ["", "So?"]


@pytest.mark.parametrize(
    ("study", "turns"), [("pdpilot-maxqda", 825), ("serdif-usability", 3217), ("world-after-covid", 556)]
)
def test_every_turn_of_real_transcripts_is_found(shared: Path, study: str, turns: int) -> None:
    files = (shared / "data" / study / "transcripts").glob("*.txt")
    assert sum(len(from_labelled_text(f.read_text(encoding="utf-8")).turns) for f in files) == turns


def test_windows_line_ends_make_no_difference() -> None:
    text = "Anna: Hello.\n\nBen: Hi.\nOf course: yes.\n\nWell: I think well of it.\n\nAnna: Bye."
    assert speakers(text.replace("\n", "\r\n")) == speakers(text) == ["Anna", "Ben", "Anna"]


def test_very_many_labels_are_told_in_seconds() -> None:
    assert len(from_labelled_text("".join(f"NAME{i % 30_000}: hi\n" for i in range(60_000))).turns) == 60_000
