"""Both engines hear the same words from the same weights."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import JFK, tiny_engine, tiny_weights, word_errors

from qualkit.errors import BadOption, MissingExtra, NoWeights
from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.engine_openai import quick_encoder
from qualkit.transcribe.engines import (
    Heard,
    check_english_only,
    check_installed,
    check_language,
    open_engine,
    own_language,
    precision,
    suspect,
)
from qualkit.transcribe.transcription import Options

ENGINES = ("faster-whisper", "openai-whisper")


def waveform(shared: Path) -> np.ndarray:
    return read_sound(shared / "audio" / "jfk.flac").channels[0][:] / np.float32(32768)


@cache
def heard_by(name: str, shared: Path) -> Heard:
    """What an engine hears in the speech, decoded once for all tests."""
    return tiny_engine(name).decode([waveform(shared)], "en")[0]


@pytest.mark.models
@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_hears_every_word_with_its_time_and_probability(shared: Path, name: str) -> None:
    heard = heard_by(name, shared)
    assert word_errors(JFK, "".join(word.text for word in heard.words)) < 0.05
    assert all(0 <= word.start_ms <= word.end_ms <= 11_000 for word in heard.words)
    assert all(0 < (word.probability or 0) <= 1 for word in heard.words)
    assert not heard.doubtful


@pytest.mark.models
def test_the_engines_agree_on_when_a_word_was_said(shared: Path) -> None:
    first, second = (heard_by(name, shared).words for name in ENGINES)
    country = [next(w for w in words if "country" in w.text).start_ms for words in (first, second)]
    assert country[0] == pytest.approx(country[1], abs=400)


@pytest.mark.models
def test_windows_decoded_together_each_keep_their_own_words(shared: Path) -> None:
    whole = waveform(shared)
    first, empty, second = tiny_engine().decode([whole[: 3 * 16_000], np.zeros(16_000, np.float32), whole], "en")
    assert "fellow Americans" in "".join(word.text for word in first.words)
    assert word_errors(JFK, "".join(word.text for word in second.words)) < 0.1
    assert max(word.end_ms for word in first.words) <= 3100
    assert empty.doubtful or not empty.words


@pytest.mark.models
def test_an_engine_says_the_same_twice(shared: Path) -> None:
    assert tiny_engine().decode([waveform(shared)], "en") == [heard_by("faster-whisper", shared)]


@pytest.mark.models
@pytest.mark.parametrize("name", ENGINES)
def test_an_english_model_refuses_another_language(name: str) -> None:
    options = Options(engine=name, model="tiny.en", language="fr")  # type: ignore[arg-type]
    with pytest.raises(BadOption, match="“fr” is not a value for --language"):
        open_engine(options, tiny_weights().place, threads=1)


@pytest.mark.models
@pytest.mark.parametrize("name", ENGINES)
def test_a_model_file_cut_short_is_said_to_be_damaged(tmp_path: Path, name: str) -> None:
    place = tiny_weights().place
    for file in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (tmp_path / file).write_bytes((place / file).read_bytes())
    (tmp_path / "model.bin").write_bytes((place / "model.bin").read_bytes()[:100_000])
    options = Options(engine=name, model="tiny.en")  # type: ignore[arg-type]
    with pytest.raises(NoWeights, match="cannot be loaded"):
        open_engine(options, tmp_path, threads=1)


def test_a_checkpoint_of_openai_whisper_is_not_for_faster_whisper(tmp_path: Path) -> None:
    (tmp_path / "model.pt").touch()
    with pytest.raises(NoWeights, match=r"“model\.pt” is a checkpoint of openai-whisper"):
        open_engine(Options(), tmp_path / "model.pt", threads=1)


def test_numbers_are_small_on_a_processor() -> None:
    assert precision("faster-whisper").partition(",")[0] in ("int8", "float16")


def test_an_engine_that_is_not_installed_names_the_part_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualkit.transcribe.engines.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match="“transcribe”"):
        check_installed("faster-whisper")


def test_a_language_is_a_code_that_whisper_knows() -> None:
    assert check_language("FR") == "fr"
    assert check_language("auto") == "auto"
    assert check_language("en-GB") == "en"
    with pytest.raises(BadOption, match="“french” is not a value for --language"):
        check_language("french")


def test_an_english_model_does_not_translate() -> None:
    with pytest.raises(BadOption, match="--task"):
        check_english_only(Options(model="tiny.en", task="translate"))


def test_words_are_doubtful_by_whispers_own_marks() -> None:
    assert not Heard((), -0.5, 0.1).doubtful
    assert Heard((), -1.1, 0.1).doubtful
    assert Heard((), -0.5, 0.7).doubtful


def test_a_text_is_suspect_when_unsure_or_repeating_itself() -> None:
    assert not suspect("", -9.0)
    assert not suspect("We walked along the river.", -0.2)
    assert suspect("We walked along the river.", -0.7)
    assert suspect("and then " * 40, -0.1)


def test_a_window_keeps_the_language_of_the_recording_unless_it_is_surely_another() -> None:
    assert own_language({"fr": 0.95, "en": 0.05}, "en") == "fr"
    assert own_language({"fr": 0.6, "en": 0.3}, "en") == "en"
    assert own_language({"fr": 0.85, "en": 0.15}, "en") == "en"


@pytest.mark.models
@pytest.mark.parametrize("name", ENGINES)
def test_words_to_expect_are_spelled_as_they_were_given(shared: Path, name: str) -> None:
    call = read_sound(shared / "audio" / "phone-call.flac").channels[0][: 20 * 16_000] / np.float32(32768)
    options = Options(engine=name, model="tiny.en", words=("Shiela", "Dianne"))  # type: ignore[arg-type]
    engine = open_engine(options, tiny_weights().place, threads=1)
    heard = "".join(word.text for word in engine.decode([call], "en")[0].words)
    assert "I'm Shiela" in heard


@pytest.mark.models
def test_the_quick_encoder_is_near_the_exact_one_and_leads_to_the_same_words(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exactly = tiny_engine("openai-whisper")
    spectrogram = exactly._spectrogram(waveform(shared))[None]  # type: ignore[attr-defined]
    exact = exactly._model.embed_audio(spectrogram).detach().numpy()  # type: ignore[attr-defined]
    quick = quick_encoder(tiny_weights().place, 1)
    assert quick is not None
    assert np.linalg.norm(quick(spectrogram.numpy()) - exact) < 0.02 * np.linalg.norm(exact)
    said = []
    for encoder in (quick, None):
        monkeypatch.setattr(tiny_engine(), "_encoder", encoder)
        (heard,) = tiny_engine().decode([waveform(shared)], "en")
        said.append([word.text for word in heard.words])
    assert said[0] == said[1]
