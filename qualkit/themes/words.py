"""The words that set groupings apart: BERTopic's class-based TF-IDF, without loading BERTopic (five seconds) for it.

References
----------
Grootendorst, M. (2022). BERTopic: Neural topic modeling with a class-based TF-IDF procedure.
https://doi.org/10.48550/arXiv.2203.05794
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualkit.themes.geometry import Floats
from qualkit.themes.lemmas import readable

WORDS = 8
PHRASE = 1.5
"""Weight of a phrase over that of a word: it says more than the words it is made of, yet comes less often."""


Words = dict[int, tuple[str, ...]]


def distinctive_words(terms: Sequence[Sequence[str]], groups: Sequence[int]) -> Words:
    """Up to eight words or phrases for each group, by c-TF-IDF.

    Parameters
    ----------
    terms : m sequences of str
        Telling words of m passages; a passage of two groups is given twice.
    groups : sequence of m int
        The group of each passage.

    Returns
    -------
    dict
        Words by group; a group whose passages hold no telling word is missing, and with fewer than two words in
        all there is nothing to tell groups apart by.
    """
    vocabulary = sorted({word for words in terms for word in words})
    telling = sorted({group for group, words in zip(groups, terms, strict=True) if words})
    if len(vocabulary) < 2:
        return {}
    weights = class_weights(_counts(terms, groups, telling, vocabulary))
    return {group: _words(vocabulary, row) for group, row in zip(telling, weights, strict=True)}


def class_weights(counts: Floats) -> Floats:
    """c-TF-IDF of words in groups, (g, w), from how often each group says each word.

    As BERTopic's ClassTfidfTransformer with bm25_weighting and reduce_frequent_words: the square root of a word's
    share in its group, times how rare it is in all groups.
    """
    said = counts.sum(axis=0)
    usual = int(counts.sum(axis=1).mean())
    rare = np.log(1 + (usual - said + 0.5) / (said + 0.5))
    weights: Floats = np.sqrt(counts / counts.sum(axis=1, keepdims=True)) * rare
    return weights


def _counts(
    terms: Sequence[Sequence[str]], groups: Sequence[int], telling: Sequence[int], vocabulary: Sequence[str]
) -> Floats:
    row = {group: at for at, group in enumerate(telling)}
    column = {word: at for at, word in enumerate(vocabulary)}
    counts = np.zeros((len(row), len(column)))
    for group, words in zip(groups, terms, strict=True):
        for word in words:
            counts[row[group], column[word]] += 1
    return counts


def _words(vocabulary: Sequence[str], weights: Floats) -> tuple[str, ...]:
    """The heaviest; a word that is part of a heavier phrase (or the other way round) is not said twice."""
    said: list[str] = []
    heavy = [(word, weight * (PHRASE if "_" in word else 1)) for word, weight in zip(vocabulary, weights, strict=True)]
    for word, weight in sorted(heavy, key=lambda pair: (-round(float(pair[1]), 9), pair[0])):
        if weight > 0 and len(said) < WORDS and not any(_overlap(word, other) for other in said):
            said.append(word)
    return tuple(readable(word) for word in said)


def _overlap(one: str, other: str) -> bool:
    return bool(set(one.split("_")) & set(other.split("_")))
