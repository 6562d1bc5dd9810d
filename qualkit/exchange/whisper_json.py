"""JSON as Whisper's programs write it: openai-whisper, faster-whisper, WhisperX and qualkit itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeGuard

from qualkit.errors import BadFile
from qualkit.exchange.decoding import decode
from qualkit.model import Problem, TranscriptText, Translated, Utterance, Word
from qualkit.text.turns import from_utterances

KNOWN = "It should hold “segments” (Whisper) or “utterances” (qualkit), each with start, end and text."
LONGEST = 10**10
HALF = "\\ud"
"""How JSON spells half of a character, which nothing can store where the other half is missing."""


def read_whisper_json(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript with word times where the file has them; seconds become milliseconds.

    Raises
    ------
    BadFile
        The file is not JSON, or holds no list of timed texts.
    """
    text, problems = decode(name, body)
    values = _loaded(name, text)
    utterances = []
    for number, item in enumerate(_items(name, values), start=1):
        utterance = _utterance(item)
        if utterance is None:
            problems.append(Problem(f"{name}, part {number}", "has no text with a start and an end and was left out"))
        else:
            utterances.append(utterance)
    if not utterances:
        raise BadFile(f"“{name}” holds no transcript.", hint=KNOWN)
    said = from_utterances(utterances, source=_source(name, values))
    return replace(said, translation=tuple(_translation(values))), problems


def _loaded(name: str, text: str) -> Any:
    try:
        values = json.loads(text)
        return (
            json.loads(json.dumps(values, ensure_ascii=False).encode("utf-8", "replace"))
            if HALF in text.lower()
            else values
        )
    except RecursionError as error:
        raise BadFile(f"“{name}” is nested too deeply to be a transcript.", hint=KNOWN) from error
    except ValueError as error:
        raise BadFile(f"“{name}” is not JSON: {error}.", hint="Export it again.") from error


def _items(name: str, values: Any) -> list[Any]:
    found = values
    if isinstance(values, dict):
        found = next((values[key] for key in ("utterances", "segments") if key in values), None)
    if not isinstance(found, list):
        raise BadFile(f"“{name}” is JSON, but not a transcript.", hint=KNOWN)
    return found


def _translation(values: Any) -> Iterator[Translated]:
    """What qualkit's own files have in English beside the words."""
    found = values.get("translation") if isinstance(values, dict) else None
    for one in map(_utterance, found if isinstance(found, list) else []):
        if one:
            yield Translated(one.start_ms, one.end_ms, one.text)


def _source(name: str, values: Any) -> str:
    engine = f"{values.get('engine') or ''} {values.get('model') or ''}".strip() if isinstance(values, dict) else ""
    return f"{engine} ({name})" if engine else name


def _utterance(item: Any) -> Utterance | None:
    times = _times(item)
    if times is None or not isinstance(item.get("text"), str):
        return None
    return Utterance(str(item.get("speaker") or ""), *times, item["text"], tuple(_words(item.get("words"))))


def _words(items: Any) -> Iterator[Word]:
    """Words with times; WhisperX gives none to numbers, and those keep their place without one."""
    for item in items if isinstance(items, list) else []:
        times = _times(item)
        spelled = (item.get("word") or item.get("text")) if times else None
        if times and isinstance(spelled, str):
            likely = item.get("probability", item.get("score"))
            yield Word(spelled, *times, float(likely) if isinstance(likely, int | float) else None)


def _times(item: Any) -> tuple[int, int] | None:
    if not isinstance(item, Mapping):
        return None
    for keys, unit in ((("start_ms", "end_ms"), 1), (("start", "end"), 1000)):
        start, end = (item.get(key) for key in keys)
        if _is_time(start) and _is_time(end):
            return round(start * unit), max(round(start * unit), round(end * unit))
    return None


def _is_time(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and 0 <= value < LONGEST
