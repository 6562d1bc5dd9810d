"""What an output folder holds, and how much of it can be trusted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from qualkit.errors import BadFile
from qualkit.transcribe.manifest import FILE, LOCK, Entry, Manifest, digest, key_of
from qualkit.transcribe.transcription import Options

SETTINGS = Options().settings("int8")
MANY = 20


def entry(key: str = "k", **files: str) -> Entry:
    return Entry(recording="P1.wav", sha256="ab", key=key, files=files, written=False)


def test_the_key_follows_what_changes_the_words() -> None:
    key = key_of("ab", "faster-whisper", "cd", SETTINGS)
    assert key == key_of("ab", "faster-whisper", "cd", dict(reversed(SETTINGS.items())))
    assert key != key_of("ac", "faster-whisper", "cd", SETTINGS)
    assert key != key_of("ab", "openai-whisper", "cd", SETTINGS)
    assert key != key_of("ab", "faster-whisper", "ce", SETTINGS)
    assert key != key_of("ab", "faster-whisper", "cd", {**SETTINGS, "language": "fr"})


def test_written_files_are_noted_with_their_digests(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path / "out")
    manifest.write("P1", entry(), {"P1.txt": b"Yes.\n"})
    (noted,) = manifest.entries().values()
    assert (noted.written, noted.files) == (True, {"P1.txt": digest(b"Yes.\n")})
    assert (tmp_path / "out" / "P1.txt").read_text() == "Yes.\n"
    assert manifest.untouched("P1.txt", noted)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [FILE, LOCK, "P1.txt"]


def test_a_file_changed_by_hand_is_no_longer_as_it_was_written(tmp_path: Path) -> None:
    manifest = Manifest(tmp_path)
    manifest.write("P1", entry(), {"P1.txt": b"Yes.\n"})
    (tmp_path / "P1.txt").write_text("Yes, indeed.\n")
    assert not manifest.untouched("P1.txt", manifest.entries()["P1"])
    assert not manifest.untouched("P2.txt", None)


def test_an_interruption_between_the_files_is_seen(tmp_path: Path) -> None:
    (tmp_path / "P1.vtt").mkdir()  # nothing can be written in its place
    manifest = Manifest(tmp_path)
    with pytest.raises(OSError, match=r"P1\.vtt"):
        manifest.write("P1", entry(), {"P1.json": b"{}", "P1.vtt": b"WEBVTT"})
    assert not manifest.entries()["P1"].written
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE, LOCK, "P1.json", "P1.vtt"]


def test_two_runs_into_one_folder_keep_each_others_entries(tmp_path: Path) -> None:
    first, second = Manifest(tmp_path), Manifest(tmp_path)
    first.note("P1", entry())
    second.note("P2", entry())
    first.note("P3", entry())
    assert list(Manifest(tmp_path).entries()) == ["P1", "P2", "P3"]


def test_many_at_once_lose_no_entry(tmp_path: Path) -> None:
    code = "import sys; from test_transcribe_manifest import note_many; note_many(sys.argv[1], sys.argv[2])"
    command = [sys.executable, "-c", code, str(tmp_path)]
    here = Path(__file__).parent
    writers = [subprocess.Popen([*command, name], cwd=here) for name in ("a", "b")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert len(Manifest(tmp_path).entries()) == 2 * MANY


def note_many(folder: str, name: str) -> None:
    for number in range(MANY):
        Manifest(Path(folder)).note(f"{name}{number}", entry())


def test_a_disk_without_locks_is_written_to_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(lock: FileLock) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    Manifest(tmp_path).note("P1", entry())
    assert list(Manifest(tmp_path).entries()) == ["P1"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"interviews": {"P1": {"key": 1}}}'])
def test_a_damaged_manifest_says_so_and_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(BadFile, match="is damaged") as caught:
        Manifest(tmp_path).entries()
    assert "Remove it" in caught.value.hint
