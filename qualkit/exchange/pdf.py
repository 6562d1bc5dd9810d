"""The text of PDF files, the home of pypdf; a scanned page holds a picture of words, and no words."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualkit.errors import BadFile
from qualkit.exchange.decoding import refuse_unreadable
from qualkit.model import Problem, TranscriptText
from qualkit.text.legal import legal
from qualkit.text.turns import from_labelled_text

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 5_000
REPEATED = 3
"""From so many pages on a first or last line that most of them share is a running head, not what was said."""
FULL = 5
"""A page with fewer lines is not judged: what it shares with others may well be said."""
_HYPHEN_AT_END = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zà-öø-ÿ])")
_NUMBER = re.compile(r"\d+")


def read_pdf(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript from a PDF: its pages one after the other, without running heads and page numbers.

    Raises
    ------
    BadFile
        It is no PDF, is locked with a password, is damaged, or holds no text (a scan).
    """
    refuse_unreadable(name, body)
    pages = [page.strip() for page in _pages(name, body)]
    lines, left_out = without_running_heads([page.split("\n") for page in pages if page])
    text = _HYPHEN_AT_END.sub("", "\n".join("\n".join(page) for page in lines)).strip()
    if not text:
        hint = "If it is a scan, have its words recognised (OCR) first; or type it on the Transcript page."
        raise BadFile(f"“{name}” holds no text, only pictures or empty pages.", hint=hint)
    problems = [Problem(name, f"running heads and page numbers were left out: {left_out}")] if left_out else []
    return from_labelled_text(text, source=name), problems


def _pages(name: str, body: bytes) -> list[str]:
    """The text of each page; what pypdf stumbles over in a damaged file is one clear error."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told once, in our own words
    try:
        reader = PdfReader(io.BytesIO(body))
        _refuse_locked(name, reader)
        return [legal(_spaced(page.extract_text())) for page in reader.pages[:MOST_PAGES]]
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError) as error:
        raise BadFile(f"“{name}” is damaged, or not a PDF.", hint="Open it and save it as a PDF again.") from error
    except (RecursionError, OverflowError, NotImplementedError, AssertionError, ArithmeticError) as error:
        raise BadFile(f"“{name}” is built in a way that cannot be read.", hint="Copy its text to a .txt.") from error


def _refuse_locked(name: str, reader: PdfReader) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise BadFile(f"“{name}” is locked with a password.", hint="Save it without a password, and import that.")


def _spaced(text: str) -> str:
    return re.sub(r"[ \t\xa0]+", " ", text.replace("\r\n", "\n").replace("\r", "\n"))


def without_running_heads(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
    """Pages without the first and last lines that most of them share, numbers aside, and how many lines went."""
    kept = [list(page) for page in pages]
    left_out = 0
    for edge in (0, -1):
        full = [page for page in kept if len(page) >= FULL]
        counts = Counter(_shape(page[edge]) for page in full)
        heads = {shape for shape, n in counts.items() if n >= REPEATED and n * 2 > len(full)}
        for page in kept:
            if page and _shape(page[edge]) in heads:
                del page[edge]
                left_out += 1
    return kept, left_out


def _shape(line: str) -> str:
    return _NUMBER.sub("0", line).strip().casefold()
