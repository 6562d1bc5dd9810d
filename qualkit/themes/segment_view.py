"""Topics of the passages themselves, for large sets: the only user of BERTopic. A look at the data, not a proposal.

References
----------
Grootendorst, M. (2022). BERTopic: Neural topic modeling with a class-based TF-IDF procedure.
https://doi.org/10.48550/arXiv.2203.05794
McInnes, L., Healy, J., & Melville, J. (2018). UMAP. https://doi.org/10.48550/arXiv.1802.03426
McInnes, L., Healy, J., & Astels, S. (2017). hdbscan. JOSS, 2(11), 205. https://doi.org/10.21105/joss.00205
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualkit.errors import MissingExtra
from qualkit.themes.evidence import choose_quotes
from qualkit.themes.geometry import Floats, Ints
from qualkit.themes.lemmas import terms
from qualkit.themes.proposal import CodedQuote, Evidence, Material
from qualkit.themes.reading import Read, Tell, read
from qualkit.themes.suggest import WORD, Wish
from qualkit.themes.words import distinctive_words

FEWEST_SEGMENTS = 1_000
SMALLEST_SHARE = 0.01
"""Of all passages, that a topic must have."""
OUTSIDE = -1
TOPICS = "Finding topics in the passages"


@dataclass(frozen=True, slots=True)
class Topic:
    """Passages about one subject: how many, telling words, quotes, and the codes given to them with their number."""

    label: str
    size: int
    words: tuple[str, ...]
    evidence: Evidence
    codes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SegmentView:
    """Topics, the largest first; how many passages there are and how many of them are in none; a sentence."""

    topics: tuple[Topic, ...]
    passages: int
    outside: int
    note: str


def segment_topics(
    material: Material, wish: Wish, *, cache: Path | None = None, tell: Tell = lambda what, done, of: None
) -> SegmentView:
    """Topics of coded passages by UMAP and HDBSCAN, from about 1,000 passages on; below that only the reason why not.

    Parameters
    ----------
    material : Material
        The codes with their quotes.
    wish : Wish
        Seed, model and language; the rest is for codes.
    cache, tell
        As for `suggest`.

    Raises
    ------
    MissingExtra, NoWeights
    """
    quotes = list({q.segment_id: q for code in material.codes for q in code.quotes}.values())
    if len(quotes) < FEWEST_SEGMENTS:
        return SegmentView((), len(quotes), len(quotes), _too_few(len(quotes)))
    found = read(material, model=wish.model, cache=cache, tell=tell)
    tell(TOPICS, 0, 1)
    labels = _topics(quotes, found.vectors_of(quotes), wish.seed)
    said = terms([q.spoken for q in quotes], wish.language, cache=cache, tick=lambda done, of: tell(WORD, done, of))
    within = np.flatnonzero(labels != OUTSIDE)
    words = distinctive_words([said[at] for at in within], [int(labels[at]) for at in within])
    by_size = Counter(int(label) for label in labels[within]).most_common()
    topics = [_topic(at, quotes, np.flatnonzero(labels == label), found) for at, (label, _) in enumerate(by_size)]
    worded = tuple(_with_words(topic, words.get(label, ())) for topic, (label, _) in zip(topics, by_size, strict=True))
    outside = len(quotes) - len(within)
    return SegmentView(worded, len(quotes), outside, _note(outside, len(quotes), found.note))


def _too_few(passages: int) -> str:
    return (
        f"Topics of single passages begin at about {FEWEST_SEGMENTS:,} of them; there are {passages:,}. With fewer, "
        "this method leaves out up to two in five and finds another number of topics at each run. Group the codes."
    )


def _note(outside: int, passages: int, more: str) -> str:
    told = f"{outside:,} of {passages:,} passages ({round(100 * outside / passages)} %) are in no topic."
    return f"{told} Topics are what is spoken about, not themes. {more}".strip()


def _topics(quotes: Sequence[CodedQuote], vectors: Floats, seed: int) -> Ints:
    """The topic of each passage, (m,), -1 for none; one thread, so that the seed decides all."""
    try:
        from bertopic import BERTopic
        from umap import UMAP
    except ImportError as error:
        raise MissingExtra("Finding topics in passages", "themes") from error
    reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1)
    smallest = max(10, round(SMALLEST_SHARE * len(quotes)))
    # "english" would make BERTopic drop every letter outside a-z
    model = BERTopic(language="multilingual", umap_model=reduce, min_topic_size=smallest)
    labels, _ = model.fit_transform([quote.spoken for quote in quotes], embeddings=vectors)
    return np.array(labels, dtype=np.int64)


def _topic(number: int, quotes: Sequence[CodedQuote], here: Ints, found: Read) -> Topic:
    inside = [quotes[at] for at in here]
    segments = {quote.segment_id for quote in inside}
    times = Counter({code.id: sum(q.segment_id in segments for q in code.quotes) for code in found.material.codes})
    given = tuple((code, count) for code, count in times.most_common() if count)
    return Topic(f"Topic {number + 1}", len(inside), (), choose_quotes(inside, found.vectors_of(inside)), given)


def _with_words(topic: Topic, words: tuple[str, ...]) -> Topic:
    return Topic(topic.label, topic.size, words, topic.evidence, topic.codes)
