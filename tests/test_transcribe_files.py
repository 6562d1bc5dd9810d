"""Large files are copied whole or not at all."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from qualkit.transcribe.files import copy_whole, remove_leftovers, replacing, sha256_of


def test_files_are_copied_one_after_the_other_and_the_sources_stay(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one ")
    (tmp_path / "b").write_bytes(b"two")
    copy_whole([tmp_path / "a", tmp_path / "b"], tmp_path / "new" / "c")
    assert (tmp_path / "new" / "c").read_bytes() == b"one two"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "new"]


def test_an_interrupted_copy_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(b"old")
    (tmp_path / "a").write_bytes(b"one")
    with pytest.raises(FileNotFoundError):
        copy_whole([tmp_path / "a", tmp_path / "gone"], tmp_path / "c")
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "c") as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert (tmp_path / "c").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


def test_what_a_killed_process_left_is_removed_and_what_is_being_written_stays(tmp_path: Path) -> None:
    for name, age_s in ((".P1.json.17.tmp", 3600), (".P2.json.18.tmp", 1), ("P3.tmp", 3600)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age_s, time.time() - age_s))
    remove_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".P2.json.18.tmp", "P3.tmp"]


def test_a_digest_is_that_of_the_whole_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    assert sha256_of(tmp_path / "a") == hashlib.sha256(b"x" * 3_000_000).hexdigest()
