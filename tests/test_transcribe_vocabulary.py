"""Files of words that the engine should expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualkit.errors import BadFile
from qualkit.transcribe.vocabulary import read_words


def test_one_word_per_line_each_once_and_empty_lines_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("\ufeffSertraline\r\n\n  St  Kilda \nSertraline\n", encoding="utf-8")
    assert read_words(tmp_path / "words.txt") == ("Sertraline", "St Kilda")


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes(b"\xff\xfe\x00")
    for name in ("gone.txt", "words.txt"):
        with pytest.raises(BadFile, match=name):
            read_words(tmp_path / name)
