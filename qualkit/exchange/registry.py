"""The formats that a study can be written in, and who reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualkit.errors import UnknownFormat
from qualkit.exchange import themes_report, writers, writers_nvivo
from qualkit.exchange.audit_filter import Only
from qualkit.exchange.export import PLAIN, Export, Part, Wish
from qualkit.exchange.holdings import Holdings

__all__ = ["FORMATS", "PLAIN", "Export", "Format", "Only", "Part", "Wish", "find_format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, the ending of its file, who reads it, and what writes it."""

    name: str
    suffix: str
    read_by: str
    write: Callable[[Holdings, Wish], Export]


ALL = (
    ("nvivo-codebook", ".csv", "The codebook for people and spreadsheets; NVivo reads the .qdc beside it."),
    ("qdpx", ".qdpx", "The whole project for NVivo, ATLAS.ti, MAXQDA, QualCoder and others (REFI-QDA)."),
    ("qdc", ".qdc", "The codebook for NVivo, ATLAS.ti, MAXQDA, QDA Miner, f4 and others (REFI-QDA)."),
    ("nvivo-references", ".txt", "Every code with its references and their coverage, as NVivo lists them."),
    ("nvivo-coded-text", ".csv", "Every coded passage in NVivo's columns."),
    ("nvivo-matrix", ".xlsx", "Codes by participants, as NVivo's matrix coding query."),
    ("nvivo-classification", ".xlsx", "Participants with their attributes; NVivo imports it as a classification."),
    ("nvivo-transcript", ".zip", "Transcripts with times; NVivo imports each beside its recording."),
    ("csv", ".csv", "All codings with their words, for R, Python and any spreadsheet; qualkit reads it too."),
    ("xlsx", ".xlsx", "Codebook, codings, interviews, counts, themes, memos and sampling notes for Excel."),
    ("json", ".json", "All tables with the meaning of their columns, for programs."),
    ("md", ".md", "Interviews, codebook, themes with quotes and memos, as text for people."),
    ("coded-docx", ".docx", "The transcripts in Word with the codes as comments, for supervisors and co-readers."),
    ("codebook-docx", ".docx", "The codebook as an appendix: definitions, when to apply, an example, counts."),
    ("codebook-yaml", ".yaml", "The codebook for version control and for other studies; qualkit reads it too."),
    ("codebook-md", ".md", "The codebook as text for people, in a stable order."),
    (
        "report",
        ".docx",
        "For a supervisor or an appendix: participants, themes with quotes, codebook, decisions.",
    ),
    ("transcripts", ".docx", "Transcripts to read, with times and line numbers, verbatim or clean; a .txt beside it."),
    ("wide-margin", ".docx", "Transcripts to print, with line numbers and a wide margin to write in."),
    ("cards", ".docx", "Codes and quotes on cards to print, cut out and lay on a table."),
    (
        "themes",
        ".xlsx",
        "Themes: overview, quotes, spread over participants, decisions; a .docx and a .html beside it.",
    ),
    (
        "framework-matrix",
        ".xlsx",
        "Participants by themes and frameworks, summaries and quotes; a .docx and a .html too.",
    ),
    ("audit", ".csv", "Every decision: who, when and why; for an examiner, a .docx and a .html beside it."),
    ("study", ".zip", "Everything, readable in 20 years: plain files, checksums; qualkit restores it."),
)
WRITERS: dict[str, Callable[[Holdings, Wish], Export]] = {
    **writers.WRITERS,
    **writers_nvivo.WRITERS,
    **themes_report.WRITERS,
}
FORMATS = {name: Format(name, suffix, read_by, WRITERS[name]) for name, suffix, read_by in ALL}


def find_format(name: str) -> Format:
    """The format of that name. Raises UnknownFormat with those there are."""
    if name not in FORMATS:
        raise UnknownFormat(name, list(FORMATS))
    return FORMATS[name]
