"""Who speaks: by channel where a recording has two that hear different people, else by how the voices sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import BadOption
from qualkit.model import Utterance, Word
from qualkit.transcribe.audio import Sound
from qualkit.transcribe.levels import FRAME, SAMPLE_RATE, Samples, frame_levels, gains_to_target
from qualkit.transcribe.speaker_clusters import centres, group_given, group_guessed
from qualkit.transcribe.speaker_turns import (
    Span,
    by_appearance,
    likeliest_speakers,
    phrases,
    runs,
    windows,
    word_scores,
)
from qualkit.transcribe.speaker_weights import HINT
from qualkit.transcribe.speech import speech_probabilities
from qualkit.transcribe.utterances import build_utterances, in_order, interleave
from qualkit.transcribe.voices import can_compare_voices, check_voices, describe_voices

OFF, CHANNELS, AUTO, INTERVIEW = "off", "channels", "auto", "2"
"""Nobody is told apart; by the channels of the recording alone; by voice, their number guessed; an interview's two."""
LONG_ENOUGH_MS = 1000
"""Stretches of this length say which voices there are; shorter ones are only asked which of them they are."""
STILL_SPEECH = 0.25
"""How likely somebody speaks in a frame beside words for it to belong to them; a fading voice is less than certain."""
FRAME_MS = FRAME * 1000 // SAMPLE_RATE


def check_speakers(asked: str) -> str:
    """The value of --speakers as it is kept. Raises BadOption."""
    number = asked.isdecimal() and int(asked) > 0
    if asked not in (OFF, CHANNELS, AUTO) and not number:
        raise BadOption("--speakers", asked, "off, channels, auto, or how many people speak, such as 2")
    return str(int(asked)) if number else asked


def needs_voices(asked: str) -> bool:
    """Whether voices have to be compared where one channel holds them all."""
    return asked == AUTO or (asked.isdecimal() and int(asked) > 1)


def choose_speakers(asked: str, *, in_study: bool) -> tuple[str, str]:
    """The value of --speakers to work with, and what a person should be told about it.

    Raises
    ------
    BadOption
        No such value.
    MissingExtra, NoWeights
        Voices are to be compared, as was asked for, and what that needs is not installed.
    """
    if asked:
        checked = check_speakers(asked)
        if needs_voices(checked):
            check_voices()
        return checked, f"Speakers: {_ABOUT.get(checked, f'{checked} in each recording')}."
    if not in_study:
        return CHANNELS, f"Speakers: {_ABOUT[CHANNELS]}. --speakers 2 tells the voices of a conversation apart."
    if can_compare_voices():
        return INTERVIEW, "Speakers: two in each recording; --speakers N or auto where there are more or fewer."
    return CHANNELS, f"Speakers: {_ABOUT[CHANNELS]}, because voices cannot be compared here. {HINT}"


_ABOUT: Mapping[str, str] = {
    OFF: "not told apart",
    CHANNELS: "one for each channel of a recording",
    AUTO: "their number is guessed",
}


def attribute(sound: Sound, voices: Sequence[Sequence[Word]], asked: str) -> list[Utterance]:
    """Utterances with their speakers, numbered in the order in which they are first heard.

    Parameters
    ----------
    sound : Sound
        The recording.
    voices : sequence of sequence of Word
        The words of each channel, in order.
    asked : str
        As `check_speakers` gives it; empty is by channels. Two channels that hear different people are a speaker
        each, whatever the number.

    Returns
    -------
    list of Utterance
        `speaker` is empty where voices were not told apart. Where fewer voices were found than asked for, fewer
        speakers are named: one voice is never split to make up a number.

    Raises
    ------
    MissingExtra, NoWeights
        Voices are to be compared and the part “speakers” or its model is not installed.
    """
    speaking = [channel for channel, words in enumerate(voices) if words]
    if len(speaking) > 1 and asked != OFF:
        named = ((f"Speaker {number}", words) for number, words in enumerate(voices, start=1))
        return interleave(build_utterances(words, name) for name, words in named)
    if not speaking:
        return []
    samples, words = sound.channels[speaking[0]], [*in_order(voices[speaking[0]])]
    return _tell_apart(samples, words, asked) if needs_voices(asked) and words else build_utterances(words)


def _tell_apart(samples: Samples, words: Sequence[Word], asked: str) -> list[Utterance]:
    """Utterances by voice; a turn ends where the speaker changes, wherever the engine ended a stretch."""
    spoken = phrases(words)
    spans = [windows(phrase) for phrase in spoken]
    scores = _scores(samples, [*chain(*spans)], asked)
    ends = [0, *accumulate(map(len, spans))]
    fits = [
        word_scores(phrase, of, scores[start:end])
        for phrase, of, (start, end) in zip(spoken, spans, pairwise(ends), strict=True)
    ]
    firsts = [0, *accumulate(map(len, spoken[:-1]))]
    labels = by_appearance(likeliest_speakers(np.concatenate(fits), firsts))
    told = [one for label, run in runs(words, labels) for one in build_utterances(run, f"Speaker {label}")]
    return reach_speech(told, _speech(samples))


def _scores(samples: Samples, spans: Sequence[Span], asked: str) -> NDArray[np.float64]:
    """(stretches, voices): how alike each stretch and each voice of the recording are."""
    described = describe_voices(samples, spans)
    long = np.array([end - start >= LONG_ENOUGH_MS for start, end in spans])
    telling = described[long] if long.any() else described
    labels = group_guessed(telling) if asked == AUTO else group_given(telling, int(asked))
    middles = centres(telling, labels, int(labels.max()) + 1)
    return np.asarray(described @ middles.T, np.float64)


# ---- where an utterance begins and ends ----


def reach_speech(utterances: Sequence[Utterance], speaking: NDArray[np.bool_]) -> list[Utterance]:
    """Utterances that begin and end where the speech around their words does, and never past half a pause.

    The engine's times of words lie inside them: a quarter of a second of speech is often left over on either side.

    Parameters
    ----------
    utterances : sequence of Utterance
        In order, none overlapping another.
    speaking : (frames,) bool
        Whether somebody speaks, for every 32 ms.
    """
    return [*_reaching(utterances, speaking)]


def _reaching(utterances: Sequence[Utterance], speaking: NDArray[np.bool_]) -> Iterator[Utterance]:
    end_ms = max(len(speaking) * FRAME_MS, utterances[-1].end_ms)
    limits = [0, *((one.end_ms + after.start_ms) // 2 for one, after in pairwise(utterances)), end_ms]
    for one, (low, high) in zip(utterances, pairwise(limits), strict=True):
        before = speaking[low // FRAME_MS : one.start_ms // FRAME_MS]
        after = speaking[-(-one.end_ms // FRAME_MS) : high // FRAME_MS]
        start = low if before.all() else (one.start_ms // FRAME_MS - _spoken_frames(before[::-1])) * FRAME_MS
        end = high if after.all() else (-(-one.end_ms // FRAME_MS) + _spoken_frames(after)) * FRAME_MS
        yield replace(one, start_ms=start, end_ms=end)


def _spoken_frames(speaking: NDArray[np.bool_]) -> int:
    """How many frames from the first on are speech, where not all are."""
    return int(np.argmin(speaking))


def _speech(samples: Samples) -> NDArray[np.bool_]:
    gains = gains_to_target([frame_levels(samples)])[0]
    return np.asarray(speech_probabilities(samples, gains) >= STILL_SPEECH)
