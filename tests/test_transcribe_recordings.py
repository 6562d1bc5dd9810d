"""Which files are recordings, and in which order."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualkit.transcribe.recordings import find_recordings, natural_key


def folder(at: Path, *names: str) -> Path:
    for name in names:
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return at


def test_a_folder_gives_its_recordings_in_natural_order_and_names_the_rest(tmp_path: Path) -> None:
    found = find_recordings([folder(tmp_path, "P10.MP3", "P2.m4a", "p1.wav", "film.mp4", "notes.docx")])
    assert [path.name for path in found.recordings] == ["film.mp4", "p1.wav", "P2.m4a", "P10.MP3"]
    assert [path.name for path in found.passed_over] == ["notes.docx"]


def test_folders_below_are_searched_and_hidden_files_are_nobodys(tmp_path: Path) -> None:
    found = find_recordings([folder(tmp_path, "day 1/a.wav", "day 1/._a.wav", ".trash/b.wav", ".DS_Store")])
    assert [path.name for path in found.recordings] == ["a.wav"]
    assert found.passed_over == ()


def test_a_file_named_explicitly_is_tried_whatever_it_is_called(tmp_path: Path) -> None:
    folder(tmp_path, "dictaphone.dat")
    assert find_recordings([tmp_path / "dictaphone.dat"]).recordings == (tmp_path / "dictaphone.dat",)


def test_a_file_named_twice_is_one_recording(tmp_path: Path) -> None:
    folder(tmp_path, "a.wav")
    assert len(find_recordings([tmp_path, tmp_path / "a.wav", tmp_path / "." / "a.wav"]).recordings) == 1


def test_a_path_at_which_there_is_nothing_is_missing(tmp_path: Path) -> None:
    found = find_recordings([tmp_path / "gone.wav", folder(tmp_path, "a.wav")])
    assert found.missing == (tmp_path / "gone.wav",)
    assert len(found.recordings) == 1


def test_a_copy_stands_after_what_it_was_copied_from() -> None:
    names = sorted((Path("P1 copy.wav"), Path("P1.wav"), Path("P1 2.wav")), key=natural_key)
    assert [path.name for path in names] == ["P1.wav", "P1 2.wav", "P1 copy.wav"]


@given(st.lists(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1), max_size=8))
def test_any_names_can_be_put_in_order(names: list[str]) -> None:
    assert len(sorted((Path(name) for name in names if name not in (".", "..")), key=natural_key)) <= len(names)
