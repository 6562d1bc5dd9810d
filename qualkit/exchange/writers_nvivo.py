"""Exports in NVivo's forms."""

from __future__ import annotations

import io
import zipfile

from qualkit.exchange import nvivo_forms as forms
from qualkit.exchange.export import Export, Part, Wish
from qualkit.exchange.holdings import Holdings
from qualkit.exchange.nvivo import COLUMNS, codebook_rows
from qualkit.exchange.refi.codebook import EMPTY, codebook_qdc
from qualkit.exchange.study_archive import LONG_AGO
from qualkit.exchange.study_tables import codings_table
from qualkit.exchange.tables import Table, csv_bytes
from qualkit.exchange.writers import origin, out_of_use
from qualkit.exchange.xlsx import workbook_bytes
from qualkit.model import Problem
from qualkit.store.provenance import last_changes
from qualkit.text.timespans import COLUMNS as COLUMNS_OF_TIMES


def nvivo_codebook(held: Holdings, wish: Wish) -> Export:
    """The codebook table, and the .qdc that NVivo reads."""
    changes = last_changes(held.connection, "code")
    rows = codebook_rows(held.entries, modified=changes, version=held.version, flat=wish.flat)
    table = Table("Codebook", COLUMNS, [tuple(row) for row in rows])
    parts = [Part(".csv", csv_bytes(table.columns, table.rows))]
    notes = out_of_use(held)
    if held.entries:
        body, told = codebook_qdc(held.entries, held.theme_sets, origin=origin())
        parts.append(Part(".qdc", body))
        notes += told
    else:
        notes.append(Problem(".qdc", f"was not written: {EMPTY[0].lower()}{EMPTY[1:]}"))
    return Export(tuple(parts), table, tuple(notes))


def references(held: Holdings, wish: Wish) -> Export:
    """The listing of references as text."""
    body = forms.references_text(held).encode("utf-8-sig")
    return Export((Part(".txt", body),), codings_table(held), tuple(out_of_use(held)))


def coded_text(held: Holdings, wish: Wish) -> Export:
    """The table of coded passages."""
    table = forms.coded_text_table(held)
    shown = Table(table.name, ("Code", "Folder", "File", *table.columns[3:]), table.rows)
    return Export((Part(".csv", csv_bytes(table.columns, table.rows)),), shown)


def matrix(held: Holdings, wish: Wish) -> Export:
    """Codes by participants."""
    table = forms.matrix_table(held)
    body, notes = workbook_bytes([table])
    shown = Table(table.name, ("Code", *table.columns[1:]), table.rows)
    return Export((Part(".xlsx", body),), shown, (*out_of_use(held), *notes))


def classification(held: Holdings, wish: Wish) -> Export:
    """Participants with their attributes."""
    table = forms.classification_table(held)
    body, notes = workbook_bytes([table])
    return Export((Part(".xlsx", body),), table, tuple(notes))


def transcript(held: Holdings, wish: Wish) -> Export:
    """A text per interview in one archive."""
    texts = {held.interviews[i].name: forms.transcript_text(said, wish.layout) for i, said in held.transcripts.items()}
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            safe = name.replace("/", "_").replace("\\", "_")
            archive.writestr(zipfile.ZipInfo(f"{safe}.txt", LONG_AGO), text.encode("utf-8-sig"))
    rows = [(name, *line.split("\t")) for name, text in texts.items() for line in text.splitlines()[1:]]
    table = Table("Transcripts", ("Interview", *COLUMNS_OF_TIMES), rows)
    return Export((Part(".zip", body.getvalue()),), table, tuple(forms.without_times(held)))


WRITERS = {
    "nvivo-codebook": nvivo_codebook,
    "nvivo-references": references,
    "nvivo-coded-text": coded_text,
    "nvivo-matrix": matrix,
    "nvivo-classification": classification,
    "nvivo-transcript": transcript,
}
