"""Proposals as they are kept."""

from __future__ import annotations

import json
from dataclasses import replace

from themes_inputs import material

from qualkit.themes.proposal import (
    CandidateTheme,
    Cut,
    Evidence,
    Material,
    Member,
    Proposal,
    Unplaced,
    as_document,
    candidate_id,
    from_document,
)


def test_a_proposal_kept_as_json_comes_back_the_same_and_holds_no_passage() -> None:
    members = (
        Member("c1", core=True, share=0.9),
        Member("c2", core=False, share=0.6, rival="Group B", rival_share=0.4),
    )
    candidate = CandidateTheme("abc", "Group A", members, 0.8, ("night shift",), Evidence(("s1", "s2"), ("s3",)))
    proposal = Proposal(
        method="m",
        seed=4,
        input_hash="h",
        note="n",
        versions=(("scipy", "1"),),
        cuts=(Cut("fine", (candidate,)),),
        unplaced=(Unplaced("c3", (("Group A", 0.3),)),),
    )
    assert from_document(json.loads(json.dumps(as_document(proposal)))) == proposal


def test_the_order_in_which_codes_and_quotes_come_makes_no_difference() -> None:
    given = material()
    turned = Material(tuple(replace(c, quotes=c.quotes[::-1]) for c in given.codes[::-1]), given.cases[::-1])
    assert turned == given and turned.input_hash == given.input_hash


def test_a_new_word_in_a_name_or_a_quote_changes_the_hash_of_the_input() -> None:
    given = material()
    first, *others = given.codes
    renamed = Material((replace(first, name="else"), *others), given.cases)
    said = Material((replace(first, quotes=(replace(first.quotes[0], spoken="else"),)), *others), given.cases)
    assert len({given.input_hash, renamed.input_hash, said.input_hash}) == 3


def test_an_id_follows_from_the_inputs_and_not_from_the_order_of_codes() -> None:
    assert candidate_id(["m", 1], "fine", ["a", "b"]) == candidate_id(["m", 1], "fine", ["b", "a"])
    others = [candidate_id(["m", 2], "fine", ["a", "b"]), candidate_id(["m", 1], "coarse", ["a", "b"])]
    assert len({candidate_id(["m", 1], "fine", ["a", "b"]), *others}) == 3
