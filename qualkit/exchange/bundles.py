"""The files that bring a whole project or codebook: each kind by its ending, read by the reader that knows it."""

from __future__ import annotations

from typing import Protocol

from qualkit.exchange.bundle import Bundle
from qualkit.exchange.codebook_in import codebook_bundle, read_codebook_yaml
from qualkit.exchange.databases import read_database
from qualkit.exchange.grids import read_grid
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.people import people_bundle
from qualkit.exchange.refi.bundles import read_refi


class BundleReader(Protocol):
    """Reads a file as nouns; `by` and `at` stand where the file does not say who and when. Raises BadFile."""

    def __call__(self, file: Incoming, *, by: str, at: str) -> Bundle: ...


BUNDLES: dict[str, BundleReader] = {
    ".qdpx": read_refi,
    ".qde": read_refi,
    ".qdc": read_refi,
    ".sqlite3": read_database,
    ".sqlite": read_database,
    ".db": read_database,
    ".qda": read_database,
    ".zip": read_database,
    ".yaml": read_codebook_yaml,
    ".yml": read_codebook_yaml,
}


def _read_codebook(file: Incoming, *, by: str, at: str) -> Bundle:
    lines, problems = read_grid(file.name, file.body)
    bundle = codebook_bundle(file, lines)
    bundle.problems += problems
    return bundle


def _read_people(file: Incoming, *, by: str, at: str) -> Bundle:
    lines, problems = read_grid(file.name, file.body)
    bundle = people_bundle(file, lines)
    bundle.problems += problems
    return bundle


TABLE_READERS: dict[str, BundleReader] = {"codebook": _read_codebook, "people": _read_people}
"""The readers of tables by what they are about, as `grids.kind_of` says it."""
