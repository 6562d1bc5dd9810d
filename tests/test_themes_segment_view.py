"""Topics of passages."""

from __future__ import annotations

import numpy as np
import pytest
from themes_inputs import material, quote

from qualkit.themes.proposal import CodeQuotes, Material
from qualkit.themes.segment_view import FEWEST_SEGMENTS, segment_topics
from qualkit.themes.suggest import Wish

SUBJECTS = ("shift rota night ward nurse", "children school dinner family weekend", "phone doctor ring call apologise")


def many(passages: int) -> Material:
    """Passages of eight words on three subjects in turn, one code to each subject."""
    chosen = np.random.default_rng(0)
    codes = []
    for at, subject in enumerate(SUBJECTS):
        said = [" ".join(chosen.choice(subject.split(), 8)) for _ in range(passages // 3 + 1)]
        quotes = tuple(quote(1000 * at + n, text, f"P{n % 7}") for n, text in enumerate(said))
        codes.append(CodeQuotes(id=f"c{at}", name=subject.split()[0], quotes=quotes))
    return Material(tuple(codes))


def test_fewer_than_a_thousand_passages_are_not_grouped_and_the_reason_is_told() -> None:
    found = segment_topics(material(), Wish(model="tf-idf"))
    assert found.topics == () and (found.passages, found.outside) == (24, 24)
    assert "begin at about 1,000" in found.note and "there are 24" in found.note


@pytest.mark.models
def test_a_thousand_passages_fall_into_topics_with_words_quotes_and_codes() -> None:
    given = many(FEWEST_SEGMENTS)
    found = segment_topics(given, Wish(model="tf-idf", language="en"))
    sizes = [topic.size for topic in found.topics]
    assert len(sizes) >= 3 and sizes == sorted(sizes, reverse=True)
    assert sum(sizes) + found.outside == found.passages == 3 * (FEWEST_SEGMENTS // 3 + 1)
    own = {code.id: {q.segment_id for q in code.quotes} for code in given.codes}
    for topic in found.topics:
        assert topic.words and set(topic.evidence.typical) <= own[topic.codes[0][0]]
    assert {topic.codes[0][0] for topic in found.topics} == {"c0", "c1", "c2"}
