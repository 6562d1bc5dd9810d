"""Vectors of texts without any language model: the only user of scikit-learn."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from qualkit.errors import MissingExtra
from qualkit.themes.geometry import Floats, unit
from qualkit.themes.vectors import DECIMALS

DIMENSIONS = 100


def lsa_vectors(texts: Sequence[str]) -> Floats:
    """TF-IDF weights of words, reduced to at most 100 dimensions, each text at length 1, (n, d).

    References
    ----------
    Deerwester, S. et al. (1990). Indexing by latent semantic analysis. JASIS, 41(6), 391-407.
    https://doi.org/10.1002/(SICI)1097-4571(199009)41:6<391::AID-ASI1>3.0.CO;2-9
    """
    try:
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError as error:
        raise MissingExtra("Suggesting groupings of codes", "themes") from error
    if not any(_words(text) for text in texts):
        return np.zeros((len(texts), 1))
    # scikit-learn's own pattern drops words of one letter, which in some scripts is a whole word
    weights = TfidfVectorizer(sublinear_tf=True, analyzer=_words).fit_transform(texts)
    dimensions = min(DIMENSIONS, min(weights.shape) - 1)
    dense = TruncatedSVD(dimensions, random_state=0).fit_transform(weights) if dimensions > 0 else weights.toarray()
    return np.round(unit(np.asarray(dense, dtype=np.float64)), DECIMALS)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
