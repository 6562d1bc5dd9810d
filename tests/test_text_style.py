"""The clean style: what it leaves out, what it keeps, and that nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.text.style import left_out, likely_language, without


def clean(said: str, language: str = "en") -> str:
    return without(said, left_out(said, language))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Um, I went home.", "I went home."),
        ("I went, um, to the shop.", "I went to the shop."),
        ("Yes, um, I think so.", "Yes, I think so."),
        ("I was going to say, um.", "I was going to say."),
        ("So. Uh. Well, no.", "So. Well, no."),
        ("It was, you know, cold.", "It was cold."),
        ("I w- I went home.", "I went home."),
        ("The com- computer broke.", "The computer broke."),
        ("I was, I was going to to to say it.", "I was going to say it."),
        ("I... I don't don't know.", "I don't know."),
        ("and uh the, the dog", "and the dog"),
    ],
)
def test_fillers_false_starts_and_accidental_repetitions_go(said: str, read: str) -> None:
    assert clean(said) == read


@pytest.mark.parametrize(
    "said",
    [
        "It was very very cold.",
        "No, no, I mean it.",
        "Work, work, work.",
        "I know that that is true.",
        "Five five nine.",
        "I know. I know.",
        "Uh-huh. Mm-hmm. Mhm.",
        "Do you know what I mean?",
        "I like it, like you.",
        "I was going- She came in.",
        "A well-known, well-known man, T-shirt - yes.",
    ],
)
def test_what_means_something_stays(said: str) -> None:
    assert clean(said) == said


def test_each_language_has_its_own_fillers() -> None:
    assert clean("Äh, ich ich war, ähm, dort.", "de") == "Ich war dort."
    assert clean("Er sagt um zehn.", "de") == "Er sagt um zehn."
    assert clean("Euh, je je suis là.", "fr") == "Je suis là."
    assert clean("Nous nous levons.", "fr") == "Nous nous levons."


def test_a_language_without_lists_is_left_as_it_is() -> None:
    assert left_out("um um um", "ja") == []


def test_a_language_is_known_by_its_small_words() -> None:
    assert likely_language("I went to the shop and it was cold.") == "en"
    assert likely_language("Ich war nicht auf der Straße, aber wir sind mit dem Zug gefahren.") == "de"
    assert likely_language("東京に行きました。") == ""


PIECES = st.sampled_from(
    ["um", "I", "w-", "went", "the", ",", ".", "…", "…", "no", "you", "know", "🙂", "é", " ", "\n", "?"]
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_stretches_are_in_order_apart_and_inside_and_the_rest_is_kept(said: str) -> None:
    stretches = left_out(said)
    assert all(0 <= one.start < one.end <= len(said) for one in stretches)
    assert all(a.end <= b.start for a, b in pairwise(stretches))
    kept = "".join(letter for n, letter in enumerate(said) if not any(one.start <= n < one.end for one in stretches))
    assert clean(said).casefold() == kept.strip().casefold()


@given(st.text(max_size=60))
def test_any_text_at_all_is_taken(said: str) -> None:
    assert len(clean(said)) <= len(said) + 5
