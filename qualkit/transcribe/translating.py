"""What an engine says in English, put beside the utterances it stands for: help for reading, never what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualkit.model import Utterance, Word
from qualkit.transcribe.utterances import build_utterances


def beside(utterances: Sequence[Utterance], words: Sequence[Word]) -> tuple[Utterance, ...]:
    """English for each utterance that has any: its times and speaker, the sentences whose middles are nearest to it.

    Sentences stay whole, because the order of words differs between languages and their times are only near.
    """
    texts: dict[int, list[str]] = {}
    for sentence in _sentences(words):
        middle = (sentence[0].start_ms + sentence[-1].end_ms) / 2
        nearest = min(range(len(utterances)), key=lambda n: _away(utterances[n], middle), default=None)
        if nearest is not None:
            texts.setdefault(nearest, []).extend(one.text for one in build_utterances(sentence))
    return tuple(replace(utterances[n], text=" ".join(said), words=()) for n, said in sorted(texts.items()))


def _away(one: Utterance, middle: float) -> float:
    return max(one.start_ms - middle, middle - one.end_ms, 0)


def _sentences(words: Sequence[Word]) -> list[list[Word]]:
    sentences: list[list[Word]] = [[]]
    for word in words:
        sentences[-1].append(word)
        if word.text.rstrip("\"'”’»)] ").endswith((".", "!", "?", "…")):
            sentences.append([])
    return [sentence for sentence in sentences if sentence]
