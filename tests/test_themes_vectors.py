"""Vectors kept inside the study folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from qualkit.themes.geometry import Floats
from qualkit.themes.vectors import FOLDER, VectorCache


class Counter:
    """An encoder that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([[len(text), 1 / 3] for text in texts])


def test_a_text_is_read_once_and_comes_back_the_same(tmp_path: Path) -> None:
    encode = Counter()
    first = VectorCache(tmp_path, "m").encode(["a", "bb", "a"], encode)
    again = VectorCache(tmp_path, "m").encode(["bb", "a", "ccc"], encode)
    assert encode.asked == ["a", "bb", "ccc"]
    assert first.tolist() == [[1, 0.33333], [2, 0.33333], [1, 0.33333]]
    assert again.tolist() == [[2, 0.33333], [1, 0.33333], [3, 0.33333]]


def test_another_model_keeps_its_own(tmp_path: Path) -> None:
    encode = Counter()
    for model in ("m", "n", "m"):
        VectorCache(tmp_path, model).encode(["a"], encode)
    assert encode.asked == ["a", "a"]


def test_no_word_of_a_participant_is_in_the_file(tmp_path: Path) -> None:
    VectorCache(tmp_path, "m").encode(["unmistakable words"], Counter())
    assert b"unmistakable" not in b"".join(file.read_bytes() for file in (tmp_path / FOLDER).iterdir())


def test_texts_asked_for_now_and_then_are_read_once(tmp_path: Path) -> None:
    encode = Counter()
    for texts in (["a", "b"], ["a"], ["c"], ["b"]):
        VectorCache(tmp_path, "m").encode(texts, encode)
    assert encode.asked == ["a", "b", "c"]


def test_texts_no_longer_in_the_study_are_let_go_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualkit.themes.vectors.MOST_KEPT", 0)
    encode = Counter()
    for texts in (["a", "b", "c", "d", "e"], ["f"], ["a"]):
        VectorCache(tmp_path, "m").encode(texts, encode)
    assert encode.asked == ["a", "b", "c", "d", "e", "f", "a"]


@pytest.mark.parametrize("damage", [b"", b"not an archive", b"PK\x03\x04 broken"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    cache = VectorCache(tmp_path, "m")
    cache.encode(["a"], Counter())
    cache.file.write_bytes(damage)
    assert cache.encode(["a"], Counter()).tolist() == [[1, 0.33333]]
    assert [file.name for file in (tmp_path / FOLDER).iterdir()] == [cache.file.name]
