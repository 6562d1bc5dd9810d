"""Published studies whose codes people put into themes, as material for suggestions. Nothing of them is copied here."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qualkit.themes.proposal import CodedQuote, CodeQuotes, Material, digest

SHARED = Path(__file__).resolve().parents[2] / "shared"
Row = dict[str, str]


@dataclass(frozen=True)
class Coded:
    """A study: its codes, and the number of the theme in which people put each, in order of the codes' ids."""

    name: str
    material: Material
    themes: NDArray[np.int64]
    names: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """Every quote once, in order of the segments."""
        return list({q.segment_id: q.spoken for code in self.material.codes for q in code.quotes}.values())


def all_sets() -> list[Coded]:
    """Two studies with quotes; one with names of codes alone; the printed quotes of two papers, each a code itself."""
    return [
        coded("pdpilot-maxqda", transcripts=True),
        coded("flaky-survey"),
        coded("virtual-coach-kappa"),
        printed("A"),
        printed("B"),
    ]


def coded(name: str, *, transcripts: bool = False) -> Coded:
    """A table of codings with themes; a code met in several themes belongs to the one where it is met most.

    Where the table has no text at all, each passage is a dash: what is left is which codes stand together.
    """
    folder = SHARED / "data" / name
    rows = [row for row in read_csv(folder / "coded.csv") if row["code"] and row["theme"]]
    rows = [row for row in rows if row["text"].strip()] or [row | {"text": "-"} for row in rows]
    places = dict(enumerate(_in_transcripts(rows, folder / "transcripts"))) if transcripts else {}
    quotes: dict[str, list[CodedQuote]] = defaultdict(list)
    for at, row in enumerate(rows):
        quotes[row["code"]].append(_quote(f"s{at:05d}", row["participant"], row["text"], places.get(at, 0)))
    return _as_set(name, quotes, {code: _usual(rows, code) for code in quotes}, named=True)


def printed(study: str) -> Coded:
    """The quotes that a paper prints under its themes, each as a code without a name."""
    rows = [row for row in read_csv(SHARED / "papers" / "quotes-by-theme.csv") if row["study"] == study]
    ids = [f"q{at:03d}" for at in range(len(rows))]
    quotes = {i: [_quote(i, i, row["quote"], 0)] for i, row in zip(ids, rows, strict=True)}
    themes = {i: row["theme"] for i, row in zip(ids, rows, strict=True)}
    return _as_set(f"printed quotes {study}", quotes, themes, named=False)


def read_csv(path: Path) -> list[Row]:
    """Rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _as_set(name: str, quotes: dict[str, list[CodedQuote]], theme_of: dict[str, str], *, named: bool) -> Coded:
    # ids in no order that could tell: where distances tie, the order of the ids decides
    codes = [
        CodeQuotes(id=digest([name, code]), name=code if named else "", quotes=tuple(q for q in found if q.spoken))
        for code, found in quotes.items()
    ]
    material = Material(tuple(codes))
    names = sorted(set(theme_of.values()))
    theme_by_id = {digest([name, code]): names.index(theme) for code, theme in theme_of.items()}
    themes = np.array([theme_by_id[code.id] for code in material.codes])
    return Coded(name, material, themes, tuple(theme.removeprefix("t_") for theme in names))


def _usual(rows: list[Row], code: str) -> str:
    return Counter(row["theme"] for row in rows if row["code"] == code).most_common(1)[0][0]


def _quote(segment: str, who: str, text: str, start: int) -> CodedQuote:
    return CodedQuote(
        segment_id=segment,
        interview_id=who,
        interview=who,
        cases=(who,),
        start=start,
        end=start + len(text),
        text=text,
        spoken=text,
    )


def _in_transcripts(rows: list[Row], folder: Path) -> Iterator[int]:
    """Where each row's passage begins in its transcript, by its first letters: the table does not say."""
    texts = {int(path.stem[1:]): _letters(path.read_text(encoding="utf-8")) for path in folder.glob("P*.txt")}
    for row in rows:
        text, sought = texts[int(row["participant"][1:])], _letters(row["text"])
        found = max(text.find(sought[:60]), text.find(sought[20:60]))
        yield max(found, 0)


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()
