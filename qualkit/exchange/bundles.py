"""The files that bring a whole project or codebook: each kind by its ending, read by the reader that knows it."""

from __future__ import annotations

from typing import Protocol

from qualkit.exchange.bundle import Bundle
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.refi.bundles import read_refi


class BundleReader(Protocol):
    """Reads a file as nouns; `by` and `at` stand where the file does not say who and when. Raises BadFile."""

    def __call__(self, file: Incoming, *, by: str, at: str) -> Bundle: ...


BUNDLES: dict[str, BundleReader] = {".qdpx": read_refi, ".qde": read_refi, ".qdc": read_refi}
