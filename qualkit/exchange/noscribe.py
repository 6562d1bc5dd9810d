"""Transcripts that noScribe saved as HTML: each stretch is an anchor whose name gives its times and its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from qualkit.errors import BadFile
from qualkit.exchange.decoding import decode
from qualkit.model import Problem, TranscriptText, Utterance
from qualkit.text.turns import from_utterances

_ANCHOR = re.compile(r"ts_(\d{1,12})_(\d{1,12})(?:_(.*))?", re.DOTALL)
_STAMP = re.compile(r"\s*\[(?:\d+:)?\d{1,2}:\d{2}\]\s*")
_LABEL = re.compile(r"\s*(?://)?((?:[^\W_]{1,3}\.\s*)?[^\W_][^:\n.?!]{0,39}?)\s*:(?!//)\s*")
_OVERLAP = "//"
"""noScribe's mark for words that are spoken into another's."""


def read_noscribe(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript with the times of its stretches; a speaker's label that a person changed in the text is theirs.

    Raises
    ------
    BadFile
        The page holds no stretches with times.
    """
    text, problems = decode(name, body)
    parser = _Stretches()
    parser.feed(text)
    parser.close()
    utterances = list(_utterances(parser.found))
    if not utterances:
        hint = "noScribe's pages have them; save another page as .txt or .docx, and import that."
        raise BadFile(f"“{name}” is a web page without a transcript's times.", hint=hint)
    return from_utterances(utterances, source=f"noScribe ({name})"), problems


@dataclass(slots=True)
class _Stretch:
    """An anchor's times, its voice, whether it opens a paragraph, and the text inside."""

    start_ms: int
    end_ms: int
    voice: str
    opens: bool
    parts: list[str] = field(default_factory=list)


class _Stretches(HTMLParser):
    """Collects the text inside each anchor that names a time."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Stretch] = []
        self._inside, self._opens = False, True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An anchor begins a stretch; a break is a space between words."""
        if tag == "a":
            timed = _ANCHOR.fullmatch(dict(attrs).get("name") or "")
            self._inside = timed is not None
            if timed:
                voice = (timed[3] or "").strip(_OVERLAP)
                self.found.append(_Stretch(int(timed[1]), int(timed[2]), voice, self._opens))
                self._opens = False
        elif tag == "p":
            self._opens = True
        elif tag == "br" and self._inside:
            self.found[-1].parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """The end of an anchor ends its stretch."""
        self._inside = self._inside and tag != "a"

    def handle_data(self, data: str) -> None:
        """Words of the stretch that is open."""
        if self._inside:
            self.found[-1].parts.append(data)


def _utterances(stretches: list[_Stretch]) -> Iterator[Utterance]:
    """Stretches with words, each by its voice, under the name that its last label gave that voice."""
    names: dict[str, str] = {}
    for one in stretches:
        said = _STAMP.sub(" ", "".join(one.parts))
        label = _LABEL.match(said) if one.voice else None
        if label and (one.opens or label[1] == one.voice):
            names[one.voice], said = label[1], said[label.end() :]
        words = " ".join(said.replace(_OVERLAP, " ").split())
        if words:
            yield Utterance(names.get(one.voice, one.voice), one.start_ms, max(one.start_ms, one.end_ms), words)
