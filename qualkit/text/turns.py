"""Who says what where: a text with turns, from timed utterances or from a text with speaker labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qualkit.model import TimedWord, TranscriptText, Turn, Utterance
from qualkit.text.labels import Label, find_labels, leading_time, paragraphs

BETWEEN_TURNS = "\n\n"
WORD_SEARCH_REACH = 40


def from_utterances(utterances: Sequence[Utterance], *, source: str = "") -> TranscriptText:
    """A readable text of what was said, with a paragraph for each change of speaker.

    Parameters
    ----------
    utterances : sequence of Utterance
        In order of time. Where voices were not told apart (`speaker` empty) each is a paragraph without a label.
    source : str
        Where it came from, such as "faster-whisper base".

    Returns
    -------
    TranscriptText
        Paragraphs "SPEAKER: words" with an empty line between; a word that is not in its utterance's text has no place.
    """
    parts: list[str] = []
    turns: list[Turn] = []
    words: list[TimedWord] = []
    at = 0
    for group in _paragraph_groups(utterances):
        paragraph, turn, timed = _paragraph(group, at)
        parts.append(paragraph)
        turns.append(turn)
        words.extend(timed)
        at += len(paragraph) + len(BETWEEN_TURNS)
    return TranscriptText(BETWEEN_TURNS.join(parts), tuple(turns), tuple(words), source)


def from_labelled_text(text: str, *, source: str = "") -> TranscriptText:
    """The text exactly as it is, with its turns: one for each speaker label, or for each paragraph where there is none.

    What stands before the first label is a turn without a speaker.
    """
    labels = find_labels(text)
    turns = _labelled_turns(text, labels) if labels else _paragraph_turns(text)
    return TranscriptText(text, tuple(turns), (), source)


def _paragraph_groups(utterances: Sequence[Utterance]) -> Iterator[list[Utterance]]:
    spoken = (u for u in utterances if u.text.strip())
    for speaker, group in groupby(spoken, key=lambda u: u.speaker):
        if speaker:
            yield list(group)
        else:
            yield from ([utterance] for utterance in group)


def _paragraph(group: list[Utterance], at: int) -> tuple[str, Turn, list[TimedWord]]:
    """Text, turn and timed words of one paragraph that begins at position `at`."""
    text = f"{group[0].speaker}: " if group[0].speaker else ""
    text_start = at + len(text)
    words: list[TimedWord] = []
    for number, utterance in enumerate(group):
        text += " " if number else ""
        said = " ".join(utterance.text.split())
        words.extend(_timed_words(utterance, said, at + len(text)))
        text += said
    return text, Turn(at, text_start, at + len(text), group[0].speaker, group[0].start_ms), words


def _timed_words(utterance: Utterance, said: str, at: int) -> Iterator[TimedWord]:
    """The words in order; one that cannot be found within reach has no place."""
    done = 0
    for word in utterance.words:
        spelled = word.text.strip()
        start = said.find(spelled, done, done + len(spelled) + WORD_SEARCH_REACH) if spelled else -1
        if start >= 0:
            done = start + len(spelled)
            yield TimedWord(at + start, at + done, word.start_ms, word.end_ms, word.probability)


def _labelled_turns(text: str, labels: Sequence[Label]) -> Iterator[Turn]:
    lead = text[: labels[0].start]
    if lead.strip(" \t\r\n\ufeff"):
        start = len(lead) - len(lead.lstrip())
        yield Turn(start, start, len(lead.rstrip()), "")
    ends = [label.start for label in labels[1:]] + [len(text)]
    for label, limit in zip(labels, ends, strict=True):
        said = text[label.end : limit]
        text_start = label.end + (len(said) - len(said.lstrip()) if said.strip() else 0)
        yield Turn(label.start, text_start, label.end + len(said.rstrip()), label.speaker, label.start_ms)


def _paragraph_turns(text: str) -> Iterator[Turn]:
    for start, end in paragraphs(text):
        time, text_start = leading_time(text, start) or (None, start)
        yield Turn(start, min(text_start, end), end, "", time)


def words_only(transcript: TranscriptText) -> str:
    """The text without its speaker labels, a turn a paragraph."""
    return BETWEEN_TURNS.join(transcript.text[turn.text_start : turn.end] for turn in transcript.turns)
