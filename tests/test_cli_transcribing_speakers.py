"""What a person is told about speakers while recordings are transcribed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from transcribe_inputs import tiny_weights

from qualkit.cli.main import qualkit


@pytest.mark.models
def test_a_person_is_told_how_many_speakers_are_looked_for_and_where_fewer_were_found(
    shared: Path, tmp_path: Path
) -> None:
    tiny_weights()
    asked = ["--output", str(tmp_path), "--model", "tiny.en", "--offline", "--format", "json", "--speakers", "2"]
    result = CliRunner().invoke(qualkit, ["transcribe", str(shared / "audio" / "jfk.flac"), *asked])
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    assert lines[0] == "Speakers: 2 in each recording."
    assert "jfk.flac: 1 voice could be told apart where 2 were asked for; listen to check." in lines
    said = json.loads((tmp_path / "jfk.json").read_text(encoding="utf-8"))
    assert {one["speaker"] for one in said["utterances"]} == {"Speaker 1"}
    assert said["settings"]["speakers"] == "2"


@pytest.mark.parametrize("wrong", ["two", "0", "-1"])
def test_a_number_of_speakers_that_makes_no_sense_is_refused_with_what_may_be_asked(
    shared: Path, tmp_path: Path, wrong: str
) -> None:
    arguments = ["transcribe", str(shared / "audio" / "jfk.flac"), "--output", str(tmp_path), f"--speakers={wrong}"]
    result = CliRunner().invoke(qualkit, arguments)
    assert result.exit_code != 0
    assert "off, channels, auto" in result.stderr
    assert not list(tmp_path.iterdir())
