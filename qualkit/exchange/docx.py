"""Transcripts in Word documents: an archive is looked at before it is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from qualkit.documents.word import open_document
from qualkit.errors import BadFile
from qualkit.exchange.archive import Archive
from qualkit.exchange.decoding import refuse_unreadable
from qualkit.model import Problem, TranscriptText
from qualkit.text.turns import BETWEEN_TURNS, from_labelled_text

LARGEST_UNPACKED = 300 * 2**20
LEFT_OUT = {"word/comments.xml": "comments", "word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes"}


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript from a Word document: its paragraphs, table rows as lines, tracked changes as if accepted.

    Raises
    ------
    BadFile
        It is no Word document, is damaged, or is made to fill the memory.
    """
    refuse_unreadable(name, body)
    parts = Archive(name, body, what="a Word document (.docx)", largest=LARGEST_UNPACKED).sizes
    root = _document(name, body)
    paragraphs = [text for text in map(str.strip, _paragraphs(root)) if text]
    if not paragraphs:
        raise BadFile(f"“{name}” holds no text.", hint="Is the transcript a picture or a text box? Copy it as text.")
    return from_labelled_text(BETWEEN_TURNS.join(paragraphs), source=name), _problems(name, parts, root)


def _document(name: str, body: bytes) -> Any:
    """The body of the document; python-docx reads XML without entities and without network."""
    damaged = BadFile(f"“{name}” is damaged, or not a Word document.", hint="Open it in Word and save it again.")
    try:
        return open_document(body).element.body
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError, EOFError) as error:
        raise damaged from error
    except (NotImplementedError, RuntimeError, zlib.error) as error:  # an encrypted, cut off or oddly packed entry
        raise damaged from error


def _paragraphs(blocks: Any) -> Iterator[str]:
    """Text in reading order: paragraphs, and each row of a table as one line with tabs."""
    for block in blocks:
        if block.tag == f"{_W}p":
            yield _text(block)
        elif block.tag == f"{_W}tbl":
            for row in block.findall(f"{_W}tr"):
                cells = (" ".join(_paragraphs(cell)) for cell in row.findall(f"{_W}tc"))
                yield "\t".join(" ".join(cell.split()) for cell in cells)
        elif block.tag == f"{_W}sdt":
            yield from _paragraphs(block.findall(f"{_W}sdtContent/*"))


def _text(element: Any) -> str:
    """What a reader sees: inserted text counts, deleted text and the second spelling of drawings do not."""
    if element.tag in (f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}pPr", f"{_W}rPr"):
        return ""
    if element.tag == f"{_W}t":
        return element.text or ""
    return _BREAKS.get(element.tag, "") + "".join(_text(child) for child in element)


def _problems(name: str, parts: dict[str, int], root: Any) -> list[Problem]:
    problems = [
        Problem(name, f"its {what} were left out", "Copy those that matter into memos.")
        for part, what in LEFT_OUT.items()
        if parts.get(part, 0) > 3000 or (part == "word/comments.xml" and part in parts)
    ]
    if next(root.iter(f"{_W}ins", f"{_W}del"), None) is not None:
        problems.append(Problem(name, "its tracked changes were read as if accepted", "Compare the text."))
    return problems
