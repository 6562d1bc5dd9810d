"""Hints that are computed with a proposal and kept beside it."""

from __future__ import annotations

import json
from itertools import cycle

import pytest
from themes_inputs import material, quote

from qualkit.themes import hints
from qualkit.themes.anchors import Dimension
from qualkit.themes.hints import Hints, Own, as_document, find_hints, from_document
from qualkit.themes.learning import Known, KnownTheme
from qualkit.themes.proposal import CodeQuotes, Evidence, Material
from qualkit.themes.segment_view import SegmentView, Topic
from qualkit.themes.suggest import Wish

WORDS_ALONE = Wish(model="tf-idf")
MINE = Known((KnownTheme("t", "Ringing", "Ringing the doctor", frozenset({"c00", "c01", "c02"})),))
OWN = Own(known=MINE, codes_of={"t": ["c00", "c01", "c02"]})

NOTHING = Own(known=Known(), codes_of={})


@pytest.mark.models
def test_hints_are_the_same_after_they_were_kept() -> None:
    found = find_hints(material(), OWN, WORDS_ALONE)
    assert len(found.homes) == 9 and set(found.unlike) == {"t"}
    assert from_document(json.loads(json.dumps(as_document(found)))) == found
    topics = SegmentView((Topic("Topic 1", 12, ("night",), Evidence(("s1",), ()), (("c00", 3),)),), 12, 0, "Few.")
    kept = Hints(topics=topics)
    assert from_document(json.loads(json.dumps(as_document(kept)))) == kept


@pytest.mark.models
def test_a_quote_on_something_else_is_least_like_the_rest_and_few_quotes_have_no_rest() -> None:
    said = ["the doctor on call is cross when I ring at night", "I ring the doctor on call at night and wait"]
    quotes = tuple(quote(n, f"{text} {n}") for n, text in zip(range(9), cycle(said), strict=False))
    odd = quote(9, "my garden has tomatoes and beans this summer")
    given = Material((CodeQuotes(id="c00", name="ringing", quotes=(*quotes, odd)), CodeQuotes(id="c01", name="beans")))
    known = Known((KnownTheme("t", "Ringing", "Ringing", frozenset({"c00"})),))
    own = Own(known=known, codes_of={"t": ["c00"]})
    assert find_hints(given, own, WORDS_ALONE).unlike["t"][0] == odd.segment_id
    few = Material((CodeQuotes(id="c00", name="ringing", quotes=(quotes[0], odd)), CodeQuotes(id="c01", name="beans")))
    assert find_hints(few, own, WORDS_ALONE).unlike == {}


@pytest.mark.parametrize("count", [0, 1, 12])
def test_without_themes_there_is_nothing_to_hint_at(count: int) -> None:
    assert find_hints(material(count), NOTHING, WORDS_ALONE) == Hints()


def test_topics_of_passages_are_looked_for_only_where_they_were_asked_for() -> None:
    found = find_hints(material(), NOTHING, Wish(model="tf-idf", view=hints.PASSAGES))
    assert found.topics is not None and found.topics.topics == () and "begin at about 1,000" in found.topics.note


def test_a_proposal_from_before_there_were_hints_has_none() -> None:
    assert from_document({}) == Hints()


@pytest.mark.models
def test_codes_and_passages_are_put_in_order_beside_a_frameworks_dimensions() -> None:
    dimensions = [Dimension("call", "Ringing the doctor at night"), Dimension("rest", "Sleep, rest and naps")]
    own = Own(known=Known(), codes_of={}, frameworks={"f": dimensions})
    found = find_hints(material(), own, WORDS_ALONE)
    (fit,) = found.frameworks
    by_code = {one.code_id: one for one in fit.codes}
    assert by_code["c00"].order == ("call", "rest") and by_code["c00"].fits == "call"
    assert by_code["c07"].order == ("rest", "call") and by_code["c07"].fits == "rest"
    assert any(one.fits is None for one in fit.codes), "none is an answer"
    assert {d: len(ids) for d, ids in fit.passages.items()} == {"call": 5, "rest": 5}
    assert from_document(json.loads(json.dumps(as_document(found)))) == found
