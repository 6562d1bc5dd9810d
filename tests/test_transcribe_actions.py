"""Transcribe into a folder or into a study."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import TINY, silence, tiny_weights, tone, write_wav

from qualkit.errors import BadFile, BadOption, NotFound, UnknownFormat
from qualkit.interviews import interviews_table
from qualkit.model import Recording
from qualkit.store import reads, transcripts
from qualkit.study import Study, create_study
from qualkit.transcribe.actions import Report, Running, transcribe
from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.files import sha256_of


@pytest.fixture
def folder(shared: Path, tmp_path: Path) -> Path:
    """P2, P10 and a copy of P2, with a text that calls itself a recording, an empty file, silence and notes."""
    tiny_weights()
    speech = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    made = tmp_path / "recordings"
    made.mkdir()
    write_wav(made / "P10.wav", speech[: 4 * 16_000])
    write_wav(made / "P2.wav", np.concatenate([silence(1), speech]))
    (made / "P2 copy.wav").write_bytes((made / "P2.wav").read_bytes())
    (made / "text.mp3").write_text("Interviewer: How was it?\n" * 50)
    (made / "zero.wav").touch()
    write_wav(made / "silence.wav", silence(2))
    (made / "notes.docx").write_bytes(b"notes")
    return made


@pytest.fixture
def empty_study(tmp_path: Path) -> Iterator[Study]:
    with closing(create_study(tmp_path / "study", coder="Ada")) as made:
        yield made


def statuses(report: Report) -> dict[str, str]:
    return {one.path.name: one.status for one in report.outcomes}


@pytest.mark.models
def test_recordings_become_interviews_of_a_study_in_natural_order(folder: Path, empty_study: Study) -> None:
    report = transcribe([folder], empty_study, options=TINY)
    assert statuses(report) == {
        "P2 copy.wav": "already",
        "P2.wav": "done",
        "P10.wav": "done",
        "text.mp3": "failed",
        "zero.wav": "failed",
        "silence.wav": "failed",
    }
    assert [path.name for path in report.passed_over] == ["notes.docx"]
    assert list(interviews_table(empty_study)["name"]) == ["P2", "P10"]
    with empty_study.reading() as connection:
        first = reads.interviews(connection)[0]
        text = transcripts.transcript(connection, first.id)
        recording = next(r for r in reads.all_of(connection, Recording) if r.interview_id == first.id)
    assert text
    assert "fellow Americans" in text.text
    assert text.source == "faster-whisper tiny.en"
    assert text.words
    assert sha256_of(empty_study.folder / "recordings" / recording.file) == recording.sha256
    assert (recording.duration_ms, recording.file) == (12_000, "P2.wav")
    assert sorted(path.name for path in (empty_study.folder / "transcripts").glob("P2.*")) == ["P2.json", "P2.vtt"]
    assert empty_study.check() == []


@pytest.mark.models
def test_running_again_adds_nothing_and_what_was_undone_comes_back_without_listening(
    folder: Path, empty_study: Study
) -> None:
    transcribe([folder / "P10.wav", folder / "P2.wav"], empty_study, options=TINY)
    again = transcribe([folder / "P10.wav", folder / "P2.wav"], empty_study, options=replace(TINY, language="en"))
    assert statuses(again) == {"P2.wav": "already", "P10.wav": "already"}
    assert len(interviews_table(empty_study)) == 2
    empty_study.undo("Ada")
    back = transcribe([folder / "P10.wav"], empty_study, options=TINY)
    assert statuses(back) == {"P10.wav": "already"}
    assert list(interviews_table(empty_study)["name"]) == ["P2", "P10"]


@pytest.mark.models
def test_a_transcript_in_a_study_is_never_replaced(folder: Path, empty_study: Study) -> None:
    transcribe([folder / "P10.wav"], empty_study, options=TINY)
    report = transcribe([folder / "P10.wav"], empty_study, options=TINY, running=Running(overwrite=True))
    (outcome,) = report.outcomes
    assert outcome.status == "failed"
    assert "in the study as “P10”" in outcome.message


@pytest.mark.models
def test_an_interview_of_that_name_without_this_recording_is_not_touched(folder: Path, study: Study) -> None:
    (folder / "P10.wav").rename(folder / "P1.wav")
    transcribe([folder / "P1.wav"], study, options=TINY)
    assert list(interviews_table(study)["name"]) == ["P1", "P2", "P1 (2)"]


@pytest.mark.models
def test_a_folder_gets_the_formats_that_were_asked_for(folder: Path, tmp_path: Path) -> None:
    report = transcribe([folder / "P10.wav"], tmp_path / "out", options=TINY, running=Running(formats=("tsv", "txt")))
    assert sorted(path.name for path in report.folder.iterdir() if path.name[0] != ".") == ["P10.tsv", "P10.txt"]


def test_a_wrong_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"gone\.wav"):
        transcribe([tmp_path / "gone.wav"], tmp_path)


def test_a_folder_without_recordings_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(BadFile, match="There are no recordings in"):
        transcribe([tmp_path], tmp_path)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"options": replace(TINY, language="french")}, BadOption),
        ({"options": replace(TINY, language="fr")}, BadOption),
        ({"options": replace(TINY, speakers="two")}, BadOption),
        ({"running": Running(formats=("pdf",))}, UnknownFormat),
    ],
)
def test_what_is_asked_is_checked_before_anything_is_begun(
    tmp_path: Path, wrong: dict[str, object], error: type[Exception]
) -> None:
    write_wav(tmp_path / "a.wav", tone(1))
    with pytest.raises(error):
        transcribe([tmp_path / "a.wav"], tmp_path / "out", **wrong)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_the_language_of_the_study_is_the_language_of_its_recordings(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(1))
    with closing(create_study(tmp_path / "study", language="fr")) as study, pytest.raises(BadOption, match="“fr”"):
        transcribe([tmp_path / "a.wav"], study, options=TINY)
