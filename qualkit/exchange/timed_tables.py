"""Transcripts as tables: Whisper's .tsv, NVivo's timespan tables, and others with a column for words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualkit.errors import BadFile
from qualkit.exchange.tables import Line, spelled, unguarded
from qualkit.model import TranscriptText, Turn, Utterance
from qualkit.text.labels import milliseconds
from qualkit.text.turns import from_utterances

WORDS = ("content", "text", "transcript", "utterance")
SPEAKERS = ("speaker", "name", "who")
TIMES = ("timespan", "start", "start_time", "begin", "time", "timestamp")
ENDS = ("end", "end_time")
_CLOCK = re.compile(r"(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?")
SECONDS_AT_MOST = 100_000
"""Whisper's .tsv counts milliseconds; a column of small numbers with a point counts seconds."""


def is_transcript(header: Sequence[str]) -> bool:
    """Whether the first row names words and their time, and no code."""
    found = spelled(header)
    has_code = any(name in found for name in ("code", "tag", "code_path"))
    return any(name in found for name in WORDS) and any(name in found for name in TIMES) and not has_code


def transcript_of(name: str, lines: Sequence[Line]) -> TranscriptText:
    """The transcript of a table, a turn for each change of speaker. Raises BadFile where it has no words."""
    found = spelled(lines[0][1])
    places = [next((found[n] for n in names if n in found), -1) for names in (TIMES, ENDS, SPEAKERS, WORDS)]
    rows = [[unguarded(cells[p]).strip() if 0 <= p < len(cells) else "" for p in places] for _, cells in lines[1:]]
    in_seconds = any("." in row[0] and ":" not in row[0] for row in rows)
    utterances, last = [], 0
    for start, end, speaker, words in rows:
        begin, finish = _span(start, end, in_seconds)
        last = max(last, 0 if begin is None else begin)
        if words:
            utterances.append(Utterance(" ".join(speaker.split()), last, max(last, finish or last), words))
    if not utterances:
        raise BadFile(f"“{name}” holds no words.", hint="A transcript's table has the columns start, speaker and text.")
    if all(_span(row[0], row[1], in_seconds)[0] is None for row in rows):
        return _without_times(from_utterances(utterances, source=name))
    return from_utterances(utterances, source=name)


def _without_times(said: TranscriptText) -> TranscriptText:
    turns = tuple(Turn(turn.start, turn.text_start, turn.end, turn.speaker) for turn in said.turns)
    return TranscriptText(said.text, turns, (), said.source)


def _span(start: str, end: str, in_seconds: bool) -> tuple[int | None, int | None]:
    """From when to when in milliseconds, where it says so: clock times, a span of them, or numbers."""
    clocks = _CLOCK.findall(f"{start} {end}")
    if clocks:
        return milliseconds(clocks[0]), milliseconds(clocks[1]) if len(clocks) > 1 else None
    return _number(start, in_seconds), _number(end, in_seconds)


def _number(text: str, in_seconds: bool) -> int | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    scaled = value * 1000 if in_seconds else value
    return round(scaled) if 0 <= scaled < SECONDS_AT_MOST * 1000 else None
