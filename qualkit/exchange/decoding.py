"""Bytes of a file as text: the encoding found out, and what is no text refused."""

from __future__ import annotations

import codecs

from qualkit.errors import BadFile
from qualkit.model import Problem

LARGEST_TEXT = 100 * 2**20
STRAY_CONTROLS = 3
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
BEGINNINGS = (
    (b"PK\x03\x04", "a Word document or a zip archive", "Give it its own ending, such as .docx."),
    (b"%PDF", "a PDF", "Copy its text into a .txt file."),
    (b"{\\rtf", "an RTF document", "Save it as .docx or .txt."),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "Save it as .docx, .txt or .csv."),
    (b"SQLite format 3", "a database", ""),
    *((mark, "a recording", "Transcribe it with: qualkit transcribe") for mark in (b"ID3", b"RIFF", b"OggS", b"fLaC")),
)
_CONTROL = dict.fromkeys(set(range(32)) - {9, 10, 11, 12, 13})


def decode(name: str, body: bytes) -> tuple[str, list[Problem]]:
    """The text of a file without its byte order mark: UTF-8 or UTF-16 by the mark, else UTF-8, else Windows-1252.

    Raises
    ------
    BadFile
        The file is empty, too large, or not a text.
    """
    refuse_unreadable(name, body)
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return _checked(name, _strict(name, body[len(mark) :], encoding)), []
    try:
        return _checked(name, body.decode("utf-8")), []
    except UnicodeDecodeError:
        text = _checked(name, _strict(name, body, "cp1252"))
    fix = "Look at its accents and quote marks; where they are wrong, save the file as UTF-8 and import it again."
    return text, [Problem(name, "is not in UTF-8 and was read as Windows-1252", fix)]


def refuse_unreadable(name: str, body: bytes, *, largest: int = LARGEST_TEXT) -> None:
    """Raise BadFile for what is empty or too large."""
    if not body.strip():
        raise BadFile(f"“{name}” is empty.", hint="Export it again, or leave it out.")
    if len(body) > largest:
        size, most = len(body) // 2**20, largest // 2**20
        raise BadFile(f"“{name}” has {size} MB; the largest that is read is {most} MB.", hint="Split the file.")


def _strict(name: str, body: bytes, encoding: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(name, body) from error


def _checked(name: str, text: str) -> str:
    """A text holds hardly any control characters besides tabs and ends of lines."""
    sample = text[:1_000_000]
    controls = len(sample) - len(sample.translate(_CONTROL))
    if controls > STRAY_CONTROLS + len(sample) // 20:
        raise _no_text(name, text[:64].encode("utf-8", "replace"))
    return text


def _no_text(name: str, body: bytes) -> BadFile:
    for beginning, what, fix in BEGINNINGS:
        if body.startswith(beginning):
            return BadFile(f"“{name}” is {what}, not a text.", hint=fix)
    return BadFile(f"“{name}” is not a text.", hint="Save it as plain text in UTF-8, or as .docx.")
