"""Words that are said, how often and where: frequencies, and each word in its context. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualkit.model import Transcript, Turn
from qualkit.text.search import find_forms, spoken_only, turns_of

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
AROUND = 60
"""Letters on each side of a word in its context."""

Forms = Mapping[str, Collection[str]]
"""Forms (lower case) by each form of a word; a word that is missing stands for itself."""


@dataclass(frozen=True, slots=True)
class Said:
    """A word with how often it was said, in how many interviews, and in which forms."""

    word: str
    times: int
    interviews: int
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InContext:
    """A place where a word stands, with the words around it; `start` and `end` in code points."""

    interview_id: str
    start: int
    end: int
    before: str
    word: str
    after: str
    speaker: str


def spoken_words(said: Transcript, leave_out: Collection[str] = ()) -> Iterator[str]:
    """The words of a transcript in lower case, without labels and without those speakers."""
    for turn in turns_of(said):
        if turn.speaker not in leave_out:
            yield from (found[0].casefold() for found in WORD.finditer(said.text, turn.text_start, turn.end))


def word_frequencies(words: Mapping[str, Sequence[str]], forms: Forms, small: Collection[str] = ()) -> list[Said]:
    """How often each word was said, most often first.

    Parameters
    ----------
    words : mapping of str to sequence of str
        Words in lower case by interview id.
    forms : mapping
        Forms that count as one word; it is shown in the form that was said most.
    small : collection of str
        Words that are left out, such as "the".
    """
    where: dict[str, set[str]] = defaultdict(set)
    met: dict[str, Counter[str]] = defaultdict(Counter)
    for interview_id, own in words.items():
        for word, n in Counter(own).items():
            if word not in small:
                one = min({word, *forms.get(word, ())})
                where[one].add(interview_id)
                met[one][word] += n
    found = [_said(own, len(where[one])) for one, own in met.items()]
    return sorted(found, key=lambda one: (-one.times, one.word))


def _said(forms: Counter[str], interviews: int) -> Said:
    most = min(forms, key=lambda form: (-forms[form], len(form), form))
    return Said(most, forms.total(), interviews, tuple(sorted(forms)))


def in_context(transcripts: Mapping[str, Transcript], word: str, forms: Forms) -> list[InContext]:
    """Every place where any form of a word (or of words that follow one another) is said, in the order given."""
    sorted_forms = {form: sorted(same) for form, same in forms.items()}
    return [
        _placed(interview_id, said, hit.start, hit.end)
        for interview_id, said in transcripts.items()
        for hit in spoken_only(said, find_forms(said.text, word, sorted_forms))
    ]


def _placed(interview_id: str, said: Transcript, start: int, end: int) -> InContext:
    turn = _turn_at(turns_of(said), start)
    first = max(turn.text_start if turn else 0, start - AROUND)
    last = min(turn.end if turn else len(said.text), end + AROUND)
    before, after = said.text[first:start], said.text[end:last]
    if turn and first > turn.text_start:  # no half words at the edges
        before = before.partition(" ")[2]
    if turn and last < turn.end:
        after = after.rpartition(" ")[0]
    before, after = (" ".join(part.split()) for part in (before, after))
    speaker = turn.speaker if turn else ""
    return InContext(interview_id, start, end, before, said.text[start:end], after, speaker)


def _turn_at(turns: Sequence[Turn], place: int) -> Turn | None:
    return next((turn for turn in turns if turn.text_start <= place < turn.end), None)
