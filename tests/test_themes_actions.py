"""Acts on themes: nothing is a theme before a person says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from themes_inputs import SAID, night_study

from qualkit.coding.codes import merge_codes, rename_code, retire_code
from qualkit.errors import BadAct, NoProposal, NotFound, StaleRevision
from qualkit.model import Decision, ThemeCode
from qualkit.store import reads
from qualkit.study import Study
from qualkit.themes.actions import (
    confirm_candidate,
    latest,
    merge_candidate,
    propose,
    reject_candidate,
    split_candidate,
)
from qualkit.themes.board import Board, listing, read_board
from qualkit.themes.cards import proposal_card
from qualkit.themes.making import create_theme, place_code, rename_theme, revise_theme, take_code_out
from qualkit.themes.material import material
from qualkit.themes.review import Naming
from qualkit.themes.suggest import Wish
from qualkit.themes.vectors import VectorCache
from qualkit.withdraw import withdraw

WISH = Wish(model="tf-idf")


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Study]:
    """Twelve codes, a passage each."""
    study = night_study(tmp_path / "nights")
    yield study
    study.close()


def board(study: Study) -> Board:
    with study.reading() as connection:
        return read_board(connection)


def test_before_anybody_asks_there_is_nothing_to_confirm(nights: Study) -> None:
    with pytest.raises(NoProposal, match="themes propose"):
        confirm_candidate(nights, "medium A", Naming("Mine"))
    assert listing(board(nights)) == {"themes": [], "candidates": []}


@pytest.mark.models
def test_a_proposal_writes_no_change_and_makes_no_theme(nights: Study) -> None:
    before = [act.id for act in nights.recent_acts(100)]
    proposal = propose(nights, WISH)
    assert [act.id for act in nights.recent_acts(100)] == before
    found = board(nights)
    assert found.themes == () and len(found.homeless) == 12
    assert found.proposal == proposal and not found.outdated
    assert len(found.open_candidates) == len(proposal.candidates) > 0
    assert nights.check() == []


@pytest.mark.models
def test_every_quote_of_every_card_stands_in_its_transcript(nights: Study) -> None:
    proposal = propose(nights, WISH)
    with nights.reading() as connection:
        card = proposal_card(proposal, material(connection))
        texts = {i.name: said for i in reads.interviews(connection) for said in [_text(connection, i.id)]}
    quotes = [q for cut in card["cuts"] for one in cut["candidates"] for q in one["quotes"] + one["unlike"]]
    assert quotes
    for quote in quotes:
        assert texts[quote["interview"]][quote["start"] : quote["end"]] == quote["text"] != ""


def _text(connection: object, interview_id: str) -> str:
    from qualkit.store.transcripts import transcript

    found = transcript(connection, interview_id)  # type: ignore[arg-type]
    return found.text if found else ""


@pytest.mark.models
def test_a_confirmed_grouping_becomes_a_candidate_theme_in_one_act_that_can_be_undone(nights: Study) -> None:
    cut, candidate = propose(nights, WISH).candidates[-1]
    acts = len(nights.recent_acts(100))
    theme = confirm_candidate(
        nights, f"{cut} {candidate.label}", Naming("Sleep is a loan", "paid back later"), why="they all say it"
    )
    assert (theme.name, theme.concept, theme.status, theme.created_by) == (
        "Sleep is a loan",
        "paid back later",
        "candidate",
        "Ada",
    )
    found = board(nights)
    assert {code.id for code in found.codes_of[theme.id]} == set(candidate.code_ids)
    assert candidate.id not in [one.id for _, one in found.open_candidates]
    (decided,) = found.decisions
    assert (decided.candidate_id, decided.verdict, decided.theme_id) == (candidate.id, "confirmed", theme.id)
    assert (decided.seed, decided.input_hash) == (1, found.proposal.input_hash if found.proposal else "")
    latest_act = nights.recent_acts(1)[0]
    assert len(nights.recent_acts(100)) == acts + 1
    assert (latest_act.kind, latest_act.why) == ("confirm_candidate", "they all say it")
    nights.undo()
    assert board(nights).themes == () and board(nights).decisions == ()
    assert nights.check() == []


@pytest.mark.models
def test_a_confirmation_without_a_name_or_of_codes_that_are_gone_makes_nothing(nights: Study) -> None:
    candidate = propose(nights, WISH).candidates[0][1]
    with pytest.raises(BadAct, match="needs a name"):
        confirm_candidate(nights, candidate.id, Naming(" "))
    retire_code(nights, candidate.code_ids[0], why="too thin")
    with pytest.raises(BadAct, match="no longer in use"):
        confirm_candidate(nights, candidate.id, Naming("Mine"))
    assert board(nights).themes == () and board(nights).decisions == ()


@pytest.mark.models
def test_a_part_of_a_grouping_becomes_a_theme_and_the_grouping_is_decided_on_in_one_act(nights: Study) -> None:
    _, candidate = propose(nights, WISH).candidates[0]
    first, *_, last = candidate.code_ids
    other = next(code.id for code in board(nights).homeless if code.id not in candidate.code_ids)
    for named, said in (((), "No code"), ((first, other), "does not have")):
        with pytest.raises(BadAct, match=said):
            split_candidate(nights, candidate.id, Naming("Mine"), named)
    theme = split_candidate(nights, candidate.id, Naming("Mine"), [first, last], why="two tell it")
    found = board(nights)
    assert {code.id for code in found.codes_of[theme.id]} == {first, last}
    assert candidate.id not in [one.id for _, one in found.open_candidates]
    assert found.decisions[0].code_ids == candidate.code_ids and found.decisions[0].theme_id == theme.id
    assert nights.undo() == nights.recent_acts(2)[1].summary
    assert board(nights).themes == () and board(nights).decisions == () and nights.check() == []


@pytest.mark.models
def test_a_grouping_joins_a_theme_with_its_codes_in_use_and_is_decided_on_in_one_act(nights: Study) -> None:
    _, candidate = propose(nights, WISH).candidates[0]
    first, second, *others = candidate.code_ids
    mine = create_theme(nights, Naming("Mine"), [first])
    retire_code(nights, second, why="unclear")
    acts = len(nights.recent_acts(100))
    assert merge_candidate(nights, candidate.id, into="Mine", why="the same").id == mine.id
    found = board(nights)
    assert {code.id for code in found.codes_of[mine.id]} == {first, *others}
    assert candidate.id not in [one.id for _, one in found.open_candidates]
    assert len(nights.recent_acts(100)) == acts + 1
    nights.undo()
    assert {code.id for code in board(nights).codes_of[mine.id]} == {first} and nights.check() == []


@pytest.mark.models
def test_a_rejected_grouping_stays_away_also_in_the_next_round(nights: Study) -> None:
    candidate = propose(nights, WISH).candidates[0][1]
    assert reject_candidate(nights, candidate.id, why="a topic").verdict == "rejected"
    propose(nights, Wish(model="tf-idf", seed=9))
    found = board(nights)
    with nights.reading() as connection:
        assert len(reads.all_of(connection, Decision)) == 1
    assert set(candidate.code_ids) not in [set(one.code_ids) for _, one in found.open_candidates]
    assert found.themes == ()


@pytest.mark.models
def test_a_board_says_when_codes_changed_after_the_proposal_and_shows_their_present_names(nights: Study) -> None:
    propose(nights, WISH)
    rename_code(nights, "naps", "stolen sleep")
    found = board(nights)
    assert found.outdated
    assert "stolen sleep" in str(listing(found)["candidates"])
    merge_codes(nights, ["stolen sleep"], into="missing sleep")
    assert "stolen sleep" not in str(listing(board(nights))["candidates"])


def test_a_theme_is_made_by_hand_with_no_suggestion_at_all(nights: Study) -> None:
    theme = create_theme(
        nights, Naming("Asking is a debt", "goodwill is borrowed"), ["calling the doctor", "naps", "naps"]
    )
    under = create_theme(nights, Naming("Saying sorry"), ["apologising on the phone"], under="asking is a debt")
    found = listing(board(nights))
    assert [(one["name"], one["parent"]) for one in found["themes"]] == [
        ("Asking is a debt", None),
        ("Saying sorry", theme.id),
    ]
    first = found["themes"][0]
    assert [code["name"] for code in first["codes"]] == ["calling the doctor", "naps"]
    assert first["coverage"] == {"with": 2, "of": 2, "without": []}
    assert under.status == "candidate" and len(board(nights).homeless) == len(SAID) - 3


def test_an_unknown_code_makes_no_theme(nights: Study) -> None:
    with pytest.raises(NotFound, match="no such code"):
        create_theme(nights, Naming("Mine"), ["naps", "no such code"])
    assert board(nights).themes == ()


def test_a_theme_is_renamed_and_described_and_a_stale_page_is_told(nights: Study) -> None:
    theme = create_theme(nights, Naming("First"))
    seen = board(nights).revision
    assert rename_theme(nights, "first", "Second", by="Bo").name == "Second"
    with pytest.raises(StaleRevision, match="Bo"):
        rename_theme(nights, theme.id, "Third", seen=seen)
    revise_theme(nights, "Second", concept="an idea", status="reviewed")
    (now,) = board(nights).themes
    assert (now.name, now.concept, now.status) == ("Second", "an idea", "reviewed")
    for wrong in ({"colour": "red"}, {"status": "finished"}):
        with pytest.raises(BadAct, match=str(*wrong.values()) if "status" in wrong else "colour"):
            revise_theme(nights, "Second", **wrong)


def test_a_code_moves_into_a_theme_and_out_again(nights: Study) -> None:
    create_theme(nights, Naming("Mine"))
    place_code(nights, "Mine", "naps")
    place_code(nights, "Mine", "naps")
    with nights.reading() as connection:
        assert len(reads.all_of(connection, ThemeCode)) == 1
    take_code_out(nights, "Mine", "naps")
    take_code_out(nights, "Mine", "naps")
    assert len(board(nights).homeless) == len(SAID)
    with pytest.raises(BadAct, match="retired"):
        retire_code(nights, "naps", why="thin")
        place_code(nights, "Mine", "naps")


def test_a_theme_is_given_another_name_and_other_codes_in_one_act(nights: Study) -> None:
    theme = create_theme(nights, Naming("First"), ["naps", "missing sleep"])
    acts = len(nights.recent_acts(100))
    revise_theme(nights, theme.id, name="Second", codes=["naps", "tired driving"])
    found = board(nights)
    assert found.themes[0].name == "Second"
    assert [code.name for code in found.codes_of[theme.id]] == ["naps", "tired driving"]
    assert len(nights.recent_acts(100)) == acts + 1
    nights.undo()
    found = board(nights)
    assert found.themes[0].name == "First"
    assert [code.name for code in found.codes_of[theme.id]] == ["missing sleep", "naps"]


def test_a_merged_code_stands_in_its_theme_as_the_one_that_took_it_up(nights: Study) -> None:
    theme = create_theme(nights, Naming("Mine"), ["naps"])
    merge_codes(nights, ["naps"], into="missing sleep")
    found = board(nights)
    assert [code.name for code in found.codes_of[theme.id]] == ["missing sleep"]
    assert "missing sleep" not in [code.name for code in found.homeless]


@pytest.mark.models
def test_the_latest_proposal_is_the_one_that_counts(nights: Study) -> None:
    propose(nights, WISH)
    second = propose(nights, Wish(model="tf-idf", seed=2))
    with nights.reading() as connection:
        assert latest(connection) == second


@pytest.mark.models
def test_a_withdrawn_participant_is_in_no_vector_no_proposal_and_no_card(nights: Study) -> None:
    propose(nights, WISH)
    kept = VectorCache(nights.folder, "m")
    kept.encode(["words"], lambda texts: np.ones((len(texts), 2)))
    withdraw(nights, "Bram")
    assert not kept.file.exists()
    with pytest.raises(NoProposal):
        confirm_candidate(nights, "medium A", Naming("Mine"))
    left = {quote.interview for quote in board(nights).shelf.quotes.values()}
    assert left == {"Talk with Ines"}
    assert propose(nights, WISH).cuts and nights.check() == []
