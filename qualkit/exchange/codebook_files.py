"""The codebook for people and for version control: YAML and Markdown in a stable order, an appendix in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qualkit.coding.codebook import Entry
from qualkit.documents.blocks import Block, Heading, Text
from qualkit.exchange.holdings import Holdings, Reference
from qualkit.yaml_files import yaml_text

TEXTS = ("definition", "include", "exclude", "example")
LABELS = {"definition": "Definition", "include": "Apply when", "exclude": "Do not apply when", "example": "Example"}
FEWEST_WORDS, MOST_LETTERS = 5, 300


def codebook_yaml(entries: Sequence[Entry]) -> str:
    """The tree of codes with what defines them; no counts and no dates, so that only a decision changes the file."""
    above: list[list[dict[str, Any]]] = [[]]
    for entry in entries:
        code = entry.code
        children: list[dict[str, Any]] = []
        texts = {name: getattr(code, name) for name in (*TEXTS, "color", "kind") if getattr(code, name)}
        above[entry.level].append({"name": code.name, "id": code.id, **texts, "codes": children})
        above = [*above[: entry.level + 1], children]
    return yaml_text({"codes": _without_empty(above[0])})


def _without_empty(codes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {k: _without_empty(v) if k == "codes" else v for k, v in code.items() if k != "codes" or v} for code in codes
    ]


def codebook_md(title: str, held: Holdings) -> str:
    """The codebook as Markdown: a heading per code, its definition under it."""
    lines = [f"# Codebook of {escaped(title)}", ""]
    for level, heading, parts in codebook_parts(held):
        lines += [f"{'#' * min(6, level + 2)} {escaped(heading)}", ""]
        for label, text in parts:
            lines += [f"**{label}:** {escaped(text)}", ""]
    return "\n".join(lines)


def codebook_blocks(held: Holdings) -> Iterator[Block]:
    """A heading for each code by its level, and its labelled texts under it."""
    for level, name, parts in codebook_parts(held):
        yield Heading(name, level + 2)
        yield from (Text(text, label, level) for label, text in parts)


def codebook_parts(held: Holdings) -> Iterator[tuple[int, str, list[tuple[str, str]]]]:
    """For each code its level, its name and its labelled texts, with an example quote and how often it was used."""
    quotes = dict(_examples(held.references))
    for entry in held.entries:
        parts = [(LABELS[name], getattr(entry.code, name)) for name in TEXTS if getattr(entry.code, name)]
        if not entry.code.example and entry.code.id in quotes:
            parts.append(("Example", quotes[entry.code.id]))
        yield entry.level, entry.code.name, [*parts, ("Used", _used(entry))]


def _used(entry: Entry) -> str:
    told = f"{_many(entry.references, 'reference')} in {_many(entry.files, 'interview')}"
    below = entry.aggregate - entry.references
    return f"{told}; codes under it: {_many(below, 'reference')}" if below else told


def _examples(references: Sequence[Reference]) -> Iterator[tuple[str, str]]:
    """A quote for each code: the first that is a few words and no page, else the first that there is."""
    chosen: dict[str, Reference] = {}
    for one in references:
        current = chosen.get(one.code.id)
        if one.text.strip() and (current is None or (not _is_handy(current) and _is_handy(one))):
            chosen[one.code.id] = one
    for code_id, one in chosen.items():
        words = " ".join(one.text.split())
        yield code_id, f"“{words[:MOST_LETTERS]}{' …' if len(words) > MOST_LETTERS else ''}” ({one.interview.name})"


def _is_handy(one: Reference) -> bool:
    return len(one.text.split()) >= FEWEST_WORDS and len(one.text) <= MOST_LETTERS


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is; lines stay lines."""
    marked = "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in text)
    return marked.replace("\r\n", "\n").replace("\n", "  \n")
