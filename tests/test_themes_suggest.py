"""From codes to a proposal."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from themes_inputs import material, quote

from qualkit.errors import BadOption
from qualkit.themes.learning import Known, KnownTheme
from qualkit.themes.proposal import CodeQuotes, Cut, Material, Proposal
from qualkit.themes.suggest import Wish, suggest

WORDS_ALONE = Wish(model="tf-idf", language="en")


def placed(cut: Cut, proposal: Proposal) -> list[str]:
    """Every code's id, from the groupings of a cut and from the list of those that fit nowhere."""
    return sorted([c for one in cut.candidates for c in one.code_ids] + [one.code_id for one in proposal.unplaced])


def ids(given: Material) -> list[str]:
    return [code.id for code in given.codes]


@pytest.mark.parametrize("count", [0, 1, 2, 11])
def test_fewer_than_twelve_codes_are_only_put_in_order(count: int) -> None:
    given = material(count)
    proposal = suggest(given, WORDS_ALONE)
    assert proposal.cuts == ()
    assert sorted(one.code_id for one in proposal.unplaced) == ids(given)
    assert ("too few" if count else "no codes yet") in proposal.note


@pytest.mark.models
def test_twelve_codes_are_grouped_at_three_cuts_and_none_is_lost() -> None:
    given = material(12)
    proposal = suggest(given, WORDS_ALONE)
    assert [cut.name for cut in proposal.cuts] == ["coarse", "medium", "fine"]
    assert all(placed(cut, proposal) == ids(given) for cut in proposal.cuts)
    assert [one.label for one in proposal.cuts[0].candidates] == ["Group A", "Group B"]
    assert "weaker" in proposal.note and "TF-IDF" in proposal.method


@pytest.mark.models
def test_the_same_input_and_seed_give_the_same_proposal_and_another_seed_other_ids() -> None:
    first, again = suggest(material(), WORDS_ALONE), suggest(material(), WORDS_ALONE)
    other = suggest(material(), replace(WORDS_ALONE, seed=2))
    assert first == again
    assert {one.id for _, one in first.candidates}.isdisjoint({one.id for _, one in other.candidates})


@pytest.mark.models
def test_every_quote_shown_is_one_of_its_groupings_own() -> None:
    given = material()
    own = {code.id: {one.segment_id for one in code.quotes} for code in given.codes}
    for _, candidate in suggest(given, WORDS_ALONE).candidates:
        shown = {*candidate.evidence.typical, *candidate.evidence.unlike}
        assert shown and shown <= set.union(*(own[code] for code in candidate.code_ids))


@pytest.mark.models
def test_codes_without_quotes_are_placed_by_name() -> None:
    given = material()
    silent = Material((*given.codes, CodeQuotes(id="silent", name="sleeping badly by day")), given.cases)
    proposal = suggest(silent, WORDS_ALONE)
    fine = next(one for one in proposal.cuts[2].candidates if "silent" in one.code_ids)
    assert {code.id for code in given.codes if "sleep" in code.name} & set(fine.code_ids)


@pytest.mark.models
def test_a_codebook_without_a_single_quote_is_grouped_by_names_and_shows_none() -> None:
    given = material(quotes=False)
    proposal = suggest(given, WORDS_ALONE)
    assert all(placed(cut, proposal) == ids(given) for cut in proposal.cuts)
    assert {(one.evidence.typical, one.words) for _, one in proposal.candidates} == {((), ())}


@pytest.mark.models
def test_one_participant_is_enough() -> None:
    proposal = suggest(material(cases=("Ada",)), WORDS_ALONE)
    assert all(len(one.evidence.typical) >= 2 for _, one in proposal.candidates)


@pytest.mark.models
def test_codes_that_are_all_the_same_are_not_an_error() -> None:
    codes = tuple(CodeQuotes(id=f"c{at}", name="sleep", quotes=(quote(at, "I sleep badly"),)) for at in range(12))
    proposal = suggest(Material(codes, ("Ada",)), WORDS_ALONE)
    assert all(placed(cut, proposal) == sorted(code.id for code in codes) for cut in proposal.cuts)


@pytest.mark.models
def test_a_number_of_groupings_may_be_asked_for_beside_the_three_cuts() -> None:
    proposal = suggest(material(), replace(WORDS_ALONE, groups=5))
    assert [cut.name for cut in proposal.cuts] == ["coarse", "medium", "fine", "asked"]
    assert len(proposal.cuts[-1].candidates) == 5
    asked = [code for one in proposal.cuts[-1].candidates for code in one.code_ids]
    assert sorted(asked) == ids(material())


@pytest.mark.parametrize("wish", [Wish(groups=7), Wish(groups=1), Wish(groups=-3), Wish(view="topics")])
def test_a_number_or_a_view_that_cannot_be_is_refused_with_what_can(wish: Wish) -> None:
    with pytest.raises(BadOption, match="is not a value") as refused:
        suggest(material(), wish)
    assert "2 to 6" in refused.value.hint or "codes, co-occurrence, meaning" in refused.value.hint


@pytest.mark.models
@pytest.mark.parametrize("view", ["codes", "co-occurrence", "meaning"])
def test_no_view_loses_a_code_and_each_names_what_it_rests_on(view: str) -> None:
    proposal = suggest(material(), replace(WORDS_ALONE, view=view))
    assert all(placed(cut, proposal) == ids(material()) for cut in proposal.cuts)
    assert ("co-occurrence" in proposal.method) == (view != "meaning")


@pytest.mark.models
def test_where_passages_stand_decides_in_the_view_of_co_occurrence() -> None:
    """Codes of one wording, those with an even number said early in the interview and the others late."""
    far = [replace(quote(at, "it is hard"), start=(at % 2) * 40_000, end=(at % 2) * 40_000 + 10) for at in range(12)]
    codes = tuple(CodeQuotes(id=f"c{at:02d}", name="hard", quotes=(said,)) for at, said in enumerate(far))
    coarse = suggest(Material(codes), replace(WORDS_ALONE, view="co-occurrence")).cuts[0]
    assert {frozenset(int(code[1:]) % 2 for code in one.code_ids) for one in coarse.candidates} == {
        frozenset({0}),
        frozenset({1}),
    }


@pytest.mark.models
def test_the_next_round_builds_on_the_themes_of_the_researcher() -> None:
    mixed = KnownTheme("t1", "What nights take", "What nights take", frozenset({"c00", "c04", "c08"}))
    ringing = KnownTheme("t2", "Ringing", "Ringing", frozenset({"c01", "c02"}))
    proposal = suggest(material(), WORDS_ALONE, known=Known((mixed, ringing)))
    assert "learning from 2 themes" in proposal.method
    for cut in proposal.cuts:
        homes = {code: one for one in cut.candidates for code in one.code_ids}
        assert homes["c00"] is homes["c04"] is homes["c08"] and homes["c01"] is homes["c02"]
        assert (homes["c00"].theme_id, homes["c01"].theme_id) == ("t1", "t2")
        given = {member.code_id for one in cut.candidates for member in one.members if member.given}
        assert given == {"c00", "c04", "c08", "c01", "c02"}


@pytest.mark.models
def test_progress_is_told_step_by_step() -> None:
    told: list[tuple[str, int, int]] = []
    suggest(material(), WORDS_ALONE, tell=lambda *step: told.append(step))
    assert ("Grouping the codes", 60, 60) in told and ("Finding their words", 24, 24) in told


@pytest.mark.models
def test_a_real_study_keeps_all_its_codes_and_its_second_proposal_reads_nothing_anew(
    shared: Path, tmp_path: Path
) -> None:
    given = pdpilot(shared)
    proposal = suggest(given, Wish(), cache=tmp_path)
    assert len(given.codes) == 77 and "all-MiniLM-L6-v2" in proposal.method
    assert [len(cut.candidates) for cut in proposal.cuts] == [3, 5, 8]
    assert all(placed(cut, proposal) == ids(given) for cut in proposal.cuts)
    told: list[str] = []
    assert suggest(given, Wish(), cache=tmp_path, tell=lambda what, done, of: told.append(what)) == proposal
    assert "Reading the quotes" not in told


def pdpilot(shared: Path) -> Material:
    """Seven real interviews, 77 codes, 262 passages."""
    rows = (shared / "data" / "pdpilot-maxqda" / "coded.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    quotes = defaultdict(list)
    for at, row in enumerate(csv.DictReader(rows)):
        quotes[row["code"]].append(quote(at, row["text"], row["participant"]))
    codes = [CodeQuotes(id=name, name=name, quotes=tuple(found)) for name, found in quotes.items()]
    return Material(tuple(codes), tuple(f"P{n:02d}" for n in range(1, 8)))
