"""Words, word forms and patterns looked for in a text. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualkit.errors import BadAct
from qualkit.model import Transcript, Turn
from qualkit.text.turns import from_labelled_text

PATTERN_SECONDS = 2.0
MOST_HITS = 5000
SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+|[。！？]")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where something was found, in code points."""

    start: int
    end: int


def find_words(text: str, wanted: str) -> list[Hit]:
    """Where words stand, in the order given; letter case, and whether a space or a line break parts them, aside."""
    words = wanted.split()
    # "rain" is not looked for in "train"; a sign at an end needs no edge of a word beside it
    before = r"\b" if words and words[0][0].isalnum() else ""
    after = r"\b" if words and words[-1][-1].isalnum() else ""
    return _found(text, before + r"\s+".join(re.escape(word) for word in words) + after) if words else []


def find_pattern(text: str, pattern: str) -> list[Hit]:
    """Where a regular expression fits; letter case aside.

    Raises
    ------
    BadAct
        It cannot be read, or it takes longer than two seconds on this text.
    """
    return _found(text, pattern) if pattern else []


def find_forms(text: str, wanted: str, forms: Mapping[str, Sequence[str]]) -> list[Hit]:
    """Where any form of the words stands: `forms` lists the words of the texts that share a dictionary form.

    Parameters
    ----------
    text : str
        What is searched.
    wanted : str
        Words in any form; several must follow one another.
    forms : mapping
        Forms (lower case) by each form; a word that is missing stands for itself.
    """
    words = wanted.casefold().split()
    either = ("|".join(re.escape(form) for form in sorted({word, *forms.get(word, ())})) for word in words)
    return _found(text, r"\b" + r"\s+".join(f"(?:{one})" for one in either) + r"\b") if words else []


def widened(said: Transcript, hit: Hit, unit: str) -> Hit:
    """What was found ("words"), or the sentence or the turn around it, without the space at its ends."""
    turns = turns_of(said)
    place = bisect_right(turns, hit.start, key=lambda turn: turn.start) - 1
    if unit == "words" or place < 0:
        return hit
    start, end = turns[place].text_start, max(turns[place].end, hit.end)
    if unit == "sentence":
        cuts = [start, *(found.end() for found in SENTENCE_END.finditer(said.text, start, end)), end]
        start = max(cut for cut in cuts if cut <= hit.start)
        end = min((cut for cut in cuts if cut >= hit.end), default=end)
    whole = said.text[start:end]
    return Hit(start + len(whole) - len(whole.lstrip()), start + len(whole.rstrip()))


def spoken_only(said: Transcript, hits: Sequence[Hit]) -> list[Hit]:
    """Those hits that lie in what was said, not in the speakers' labels."""
    turns = turns_of(said)
    found = []
    for hit in hits:
        place = bisect_right(turns, hit.start, key=lambda turn: turn.start) - 1
        if place >= 0 and turns[place].text_start <= hit.start:
            found.append(hit)
    return found


def turns_of(said: Transcript) -> Sequence[Turn]:
    """The turns of a transcript; where it has none, those that its labels tell."""
    return said.turns or from_labelled_text(said.text).turns


def _found(text: str, pattern: str) -> list[Hit]:
    # Python's own engine cannot be stopped: a pattern such as (a+)+$ would hold the server for hours
    import regex

    try:
        matches = regex.finditer(pattern, text, regex.IGNORECASE | regex.V0, timeout=PATTERN_SECONDS)
        hits = [Hit(*match.span()) for match in matches if match.end() > match.start()]
    except regex.error as error:
        raise BadAct(f"The pattern “{pattern}” cannot be read: {error}.", hint="Search for words instead.") from error
    except TimeoutError as error:
        hint = "Make it simpler, for example without a repetition inside a repetition."
        raise BadAct(f"The pattern “{pattern}” takes too long.", hint=hint) from error
    return hits[:MOST_HITS]
