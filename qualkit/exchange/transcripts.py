"""Transcripts as files: each kind by its ending, read by the reader that knows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from qualkit.errors import BadFile
from qualkit.exchange.captions import read_captions
from qualkit.exchange.decoding import decode
from qualkit.exchange.docx import read_docx
from qualkit.exchange.grids import read_grid
from qualkit.exchange.incoming import TABLES
from qualkit.exchange.noscribe import read_noscribe
from qualkit.exchange.opendocument import read_odt
from qualkit.exchange.pdf import read_pdf
from qualkit.exchange.rtf import read_rtf
from qualkit.exchange.timed_tables import transcript_of
from qualkit.exchange.whisper_json import read_whisper_json
from qualkit.model import Problem, TranscriptText
from qualkit.text.turns import from_labelled_text

Reader = Callable[[str, bytes], tuple[TranscriptText, list[Problem]]]


def read_text(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript from a plain text, kept exactly as the file has it; NVivo's timespan tables too. Raises BadFile."""
    text, problems = decode(name, body)
    if text.startswith(TIMESPANS):
        return read_table(name, body)
    return from_labelled_text(text, source=name), problems


def read_table(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript from a table with words and their times. Raises BadFile."""
    lines, problems = read_grid(name, body)
    return transcript_of(name, lines), problems


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".vtt": read_captions,
    ".srt": read_captions,
    ".docx": read_docx,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".pdf": read_pdf,
    ".html": read_noscribe,
    ".htm": read_noscribe,
    ".json": read_whisper_json,
}
TIMESPANS = "Timespan\tContent"


def read_transcript(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """The transcript in a file, and what in it could not be read.

    Raises
    ------
    BadFile
        No reader knows the ending, or the file is not what its ending says.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in TABLES:
        return read_table(name, body)
    if suffix not in READERS:
        raise BadFile(f"“{name}” is not a transcript qualkit reads.", hint=f"It reads {', '.join(READERS)}.")
    return READERS[suffix](name, body)
