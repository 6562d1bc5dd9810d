"""Which quotes a card shows, and how it words a placement."""

from __future__ import annotations

import numpy as np
from themes_inputs import quote

from qualkit.themes.evidence import choose_quotes, coverage, placement_sentence
from qualkit.themes.geometry import Floats, unit
from qualkit.themes.proposal import CodedQuote

LONG = "words enough to show something here"


def spread(count: int) -> Floats:
    """Directions around one middle."""
    random = np.random.default_rng(2)
    return unit(np.ones((count, 6)) + 0.3 * random.normal(size=(count, 6)))


def said_by(*cases: str) -> list[CodedQuote]:
    return [quote(at, f"{LONG} {at}", case) for at, case in enumerate(cases)]


def test_the_first_quote_is_the_one_most_like_all_and_the_odd_one_is_shown_apart() -> None:
    directions = np.array([[1, 0.2], [1, 0.0], [1, -0.2], [1, 0.1], [1, -0.1], [-1.0, 1]])
    found = choose_quotes(said_by("A", "B", "C", "D", "E", "A"), directions)
    assert found.typical[0] in {"s0000", "s0003"}
    assert found.unlike[0] == "s0005"


def test_each_participant_is_heard_once_where_there_are_enough() -> None:
    quotes = said_by(*"AABBCCDDEEFFGG")
    shown = [quotes[int(one[1:])] for one in choose_quotes(quotes, spread(14)).typical]
    assert len(shown) == 6 and len({one.cases for one in shown}) == 6


def test_a_single_participant_is_heard_four_times() -> None:
    found = choose_quotes(said_by(*"A" * 9), spread(9))
    assert len(found.typical) == 4 == len(set(found.typical))


def test_a_passage_of_a_few_words_gives_way_to_one_that_says_something() -> None:
    short = [quote(at, "yes", "A") for at in range(3)]
    found = choose_quotes([*short, *said_by("B", "C")[:0], quote(9, LONG, "B")], spread(4))
    assert found.typical == ("s0009",)
    assert choose_quotes(short, spread(3)).typical, "but where all are short, they are shown"


def test_a_passage_under_two_codes_counts_once() -> None:
    quotes = [*said_by("A", "B"), *said_by("A", "B")]
    found = choose_quotes(quotes, np.vstack([spread(2), spread(2)]))
    assert sorted(found.typical + found.unlike) == ["s0000", "s0001"]


def test_a_grouping_without_quotes_shows_none() -> None:
    assert choose_quotes([], np.zeros((0, 6))).typical == ()


def test_coverage_names_those_who_are_not_in_it() -> None:
    assert coverage(said_by("Bo", "Bo"), ["Ada", "Bo", "Cy"]) == (("Bo",), ("Ada", "Cy"))


def test_placement_is_worded_in_reruns_with_what_that_is_worth() -> None:
    assert placement_sentence(0.88, 5) == (
        "These codes stay together in 9 of 10 reruns; "
        "in four published studies such pairs shared a human theme about half the time."
    )
    assert "alone" in placement_sentence(0.0, 1)
