"""Words to utterances: whatever stretches an engine worked in, a reader gets sentences and pauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qualkit.model import Utterance, Word

PAUSE_MS = 1000
LONGISH_MS, LONG_MS, TOO_LONG_MS = 10_000, 18_000, 25_000
"""From these lengths on a stretch ends at the next sentence, at the next comma, at the next word."""
SENTENCE_END, CLAUSE_END = ".!?…。！？", ",;:–—、，；："
CLOSING = "\"'”’»)]"


def build_utterances(words: Sequence[Word], speaker: str = "") -> list[Utterance]:
    """Utterances of one speaker from words in their order.

    A new one begins after a pause of more than a second, and at a sentence's end once a stretch is longish.

    Parameters
    ----------
    words : sequence of Word
        As an engine gives them: the space between two words is part of the text of the second.
    speaker : str
        Empty where voices were not told apart.

    Returns
    -------
    list of Utterance
        Every word once, in the same order, times never running backwards; the texts of words are stripped.
    """
    return [_utterance(stretch, speaker) for stretch in _stretches(in_order(words))]


def interleave(voices: Iterable[Sequence[Utterance]]) -> list[Utterance]:
    """Utterances of several speakers by the time at which they begin."""
    return sorted((one for voice in voices for one in voice), key=lambda one: (one.start_ms, one.speaker))


def in_order(words: Iterable[Word]) -> Iterator[Word]:
    """Words that begin where the one before ended, or later; wordless ones are dropped."""
    done = 0
    for word in words:
        if word.text.strip():
            start = max(word.start_ms, done)
            done = max(word.end_ms, start)
            yield replace(word, start_ms=start, end_ms=done)


def _stretches(words: Iterable[Word]) -> Iterator[list[Word]]:
    held: list[Word] = []
    for word in words:
        if held and _ends(held, word):
            yield held
            held = []
        held.append(word)
    if held:
        yield held


def _ends(held: Sequence[Word], following: Word) -> bool:
    """Whether a stretch is complete before the word that follows."""
    last = held[-1].text.strip().rstrip(CLOSING)[-1:]
    length = held[-1].end_ms - held[0].start_ms
    return (
        following.start_ms - held[-1].end_ms > PAUSE_MS
        or (length >= LONGISH_MS and last in SENTENCE_END and bool(last))
        or (length >= LONG_MS and last in CLAUSE_END and bool(last))
        or length >= TOO_LONG_MS
    )


def _utterance(words: Sequence[Word], speaker: str) -> Utterance:
    text = "".join(word.text for word in words)
    stripped = tuple(replace(word, text=word.text.strip()) for word in words)
    return Utterance(speaker, words[0].start_ms, words[-1].end_ms, " ".join(text.split()), stripped)
