"""The page on formats names every format that is written and every kind of file that is read."""

from __future__ import annotations

import pytest
from conftest import REPOSITORY

from qualkit.exchange.bundles import BUNDLES
from qualkit.exchange.incoming import TABLES
from qualkit.exchange.registry import FORMATS
from qualkit.exchange.transcripts import READERS

PAGE = (REPOSITORY / "docs" / "formats.md").read_text(encoding="utf-8")
SPELLED_OTHERWISE = {".htm", ".yml", ".sqlite", ".db"}


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_out_is_described(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("suffix", sorted({*READERS, *TABLES, *BUNDLES} - SPELLED_OTHERWISE))
def test_every_kind_of_file_in_is_described(suffix: str) -> None:
    assert suffix in PAGE
