from __future__ import annotations

import pytest

from qualkit.exchange.placing import Held, Placing, interview_named, place
from qualkit.exchange.tables import CodedRow
from qualkit.text.quotes import SearchableText


def held(**texts: str) -> list[Held]:
    return [Held(name.lower(), name, SearchableText(text)) for name, text in texts.items()]


def where(placing: Placing) -> list[tuple[int, str, int]]:
    return [(one.row.line, one.held.name, one.match.start) for one in placing.placed]


@pytest.mark.parametrize("participant", ["P1", "p1", "P01", "P-1", " P 001 "])
def test_case_punctuation_and_leading_zeros_do_not_matter(participant: str) -> None:
    assert interview_named(participant, {"P1": 1, "P10": 10}) == 1


def test_the_exact_name_comes_first_and_two_that_are_alike_name_none() -> None:
    assert interview_named("P01", {"P1": 1, "P01": 2}) == 2
    assert interview_named("p-01", {"P1": 1, "P01": 2}) is None
    assert interview_named("??", {"!!": 1}) is None


def test_a_row_is_placed_in_the_interview_that_its_participant_names() -> None:
    rows = [CodedRow(2, "P01", "loud", "noise"), CodedRow(3, "P2", "loud", "noise")]
    assert where(place(rows, held(P1="It was loud.", P2="Loud, very loud."))) == [(2, "P1", 7), (3, "P2", 11)]


def test_a_participant_of_another_name_is_found_by_the_only_transcript_with_the_quote() -> None:
    rows = [CodedRow(2, "Anna", "it was loud", "noise"), CodedRow(3, "Anna", "never said so at all", "noise")]
    placing = place(rows, held(one="And it was loud.", two="Quiet."))
    assert where(placing) == [(2, "one", 4)]
    assert [row.line for row, _ in placing.missing] == [3]


def test_a_quote_that_two_transcripts_hold_places_nobody() -> None:
    placing = place([CodedRow(2, "Anna", "loud", "noise")], held(one="loud", two="loud"))
    assert not placing.placed
    assert list(placing.without_transcript) == ["Anna"]


def test_a_quote_that_is_not_there_is_missing_where_its_participant_was_named() -> None:
    placing = place([CodedRow(2, "P1", "never said anything of the kind", "noise")], held(P1="It was loud."))
    assert [(row.line, one.name) for row, one in placing.missing if one] == [(2, "P1")]


def test_each_segment_of_the_same_words_takes_the_next_place_and_its_codes_stay_together() -> None:
    rows = [
        CodedRow(2, "P1", "Yes.", "a", segment="s1"),
        CodedRow(3, "P1", "Yes.", "b", segment="s1"),
        CodedRow(4, "P1", "Yes.", "a", segment="s2"),
        CodedRow(5, "P1", "Yes.", "a", segment="s3"),
    ]
    assert [start for _, _, start in where(place(rows, held(P1="Yes. No. Yes.")))] == [0, 0, 9, 0]
