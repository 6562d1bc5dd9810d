"""From words to the stretches whose voices are compared, and from voices back to words: who says each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qualkit.model import Word
from qualkit.transcribe.utterances import CLOSING, SENTENCE_END

Span = tuple[int, int]
Scores = NDArray[np.float64]

WINDOW_MS, STEP_MS = 1500, 1000
BREATH_MS = 300
"""After a pause of this length another person may have begun to speak."""
LONGEST_MS = 60_000
SHORTEST_MS = 600
"""A shorter stretch is widened: less sound than this tells no voice.

Measured, 240 interjections of 0.35 to 0.8 s between two stretches of another voice: the right voice for 95 % of them
with 400 ms, 98 % with 600, 95 % with 800.
"""
WITHIN, BETWEEN = 0.35, 0.02
"""What a change of speaker costs inside a phrase and between two, in likeness times seconds."""
LEAST_MS = 50
"""A word lasts at least this long, whatever the engine says."""


def phrases(words: Sequence[Word]) -> list[Sequence[Word]]:
    """Words between two places where the speaker is likely to change: a pause, or the end of a sentence.

    Some engines and languages mark neither for minutes; then a minute is enough.
    """
    ends = [0]
    for at, (word, after) in enumerate(pairwise(words), start=1):
        if _may_change(word, after) or after.end_ms - words[ends[-1]].start_ms > LONGEST_MS:
            ends.append(at)
    return [words[start:end] for start, end in pairwise([*ends, len(words)]) if end > start]


def _may_change(word: Word, after: Word) -> bool:
    last = word.text.strip().rstrip(CLOSING)[-1:]
    return after.start_ms - word.end_ms > BREATH_MS or (bool(last) and last in SENTENCE_END)


def windows(phrase: Sequence[Word]) -> list[Span]:
    """Stretches of at most 1.5 s, evenly over a phrase, none reaching into the next one."""
    start, end = phrase[0].start_ms, phrase[-1].end_ms
    if end - start <= WINDOW_MS:
        missing = max(SHORTEST_MS - (end - start), 0)
        return [(max(start - missing // 2, 0), max(start - missing // 2, 0) + end - start + missing)]
    steps = -(-(end - start - WINDOW_MS) // STEP_MS)
    starts = [start + (end - start - WINDOW_MS) * step // steps for step in range(steps + 1)]
    return [(at, at + WINDOW_MS) for at in starts]


def word_scores(phrase: Sequence[Word], spans: Sequence[Span], scores: Scores) -> Scores:
    """How well each word of a phrase fits each voice: the windows around its midpoint, the nearest counting most.

    Parameters
    ----------
    phrase : sequence of n Word
        Words between two places where the speaker may change.
    spans : sequence of k Span
        The phrase's windows.
    scores : (k, voices)
        Cosine of each window with each voice.

    Returns
    -------
    (n, voices)
        Likeness times the length of the word in seconds.
    """
    middles = np.array([(word.start_ms + word.end_ms) / 2 for word in phrase])
    centres = np.array([(start + end) / 2 for start, end in spans])
    near = np.maximum(1 - np.abs(middles[:, None] - centres[None]) / STEP_MS, 0)
    near[np.arange(len(phrase)), np.argmin(np.abs(middles[:, None] - centres[None]), axis=1)] += 1e-3
    lengths = np.array([max(word.end_ms - word.start_ms, LEAST_MS) / 1000 for word in phrase])
    return np.asarray((near / near.sum(axis=1, keepdims=True)) @ scores * lengths[:, None])


def likeliest_speakers(scores: Scores, firsts: Sequence[int]) -> list[int]:
    """Who says each word, where a change inside a phrase needs far more evidence than one between two (Viterbi).

    Parameters
    ----------
    scores : (words, voices)
        How well each word fits each voice.
    firsts : sequence of int
        The words that begin a phrase.
    """
    costs = np.full(len(scores), WITHIN)
    costs[list(firsts)] = BETWEEN
    best = scores[0]
    came_from = np.zeros(scores.shape, np.int64)
    for at in range(1, len(scores)):
        changing = best.max() - costs[at]
        came_from[at] = np.where(best >= changing, np.arange(len(best)), int(np.argmax(best)))
        best = np.maximum(best, changing) + scores[at]
    return _traced_back(came_from, int(np.argmax(best)))


def _traced_back(came_from: NDArray[np.int64], last: int) -> list[int]:
    path = [last]
    for step in came_from[:0:-1]:
        path.append(int(step[path[-1]]))
    return path[::-1]


def by_appearance(labels: Sequence[int]) -> list[int]:
    """The same groups, numbered from 1 in the order in which they are first heard."""
    numbers = {label: number for number, label in enumerate(dict.fromkeys(labels), start=1)}
    return [numbers[label] for label in labels]


def runs(words: Sequence[Word], labels: Sequence[int]) -> Iterator[tuple[int, list[Word]]]:
    """Runs of words of one speaker, in their order."""
    held: list[Word] = []
    for at, (word, label) in enumerate(zip(words, labels, strict=True)):
        if held and label != labels[at - 1]:
            yield labels[at - 1], held
            held = []
        held.append(word)
    if held:
        yield labels[-1], held
