"""Codebooks as tables and as YAML: of MAXQDA, ATLAS.ti, NVivo, Taguette and QualCoder, and of one's own making."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualkit.errors import BadFile
from qualkit.exchange.bundle import Bundle, parents_first
from qualkit.exchange.decoding import decode
from qualkit.exchange.identity import derived_id
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.nvivo import described
from qualkit.exchange.tables import Line, spelled, unguarded
from qualkit.model import Code, Problem
from qualkit.yaml_files import read_yaml

FIELDS = {
    "path": ("code_path", "hierarchical_name"),
    "name": ("code", "tag", "name", "code_name"),
    "parent": ("parent", "parent_code"),
    "definition": ("definition", "description", "memo", "comment"),
    "include": ("include", "inclusion", "inclusion_criteria", "apply_when"),
    "exclude": ("exclude", "exclusion", "exclusion_criteria", "do_not_apply_when"),
    "example": ("example", "examples", "example_quote"),
    "color": ("color", "colour"),
    "kind": ("kind", "type"),
}
TEXTS = ("include", "exclude", "example", "color", "kind")
DEEPEST = 50
_BETWEEN = re.compile(r"\s*(?: > |>>|\\)\s*")
_FOLDER = re.compile(r"^(?:Codes|Nodes)\\\\")


def codebook_bundle(file: Incoming, lines: Sequence[Line]) -> Bundle:
    """The codes of a codebook table, in a tree by paths, parents or leading spaces."""
    found = spelled(lines[0][1])
    places = {f: next((found[s] for s in names if s in found), None) for f, names in FIELDS.items()}
    tree = _Tree(file)
    above: list[str] = []
    for _, cells in lines[1:]:
        row = {f: unguarded(cells[p]) if p is not None and p < len(cells) else "" for f, p in places.items()}
        path = _path(row, above)
        if path:
            tree.add(path, row)
            above = path
    return tree.bundle()


def _path(row: Mapping[str, str], above: Sequence[str]) -> list[str]:
    """The names from the top to a code, by its path, else its parent, else the spaces before its name."""
    given = _FOLDER.sub("", row["path"]) or row["name"]
    parts = [part for part in _BETWEEN.split(given.strip()) if part]
    if len(parts) > 1 or not parts:
        return parts
    if row["parent"].strip():
        return [*_BETWEEN.split(row["parent"].strip()), *parts]
    level = (len(row["name"]) - len(row["name"].lstrip())) // 2
    return [*above[:level], *parts]


def read_codebook_yaml(file: Incoming, *, by: str, at: str) -> Bundle:
    """The codes of a YAML codebook: `codes:` with name, definition, include, exclude, example and codes under them.

    Raises
    ------
    BadFile
        It is no YAML, or no codebook.
    """
    text, problems = decode(file.name, file.body)
    try:
        values = read_yaml(text)
    except ValueError as error:
        raise BadFile(f"“{file.name}” is not YAML: {error}.", hint="Check the colons and the indentation.") from error
    codes = values.get("codes") if isinstance(values, dict) else values
    tree = _Tree(file)
    for path, fields in _walked(file.name, codes, []):
        tree.add(path, fields)
    bundle = tree.bundle()
    bundle.problems += problems
    return bundle


def _walked(name: str, codes: Any, above: list[str]) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Codes depth first with their paths; a bare text is a code of that name."""
    if not isinstance(codes, list) or len(above) > DEEPEST or any(isinstance(one, list) for one in codes):
        hint = "It begins with “codes:”, then one “- name: ...” per code."
        raise BadFile(f"“{name}” is YAML, but no codebook.", hint=hint)
    for one in codes:
        fields = one if isinstance(one, dict) else {"name": one}
        path = [*above, " ".join(str(fields.get("name") or "").split())]
        if path[-1]:
            yield path, {key: str(value) for key, value in fields.items() if key in FIELDS and value is not None}
            if fields.get("codes"):
                yield from _walked(name, fields["codes"], path)


class _Tree:
    """Codes by their paths; a parent that has no row of its own is made."""

    def __init__(self, file: Incoming) -> None:
        self.file = file
        self.codes: dict[tuple[str, ...], Code] = {}
        self.twice: list[str] = []

    def add(self, path: Sequence[str], fields: Mapping[str, str]) -> None:
        key = tuple(path)
        if key in self.codes and self.codes[key].definition:
            self.twice.append(" > ".join(path))
            return
        code = self._code(key)
        texts = {name: fields.get(name, "") for name in TEXTS if fields.get(name)}
        code = described(code, fields.get("definition", ""))
        self.codes[key] = Code(**{**_values(code), **texts})

    def _code(self, path: tuple[str, ...]) -> Code:
        parent = None
        if len(path) > 1:
            above = self.codes.get(path[:-1]) or self._code(path[:-1])
            self.codes[path[:-1]] = above
            parent = above.id
        return Code(id=derived_id(self.file.sha256, *path), name=path[-1], parent_id=parent)

    def bundle(self) -> Bundle:
        """The codes, to be matched with a study's by their paths."""
        if not self.codes:
            raise BadFile(f"“{self.file.name}” names no code.", hint="Does its first row name the columns?")
        bundle = Bundle(codes=parents_first(self.codes.values()), codes_by_name=True)
        if self.twice:
            bundle.notes.append(
                Problem(self.file.name, f"codes that stood twice, taken once: {', '.join(self.twice)[:200]}")
            )
        return bundle


def _values(code: Code) -> dict[str, Any]:
    return {name: getattr(code, name) for name in code.__slots__}
