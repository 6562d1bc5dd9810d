from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from qualkit.study import Study


def by_hand(study: Study, statement: str) -> None:
    """Change the database as somebody with another program would."""
    with closing(sqlite3.connect(study.folder / "qualkit.db")) as connection, connection:
        connection.execute(statement)


def test_an_untouched_study_holds(study: Study) -> None:
    assert study.check() == []


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        ("UPDATE payloads SET body = replace(body, 'rain', 'snow')", "journal line 5", "content was altered"),
        ("UPDATE payloads SET body = '{'", "journal line 1", "content was altered"),
        ("UPDATE journal SET by = 'Eve' WHERE seq = 4", "journal line 4", "author, date or subject was altered"),
        ("DELETE FROM journal WHERE seq = 3", "journal line 4", "a line before it is missing"),
        ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "end of the journal", "lines were written"),
        ("UPDATE codes SET name = 'snow' WHERE name = 'rain'", "code ", "not what the journal makes of it"),
        ("DELETE FROM codings", "coding ", "not what the journal makes of it"),
        ('UPDATE code_counts SET "references" = 40', "code count ", "not what the journal makes of it"),
        ("UPDATE words SET body = 'x'", "transcript of interview", "missing or were altered"),
        ("DELETE FROM words", "transcript of interview", "missing or were altered"),
    ],
)
def test_what_was_changed_by_hand_is_named(study: Study, statement: str, where: str, what: str) -> None:
    by_hand(study, statement)
    problems = study.check()
    assert problems and problems[0].where.startswith(where) and what in problems[0].what


def test_an_inserted_line_is_found(study: Study) -> None:
    by_hand(
        study,
        "INSERT INTO journal SELECT seq + 100, 'new', act_id, kind, by, at, subject, target, interview_id, reverses, "
        "payload_digest, content_hash, chain_hash FROM journal WHERE seq = 2",
    )
    assert study.check()[0].where == "journal line 102"
