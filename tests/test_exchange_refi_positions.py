from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.exchange.refi.positions import CANDIDATES, MarkedText, PositionRule, beginnings, converted, position_rule

TALK = "Ann: I like it 🙂 here.\r\n\r\nBo: Me too 🌧️, most days.\r\n\r\nAnn: שלום and 漢字 mixed.\r\n" * 6
PASSAGES = [found.span() for found in re.finditer(r"like it|here|Me too|most days|mixed|Bo", TALK)]


def counted(text: str, rule: PositionRule, *, has_bom: bool = True) -> MarkedText:
    """The passages as a program that follows the rule would write them."""
    starts = beginnings(text, has_bom, rule)
    return MarkedText(text, has_bom, tuple((int(starts[a]), int(starts[b]), "") for a, b in PASSAGES))


@pytest.mark.parametrize("rule", CANDIDATES, ids=lambda rule: f"{rule.unit}-{rule.crlf}-{rule.lf}-{rule.bom}")
def test_every_rule_is_found_from_where_its_passages_stand(rule: PositionRule) -> None:
    marked = counted(TALK, rule)
    found = position_rule([marked])
    assert (found.unit, found.crlf, found.bom) == (rule.unit, rule.crlf, rule.bom)
    assert found.certainty > 0.99
    assert converted(marked, found).tolist() == [list(span) for span in PASSAGES]


def test_lone_line_feeds_that_count_two_are_found() -> None:
    text = TALK.replace("\r\n", "\n")
    rule = PositionRule("utf-16", 2, 2, 0)
    starts = beginnings(text, False, rule)
    spans = [found.span() for found in re.finditer("like it|Me too|most days|mixed", text)]
    marked = MarkedText(text, False, tuple((int(starts[a]), int(starts[b]), "") for a, b in spans))
    assert converted(marked, position_rule([marked])).tolist() == [list(span) for span in spans]


def test_where_nothing_tells_rules_apart_the_standard_is_certain() -> None:
    found = position_rule([MarkedText("Plain words only.", False, ((0, 5, ""),))])
    assert found == PositionRule("code point", 2, 1, 0, 1.0)
    assert position_rule([]) == found


def test_little_evidence_gives_little_certainty() -> None:
    text = "漢字🙂漢字漢字漢字漢字"
    assert position_rule([MarkedText(text, False, ((3, 5, ""),))]).certainty < 0.6


def test_the_words_beside_a_passage_decide_where_edges_cannot() -> None:
    text = "漢字🙂漢字日本語中文字典漢和辞典"
    rule = PositionRule("utf-16")
    start, end = beginnings(text, False, rule)[[3, 13]].tolist()
    found = position_rule([MarkedText(text, False, ((start, end, text[3:12] + "…"),))])
    assert (found.unit, found.certainty > 0.9) == ("utf-16", True)


def test_a_position_outside_the_text_is_told_apart() -> None:
    marked = MarkedText("abc", False, ((0, 3, ""), (2, 9, ""), (-4, 1, "")))
    assert converted(marked, PositionRule()).tolist() == [[0, 3], [2, -1], [-1, 1]]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(CANDIDATES), st.booleans())
def test_beginnings_never_go_back_and_end_with_the_text(text: str, rule: PositionRule, has_bom: bool) -> None:
    starts = beginnings(text, has_bom, rule)
    assert len(starts) == len(text) + 1
    assert all(starts[:-1] <= starts[1:])
    if rule == PositionRule("code point"):
        assert starts[-1] == len(text)
