"""A study that an older qualkit wrote opens, holds, and works on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualkit.coding.codes import codes_table
from qualkit.errors import BadFile, NewerStudy
from qualkit.memos import memos_table, write_memo
from qualkit.settings import checked, save_settings
from qualkit.store import migrations
from qualkit.store.migrations import Step, current_format
from qualkit.study import Study, create_study, open_study

STORED = Path(__file__).parent / "studies"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of a study as the first format wrote it, from the stored dump of its database."""
    folder = tmp_path / "walking"
    folder.mkdir()
    save_settings(folder, checked({"title": "Walking to work", "coder": "Ada"}))
    with closing(sqlite3.connect(folder / "qualkit.db")) as connection, connection:
        connection.executescript((STORED / "format-1.sql").read_text(encoding="utf-8"))
    return folder


@pytest.fixture
def opened(old: Path) -> Iterator[Study]:
    study = open_study(old)
    yield study
    study.close()


def written_format(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    return int(found[0])


def test_a_study_of_the_first_format_opens_and_holds(opened: Study) -> None:
    assert written_format(opened.folder / "qualkit.db") == current_format() > 1
    assert opened.check() == []
    codes = codes_table(opened).set_index("name")
    assert codes.status.to_dict() == {"rain": "active", "wet": "merged", "calm": "retired"}
    assert codes.references.to_dict() == {"rain": 1, "wet": 0, "calm": 1}


def test_what_was_done_under_the_first_format_can_be_undone_and_done_again(opened: Study) -> None:
    while (summary := opened.undo()) != "created the code “rain”":
        assert opened.check() == [], summary
    assert codes_table(opened).empty and opened.check() == []
    for _ in range(5):
        opened.redo()
    assert opened.check() == []


def test_old_and_new_memos_stand_beside_each_other(opened: Study) -> None:
    write_memo(opened, "Rain again today.")
    memos = memos_table(opened)
    assert len(memos) == 3 and opened.check() == []


def test_the_database_is_backed_up_as_it_was_before_it_is_migrated(opened: Study) -> None:
    (backup,) = (opened.folder / "backups").glob("*-before-migration.db")
    assert written_format(backup) == 1


def test_a_study_of_today_is_neither_migrated_nor_backed_up(old: Path) -> None:
    open_study(old).close()
    open_study(old).close()
    assert len(list((old / "backups").glob("*.db"))) == 1


def test_a_step_that_fails_leaves_the_study_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Step("half a step", ("ALTER TABLE codes ADD COLUMN mood TEXT", "ALTER TABLE nowhere ADD COLUMN x TEXT"))
    monkeypatch.setattr(migrations.migrate, "__defaults__", ((*migrations.STEPS, broken),))
    with pytest.raises(BadFile):
        open_study(old)
    assert written_format(old / "qualkit.db") == 1
    with closing(sqlite3.connect(old / "qualkit.db")) as connection:
        assert "mood" not in {row[1] for row in connection.execute("PRAGMA table_info(codes)")}


def test_a_study_of_a_newer_qualkit_is_refused_and_left_alone(old: Path) -> None:
    with closing(sqlite3.connect(old / "qualkit.db")) as connection, connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'format'")
    with pytest.raises(NewerStudy, match="format 999"):
        open_study(old)
    assert written_format(old / "qualkit.db") == 999 and not (old / "backups").exists()


def test_a_migrated_study_has_the_form_of_a_new_one(opened: Study, tmp_path: Path) -> None:
    new = create_study(tmp_path / "new")
    assert form(opened) == form(new)
    new.close()


def form(study: Study) -> dict[str, object]:
    """Columns by table, with their types and defaults, whatever their order."""
    with closing(sqlite3.connect(study.folder / "qualkit.db")) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(row[1:] for row in connection.execute(f"PRAGMA table_info({name})")) for name in tables}
