"""WebVTT and SubRip captions as utterances."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from qualkit.errors import BadFile
from qualkit.exchange.decoding import decode
from qualkit.model import Problem, TranscriptText, Utterance
from qualkit.text.labels import find_labels, milliseconds
from qualkit.text.turns import BETWEEN_TURNS, from_utterances

_CLOCK = r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"[ \t]*({_CLOCK})[ \t]*-->[ \t]*({_CLOCK})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
_MARKUP = re.compile(rf"</?(?:b|i|u|c|v|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<{_CLOCK}>|\{{\\an?\d\}}", re.IGNORECASE)
_NO_CUE = ("WEBVTT", "NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP")


def read_captions(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript from .vtt or .srt: a voice tag or a speaker's label at the beginning of a cue names the speaker.

    Raises
    ------
    BadFile
        The file is no text or holds no cue.
    """
    text, problems = decode(name, body)
    is_vtt = name.lower().endswith(".vtt")
    if is_vtt and not text.startswith("WEBVTT"):
        problems.append(Problem(name, "does not begin with WEBVTT", "It was read all the same; compare the text."))
    utterances: list[Utterance] = []
    for line, block in _blocks(text):
        cue = _cue(block, is_vtt)
        if cue is None:
            where = f"{name}, line {line}"
            problems.append(Problem(where, f"this part has no time and was left out: “{block[:60]}”"))
        else:
            utterances += cue
    if not utterances:
        raise BadFile(f"“{name}” holds no captions.", hint="A caption has a line like: 00:00:01.000 --> 00:00:04.000")
    return from_utterances(_with_speakers(utterances), source=name), problems


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Parts between empty lines that could be a cue, with their first line's number from 1."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            if not block[0].startswith(_NO_CUE):
                yield number - len(block), "\n".join(block)
            block = []


def _cue(block: str, is_vtt: bool) -> list[Utterance] | None:
    """The utterances of a cue, None where no time is found in its first two lines."""
    lines = block.split("\n")
    for number, line in enumerate(lines[:2]):
        timing = _TIMING.match(line)
        if timing:
            start, end = (milliseconds(clock) for clock in timing.groups())
            voices = _voices("\n".join(lines[number + 1 :]))
            return [Utterance(speaker, start, end, _plain(said, is_vtt)) for speaker, said in voices]
    return None


def _voices(payload: str) -> list[tuple[str, str]]:
    """Who says what in one cue: "<v Ann>Hi.</v> <v Bo>Hello.</v>" is two."""
    first, *rest = _VOICE.split(payload)
    pairs = [("", first), *zip(rest[::2], rest[1::2], strict=True)]
    named = [(html.unescape(speaker).strip(), said) for speaker, said in pairs if said.strip()]
    return [(speaker, _without_label(said, speaker)) for speaker, said in named]


def _without_label(said: str, speaker: str) -> str:
    """The words without the speaker's name, which some programs (noScribe) write once more behind the tag."""
    bare = said.lstrip()
    return bare[len(speaker) + 1 :] if speaker and bare.startswith(f"{speaker}:") else said


def _plain(said: str, is_vtt: bool) -> str:
    words = " ".join(_MARKUP.sub("", said).split())
    return html.unescape(words) if is_vtt else words


def _with_speakers(utterances: list[Utterance]) -> list[Utterance]:
    """Where no voice is tagged: labels such as "Ann:" at the beginning of cues, each good until the next."""
    if any(one.speaker for one in utterances):
        return utterances
    labels = {label.start: label for label in find_labels(BETWEEN_TURNS.join(one.text for one in utterances))}
    named: list[Utterance] = []
    start, speaker = 0, ""
    for one in utterances:
        label = labels.get(start)
        speaker = label.speaker if label else speaker
        said = one.text[label.end - label.start :].strip() if label else one.text
        named.append(replace(one, speaker=speaker, text=said))
        start += len(one.text) + len(BETWEEN_TURNS)
    return named
