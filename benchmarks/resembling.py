"""Codes whose quotes resemble a passage: how often the code that a person gave is among the five that are shown.

    python benchmarks/resembling.py [--passages 300]

Reads the coded tables in ../shared; about two minutes on two cores.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from typing import Any

import numpy as np
from machine import show, write_result
from theme_sets import SHARED, read_csv

from qualkit.themes.embed import WITHOUT_MODEL, embed
from qualkit.themes.geometry import Floats
from qualkit.themes.proposal import CodedQuote, CodeQuotes
from qualkit.themes.resembling import AT_MOST, resembling, usual_likeness

SETS = ("pdpilot-maxqda", "flaky-survey", "serdif-usability")
NOTES = (
    "Each passage in turn is taken out of its codes, and its own codes that have another quote are looked for among "
    "those shown. `found`: share of passages for which at least one of them is there. `by chance`: the same for five "
    "codes drawn blindly. `shown`: codes shown per passage, five or fewer. `right`: share of the shown codes that the "
    "person had given; the others may fit as well, nobody was asked."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=300, help="at most so many of each study, spread evenly")
    wish = parser.parse_args()
    rows: list[dict[str, Any]] = [
        {"set": name, **measured(given(name), model, wish.passages)} for name in SETS for model in ("", WITHOUT_MODEL)
    ]
    show(rows)
    print(write_result("resembling", rows, settings={"passages": wish.passages}, notes=NOTES))


def given(name: str) -> dict[str, set[str]]:
    """The codes that people gave to each passage, by its words."""
    codes_of: dict[str, set[str]] = defaultdict(set)
    for row in read_csv(SHARED / "data" / name / "coded.csv"):
        if row["text"].strip() and row["code"]:
            codes_of[row["text"].strip()].add(row["code"])
    return codes_of


def measured(codes_of: dict[str, set[str]], model: str, most: int) -> dict[str, Any]:
    """Figures of one study, read with one model."""
    texts, names = list(codes_of), sorted(set().union(*codes_of.values()))
    embedded = embed(texts, model=model)
    held = {name: [at for at, text in enumerate(texts) if name in codes_of[text]] for name in names}
    least = usual_likeness([embedded.vectors])
    found, shown, right, blind = [], [], [], []
    for at in range(0, len(texts), -(-len(texts) // most)):
        own = {name for name in codes_of[texts[at]] if len(held[name]) > 1}
        if not own:
            continue
        told = {one.code_id for one in without(at, held, texts, embedded.vectors, least)}
        found.append(bool(own & told))
        shown.append(len(told))
        right.append(len(told & codes_of[texts[at]]))
        blind.append(chance(len(own), len(names)))
    return {
        "model": embedded.model,
        "codes": len(names),
        "passages": len(found),
        "found": round(float(np.mean(found)), 2),
        "by chance": round(float(np.mean(blind)), 2),
        "shown": round(float(np.mean(shown)), 1),
        "right": round(sum(right) / max(1, sum(shown)), 2),
    }


def without(at: int, held: dict[str, list[int]], texts: list[str], vectors: Floats, least: float) -> list[Any]:
    """What is shown for a passage that no code holds."""
    rest = {name: [place for place in places if place != at] for name, places in held.items()}
    codes = [CodeQuotes(id=name, name=name, quotes=tuple(_quote(texts[p], p) for p in rest[name])) for name in rest]
    return list(resembling(vectors[at], codes, [vectors[np.array(rest[c.id], dtype=int)] for c in codes], least=least))


def _quote(text: str, number: int) -> CodedQuote:
    about = {"interview_id": "", "interview": "", "cases": (), "start": 0, "end": len(text)}
    return CodedQuote(segment_id=f"s{number:05d}", text=text, spoken=text, **about)  # type: ignore[arg-type]


def chance(own: int, codes: int) -> float:
    """That five codes drawn blindly hold at least one of a passage's own."""
    missed = np.prod([(codes - own - drawn) / (codes - drawn) for drawn in range(min(AT_MOST, codes - own))])
    return 1.0 - float(missed)


if __name__ == "__main__":
    main()
