"""What a decision changes."""

from __future__ import annotations

import pytest

from qualkit.errors import AmbiguousName, BadAct, NotFound
from qualkit.model import Code, Theme
from qualkit.themes.proposal import CandidateTheme, Cut, Member, Proposal
from qualkit.themes.review import (
    Stamp,
    checked_name,
    decision,
    find_candidate,
    question_about,
    refuse_gone,
    verdict_on,
    without_theme,
)


def group(candidate_id: str, label: str, *codes: str) -> CandidateTheme:
    return CandidateTheme(candidate_id, label, tuple(Member(code, True, 1.0) for code in codes), 1.0)


A, B = group("aaaa1111", "Group A", "c1", "c2"), group("aaaa2222", "Group B", "c3")
FINE_A = group("bbbb3333", "Group A", "c2", "c1")
PROPOSAL = Proposal(method="m", seed=7, input_hash="h", cuts=(Cut("coarse", (A, B)), Cut("fine", (FINE_A,))))


@pytest.mark.parametrize("named", ["aaaa1111", "aaaa1", "coarse A", "Coarse  group a"])
def test_a_grouping_is_found_by_id_by_its_beginning_and_by_cut_and_letter(named: str) -> None:
    assert find_candidate(PROPOSAL, named) == ("coarse", A)


def test_a_letter_alone_is_enough_where_only_one_cut_has_it() -> None:
    assert find_candidate(PROPOSAL, "Group B") == ("coarse", B)


@pytest.mark.parametrize("named", ["Group A", "aaaa", "a"])
def test_what_could_be_two_groupings_is_refused_with_both(named: str) -> None:
    with pytest.raises(AmbiguousName, match="coarse A"):
        find_candidate(PROPOSAL, named)


@pytest.mark.parametrize("named", ["", "aaa", "medium A", "zzzz"])
def test_what_is_no_grouping_is_refused_with_what_there_is(named: str) -> None:
    with pytest.raises(NotFound, match="fine A"):
        find_candidate(PROPOSAL, named)


def test_a_decision_keeps_all_that_the_grouping_rested_on() -> None:
    made = decision(PROPOSAL, ("coarse", A), Stamp("d1", "Ada", "2025-01-01"), theme_id="t1")
    assert (made.verdict, made.theme_id, made.label, made.code_ids) == ("confirmed", "t1", "coarse A", ("c1", "c2"))
    assert (made.seed, made.input_hash, made.method, made.by, made.at) == (7, "h", "m", "Ada", "2025-01-01")
    assert decision(PROPOSAL, ("coarse", A), Stamp("d2", "Ada", "2025-01-01")).verdict == "rejected"


def test_a_decision_holds_for_the_same_codes_in_another_cut_and_the_latest_counts() -> None:
    rejected = decision(PROPOSAL, ("coarse", A), Stamp("d1", "Ada", "2025-01-01"))
    confirmed = decision(PROPOSAL, ("coarse", A), Stamp("d2", "Ada", "2025-01-02"), theme_id="t1")
    assert verdict_on(FINE_A, [confirmed, rejected]) == confirmed
    assert verdict_on(B, [confirmed, rejected]) is None


def test_a_theme_needs_a_persons_name_for_it() -> None:
    there = [Theme(id="t", name="Asking is a debt")]
    assert checked_name("  The rule   that frees ", there) == "The rule that frees"
    for bad in ("", "  ", "Group A", "medium group b", "asking is a DEBT"):
        with pytest.raises(BadAct):
            checked_name(bad, there)


def test_a_name_that_is_a_topic_draws_a_question() -> None:
    assert "Barriers to help" in question_about("Barriers to help")
    assert question_about("Asking is a debt") == ""


def test_a_grouping_with_codes_no_longer_in_use_is_refused() -> None:
    refuse_gone(A, [Code(id="c1", name="one"), Code(id="c2", name="two")])
    with pytest.raises(BadAct, match="1 of the 2 codes"):
        refuse_gone(A, [Code(id="c1", name="one")])


def test_a_code_of_any_theme_is_not_without_one() -> None:
    one, two = Code(id="c1", name="one"), Code(id="c2", name="two")
    assert without_theme([one, two], [(two,), ()]) == [one]
