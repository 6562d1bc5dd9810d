"""Words in the database: packed, and read whether they are or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from qualkit.store.bodies import pack, unpack
from qualkit.store.schema import words
from qualkit.store.transcripts import transcript
from qualkit.study import Study


@given(st.binary(max_size=200))
def test_what_was_packed_comes_back(body: bytes) -> None:
    assert unpack(pack(body)) == body


def test_a_body_that_an_older_qualkit_wrote_is_read_as_it_is(study: Study) -> None:
    with study.database.writing() as connection:
        for row in connection.execute(select(words)).all():
            here = words.c.sha256 == row.sha256
            connection.execute(update(words).where(here).values(body=unpack(row.body)))
    with study.reading() as connection:
        interview_id = connection.execute(select(words.c.interview_id)).scalars().first()
        said = transcript(connection, str(interview_id))
    assert said and "Participant: " in said.text
    assert study.check() == []


def test_a_packed_body_that_was_altered_is_found(study: Study) -> None:
    with study.database.writing() as connection:
        row = connection.execute(select(words)).first()
        assert row
        connection.execute(update(words).where(words.c.sha256 == row.sha256).values(body=row.body[:-3]))
    assert any("altered" in problem.what for problem in study.check())
