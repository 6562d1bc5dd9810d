"""Which name a recording's files get."""

from __future__ import annotations

from pathlib import Path

from qualkit.transcribe.jobs import name_jobs
from qualkit.transcribe.manifest import Entry


def known(**names: str) -> dict[str, Entry]:
    """Entries by name with the digest of their recording, each from NAME.wav."""
    return {
        name: Entry(recording=f"{name}.wav", sha256=sha256, key="", files={}, written=True)
        for name, sha256 in names.items()
    }


def names(digests: list[tuple[str, str]], entries: dict[str, Entry], *taken: str, replace: bool = False) -> list[str]:
    paths = [(Path(path), sha256) for path, sha256 in digests]
    return [job.name for job in name_jobs(paths, entries, taken, replace=replace)]


def test_two_files_with_one_stem_get_different_names() -> None:
    assert names([("P1.mp3", "a"), ("P1.wav", "b"), ("day 2/P1.wav", "c")], {}) == ["P1", "P1 (2)", "P1 (3)"]


def test_a_recording_keeps_the_name_it_had_whatever_else_is_there() -> None:
    entries = {**known(P1="a"), **known(**{"P1 (2)": "b"})}
    assert names([("P1.wav", "b"), ("P1.mp3", "a")], entries) == ["P1 (2)", "P1"]


def test_other_content_under_a_known_name_does_not_replace_what_is_there() -> None:
    assert names([("P1.wav", "new")], known(P1="old")) == ["P1 (2)"]
    assert names([("P1.wav", "new")], known(P1="old"), replace=True) == ["P1"]


def test_a_renamed_recording_gets_its_new_name() -> None:
    assert names([("Ana.wav", "a")], known(P1="a")) == ["Ana"]


def test_two_copies_are_two_jobs() -> None:
    assert names([("P1.wav", "a"), ("copy/P1.wav", "a")], known(P1="a")) == ["P1", "P1 (2)"]


def test_a_name_that_the_study_has_is_not_taken_again() -> None:
    assert names([("P1.wav", "a")], {}, "P1") == ["P1 (2)"]
