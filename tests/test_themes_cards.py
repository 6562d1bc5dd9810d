"""Suggested groupings as they are shown."""

from __future__ import annotations

from dataclasses import replace

from themes_inputs import material

from qualkit.themes.cards import Shelf, card, proposal_card
from qualkit.themes.proposal import CandidateTheme, Cut, Evidence, Material, Member, Proposal, Unplaced

MEMBERS = (Member("c00", True, 0.9), Member("c01", False, 0.6, "Group B", 0.4))
CANDIDATE = CandidateTheme("abc", "Group A", MEMBERS, 0.62, ("doctor",), Evidence(("s0001", "s0002"), ("s0003",)))


def test_a_card_has_codes_with_their_rivals_and_quotes_read_from_the_study() -> None:
    given = material(3, cases=("Ada", "Bo", "Cy", "Dee"))
    found = card(CANDIDATE, Shelf(given))
    assert [code["name"] for code in found["codes"]] == ["calling the doctor", "fear of annoyance"]
    assert found["codes"][1]["rival"] == {"label": "Group B", "share": 0.4}
    passage = given.codes[0].quotes[1]
    where = {"id": passage.segment_id, "interview": "Bo", "interview_id": "i-Bo", "cases": ["Bo"]}
    assert found["quotes"][0] == {**where, "start": 0, "end": passage.end, "text": passage.text}
    assert found["coverage"] == {"with": 3, "of": 4, "without": ["Dee"]}
    assert found["references"] == 4 and "6 of 10 reruns" in found["placement"]


def test_what_was_taken_out_of_the_study_since_is_not_shown() -> None:
    given = material(3)
    fewer = Material((given.codes[0], replace(given.codes[2], id="c77")), given.cases)
    found = card(CANDIDATE, Shelf(fewer))
    assert [code["id"] for code in found["codes"]] == ["c00"]
    assert [quote["interview"] for quote in found["quotes"]] == ["Bo"] and found["unlike"] == []


def test_a_proposal_says_whether_it_is_older_than_the_codings() -> None:
    given = material(3)
    unplaced = (Unplaced("c02", (("Group A", 0.3),)), Unplaced("gone"))
    proposal = Proposal(
        method="m", seed=1, input_hash=given.input_hash, cuts=(Cut("fine", (CANDIDATE,)),), unplaced=unplaced
    )
    assert not proposal_card(proposal, given)["outdated"]
    assert proposal_card(proposal, material(2))["outdated"]
    near = [{"label": "Group A", "share": 0.3}]
    assert proposal_card(proposal, given)["unplaced"] == [{"id": "c02", "name": "deciding to ring", "near": near}]
