"""One recording from sound to words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import JFK, RATE, TINY, silence, tiny_engine, tone, word_errors, write_wav

from qualkit.errors import NoSpeech
from qualkit.transcribe.audio import Sound, read_sound
from qualkit.transcribe.engines import Heard, Waveform
from qualkit.transcribe.listen import find_language, listen
from qualkit.transcribe.windows import Piece, Window


class Guesses:
    """Stands in for a multilingual model that has an opinion on each window."""

    multilingual, together = True, 1

    def __init__(self, *opinions: Mapping[str, float]) -> None:
        self.opinions = list(opinions)

    def languages(self, waveform: Waveform) -> Mapping[str, float]:
        return self.opinions.pop(0)

    def decode(self, waveforms: Sequence[Waveform], language: str, task: str = "transcribe") -> list[Heard]:
        raise NotImplementedError


def nothing(done_ms: int, of_ms: int) -> None:
    """Progress that nobody looks at."""


@pytest.mark.models
def test_a_recording_becomes_utterances_with_progress_to_its_end(shared: Path) -> None:
    steps: list[tuple[int, int]] = []
    said = listen(shared / "audio" / "jfk.flac", tiny_engine(), TINY, lambda *step: steps.append(step))
    assert word_errors(JFK, " ".join(one.text for one in said.utterances)) < 0.05
    assert (said.language, said.duration_ms, said.repaired) == ("en", 11_000, ())
    assert steps[0] == (0, 11_000)
    assert steps[-1][0] > 10_000


@pytest.mark.models
def test_two_channels_become_two_speakers_with_their_own_words(shared: Path) -> None:
    said = listen(shared / "audio" / "stereo-two-speakers.flac", tiny_engine(), TINY, nothing)
    by_speaker = {one.speaker: one.text for one in said.utterances}
    assert "wizard" in by_speaker["Speaker 1"]
    assert "horizon" in by_speaker["Speaker 2"]


@pytest.mark.models
def test_one_speaker_beside_a_silent_channel_has_no_name(shared: Path, tmp_path: Path) -> None:
    speech = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    path = write_wav(
        tmp_path / "a.wav", speech, np.random.default_rng(0).integers(-20, 20, len(speech)).astype(np.int16)
    )
    said = listen(path, tiny_engine(), TINY, nothing)
    assert {one.speaker for one in said.utterances} == {""}
    assert word_errors(JFK, " ".join(one.text for one in said.utterances)) < 0.1


@pytest.mark.models
def test_silence_around_speech_is_not_filled_with_words(shared: Path, tmp_path: Path) -> None:
    speech = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    hiss = np.random.default_rng(0).normal(0, 20, 20 * RATE).astype(np.int16)
    said = listen(
        write_wav(tmp_path / "a.wav", np.concatenate([silence(20), speech, hiss])), tiny_engine(), TINY, nothing
    )
    assert word_errors(JFK, " ".join(one.text for one in said.utterances)) < 0.1
    assert said.utterances[0].start_ms > 19_500
    assert said.utterances[-1].end_ms < 32_000


@pytest.mark.models
@pytest.mark.parametrize("samples", [silence(3), tone(3)], ids=["silence", "a tone"])
def test_a_recording_in_which_nobody_speaks_says_so(tmp_path: Path, samples: np.ndarray) -> None:
    with pytest.raises(NoSpeech, match=r"“quiet.wav” is silent: no speech was found"):
        listen(write_wav(tmp_path / "quiet.wav", samples), tiny_engine(), TINY, nothing)


def language(engine: Guesses, asked: str = "auto") -> str:
    windows = [Window((Piece(0, n, n + 1),)) for n in range(6)]
    return find_language(Sound((silence(1),)), windows, engine, asked)


def test_a_language_is_taken_as_soon_as_the_model_is_sure() -> None:
    engine = Guesses({"fr": 0.9, "en": 0.1}, {"en": 1.0})
    assert language(engine) == "fr"
    assert len(engine.opinions) == 1


def test_an_unsure_model_listens_to_more_and_the_likeliest_language_wins() -> None:
    engine = Guesses(
        {"en": 0.4, "nl": 0.35}, {"nl": 0.48, "en": 0.3}, {"nl": 0.45}, {"nl": 0.4, "en": 0.3}, {"en": 1.0}
    )
    assert language(engine) == "nl"
    assert len(engine.opinions) == 1


def test_a_language_that_was_asked_for_is_not_guessed() -> None:
    assert language(Guesses(), "de") == "de"
