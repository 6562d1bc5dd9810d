"""Dimensions of meaning and ratings of depth, as people give them."""

from __future__ import annotations

import pytest

from qualkit.coding.codes import create_code, merge_codes
from qualkit.errors import BadAct, NotFound
from qualkit.memos import write_memo
from qualkit.saturation.concepts import (
    add_dimension,
    evidence_on,
    rate_depth,
    remove_dimension,
    remove_rating,
    study_depth,
    study_meanings,
)
from qualkit.store import reads
from qualkit.study import Study
from qualkit.withdraw import withdraw


def code_id(study: Study, name: str) -> str:
    with study.reading() as connection:
        return next(code.id for code in reads.codes(connection) if code.name == name)


def test_dimensions_are_kept_undone_and_checked(study: Study) -> None:
    add_dimension(study, "calm", "arriving", interview="P1")
    add_dimension(study, "calm", "being alone", interview="P2")
    with study.reading() as connection:
        (found,) = study_meanings(connection)
    assert (found.code, found.dimensions, found.new) == ("calm", ("arriving", "being alone"), (1, 1))
    assert (found.last_new, found.interviews, found.status) == (2, 2, "open")
    assert study.check() == []
    study.undo()
    with study.reading() as connection:
        (found,) = study_meanings(connection)
        assert found.status == "closed"


def test_dimensions_follow_a_merged_code(study: Study) -> None:
    add_dimension(study, "calm", "arriving", interview="P1")
    create_code(study, "peace")
    merge_codes(study, ["calm"], into="peace")
    with study.reading() as connection:
        assert [one.code for one in study_meanings(connection)] == ["peace"]


def test_a_dimension_is_removed_once(study: Study) -> None:
    kept = add_dimension(study, "calm", "arriving", interview="P1")
    remove_dimension(study, kept.id)
    with study.reading() as connection:
        assert study_meanings(connection) == ()
    with pytest.raises(NotFound, match="removed already"):
        remove_dimension(study, kept.id)
    with pytest.raises(BadAct, match="needs a name"):
        add_dimension(study, "calm", " ", interview="P1")


def test_a_rating_is_given_again_by_the_same_person_and_blank_where_nobody_gave_one(study: Study) -> None:
    calm = code_id(study, "calm")
    rate_depth(study, calm, "range", 2, evidence="Both shifts speak of it.")
    rate_depth(study, calm, "range", 3, evidence="All speak of it.")
    rate_depth(study, calm, "validity", 1, evidence="Not yet taken back to anybody.", by="Bo")
    with study.reading() as connection:
        rows = study_depth(connection)
    assert [(row.by, row.ratings, row.total) for row in rows] == [
        ("Ada", (3, None, None, None, None), None),
        ("Bo", (None, None, None, None, 1), None),
    ]
    assert study.check() == []
    study.undo()
    with study.reading() as connection:
        assert study_depth(connection)[0].ratings[0] == 2


def test_five_ratings_make_a_total_and_one_taken_back_leaves_none(study: Study) -> None:
    calm = code_id(study, "calm")
    given = [
        rate_depth(study, calm, criterion, 2, evidence="x")
        for criterion in ("range", "complexity", "subtlety", "resonance", "validity")
    ]
    with study.reading() as connection:
        assert study_depth(connection)[0].total == 10
    remove_rating(study, given[0].id)
    with study.reading() as connection:
        assert study_depth(connection)[0].total is None


@pytest.mark.parametrize(("criterion", "rating", "evidence"), [("width", 2, "x"), ("range", 4, "x"), ("range", 2, " ")])
def test_a_rating_without_criterion_scale_or_evidence_is_refused(
    study: Study, criterion: str, rating: int, evidence: str
) -> None:
    with pytest.raises(BadAct) as raised:
        rate_depth(study, code_id(study, "calm"), criterion, rating, evidence=evidence)
    assert "ratings 1 to 3" in raised.value.hint


def test_a_concept_that_is_not_there_is_refused(study: Study) -> None:
    with pytest.raises(NotFound, match="theme or code"):
        rate_depth(study, "nowhere", "range", 2, evidence="x")


def test_evidence_is_counted_and_no_rating_is_made_of_it(study: Study) -> None:
    calm = code_id(study, "calm")
    write_memo(study, "Arriving, not walking.", about="code", about_id=calm)
    with study.reading() as connection:
        found = evidence_on(connection, calm)
        assert study_depth(connection) == ()
    assert (found.interviews, found.of, found.references, found.memos) == (2, 2, 2, 1)
    assert "2 references in 2 of 2 interviews" in found.words()


def test_a_participant_who_withdraws_takes_no_record_apart(study: Study) -> None:
    add_dimension(study, "calm", "arriving", interview="P1")
    withdraw(study, "P1")
    assert study.check() == []
    with study.reading() as connection:
        assert [one.new for one in study_meanings(connection)] == [(1, 0)]
