"""What need not be listened to again, and what is never replaced unasked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from transcribe_inputs import transcription

from qualkit.model import Utterance
from qualkit.text.layout import Layout
from qualkit.transcribe.jobs import Batch, Job
from qualkit.transcribe.known import forget, put_by, settle, take_up, write_transcription
from qualkit.transcribe.manifest import Manifest
from qualkit.transcribe.transcription import Options
from qualkit.transcribe.weights import Weights

WORDS = transcription(Utterance("", 0, 900, "Yes."))
JOB = Job(path=Path("P1.wav"), sha256=WORDS.sha256, name="P1")


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    weights = Weights("base", Path("base"), WORDS.model_sha256, "path")
    return Batch(folder=tmp_path, options=Options(), weights=weights, precision="int8", formats=("json", "txt"))


def test_what_was_written_is_known_with_its_words(batch: Batch) -> None:
    assert settle(JOB, batch) is None
    assert write_transcription(JOB, batch, WORDS, batch.formats) is None
    outcome = settle(JOB, batch)
    assert outcome
    assert (outcome.status, outcome.transcription) == ("already", WORDS)


def test_other_settings_another_model_or_overwriting_call_for_listening(batch: Batch) -> None:
    write_transcription(JOB, batch, WORDS, batch.formats)
    assert settle(JOB, replace(batch, options=Options(language="fr"))) is None
    assert settle(JOB, replace(batch, weights=replace(batch.weights, sha256="ef"))) is None
    assert settle(JOB, replace(batch, overwrite=True)) is None


def test_a_new_format_is_made_from_the_words_and_the_others_stay(batch: Batch) -> None:
    write_transcription(JOB, batch, WORDS, batch.formats)
    (batch.folder / "P1.txt").write_text("corrected by hand")
    outcome = settle(JOB, replace(batch, formats=("json", "txt", "srt")))
    assert outcome
    assert outcome.status == "already"
    assert "Yes." in (batch.folder / "P1.srt").read_text()
    assert (batch.folder / "P1.txt").read_text() == "corrected by hand"


def test_a_renamed_recording_gets_its_files_without_listening(batch: Batch) -> None:
    write_transcription(JOB, batch, WORDS, batch.formats)
    renamed = Job(path=Path("Ana.m4a"), sha256=JOB.sha256, name="Ana")
    outcome = settle(renamed, batch)
    assert outcome
    assert outcome.transcription == replace(WORDS, interview="Ana", recording="Ana.m4a")
    assert (batch.folder / "Ana.txt").exists()
    assert (batch.folder / "P1.txt").exists()


def test_without_a_json_files_that_are_there_are_enough(batch: Batch) -> None:
    only_text = replace(batch, formats=("txt",))
    write_transcription(JOB, only_text, WORDS, ("txt",))
    assert settle(JOB, only_text).status == "already"  # type: ignore[union-attr]
    assert settle(JOB, replace(batch, formats=("txt", "srt"))) is None


def test_a_file_of_somebody_else_is_left_as_it_is(batch: Batch) -> None:
    (batch.folder / "P1.txt").write_text("my own notes")
    outcome = settle(JOB, batch)
    assert outcome
    assert outcome.status == "failed"
    assert "“P1.txt” is there already" in outcome.message
    assert "--overwrite" in outcome.hint


def test_a_transcript_changed_by_hand_is_not_replaced_when_the_model_changes(batch: Batch) -> None:
    write_transcription(JOB, batch, WORDS, batch.formats)
    (batch.folder / "P1.txt").write_text("corrected by hand")
    outcome = settle(JOB, replace(batch, options=Options(model="small", language="en")))
    assert outcome
    assert outcome.status == "failed"


def test_files_of_an_interrupted_run_are_written_again(batch: Batch) -> None:
    write_transcription(JOB, batch, WORDS, batch.formats)
    manifest = Manifest(batch.folder)
    manifest.note("P1", replace(manifest.entries()["P1"], written=False))
    (batch.folder / "P1.json").unlink()
    assert settle(JOB, batch) is None


def test_a_disk_that_takes_no_more_is_a_failure_of_that_recording(batch: Batch) -> None:
    (batch.folder / "P1.txt").mkdir()
    failure = write_transcription(JOB, batch, WORDS, batch.formats)
    assert failure
    assert "cannot be written" in failure.message


# ---- another layout, other speakers: the same words ----

TALK = transcription(Utterance("", 0, 900, "Um, yes."), Utterance("", 4000, 4900, "No."))


def test_files_for_people_are_laid_out_anew_from_the_words_that_are_there(batch: Batch) -> None:
    write_transcription(JOB, batch, TALK, batch.formats)
    before = (batch.folder / "P1.json").read_bytes()
    clean = replace(batch, options=Options(style="clean"), layout=Layout(clean=True, times=True))
    outcome = settle(JOB, clean)
    assert outcome
    assert (outcome.status, outcome.message) == ("already", "laid out as asked for now")
    assert (batch.folder / "P1.txt").read_text() == "[0:00] Yes.\n[0:04] No.\n"
    assert (batch.folder / "P1.json").read_bytes() == before
    again = settle(JOB, clean)
    assert again and again.message == ""
    assert settle(JOB, batch)
    assert "Um, yes." in (batch.folder / "P1.txt").read_text()


def test_a_file_that_was_corrected_keeps_its_layout_and_says_so(batch: Batch) -> None:
    write_transcription(JOB, batch, TALK, batch.formats)
    (batch.folder / "P1.txt").write_text("corrected by hand")
    outcome = settle(JOB, replace(batch, layout=Layout(times=True)))
    assert outcome
    assert (outcome.status, outcome.message) == ("already", "“P1.txt” was changed since and stays as it is")
    assert (batch.folder / "P1.txt").read_text() == "corrected by hand"


def test_what_was_heard_is_taken_up_when_only_the_speakers_change(batch: Batch) -> None:
    kept = take_up(JOB, batch)
    kept.begin("en")
    kept.add(([], []))
    put_by(JOB, batch)
    assert not kept.path or not kept.path.exists()
    two = replace(batch, options=Options(speakers="2"))
    assert settle(JOB, two) is None
    assert take_up(JOB, two).read() == ("en", [([], [])])


def test_what_was_heard_is_put_by_where_a_run_ended_between_its_files(batch: Batch) -> None:
    take_up(JOB, batch).begin("en")
    write_transcription(JOB, batch, TALK, ("json",))
    assert settle(JOB, batch)
    assert sorted(path.suffix for path in batch.folder.glob(".P1.*")) == [".heard"]


@pytest.mark.parametrize("other", [{"language": "fr"}, {"words": ("Ozimek",)}, {"speakers": "off"}, {"beam_size": 1}])
def test_what_changes_the_words_is_heard_again(batch: Batch, other: dict[str, object]) -> None:
    take_up(JOB, batch).begin("en")
    put_by(JOB, batch)
    assert take_up(JOB, replace(batch, options=Options(**other))).read() == ("", [])  # type: ignore[arg-type]


def test_overwriting_hears_again_and_forgetting_leaves_no_words(batch: Batch) -> None:
    take_up(JOB, batch).begin("en")
    put_by(JOB, batch)
    assert take_up(JOB, replace(batch, overwrite=True)).read() == ("", [])
    forget(JOB, batch)
    assert list(batch.folder.iterdir()) == []
