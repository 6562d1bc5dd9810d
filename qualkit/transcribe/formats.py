"""A transcription as a file: JSON with everything, WebVTT and SubRip for players, text and tables for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from qualkit.documents.word_transcripts import transcripts_document
from qualkit.errors import UnknownFormat
from qualkit.model import Utterance, Word
from qualkit.text.layout import PLAIN, Layout, Line, as_plain, lines
from qualkit.text.style import left_out, without
from qualkit.text.times import clock
from qualkit.text.timespans import timespan_table
from qualkit.transcribe.transcription import Transcription, transcript_of

DEFAULT_FORMATS = ("json", "vtt", "srt", "txt")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending of its files, what it is for, and what writes it."""

    suffix: str
    purpose: str
    write: Callable[[Transcription, Layout], str | bytes]


def render(transcription: Transcription, name: str, layout: Layout = PLAIN) -> bytes:
    """The content of the file of that format. Raises UnknownFormat."""
    check_formats([name])
    content = FORMATS[name].write(transcription, _in_language(transcription, layout))
    return content if isinstance(content, bytes) else content.encode()


def _in_language(transcription: Transcription, layout: Layout) -> Layout:
    return replace(layout, language=layout.language or transcription.language)


def check_formats(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each once, in the order given. Raises UnknownFormat."""
    for name in names:
        if name not in FORMATS:
            raise UnknownFormat(name, list(FORMATS))
    return tuple(dict.fromkeys(names))


# ---- JSON ----


def as_json(transcription: Transcription, layout: Layout) -> str:
    """Everything, whatever the layout; the same transcription always gives the same bytes."""
    values = asdict(transcription)
    values["repaired"] = [{"start_ms": start, "end_ms": end} for start, end in transcription.repaired]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Transcription:
    """What `as_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    values: dict[str, Any] = json.loads(text)
    for layer in ("utterances", "translation"):
        values[layer] = tuple(_utterance(one) for one in values.get(layer, ()))
    values["repaired"] = tuple((one["start_ms"], one["end_ms"]) for one in values["repaired"])
    values["languages"] = tuple(values.get("languages", ()))
    return Transcription(**values)


def _utterance(values: dict[str, Any]) -> Utterance:
    return Utterance(**{**values, "words": tuple(Word(**word) for word in values["words"])})


# ---- for players ----


def as_vtt(transcription: Transcription, layout: Layout) -> str:
    """WebVTT, with a voice tag where the speaker is known."""
    cues = [
        f"{_clock(one.start_ms, '.')} --> {_clock(_cue_end(one), '.')}\n{_voice(one.speaker)}{_escaped(one.text)}\n"
        for one in _cues(transcription, layout)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def as_srt(transcription: Transcription, layout: Layout) -> str:
    """SubRip; the speaker stands before the words."""
    cues = [
        f"{number}\n{_clock(one.start_ms, ',')} --> {_clock(_cue_end(one), ',')}\n{_labelled(one.speaker, one.text)}\n"
        for number, one in enumerate(_cues(transcription, layout), start=1)
    ]
    return "\n".join(cues)


def _cues(transcription: Transcription, layout: Layout) -> Iterator[Utterance]:
    for one in transcription.utterances:
        gone = left_out(one.text, layout.language) if layout.clean else []
        yield replace(one, text=without(one.text, gone)) if gone else one


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


def as_txt(transcription: Transcription, layout: Layout) -> str:
    """One line per turn, "SPEAKER: text"; where voices were not told apart, one line per utterance."""
    return "".join(f"{_timed(line, layout)}{as_plain(line)}\n" for line in _turns(transcription, layout))


def as_tsv(transcription: Transcription, layout: Layout) -> str:
    """A table for spreadsheets: times in milliseconds, speaker, words."""
    rows = [f"{one.start_ms}\t{one.end_ms}\t{one.speaker}\t{one.text}\n" for one in _cues(transcription, layout)]
    return "".join(["start_ms\tend_ms\tspeaker\ttext\n", *rows])


def as_docx(transcription: Transcription, layout: Layout) -> bytes:
    """A Word document: turns, times and line numbers."""
    about = (
        f"{transcription.recording}, {clock(transcription.duration_ms)}; {transcription.engine} {transcription.model}"
    )
    return transcripts_document([(transcription.interview, about, _turns(transcription, layout))])


def as_nvivo(transcription: Transcription, layout: Layout) -> str:
    """The table that NVivo imports as a transcript of its recording."""
    return "\ufeff" + timespan_table(list(_turns(transcription, layout)))


def _turns(transcription: Transcription, layout: Layout) -> Iterator[Line]:
    return lines(transcript_of(transcription), layout)


def _timed(line: Line, layout: Layout) -> str:
    return f"[{clock(line.start_ms)}] " if layout.times and line.start_ms is not None else ""


def _labelled(speaker: str, text: str) -> str:
    return f"{speaker}: {text}" if speaker else text


FORMATS = {
    "json": Format("json", "everything: words, times, probabilities, settings", as_json),
    "vtt": Format("vtt", "subtitles for players and browsers, with the speakers as voices", as_vtt),
    "srt": Format("srt", "subtitles for players and video editors", as_srt),
    "txt": Format("txt", "text, one line per turn", as_txt),
    "tsv": Format("tsv", "a table for spreadsheets", as_tsv),
    "docx": Format("docx", "Word, with times and line numbers", as_docx),
    "nvivo-transcript": Format("nvivo.txt", "NVivo imports it as the transcript of its recording", as_nvivo),
}
