"""A transcription as files."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcribe_inputs import transcription

from qualkit.errors import UnknownFormat
from qualkit.model import Utterance, Word
from qualkit.transcribe.formats import FORMATS, check_formats, from_json, render

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


@given(st.lists(UTTERANCES, max_size=6), st.lists(st.tuples(st.integers(0), st.integers(0)), max_size=2))
def test_json_gives_back_what_was_written(said: list[Utterance], repaired: list[tuple[int, int]]) -> None:
    made = replace(transcription(*said), repaired=tuple(repaired))
    assert from_json(render(made, "json")) == made


@given(st.lists(UTTERANCES, max_size=6))
def test_every_format_gives_the_same_bytes_twice(said: list[Utterance]) -> None:
    for name in FORMATS:
        assert render(transcription(*said), name) == render(transcription(*said), name)


@given(st.lists(UTTERANCES, min_size=1, max_size=6))
def test_words_never_break_a_subtitle_file(said: list[Utterance]) -> None:
    vtt = render(transcription(*said), "vtt")
    assert len(re.findall("-->", vtt)) == len(said)


def test_json_has_the_keys_of_the_contract() -> None:
    made = json.loads(render(transcription(Utterance("", 0, 900, "Yes.", (Word("Yes.", 0, 900, 0.5),))), "json"))
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
    vtt = render(transcription(*TALK), "vtt")
    assert vtt.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n<v Speaker 1>How was it?\n")
    assert "00:00:04.000 --> 01:02:05.004\n<v Speaker 2>Mostly &amp; &lt;always&gt;." in vtt


def test_webvtt_without_speakers_has_no_voice_tags() -> None:
    assert "<v" not in render(transcription(Utterance("", 0, 1, "Yes.")), "vtt")


def test_subrip_numbers_its_cues_and_names_speakers_before_the_words() -> None:
    srt = render(transcription(*TALK), "srt")
    assert srt.startswith("1\n00:00:00,000 --> 00:00:01,500\nSpeaker 1: How was it?\n\n2\n")


def test_text_has_one_line_per_turn() -> None:
    assert render(transcription(*TALK), "txt") == "Speaker 1: How was it?\nSpeaker 2: Fine. Mostly & <always>.\n"


def test_text_without_speakers_has_one_line_per_utterance() -> None:
    said = (Utterance("", 0, 900, "Yes."), Utterance("", 3000, 3900, "No."))
    assert render(transcription(*said), "txt") == "Yes.\nNo.\n"


def test_the_table_has_times_speakers_and_words() -> None:
    assert render(transcription(*TALK), "tsv").splitlines()[:2] == [
        "start_ms\tend_ms\tspeaker\ttext",
        "0\t1500\tSpeaker 1\tHow was it?",
    ]


def test_a_format_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownFormat, match="“doc” is not a format") as caught:
        check_formats(["json", "doc"])
    assert "json, vtt, srt, txt, tsv" in caught.value.hint
