from __future__ import annotations

import hashlib
import sqlite3
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualkit.cli.main import qualkit
from qualkit.errors import BadFile, StudyExists
from qualkit.exchange.actions import export_study
from qualkit.exchange.export import Wish
from qualkit.exchange.restoring import restore_study
from qualkit.study import Study


@pytest.fixture
def archive(study: Study, tmp_path: Path) -> Path:
    (study.folder / "recordings" / "P1.wav").write_bytes(b"sound")
    (study.folder / "transcripts" / "P1.json").write_text("{}")
    return export_study(study, "study", tmp_path / "all.zip", Wish(recordings=True))[0][0]


def dump(study: Study) -> list[str]:
    with sqlite3.connect(study.database.path) as connection:
        return list(connection.iterdump())


def test_a_study_comes_back_from_its_archive_identical(study: Study, archive: Path, tmp_path: Path) -> None:
    restored = restore_study(archive, tmp_path / "again")
    assert dump(restored) == dump(study)
    assert restored.settings == study.settings
    for name in ("recordings/P1.wav", "transcripts/P1.json", "study.yaml"):
        assert (restored.folder / name).read_bytes() == (study.folder / name).read_bytes()
    assert restored.check() == []
    assert restored.undo() == study.undo()


def test_an_archive_is_readable_without_qualkit(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        assert {"README.txt", "SHA256SUMS", "texts/001 P1.txt", "tables/Codings.csv", "recordings/P1.wav"} <= set(names)
        assert "I hate the rain" in opened.read("texts/001 P1.txt").decode()
        for line in opened.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ", 1)
            assert hashlib.sha256(opened.read(name)).hexdigest() == digest
        assert len(opened.read("SHA256SUMS").splitlines()) == len(names) - 1


def test_recordings_are_left_out_unless_asked_for_and_that_is_told(study: Study, tmp_path: Path) -> None:
    [file], notes = export_study(study, "study", tmp_path / "all.zip")
    assert not any(name.startswith("recordings/") for name in zipfile.ZipFile(file).namelist())
    assert "left out" in notes[0].what


def test_a_changed_archive_is_refused_and_nothing_is_made(archive: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name) + (b"x" if name == "study.yaml" else b""))
    with pytest.raises(BadFile, match=r"“study\.yaml” is not as it was written"):
        restore_study(changed, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    with pytest.raises(BadFile, match="no study's archive"):
        plain = tmp_path / "plain.zip"
        with zipfile.ZipFile(plain, "w") as target:
            target.writestr("a.txt", "x")
        restore_study(plain, tmp_path / "again")


def test_a_study_is_never_restored_over_another(study: Study, archive: Path) -> None:
    with pytest.raises(StudyExists):
        restore_study(archive, study.folder)


def test_the_command_line_restores_where_no_study_is(archive: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(qualkit, ["import", str(tmp_path / "again"), str(archive)])
    assert result.exit_code == 0
    assert "Restored the study “Walking to work”" in result.stderr
    again = CliRunner().invoke(qualkit, ["import", str(tmp_path / "again"), str(archive)])
    assert again.exit_code == 1
    assert "is a whole study, which cannot come into another" in again.stderr
