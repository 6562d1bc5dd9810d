"""The clean style: which stretches of what was said a reader can do without. Pure; the words themselves stay.

Clean ("intelligent") verbatim leaves out fillers, words that were broken off and begun again, and words said twice by
accident; a repetition that says something ("very very", "no, no") stays. It is a view: positions, codes and word times
belong to the verbatim text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualkit.text.style_words import ASIDES, FILLERS, FUNCTION_WORDS, NUMBERS, SAID_TWICE

TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
BROKEN_OFF = re.compile(r"[-–—](?=\s)")
BETWEEN = re.compile(r"(?:\.\.\.|[\s,…–—-])*")
NOT_BETWEEN = re.compile(r"[^\s,…–—-]")
SENTENCE_ENDS = re.compile(r"[.!?…,。！？]*\s*")
SENTENCE_BEGINS = re.compile(r"(?:^|[.!?。！？…][\"'”’»)]*\s|\n)(?:\s*\(\d+ s\)\s)?[\"'“‘«(]*\s*$")
LONGEST_REPEATED = 4
BEGUN_AGAIN_WITHIN = 3


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch that the clean style leaves out, in code points; `why` is filler, broken off or repeated."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str


def left_out(said: str, language: str = "en") -> list[LeftOut]:
    """What of one speaker's turn the clean style leaves out.

    Parameters
    ----------
    said : str
        The words of a turn, without the speaker's label.
    language : str
        Its code. Where there are no lists for it, nothing is left out.

    Returns
    -------
    list of LeftOut
        In order, apart from one another, each with the space and the commas that go with it.
    """
    if language not in FILLERS:
        return []
    tokens = [_Token(*found.span(), found.group().casefold().replace("’", "'")) for found in TOKEN.finditer(said)]
    reasons = {**_fillers(said, tokens, language), **_broken_off(said, tokens)}
    reasons |= _repeated(said, tokens, reasons, language)
    if len(reasons) == len(tokens):
        return []  # a turn that says only "mm" says that
    return list(_stretches(said, tokens, reasons))


def without(said: str, stretches: Sequence[LeftOut]) -> str:
    """The text without these stretches; a sentence that loses its beginning begins with a capital again."""
    pieces, at, capital = [], 0, False
    for one in stretches:
        pieces.append(_begun(said[at : one.start], capital=capital))
        capital = SENTENCE_BEGINS.search(said[: one.start]) is not None and said[one.start : one.start + 1].isupper()
        at = one.end
    pieces.append(_begun(said[at:], capital=capital))
    return "".join(pieces).strip()


def _begun(piece: str, *, capital: bool) -> str:
    return piece[:1].upper() + piece[1:] if capital else piece


def likely_language(text: str) -> str:
    """The language whose small words are the most frequent in a text; empty where there are none of any."""
    words = [word.casefold() for word in TOKEN.findall(text)]
    counts = {language: sum(word in small for word in words) for language, small in FUNCTION_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else ""


# ---- what goes ----


def _fillers(said: str, tokens: Sequence[_Token], language: str) -> dict[int, str]:
    found = {n: "filler" for n, token in enumerate(tokens) if token.word in FILLERS[language]}
    for aside in ASIDES.get(language, ()):
        length = len(aside)
        for n in range(len(tokens) - length + 1):
            if tuple(token.word for token in tokens[n : n + length]) == aside and _set_off(said, tokens, n, length):
                found |= dict.fromkeys(range(n, n + length), "filler")
    return found


def _set_off(said: str, tokens: Sequence[_Token], at: int, length: int) -> bool:
    """Whether words stand between two commas, as what is said in passing does."""
    before, after = said[: tokens[at].start].rstrip(), said[tokens[at + length - 1].end :]
    return before.endswith(",") and after.startswith(",")


def _broken_off(said: str, tokens: Sequence[_Token]) -> dict[int, str]:
    """Beginnings of words that are said whole right after: "w- went", "com- computer"."""
    found = {}
    for n, token in enumerate(tokens):
        following = tokens[n + 1 : n + 1 + BEGUN_AGAIN_WITHIN]
        again = any(one.word.startswith(token.word) and one.word != token.word for one in following)
        if BROKEN_OFF.match(said, token.end) and again:
            found[n] = "broken off"
    return found


def _repeated(said: str, tokens: Sequence[_Token], gone: Mapping[int, str], language: str) -> dict[int, str]:
    """Words that are said again at once, all but the last time."""
    left = [n for n in range(len(tokens)) if n not in gone]
    found: dict[int, str] = {}
    for length in range(LONGEST_REPEATED, 0, -1):
        at = 0
        while at + 2 * length <= len(left):
            if _said_again(said, tokens, left[at : at + 2 * length], language):
                found |= dict.fromkeys(left[at : at + length], "repeated")
                del left[at : at + length]
            else:
                at += 1
    return found


def _said_again(said: str, tokens: Sequence[_Token], places: Sequence[int], language: str) -> bool:
    half = len(places) // 2
    words = [tokens[n].word for n in places]
    first = words[:half]
    if first != words[half:] or set(first) & SAID_TWICE or any(_is_number(word) for word in first):
        return False
    gaps = [said[tokens[a].end : tokens[b].start] for a, b in pairwise(places) if b == a + 1]
    if any(NOT_BETWEEN.search(gap.replace("...", "")) for gap in gaps):
        return False
    return any(word in FUNCTION_WORDS[language] for word in first)


def _is_number(word: str) -> bool:
    return word.isdecimal() or word in NUMBERS


# ---- how far it reaches ----


def _stretches(said: str, tokens: Sequence[_Token], reasons: Mapping[int, str]) -> Iterator[LeftOut]:
    run: list[int] = []
    for n in sorted(reasons):
        if run and n != run[-1] + 1:
            yield _stretch(said, tokens[run[0]].start, tokens[run[-1]].end, reasons[run[0]])
            run = []
        run.append(n)
    if run:
        yield _stretch(said, tokens[run[0]].start, tokens[run[-1]].end, reasons[run[0]])


def _stretch(said: str, start: int, end: int, why: str) -> LeftOut:
    """With the space and commas after it; at a sentence's end, or between two commas, with those before it."""
    gap = BETWEEN.match(said, end)
    after = gap.end() if gap else end
    before = len(said[:start].rstrip(" ,"))
    between_commas = said[before:start].startswith(",") and said[end:after].startswith(",")
    if between_commas and not _opens_sentence(said, before):
        return LeftOut(before, end + 1, why)
    if after < len(said) and TOKEN.match(said, after):
        return LeftOut(start, after, why)
    if SENTENCE_BEGINS.search(said[:start]):
        rest = SENTENCE_ENDS.match(said, end)
        return LeftOut(start, rest.end() if rest else end, why)
    return LeftOut(before, end, why)


def _opens_sentence(said: str, end: int) -> bool:
    """Whether the word that ends there is its sentence's first, after which a comma stays ("Yes, um, I ...")."""
    word = re.search(r"\S+$", said[:end])
    return word is not None and SENTENCE_BEGINS.search(said[: word.start()]) is not None
