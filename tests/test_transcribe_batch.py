"""Many recordings into one folder, the same however they are run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import TINY, silence, tiny_weights, write_wav

from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.batch import run_batch
from qualkit.transcribe.files import sha256_of
from qualkit.transcribe.jobs import Batch, Notice, Outcome, Planned, Progress, name_jobs
from qualkit.transcribe.manifest import Manifest


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return Batch(
        folder=tmp_path / "out", options=TINY, weights=tiny_weights(), precision="int8", formats=("json", "txt")
    )


@pytest.fixture
def recordings(shared: Path, tmp_path: Path) -> list[Path]:
    """Two different short recordings, a copy of the first under another name, and silence."""
    speech = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    first = write_wav(tmp_path / "a.wav", speech)
    copy = tmp_path / "copy of a.wav"
    copy.write_bytes(first.read_bytes())
    second = write_wav(tmp_path / "b.wav", np.concatenate([silence(1), speech[: 5 * 16_000]]))
    return [first, second, copy, write_wav(tmp_path / "quiet.wav", silence(2))]


def run(batch: Batch, recordings: list[Path]) -> tuple[dict[str, Outcome], list[Planned | Progress | Outcome | Notice]]:
    events: list[Planned | Progress | Outcome | Notice] = []
    jobs = name_jobs([(path, sha256_of(path)) for path in recordings], Manifest(batch.folder).entries(), ())
    return {one.path.name: one for one in run_batch(jobs, batch, events.append)}, events


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.models
def test_a_second_run_hears_nothing_and_any_number_of_processes_gives_the_same_bytes(
    batch: Batch, recordings: list[Path]
) -> None:
    outcomes, events = run(replace(batch, processes=2), recordings)
    assert {name: one.status for name, one in outcomes.items()} == {
        "a.wav": "done",
        "b.wav": "done",
        "copy of a.wav": "done",
        "quiet.wav": "failed",
    }
    assert isinstance(events[0], Planned)
    assert len(events[0].lengths) == 3, "the same content is heard once"
    written = contents(batch.folder)
    again, events = run(batch, recordings[:3])
    assert {one.status for one in again.values()} == {"already"}
    assert events == [Planned({})]
    assert contents(batch.folder) == written
    alone = replace(batch, folder=batch.folder.parent / "alone", processes=1, formats=("txt", "json", "srt"))
    run(alone, recordings[:1])
    assert contents(alone.folder)["a.json"] == written["a.json"]


@pytest.mark.models
def test_overwriting_hears_again_and_replaces_even_what_was_changed_by_hand(
    batch: Batch, recordings: list[Path]
) -> None:
    run(batch, recordings[1:2])
    (batch.folder / "b.txt").write_text("changed")
    outcomes, _ = run(replace(batch, overwrite=True), recordings[1:2])
    assert outcomes["b.wav"].status == "done"
    assert (batch.folder / "b.txt").read_text() != "changed"
