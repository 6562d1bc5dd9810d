"""`python -m qualkit.themes.resembling_process STUDY`: answers which codes' quotes resemble a passage, line by line.

It reads the model once, which takes seconds, and goes when nobody has asked for a while or the workspace has ended.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, TextIO

import numpy as np

from qualkit.errors import QualkitError
from qualkit.store import reads
from qualkit.store.transcripts import transcript
from qualkit.study import Study, open_study
from qualkit.themes.embed import embed
from qualkit.themes.geometry import Floats
from qualkit.themes.material import material, without_labels
from qualkit.themes.proposal import CodeQuotes, Material
from qualkit.themes.reading import Read, read
from qualkit.themes.resembling import Resembling, apart_from, resembling, usual_likeness

BEHIND_THE_PAGES = 5
"""Added to the process's niceness: coding in the browser goes first, though somebody waits for this."""
IDLE_SECONDS = 15 * 60
SECONDS_UNREAD = (20.0, 120.0)
"""What was coded since is looked at after so long: five times as long as a reading takes, within these bounds."""
MOST_QUOTES = 40
"""Of each code; of more, so many are drawn by their ids, which follow no order."""


class Quotes:
    """A study's quotes as vectors, read anew when the study has moved on."""

    def __init__(self, study: Study, model: str) -> None:
        self.study, self.model = study, model
        self.revision, self.next = -1, 0.0
        self.read: Read

    def near(self, interview_id: str, start: int, end: int) -> list[Resembling]:
        """Codes whose quotes resemble a passage that they do not share a letter with. Raises QualkitError."""
        self._keep_up()
        spoken = self._spoken(interview_id, start, end)
        if not spoken or not self.read.material.codes:
            return []
        passage, vectors = self._vectors(spoken)
        codes, kept = _elsewhere(self.read.material.codes, vectors, (interview_id, start, end))
        return resembling(passage, codes, kept, least=usual_likeness(vectors))

    @property
    def note(self) -> str:
        """What should be known about the model."""
        return self.read.note

    def _keep_up(self) -> None:
        began = monotonic()
        with self.study.reading() as connection:
            revision = reads.head(connection)
            if revision == self.revision or began < self.next:
                return
            given = fewer(material(connection))
        self.read = self._read(given)
        shortest, longest = SECONDS_UNREAD
        self.revision = revision
        self.next = monotonic() + min(max(5 * (monotonic() - began), shortest), longest)

    def _read(self, given: Material, others: tuple[str, ...] = ()) -> Read:
        # with others nothing is kept: what somebody looks at is not stored
        cache = None if others else Path(self.study.folder)
        return read(given, others, model=self.model, cache=cache, tell=_tell)

    def _spoken(self, interview_id: str, start: int, end: int) -> str:
        with self.study.reading() as connection:
            said = transcript(connection, interview_id)
        return without_labels(said, start, end) if said else ""

    def _vectors(self, spoken: str) -> tuple[Floats, list[Floats]]:
        """Of the passage and of each code's quotes; without a language model all are weighed anew, with the passage."""
        if self.read.note:  # which says that there is no model
            found = self._read(self.read.material, (spoken,))
            return found.others[0], _of_quotes(found)
        return embed([spoken], model=self.model).vectors[0], _of_quotes(self.read)


def fewer(given: Material) -> Material:
    """The material with at most forty quotes of each code."""
    return replace(given, codes=tuple(replace(code, quotes=code.quotes[:MOST_QUOTES]) for code in given.codes))


def _of_quotes(found: Read) -> list[Floats]:
    return [found.vectors_of(code.quotes) for code in found.material.codes]


def _elsewhere(
    codes: tuple[CodeQuotes, ...], vectors: list[Floats], passage: tuple[str, int, int]
) -> tuple[list[CodeQuotes], list[Floats]]:
    places = [apart_from(code, *passage) for code in codes]
    left = [replace(code, quotes=tuple(code.quotes[n] for n in own)) for code, own in zip(codes, places, strict=True)]
    return left, [own[np.array(some, dtype=int)] for own, some in zip(vectors, places, strict=True)]


# ---- line by line ----


def main() -> int:
    """Answer until the input ends or nobody asks any more; 2 where the study cannot be opened."""
    if hasattr(os, "nice"):
        os.nice(BEHIND_THE_PAGES)
    folder, model = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    quotes = Quotes(open_study(folder), model)
    for line in lines(sys.stdin):
        asked = json.loads(line)
        _say(key=asked["key"], **answer(quotes, asked))
    return 0


def answer(quotes: Quotes, asked: dict[str, Any]) -> dict[str, Any]:
    """What is told about one passage: codes and a note, or a problem with its hint."""
    try:
        found = quotes.near(asked["interview"], asked["start"], asked["end"])
    except QualkitError as error:
        return {"problem": error.message, "hint": error.hint}
    return {"codes": [asdict(one) for one in found], "note": quotes.note}


def lines(source: TextIO) -> Iterator[str]:
    """Lines as they come, until there are no more or none has come for a quarter of an hour."""
    waiting: SimpleQueue[str] = SimpleQueue()

    def pass_on() -> None:
        for line in source:
            waiting.put(line)
        waiting.put("")

    Thread(target=pass_on, daemon=True).start()
    while True:
        try:
            line = waiting.get(timeout=IDLE_SECONDS)
        except Empty:
            return
        if not line:
            return
        yield line


def _tell(what: str, done: int, of: int) -> None:
    _say(what=what, done=done, of=of)


def _say(**told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
