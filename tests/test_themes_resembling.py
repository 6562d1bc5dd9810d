"""Codes whose quotes resemble a passage: how they are ranked, and the process that answers."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from themes_inputs import night_study, quote

from qualkit.interviews import add_interview
from qualkit.store import reads
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text
from qualkit.themes import resembling_process
from qualkit.themes.embed import WEAKER, WITHOUT_MODEL
from qualkit.themes.geometry import unit
from qualkit.themes.proposal import CodeQuotes, Material
from qualkit.themes.resembling import AT_MOST, Resembling, apart_from, resembling, usual_likeness
from qualkit.themes.resembling_process import MOST_QUOTES, Quotes, answer, fewer, lines
from qualkit.themes.resembling_worker import ResemblingWorker, Told


def codes(*counts: int) -> list[CodeQuotes]:
    return [
        CodeQuotes(id=f"c{at}", name=f"code {at}", quotes=tuple(quote(10 * at + n, f"q{at}-{n}") for n in range(count)))
        for at, count in enumerate(counts)
    ]


def test_the_code_with_the_nearest_quotes_comes_first_and_shows_its_nearest_quote() -> None:
    passage = np.array([1.0, 0.0])
    near, far = unit(np.array([[1.0, 0.3], [1.0, 0.1]])), unit(np.array([[1.0, 2.0]]))
    found = resembling(passage, codes(1, 2, 0), [far, near, np.zeros((0, 2))], least=0.0)
    assert [one.code_id for one in found] == ["c1", "c0"]
    assert (found[0].quote, found[0].interview) == ("q1-1", "Ada")


def test_what_is_no_nearer_than_quotes_usually_are_is_not_shown() -> None:
    vectors = [unit(np.array([[1.0, 0.0], [0.0, 1.0]]))]
    assert resembling(unit(np.array([1.0, 1.0])), codes(2), vectors, least=0.9) == []


@given(st.lists(st.integers(0, 4), max_size=12), st.integers(0, 99))
def test_no_more_than_five_are_shown_and_none_without_a_quote(counts: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = [unit(random.normal(size=(count, 6))) for count in counts]
    found = resembling(unit(random.normal(size=6)), codes(*counts), vectors, least=-1.0)
    assert len(found) == min(AT_MOST, sum(count > 0 for count in counts))
    assert -1.0 <= usual_likeness(vectors) <= 1.0


def test_a_passage_does_not_resemble_itself() -> None:
    one, other = quote(1, "rain rain"), quote(2, "sun", "Bo")
    code = CodeQuotes(id="c", name="weather", quotes=(one, other))
    assert apart_from(code, one.interview_id, 0, 4) == [1]
    assert apart_from(code, one.interview_id, one.end, one.end + 3) == [0, 1]


# ---- what is asked of a study ----


NEW = "Participant: Ringing the doctor on call at night is the hardest. Then I sleep.\n"


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[tuple[Study, str]]:
    """A study with twelve codes, and an interview in which nothing is coded yet."""
    study = night_study(tmp_path / "nights")
    yield study, add_interview(study, "New", from_labelled_text(NEW)).id
    study.close()


def names(study: Study, found: list[Resembling]) -> list[str]:
    with study.reading() as connection:
        called = {code.id: code.name for code in reads.codes(connection)}
    return [called[one.code_id] for one in found]


def test_a_passage_brings_the_codes_that_speak_of_the_same(nights: tuple[Study, str]) -> None:
    study, interview_id = nights
    quotes = Quotes(study, WITHOUT_MODEL)
    found = quotes.near(interview_id, NEW.index("Ringing"), NEW.index(" Then"))
    assert names(study, found)[0] in {"deciding to ring", "calling the doctor"}
    assert not {"family dinners", "weekends lost"} & set(names(study, found))
    assert quotes.note == WEAKER


def test_a_coded_passage_does_not_bring_the_code_that_lies_on_it_alone(nights: tuple[Study, str]) -> None:
    study, _ = nights
    with study.reading() as connection:
        mark = reads.segments(connection)[0]
        on_it = {one.code_id for one in reads.codings(connection) if one.segment_id == mark.id}
    found = Quotes(study, WITHOUT_MODEL).near(mark.interview_id, mark.start, mark.end)
    assert not on_it & {one.code_id for one in found}


def test_what_somebody_looks_at_is_not_kept(nights: tuple[Study, str]) -> None:
    study, interview_id = nights
    before = sorted(study.folder.rglob("*.npz"))
    Quotes(study, WITHOUT_MODEL).near(interview_id, 13, 40)
    assert sorted(study.folder.rglob("*.npz")) == before


def test_nothing_is_told_of_an_empty_study_or_passage(tmp_path: Path, nights: tuple[Study, str]) -> None:
    empty = create_study(tmp_path / "empty", coder="Ada")
    interview = add_interview(empty, "P1", from_labelled_text(NEW))
    assert Quotes(empty, WITHOUT_MODEL).near(interview.id, 13, 20) == []
    assert Quotes(nights[0], WITHOUT_MODEL).near(nights[1], 12, 13) == []
    empty.close()


def test_of_a_code_with_very_many_quotes_forty_are_read() -> None:
    [many, few] = fewer(Material(tuple(codes(MOST_QUOTES + 50, 3)))).codes
    assert (len(many.quotes), len(few.quotes)) == (MOST_QUOTES, 3)


def test_a_model_that_is_not_here_is_told_as_a_problem(nights: tuple[Study, str]) -> None:
    pytest.importorskip("sentence_transformers")
    asked = {"interview": nights[1], "start": 13, "end": 40}
    told = answer(Quotes(nights[0], "/no/such/model"), asked)
    assert "/no/such/model" in told["problem"] and told["hint"]


# ---- the process ----


def answered(worker: ResemblingWorker, interview_id: str, start: int, end: int) -> Told:
    until = monotonic() + 120
    while "what" in (told := worker.ask(interview_id, start, end, seconds=2.0)):
        assert monotonic() < until
    return told


def test_a_process_answers_again_and_again_and_says_so_when_it_is_gone(nights: tuple[Study, str]) -> None:
    study, interview_id = nights
    worker = ResemblingWorker(study.folder, WITHOUT_MODEL)
    assert "what" in worker.ask(interview_id, 13, 60, seconds=0.0)
    first = answered(worker, interview_id, 13, 60)
    assert first["codes"] and first["note"] == WEAKER
    assert answered(worker, interview_id, 13, 60) == first
    worker.close()
    assert not worker.alive
    assert "unexpectedly" in worker.ask(interview_id, 13, 61, seconds=5.0)["problem"]


@pytest.mark.models
def test_with_the_language_model_other_words_for_the_same_are_found(nights: tuple[Study, str]) -> None:
    study, _ = nights
    said = "Participant: Phoning the physician late makes me nervous.\n"
    interview = add_interview(study, "Other words", from_labelled_text(said))
    quotes = Quotes(study, "")
    found = quotes.near(interview.id, 13, len(said) - 1)
    assert quotes.note == ""
    assert {"calling the doctor", "fear of annoyance"} & set(names(study, found)[:3])


def test_lines_end_with_their_source_and_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(lines(io.StringIO("a\nb\n"))) == ["a\n", "b\n"]
    monkeypatch.setattr(resembling_process, "IDLE_SECONDS", 0.05)
    reading, writing = os.pipe()
    with os.fdopen(reading) as source, os.fdopen(writing, "w") as silent:
        assert list(lines(source)) == []
        silent.close()
