from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.text.quote_links import GONE, Link, Quote, link_to, linked, parts, spelled

ID = "3f0c1a52-7a55-4c6e-9d5f-0a4a1b2c3d4e"


def test_a_text_is_cut_at_its_links() -> None:
    assert parts(f"He says {link_to(ID)} twice: {link_to('b')}") == ["He says ", Link(ID), " twice: ", Link("b")]
    assert linked([link_to(ID), "no link", link_to("b") * 2]) == {ID, "b"}


def test_a_link_is_spelled_as_the_words_with_their_interview() -> None:
    text = f"Again: {link_to(ID)}. And {link_to('gone')}"
    quotes = {ID: Quote("I hate\nthe rain", "P1")}
    assert spelled(text, quotes) == f"Again: “I hate the rain” (P1). And {GONE}"


def test_what_only_looks_like_a_link_stays_text() -> None:
    for text in ("[[quote:]]", "[[quote:a b]]", "[quote:a]", "[[quote:a]"):
        assert parts(text) == [text] and spelled(text, {}) == text


@given(st.text())
def test_a_text_without_links_stays_as_it_is(text: str) -> None:
    if not linked([text]):
        assert spelled(text, {}) == text
