"""A transcription as files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcribe_inputs import transcription, words

from qualkit.errors import UnknownFormat
from qualkit.model import Utterance, Word
from qualkit.text.layout import PLAIN, Layout
from qualkit.transcribe.formats import FORMATS, check_formats, from_json, render
from qualkit.transcribe.transcription import Transcription

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
UTTERANCES = st.builds(
    lambda speaker, start, length, text: Utterance(
        speaker, start, start + length, text, (Word(text, start, start + length, 0.25),)
    ),
    st.sampled_from(["", "Speaker 1", "Speaker 2"]),
    st.integers(0, 5_000_000),
    st.integers(0, 30_000),
    TEXTS,
)
TALK = (
    Utterance("Speaker 1", 0, 1500, "How was it?"),
    Utterance("Speaker 2", 1600, 2500, "Fine."),
    Utterance("Speaker 2", 4000, 3_725_004, "Mostly & <always>."),
)


def as_text(made: Transcription, name: str, layout: Layout = PLAIN) -> str:
    return render(made, name, layout).decode()


@given(st.lists(UTTERANCES, max_size=6), st.lists(st.tuples(st.integers(0), st.integers(0)), max_size=2))
def test_json_gives_back_what_was_written(said: list[Utterance], repaired: list[tuple[int, int]]) -> None:
    made = replace(transcription(*said), repaired=tuple(repaired))
    assert from_json(as_text(made, "json")) == made


@given(st.lists(UTTERANCES, max_size=6))
def test_every_format_gives_the_same_bytes_twice(said: list[Utterance]) -> None:
    for name in set(FORMATS) - {"docx"}:  # whose archive holds the moment
        assert render(transcription(*said), name) == render(transcription(*said), name)


@given(st.lists(UTTERANCES, min_size=1, max_size=6))
def test_words_never_break_a_subtitle_file(said: list[Utterance]) -> None:
    vtt = as_text(transcription(*said), "vtt")
    assert len(re.findall("-->", vtt)) == len(said)


def test_json_has_the_keys_of_the_contract() -> None:
    made = json.loads(as_text(transcription(Utterance("", 0, 900, "Yes.", (Word("Yes.", 0, 900, 0.5),))), "json"))
    assert list(made)[:10] == [
        "interview", "recording", "sha256", "engine", "model", "model_sha256", "language", "duration_ms", "settings",
        "utterances",
    ]  # fmt: skip
    assert made["utterances"] == [
        {
            "speaker": "",
            "start_ms": 0,
            "end_ms": 900,
            "text": "Yes.",
            "words": [{"text": "Yes.", "start_ms": 0, "end_ms": 900, "probability": 0.5}],
        }
    ]


def test_webvtt_has_voice_tags_and_no_markup_from_the_words() -> None:
    vtt = as_text(transcription(*TALK), "vtt")
    assert vtt.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n<v Speaker 1>How was it?\n")
    assert "00:00:04.000 --> 01:02:05.004\n<v Speaker 2>Mostly &amp; &lt;always&gt;." in vtt


def test_webvtt_without_speakers_has_no_voice_tags() -> None:
    assert "<v" not in as_text(transcription(Utterance("", 0, 1, "Yes.")), "vtt")


def test_subrip_numbers_its_cues_and_names_speakers_before_the_words() -> None:
    srt = as_text(transcription(*TALK), "srt")
    assert srt.startswith("1\n00:00:00,000 --> 00:00:01,500\nSpeaker 1: How was it?\n\n2\n")


def test_text_has_one_line_per_turn() -> None:
    assert as_text(transcription(*TALK), "txt") == "Speaker 1: How was it?\nSpeaker 2: Fine. Mostly & <always>.\n"


def test_text_without_speakers_has_one_line_per_utterance() -> None:
    said = (Utterance("", 0, 900, "Yes."), Utterance("", 3000, 3900, "No."))
    assert as_text(transcription(*said), "txt") == "Yes.\nNo.\n"


def test_the_table_has_times_speakers_and_words() -> None:
    assert as_text(transcription(*TALK), "tsv").splitlines()[:2] == [
        "start_ms\tend_ms\tspeaker\ttext",
        "0\t1500\tSpeaker 1\tHow was it?",
    ]


def test_a_format_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownFormat, match="“doc” is not a format") as caught:
        check_formats(["json", "doc"])
    assert "json, vtt, srt, txt, tsv, docx, nvivo-transcript" in caught.value.hint


# ---- layout ----


def spoken(*timed: tuple[str, int, int]) -> tuple[Word, ...]:
    return tuple(words(*timed))


UNCLEAN = (
    Utterance(
        "Speaker 1",
        0,
        1500,
        "Um, how was it?",
        spoken(("Um,", 0, 300), ("how", 400, 700), ("was", 700, 900), ("it?", 900, 1500)),
    ),
    Utterance(
        "Speaker 2",
        5600,
        7000,
        "It it was, uh, fine.",
        spoken(
            ("It", 5600, 5700), ("it", 5800, 5900), ("was,", 6000, 6100), ("uh,", 6200, 6300), ("fine.", 9000, 9400)
        ),
    ),
)


def test_the_clean_style_reaches_every_format_for_people_and_never_the_json() -> None:
    made, clean = transcription(*UNCLEAN), Layout(clean=True)
    assert as_text(made, "txt", clean) == "Speaker 1: How was it?\nSpeaker 2: It was fine.\n"
    assert "<v Speaker 1>How was it?" in as_text(made, "vtt", clean)
    assert "Speaker 2: It was fine." in as_text(made, "srt", clean)
    assert "5600\t7000\tSpeaker 2\tIt was fine." in as_text(made, "tsv", clean)
    assert as_text(made, "json", clean) == as_text(made, "json")


def test_pauses_and_times_are_shown_where_they_are_asked_for() -> None:
    shown = as_text(transcription(*UNCLEAN), "txt", Layout(pauses_ms=2000, times=True))
    assert shown.splitlines() == [
        "[0:00] Speaker 1: Um, how was it?",
        "[0:05] Speaker 2: (4 s) It it was, uh, (3 s) fine.",
    ]
    clean = as_text(transcription(*UNCLEAN), "txt", Layout(pauses_ms=2000, clean=True))
    assert clean.splitlines()[1] == "Speaker 2: (4 s) It was (3 s) fine."


def test_the_table_for_nvivo_has_timespans_content_and_speaker() -> None:
    rows = as_text(transcription(*TALK), "nvivo-transcript").lstrip("\ufeff").split("\r\n")
    assert rows[0] == "Timespan\tContent\tSpeaker"
    assert rows[1] == "0:00:00.0-0:00:01.6\tHow was it?\tSpeaker 1"


def test_word_gets_turns_times_and_line_numbers() -> None:
    import docx

    body = render(transcription(*TALK, Utterance("", 9000, 9900, "a\x07b")), "docx")
    document = docx.Document(io.BytesIO(body))
    said = [one.text for one in document.paragraphs]
    assert said[:3] == ["P1", "P1.wav, 1:00; faster-whisper base", "0:00\tSpeaker 1: How was it?"]
    assert said[-1] == "0:09\tab"
    assert "lnNumType" in document.sections[0]._sectPr.xml


def test_a_translation_stands_below_its_turn_for_people_and_not_in_what_programs_read() -> None:
    made = replace(transcription(*TALK), translation=(Utterance("", 0, 1500, "Was it good?"),))
    assert (
        "Speaker 1: How was it?\n    [In English, by a machine, to help reading: Was it good?]\nSpeaker 2"
        in as_text(made, "txt")
    )
    with zipfile.ZipFile(io.BytesIO(render(made, "docx"))) as word:
        assert "by a machine, to help reading: Was it good?" in word.read("word/document.xml").decode()
    assert json.loads(as_text(made, "json"))["translation"][0]["text"] == "Was it good?"
    for name in ("vtt", "srt", "tsv", "nvivo-transcript"):
        assert "Was it good" not in as_text(made, name)
