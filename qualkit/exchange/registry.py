"""The formats that a study can be written in, and who reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from qualkit.errors import UnknownFormat
from qualkit.exchange import study_tables as tables
from qualkit.exchange.audit import audit_html, audit_table, pseudonymised
from qualkit.exchange.docx import table_document
from qualkit.exchange.holdings import Holdings
from qualkit.exchange.nvivo import COLUMNS, codebook_rows
from qualkit.exchange.refi.codebook import EMPTY, codebook_qdc
from qualkit.exchange.refi.qdpx import qdpx_bytes
from qualkit.exchange.tables import Table, csv_bytes
from qualkit.exchange.xlsx import workbook_bytes
from qualkit.model import Problem
from qualkit.store.provenance import last_changes


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export: the ending of its name, and its bytes."""

    suffix: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Export:
    """What an export consists of, the named file first; what it cannot hold; and its beginning as a table."""

    parts: tuple[Part, ...]
    preview: Table
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What can be asked of an export: names of child codes without leading spaces, people by their names."""

    flat: bool = False
    named: bool = False


PLAIN = Wish()


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, the ending of its file, who reads it, and what writes it."""

    name: str
    suffix: str
    read_by: str
    write: Callable[[Holdings, Wish], Export]


def _nvivo_codebook(held: Holdings, wish: Wish) -> Export:
    changes = last_changes(held.connection, "code")
    rows = codebook_rows(held.entries, modified=changes, version=held.version, flat=wish.flat)
    table = Table("Codebook", COLUMNS, [tuple(row) for row in rows])
    parts = [Part(".csv", csv_bytes(table.columns, table.rows))]
    notes = _out_of_use(held)
    if held.entries:
        body, told = codebook_qdc(held.entries, held.theme_sets, origin=_origin())
        parts.append(Part(".qdc", body))
        notes += told
    else:
        notes.append(Problem(".qdc", f"was not written: {EMPTY[0].lower()}{EMPTY[1:]}"))
    return Export(tuple(parts), table, tuple(notes))


def _qdc(held: Holdings, wish: Wish) -> Export:
    body, notes = codebook_qdc(held.entries, held.theme_sets, origin=_origin())
    return Export((Part(".qdc", body),), tables.codebook_table(held), (*_out_of_use(held), *notes))


def _qdpx(held: Holdings, wish: Wish) -> Export:
    body, notes = qdpx_bytes(held.title, _origin(), held.bundle, held.entries)
    return Export((Part(".qdpx", body),), tables.codings_table(held), tuple(notes))


def _csv(held: Holdings, wish: Wish) -> Export:
    table = tables.codings_table(held)
    return Export((Part(".csv", csv_bytes(table.columns, table.rows)),), table)


def _xlsx(held: Holdings, wish: Wish) -> Export:
    sheets = [
        tables.codebook_table(held),
        tables.codings_table(held),
        tables.interviews_table(held),
        tables.matrix_table(held),
        tables.themes_table(held),
        tables.memos_table(held),
    ]
    body, notes = workbook_bytes(sheets)
    return Export((Part(".xlsx", body),), sheets[1], (*_out_of_use(held), *notes))


AUDIT = "Every Change of this study, oldest first."
HIDDEN = " Participants and interviews are numbered; their names are left out."


def _audit(held: Holdings, wish: Wish) -> Export:
    hide = str if wish.named else pseudonymised(list(held.cases.values()), list(held.interviews.values()))
    table = audit_table(held.changes, held.names, hide)
    about = AUDIT if wish.named else AUDIT + HIDDEN
    parts = (
        Part(".csv", csv_bytes(table.columns, table.rows)),
        Part(".docx", table_document("Audit", about, table.columns, table.rows)),
        Part(".html", audit_html(table, "Audit", about).encode()),
    )
    return Export(parts, table)


def _origin() -> str:
    return f"qualkit {version('qualkit-workspace')}"


def _out_of_use(held: Holdings) -> list[Problem]:
    count = len(held.codes) - len(held.entries)
    told = f"merged or retired codes are not in it: {count}. Their history is in the study"
    return [Problem("codebook", told)] if count else []


FORMATS = {
    one.name: one
    for one in (
        Format(
            "nvivo-codebook",
            ".csv",
            "The codebook for people and spreadsheets; NVivo reads the .qdc beside it.",
            _nvivo_codebook,
        ),
        Format("qdc", ".qdc", "The codebook for NVivo, ATLAS.ti, MAXQDA, QDA Miner, f4 and others (REFI-QDA).", _qdc),
        Format(
            "qdpx",
            ".qdpx",
            "The whole project for NVivo, ATLAS.ti, MAXQDA, QualCoder and others (REFI-QDA).",
            _qdpx,
        ),
        Format(
            "csv",
            ".csv",
            "All codings with their words, for R, Python and any spreadsheet; qualkit reads it too.",
            _csv,
        ),
        Format(
            "audit",
            ".csv",
            "Every decision: who, when and why; for an examiner, a .docx and a .html beside it.",
            _audit,
        ),
        Format(
            "xlsx", ".xlsx", "Codebook, codings, interviews, codes by interview, themes and memos for Excel.", _xlsx
        ),
    )
}


def find_format(name: str) -> Format:
    """The format of that name. Raises UnknownFormat with those there are."""
    if name not in FORMATS:
        raise UnknownFormat(name, list(FORMATS))
    return FORMATS[name]
