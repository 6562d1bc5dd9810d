"""Databases that somebody edited by hand, and what a repair makes of them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qualkit.cli.main import qualkit
from qualkit.coding.codes import codes_table, create_code, define_code
from qualkit.errors import BadAct, BadFile, NotFound
from qualkit.study import Study, create_study
from qualkit.withdraw import withdraw


def by_hand(study: Study, *statements: str) -> None:
    """Change the database as somebody with another program would."""
    with closing(sqlite3.connect(study.folder / "qualkit.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def journal_of(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        lines = connection.execute("SELECT * FROM journal ORDER BY seq").fetchall()
        return lines + connection.execute("SELECT * FROM payloads ORDER BY change_id").fetchall()


def run(study: Study, *words: str) -> Result:
    verb, *rest = words
    return CliRunner().invoke(qualkit, [verb, str(study.folder), *rest])


TABLES = {
    "a code renamed in its table": "UPDATE codes SET name = 'snow' WHERE name = 'rain'",
    "a coding slipped into its table": "INSERT INTO codings SELECT 'x', seq, segment_id, (SELECT id FROM codes "
    "WHERE name = 'shoes'), coder, memo, created_at FROM codings LIMIT 1",
    "all codings gone": "DELETE FROM codings",
    "counts that are wrong": 'UPDATE code_counts SET "references" = 40',
    "an act that is said to be undone": "UPDATE acts SET undone_seq = 9 WHERE kind = 'create_code'",
    "acts that are gone": "DELETE FROM acts",
    "a passage moved": "UPDATE segments SET start = start + 1",
}
JOURNALS = {
    "a payload altered": ("UPDATE payloads SET body = replace(body, 'rain', 'snow')", "journal line 5"),
    "a line removed": ("DELETE FROM journal WHERE seq = 3", "journal line 4"),
    "the last line removed": ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "end of the journal"),
    "an author altered": ("UPDATE journal SET by = 'Eve' WHERE seq = 4", "journal line 4"),
    "a line slipped in": (
        "INSERT INTO journal SELECT seq + 100, 'new', act_id, kind, by, at, subject, target, interview_id, reverses, "
        "payload_digest, content_hash, chain_hash FROM journal WHERE seq = 2",
        "journal line 102",
    ),
}


@pytest.mark.parametrize("statement", TABLES.values(), ids=list(TABLES))
def test_a_table_changed_by_hand_is_made_again_from_the_journal_after_a_backup(study: Study, statement: str) -> None:
    before, lines = codes_table(study), journal_of(study.folder / "qualkit.db")
    by_hand(study, statement)
    done = study.repair()
    assert done.found and not done.left and done.backup
    assert codes_table(study).equals(before) and study.check() == []
    assert journal_of(study.folder / "qualkit.db") == lines == journal_of(done.backup)
    study.undo()
    assert study.check() == []


@pytest.mark.parametrize(("statement", "where"), JOURNALS.values(), ids=list(JOURNALS))
def test_a_journal_changed_by_hand_is_named_and_left_as_it_is(study: Study, statement: str, where: str) -> None:
    sound = study.back_up()
    by_hand(study, statement)
    lines = journal_of(study.folder / "qualkit.db")
    done = study.repair()
    assert done.left[0].where == where and done.sound == sound
    assert journal_of(study.folder / "qualkit.db") == lines
    study.restore_backup(sound.name)
    assert study.check() == [] and len(codes_table(study)) == 3


def test_words_that_are_gone_cannot_be_made_from_the_journal_and_a_backup_that_has_them_is_named(study: Study) -> None:
    sound = study.back_up()
    by_hand(study, "DELETE FROM words", "DELETE FROM codings")
    done = study.repair()
    assert {problem.where.split()[0] for problem in done.left} == {"transcript"} and done.sound == sound


def test_a_study_that_holds_is_left_alone(study: Study) -> None:
    done = study.repair()
    assert (done.found, done.left, done.backup) == ((), (), None) and study.backups() == []


def test_the_command_says_what_it_mended_and_what_it_could_not(study: Study) -> None:
    by_hand(study, TABLES["all codings gone"])
    found = run(study, "check")
    assert found.exit_code == 1 and "qualkit check STUDY --repair" in found.stderr
    mended = run(study, "check", "--repair")
    assert mended.exit_code == 0 and "Mended: coding " in mended.stderr and "before-repair" in mended.stderr
    by_hand(study, JOURNALS["an author altered"][0])
    refused = run(study, "check", "--repair")
    assert refused.exit_code == 1 and "journal line 4: Eve" in refused.stderr
    assert "No file in the backups folder holds" in refused.stderr


def test_a_backup_is_listed_and_put_back_by_the_command(study: Study) -> None:
    run(study, "backup")
    (name,) = run(study, "backup", "--list").stdout.split()
    create_code(study, "hills")
    assert "was copied to" in run(study, "backup", "--restore", name).stderr
    assert "hills" not in set(codes_table(study).name)
    assert run(study, "backup", "--restore", "none.db").exit_code == 2


def damaged(backup: Path) -> None:
    backup.write_bytes(b"SQLite format 3\0 and then nothing")


def edited(backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute("DELETE FROM codings")


@pytest.mark.parametrize("spoil", [damaged, edited])
def test_a_backup_that_does_not_hold_is_not_put_back(study: Study, spoil: Callable[[Path], None]) -> None:
    backup = study.back_up()
    spoil(backup)
    define_code(study, "calm", definition="Peace")
    with pytest.raises(BadFile):
        study.restore_backup(backup.name)
    assert study.check() == [] and "Peace" in set(codes_table(study).definition)


def test_a_backup_of_another_study_or_from_before_a_withdrawal_is_refused(study: Study, tmp_path: Path) -> None:
    other = create_study(tmp_path / "other", coder="Ada")
    strange = shutil.copy(other.back_up(), study.folder / "backups" / "2020-other.db") if study.back_up() else ""
    with pytest.raises(BadAct, match="another study"):
        study.restore_backup(Path(strange).name)
    kept = shutil.copy(study.backups()[0], tmp_path / "kept.db")
    withdraw(study, "P1")
    shutil.copy(kept, study.folder / "backups" / "2020-kept.db")
    with pytest.raises(BadAct, match="withdrew after"):
        study.restore_backup("2020-kept.db")
    with pytest.raises(NotFound):
        study.restore_backup("nothing.db")
