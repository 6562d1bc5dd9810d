"""A transcription as a file: JSON with everything, WebVTT and SubRip for players, text and a table for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from qualkit.errors import UnknownFormat
from qualkit.model import Utterance, Word
from qualkit.transcribe.transcription import Transcription

DEFAULT_FORMATS = ("json", "vtt", "srt", "txt")


def render(transcription: Transcription, name: str) -> str:
    """The content of the file of that format. Raises UnknownFormat."""
    check_formats([name])
    return FORMATS[name](transcription)


def check_formats(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each once, in the order given. Raises UnknownFormat."""
    for name in names:
        if name not in FORMATS:
            raise UnknownFormat(name, list(FORMATS))
    return tuple(dict.fromkeys(names))


# ---- JSON ----


def as_json(transcription: Transcription) -> str:
    """Everything; the same transcription always gives the same bytes."""
    values = asdict(transcription)
    values["repaired"] = [{"start_ms": start, "end_ms": end} for start, end in transcription.repaired]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Transcription:
    """What `as_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    values: dict[str, Any] = json.loads(text)
    for layer in ("utterances", "translation"):
        values[layer] = tuple(_utterance(one) for one in values.get(layer, ()))
    values["repaired"] = tuple((one["start_ms"], one["end_ms"]) for one in values["repaired"])
    return Transcription(**values)


def _utterance(values: dict[str, Any]) -> Utterance:
    return Utterance(**{**values, "words": tuple(Word(**word) for word in values["words"])})


# ---- for players ----


def as_vtt(transcription: Transcription) -> str:
    """WebVTT, with a voice tag where the speaker is known."""
    cues = [
        f"{_clock(one.start_ms, '.')} --> {_clock(_cue_end(one), '.')}\n{_voice(one.speaker)}{_escaped(one.text)}\n"
        for one in transcription.utterances
    ]
    return "\n".join(["WEBVTT\n", *cues])


def as_srt(transcription: Transcription) -> str:
    """SubRip; the speaker stands before the words."""
    cues = [
        f"{number}\n{_clock(one.start_ms, ',')} --> {_clock(_cue_end(one), ',')}\n{_labelled(one.speaker, one.text)}\n"
        for number, one in enumerate(transcription.utterances, start=1)
    ]
    return "\n".join(cues)


def _clock(time_ms: int, point: str) -> str:
    seconds, thousandths = divmod(time_ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{thousandths:03d}"


def _cue_end(one: Utterance) -> int:
    """Players drop a cue that ends when it begins."""
    return max(one.end_ms, one.start_ms + 1)


def _voice(speaker: str) -> str:
    return f"<v {_escaped(speaker)}>" if speaker else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# ---- for people ----


def as_txt(transcription: Transcription) -> str:
    """One line per turn, "SPEAKER: text"; where voices were not told apart, one line per utterance."""
    return "".join(f"{_labelled(speaker, text)}\n" for speaker, text in _turns(transcription.utterances))


def as_tsv(transcription: Transcription) -> str:
    """A table for spreadsheets: times in milliseconds, speaker, words."""
    rows = [f"{one.start_ms}\t{one.end_ms}\t{one.speaker}\t{one.text}\n" for one in transcription.utterances]
    return "".join(["start_ms\tend_ms\tspeaker\ttext\n", *rows])


def _turns(utterances: Sequence[Utterance]) -> list[tuple[str, str]]:
    turns: list[tuple[str, str]] = []
    for one in utterances:
        if one.speaker and turns and turns[-1][0] == one.speaker:
            turns[-1] = (one.speaker, f"{turns[-1][1]} {one.text}")
        else:
            turns.append((one.speaker, one.text))
    return turns


def _labelled(speaker: str, text: str) -> str:
    return f"{speaker}: {text}" if speaker else text


FORMATS: dict[str, Callable[[Transcription], str]] = {
    "json": as_json,
    "vtt": as_vtt,
    "srt": as_srt,
    "txt": as_txt,
    "tsv": as_tsv,
}
