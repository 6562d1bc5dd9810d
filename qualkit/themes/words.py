"""The words that set groupings apart: the only user of BERTopic, in its manual mode, which keeps our groups.

References
----------
Grootendorst, M. (2022). BERTopic: Neural topic modeling with a class-based TF-IDF procedure.
https://doi.org/10.48550/arXiv.2203.05794
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualkit.errors import MissingExtra
from qualkit.themes.geometry import Floats
from qualkit.themes.lemmas import readable

WORDS = 8
PHRASE = 1.5
"""Weight of a phrase over that of a word: it says more than the words it is made of, yet comes less often."""


Words = dict[int, tuple[str, ...]]


def distinctive_words(terms: Sequence[Sequence[str]], vectors: Floats, groups: Sequence[int]) -> Words:
    """Up to eight words or phrases for each group, by c-TF-IDF.

    Parameters
    ----------
    terms : m sequences of str
        Telling words of m passages; a passage of two groups is given twice.
    vectors : (m, d) array
        Of the passages; BERTopic places its topics with them, it does not regroup by them.
    groups : sequence of m int
        The group of each passage.

    Returns
    -------
    dict
        Words by group; a group whose passages hold no telling word is missing, and with fewer than two words in
        all there is nothing to tell groups apart by.
    """
    telling = [at for at, words in enumerate(terms) if words]
    if len({word for words in terms for word in words}) < 2:
        return {}  # no group has a word that another has not, and BERTopic cannot weigh a single one
    model = _manual_model()
    wanted = [groups[at] for at in telling]
    topics, _ = model.fit_transform([" ".join(terms[at]) for at in telling], vectors[telling], y=wanted)
    # BERTopic numbers the topics by size even when they are given: what became of ours stands in what it returns
    topic_of = dict(zip(wanted, topics, strict=True))
    return {group: _words(model.get_topic(int(topic))) for group, topic in topic_of.items()}


def _manual_model() -> Any:
    try:
        from bertopic import BERTopic
        from bertopic.cluster import BaseCluster
        from bertopic.dimensionality import BaseDimensionalityReduction
        from bertopic.vectorizers import ClassTfidfTransformer
    except ImportError as error:
        raise MissingExtra("Finding the words of a grouping", "themes") from error
    # "english" would make BERTopic drop every letter outside a-z
    return BERTopic(
        language="multilingual",
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=BaseCluster(),
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True),
        top_n_words=3 * WORDS,
    )


def _words(topic: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The heaviest; a word that is part of a heavier phrase (or the other way round) is not said twice."""
    said: list[str] = []
    for word, weight in sorted(topic, key=_heaviest_first):
        if word and weight > 0 and not any(_overlap(word, other) for other in said):
            said.append(word)
    return tuple(readable(word) for word in said[:WORDS])


def _heaviest_first(pair: tuple[str, float]) -> tuple[float, str]:
    word, weight = pair
    return -round(float(weight) * (PHRASE if "_" in word else 1), 9), word


def _overlap(one: str, other: str) -> bool:
    return bool(set(one.split("_")) & set(other.split("_")))
