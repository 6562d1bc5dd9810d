"""Exports for other programs, for people, and of the whole study."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from itertools import groupby

from qualkit.coding.codebook import path_of
from qualkit.documents.blocks import Block, Rows, Text
from qualkit.documents.page import page_html
from qualkit.documents.word import blocks_document
from qualkit.documents.word_cards import Card, cards_document
from qualkit.documents.word_transcripts import Remark, coded_document, transcripts_document
from qualkit.exchange import codebook_files, readable
from qualkit.exchange import study_tables as tables
from qualkit.exchange.audit import audit_table, pseudonymised
from qualkit.exchange.audit_filter import EVERYTHING, chosen, resolved
from qualkit.exchange.export import Export, Part, Wish
from qualkit.exchange.holdings import Holdings, Reference, with_recordings
from qualkit.exchange.refi.codebook import codebook_qdc
from qualkit.exchange.refi.qdpx import qdpx_bytes
from qualkit.exchange.report import report_blocks
from qualkit.exchange.study_archive import study_archive
from qualkit.exchange.tables import csv_bytes
from qualkit.exchange.xlsx import workbook_bytes
from qualkit.model import Problem
from qualkit.text.layout import Line, as_plain, lines

AUDIT = "Every Change of this study, oldest first."
SOME = "Changes of this study, oldest first; only those about: {}."
HIDDEN = " Participants and interviews are numbered; their names are left out."
WIDE_CM = 8.0
APPENDIX = "Codes in use, with how often each was applied."


def origin() -> str:
    """The program that writes, for files that name it."""
    return f"qualkit {version('qualkit-workspace')}"


def out_of_use(held: Holdings) -> list[Problem]:
    """That merged and retired codes are left out, where there are some."""
    count = len(held.codes) - len(held.entries)
    told = f"merged or retired codes are not in it: {count}. Their history is in the study"
    return [Problem("codebook", told)] if count else []


def withdrawn(held: Holdings) -> list[Problem]:
    """That codings of participants who withdrew are counted with their codes and stand nowhere else."""
    gone = [one.name for one in held.interviews.values() if one.id not in held.present]
    told = "has no words any more: its codings are counted in the codebook and left out where words are listed"
    return [Problem(name, told) for name in gone]


# ---- for other programs ----


def qdpx(held: Holdings, wish: Wish) -> Export:
    """The REFI-QDA project."""
    bundle, missing = with_recordings(held) if wish.recordings else (held.bundle, [])
    body, notes = qdpx_bytes(held.title, origin(), bundle, held.entries)
    return Export((Part(".qdpx", body),), tables.codings_table(held), (*missing, *notes))


def qdc(held: Holdings, wish: Wish) -> Export:
    """The REFI-QDA codebook."""
    body, notes = codebook_qdc(held.entries, held.theme_sets, origin=origin())
    return Export((Part(".qdc", body),), tables.codebook_table(held), (*out_of_use(held), *notes))


def csv(held: Holdings, wish: Wish) -> Export:
    """All codings as one table."""
    table = tables.codings_table(held)
    return Export((Part(".csv", csv_bytes(table.columns, table.rows)),), table, tuple(withdrawn(held)))


def xlsx(held: Holdings, wish: Wish) -> Export:
    """All tables as the sheets of a workbook."""
    body, notes = workbook_bytes(readable.all_tables(held))
    return Export((Part(".xlsx", body),), tables.codings_table(held), (*out_of_use(held), *withdrawn(held), *notes))


def json(held: Holdings, wish: Wish) -> Export:
    """All tables as JSON."""
    return Export(
        (Part(".json", readable.study_json(held).encode()),), tables.codings_table(held), tuple(withdrawn(held))
    )


# ---- for people ----


def md(held: Holdings, wish: Wish) -> Export:
    """The study as Markdown."""
    return Export((Part(".md", readable.study_md(held).encode()),), tables.codebook_table(held), tuple(withdrawn(held)))


def codebook_docx(held: Holdings, wish: Wish) -> Export:
    """The codebook as an appendix in Word."""
    body = blocks_document("Codebook", [Text(APPENDIX), *codebook_files.codebook_blocks(held)])
    return Export((Part(".docx", body),), tables.codebook_table(held), tuple(out_of_use(held)))


def coded_docx(held: Holdings, wish: Wish) -> Export:
    """The transcripts in Word, what was coded as comments by those who coded it."""
    by_interview: dict[str, list[Reference]] = {}
    for one in held.references:
        by_interview.setdefault(one.interview.id, []).append(one)
    talks = [
        (held.interviews[i].name, said.text, list(_remarks(held, by_interview.get(i, ()))))
        for i, said in held.transcripts.items()
    ]
    return Export((Part(".docx", coded_document(held.title, talks)),), tables.codings_table(held))


def _remarks(held: Holdings, references: Iterable[Reference]) -> Iterator[Remark]:
    """One for each mark of an interview: its codes by their paths, and their memos."""
    own = sorted(references, key=lambda one: (one.segment.start, one.segment.end, one.segment.id))
    for segment, found in groupby(own, key=lambda one: one.segment):
        codings = list(found)
        lines = ["; ".join(path_of(one.code, held.codes) for one in codings)]
        lines += [one.coding.memo for one in codings if one.coding.memo] + ([segment.note] if segment.note else [])
        yield Remark(segment.start, segment.end, segment.coder, "\n".join(lines))


def report(held: Holdings, wish: Wish) -> Export:
    """The report, for Word and for a browser."""
    blocks = report_blocks(held, _hiding(held, wish), wish.sections)
    title = held.title or "Report"
    parts = (Part(".docx", blocks_document(title, blocks)), Part(".html", page_html(title, blocks).encode()))
    return Export(parts, tables.interviews_table(held), (*out_of_use(held), *withdrawn(held)))


def _hiding(held: Holdings, wish: Wish) -> Callable[[str], str]:
    """What takes participants' names out of a text, unless they were asked for."""
    return str if wish.named else pseudonymised(list(held.cases.values()), list(held.interviews.values()))


def transcripts(held: Holdings, wish: Wish) -> Export:
    """Transcripts to be read: in Word, and as plain text with one line per turn."""
    body = transcripts_document(_laid_out(held, wish))
    plain = "".join(_as_text(*talk) for talk in _laid_out(held, wish))
    return Export((Part(".docx", body), Part(".txt", plain.encode())), tables.interviews_table(held))


def wide_margin(held: Holdings, wish: Wish) -> Export:
    """Transcripts on paper, with room to write beside them."""
    body = transcripts_document(_laid_out(held, wish), margin_cm=WIDE_CM)
    return Export((Part(".docx", body),), tables.interviews_table(held))


def _laid_out(held: Holdings, wish: Wish) -> list[tuple[str, str, list[Line]]]:
    """Each interview's name, who takes part, and its turns."""
    return [
        (held.interviews[i].name, held.case_names(held.interviews[i]), list(lines(said, wish.layout)))
        for i, said in held.transcripts.items()
    ]


def _as_text(name: str, about: str, turns: list[Line]) -> str:
    return "\n".join([f"# {name}", *([about] if about else []), "", *map(as_plain, turns), "", ""])


def cards(held: Holdings, wish: Wish) -> Export:
    """Codes and their quotes on cards to cut out."""
    hide = _hiding(held, wish)
    made = [Card("code", hide(entry.path), hide(entry.code.definition), is_name=True) for entry in held.entries]
    for one in held.references:
        if one.text.strip():
            where = f"{held.case_names(one.interview) or one.interview.name}, from letter {one.segment.start}"
            quote = f"“{' '.join(one.text.split())}”"
            made.append(Card(hide(path_of(one.code, held.codes)), hide(quote), hide(where)))
    return Export((Part(".docx", cards_document(made)),), tables.codings_table(held))


def codebook_yaml(held: Holdings, wish: Wish) -> Export:
    """The codebook as YAML."""
    body = codebook_files.codebook_yaml(held.entries).encode()
    return Export((Part(".yaml", body),), tables.codebook_table(held), tuple(out_of_use(held)))


def codebook_md(held: Holdings, wish: Wish) -> Export:
    """The codebook as Markdown."""
    body = codebook_files.codebook_md(held.title, held).encode()
    return Export((Part(".md", body),), tables.codebook_table(held), tuple(out_of_use(held)))


def audit(held: Holdings, wish: Wish) -> Export:
    """The record of every Change, or of those that it is to be about."""
    only = resolved(wish.only, held.codes.values(), list(held.interviews.values()))
    hide = _hiding(held, wish)
    table = audit_table(chosen(held.changes, only), held.names, hide)
    about = (AUDIT if only == EVERYTHING else SOME.format(hide(only.told(held.names)))) + ("" if wish.named else HIDDEN)
    blocks: list[Block] = [Text(about), Rows(table.columns, table.rows)]
    parts = (
        Part(".csv", csv_bytes(table.columns, table.rows)),
        Part(".docx", blocks_document("Audit", blocks, landscape=True)),
        Part(".html", page_html("Audit", blocks).encode()),
    )
    return Export(parts, table)


def study(held: Holdings, wish: Wish) -> Export:
    """The whole study as an archive."""
    told = "were left out; copy the study's recordings folder beside it, or ask for them (--recordings)"
    notes = () if wish.recordings else (Problem("recordings", told),)
    body = study_archive(held, recordings=wish.recordings)
    return Export((Part(".zip", body),), tables.interviews_table(held), notes)


WRITERS = {
    "qdpx": qdpx,
    "qdc": qdc,
    "csv": csv,
    "xlsx": xlsx,
    "json": json,
    "md": md,
    "coded-docx": coded_docx,
    "codebook-docx": codebook_docx,
    "codebook-yaml": codebook_yaml,
    "codebook-md": codebook_md,
    "audit": audit,
    "report": report,
    "transcripts": transcripts,
    "wide-margin": wide_margin,
    "cards": cards,
    "study": study,
}
