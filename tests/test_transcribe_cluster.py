"""Recordings on a cluster of two worker processes, of which one is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from transcribe_inputs import silence, tiny_engine, tiny_weights, write_wav

from qualkit.errors import BadOption
from qualkit.transcribe.actions import Running, transcribe
from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.cluster import connect, transcribe_one
from qualkit.transcribe.engines import Engine, Heard, Waveform
from qualkit.transcribe.formats import from_json
from qualkit.transcribe.jobs import Batch, Job, Outcome
from qualkit.transcribe.listen import listen
from qualkit.transcribe.manifest import Manifest
from qualkit.transcribe.transcription import Options

distributed = pytest.importorskip("distributed", reason="the part “cluster” is not installed")
COPIES = 6
TINY = Options(model="tiny.en", speakers="off")


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two worker processes of one thread, and their scheduler."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


@pytest.fixture
def recordings(shared: Path, tmp_path: Path) -> Path:
    """Several recordings with speech, each of a different content, and one without."""
    said = read_sound(shared / "audio" / "jfk.flac", apart=False).channels[0][: 4 * 16_000]
    folder = tmp_path / "recordings"
    folder.mkdir()
    for number in range(COPIES):
        body = np.concatenate([silence(0.1 + number / 10), said])
        write_wav(folder / f"P{number}.wav", body)
    (folder / "P9.wav").write_bytes((folder / "P0.wav").read_bytes())
    write_wav(folder / "silent.wav", silence(2))
    return folder


@pytest.mark.models
def test_every_recording_has_one_whole_transcript_though_a_worker_is_killed(
    cluster: Any, recordings: Path, tmp_path: Path
) -> None:
    tiny_weights()
    out = tmp_path / "out"
    first = transcribe([recordings / "P1.wav"], out, options=TINY, running=Running(formats=("json",), processes=1))
    assert first.outcomes[0].status == "done", first.outcomes[0].message
    written = (out / "P1.json").stat().st_mtime_ns
    killed: list[int] = []

    def kill_a_worker(event: object) -> None:
        if isinstance(event, Outcome) and event.status == "done" and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    running = Running(formats=("json", "txt"), scheduler=cluster.scheduler_address)
    report = transcribe([recordings], out, options=TINY, running=running, on_event=kill_a_worker)
    assert killed
    by_status = {status: {o.path.name for o in report.outcomes if o.status == status} for status in ("done", "failed")}
    assert by_status["failed"] == {"silent.wav"}, [o.message for o in report.outcomes]
    already = {o.path.name for o in report.outcomes if o.status == "already"}
    assert "P1.wav" in already and len(by_status["done"] | already) == COPIES + 1 == len(report.outcomes) - 1
    assert (out / "P1.json").stat().st_mtime_ns == written
    entries = Manifest(out).entries()
    names = {f"P{number}" for number in (*range(COPIES), 9)}
    assert set(entries) == names and all(one.written for one in entries.values())
    for name in names:
        said = from_json((out / f"{name}.json").read_text(encoding="utf-8"))
        assert "fellow Americans" in said.utterances[0].text
        assert said.recording == f"{name}.wav"
        assert Manifest(out).untouched(f"{name}.json", entries[name])

    for half_written in out.glob(".*.tmp"):
        os.utime(half_written, (0, 0))  # of the worker that was killed, if it was writing just then
    again = transcribe([recordings], out, options=TINY, running=running)
    assert {o.status for o in again.outcomes if o.path.name != "silent.wav"} == {"already"}
    assert not list(out.glob(".*.tmp"))


@pytest.mark.models
def test_another_worker_goes_on_where_one_died(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = read_sound(shared / "audio" / "jfk.flac", apart=False).channels[0]
    path = write_wav(tmp_path / "long.wav", np.tile(np.concatenate([said, silence(1)]), 6))
    batch = Batch(folder=tmp_path, options=TINY, weights=tiny_weights(), precision="", formats=("json",))
    job, engine = Job(path=path, sha256="a", name="long"), Counting(tiny_engine())
    monkeypatch.setattr("qualkit.transcribe.cluster._engine", lambda options, place: engine)
    engine.left = 2
    with pytest.raises(KeyboardInterrupt):
        transcribe_one(job, batch)
    engine.left, engine.windows = 99, 0
    assert transcribe_one(job, batch).status == "done"
    assert 0 < engine.windows < whole_windows(path, batch)


def whole_windows(path: Path, batch: Batch) -> int:
    """How many windows are decoded when a recording is heard in one go."""
    alone = Counting(tiny_engine())
    listen(path, alone, batch.options, lambda done, of: None)
    return alone.windows


class Counting:
    """An engine that counts the windows it heard, and goes away after some."""

    multilingual, together, left = False, 1, 99

    def __init__(self, engine: Engine) -> None:
        self.engine, self.windows = engine, 0

    def languages(self, waveform: Waveform) -> dict[str, float]:
        return {"en": 1.0}

    def decode(self, waveforms: Sequence[Waveform], language: str, task: str = "transcribe") -> list[Heard]:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        self.windows += len(waveforms)
        return self.engine.decode(waveforms, language)


def test_an_address_at_which_nobody_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualkit.transcribe.cluster.ANSWER_WITHIN_S", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(BadOption, match=address):
            connect(address)


def test_many_writers_into_one_manifest_lose_no_entry(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from qualkit.transcribe.manifest import Entry, Manifest\n"
        "for n in range(40): Manifest(Path(sys.argv[1])).note(f'{sys.argv[2]}-{n}', "
        "Entry(recording='r', sha256='s', key='k', files={}, written=True))"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(n)]) for n in range(3)]
    assert [one.wait(timeout=60) for one in writers] == [0, 0, 0]
    assert len(Manifest(tmp_path).entries()) == 120
    assert len(json.loads((tmp_path / ".qualkit-manifest.json").read_text())["interviews"]) == 120
