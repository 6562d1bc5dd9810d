"""Themes and the framework matrix for the paper and its appendix: overview, quotes, spread, matrix, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qualkit.documents.blocks import Block, Heading, Rows
from qualkit.documents.page import page_html
from qualkit.documents.word import blocks_document
from qualkit.exchange.audit import pseudonymised
from qualkit.exchange.export import Export, Part, Wish
from qualkit.exchange.holdings import Holdings
from qualkit.exchange.tables import Table
from qualkit.exchange.xlsx import workbook_bytes
from qualkit.model import Framework, Reason, ThemeQuote
from qualkit.store import reads
from qualkit.store.charting import Chart, chart

THEME_KINDS = (
    "theme",
    "candidate",
    "code_aside",
    "code_back",
    "code_to_theme",
    "place_code",
    "quote",
    "map",
    "summary",
)


def themes_xlsx(held: Holdings, wish: Wish) -> Export:
    """Overview, quotes, spread and decisions as the sheets of a workbook."""
    found, called = chart(held.connection), people(held, named=wish.named)
    hidden = str if wish.named else pseudonymised(list(held.cases.values()), list(held.interviews.values()))
    tables = [overview(held, found), quotes(held, found, called), spread(found, called), decisions(held, hidden)]
    return _written("Themes", tables)


def framework_matrix(held: Holdings, wish: Wish) -> Export:
    """Participants by themes, and by the dimensions of each framework: a sheet and a Word table for each."""
    called = people(held, named=wish.named)
    frameworks = reads.all_of(held.connection, Framework, order=("name",))
    charts = [("Themes", chart(held.connection)), *((f.name, chart(held.connection, f.id)) for f in frameworks)]
    tables = [table for name, found in charts for table in (matrix(name, found, called), cells(name, found, called))]
    return _written("Framework matrix", tables)


def _written(title: str, tables: list[Table]) -> Export:
    """Tables as a workbook, and as a document for Word and for a browser."""
    body, notes = workbook_bytes(tables)
    blocks: list[Block] = []
    for table in tables:
        blocks += [Heading(table.name), Rows(table.columns, table.rows)]
    parts = (
        Part(".xlsx", body),
        Part(".docx", blocks_document(title, blocks, landscape=True)),
        Part(".html", page_html(title, blocks).encode()),
    )
    return Export(parts, tables[0], tuple(notes))


def people(held: Holdings, *, named: bool) -> Callable[[str], str]:
    """What a participant (by id) is called: their number, or their name where that was asked for."""
    numbers = {case_id: f"Participant {number}" for number, case_id in enumerate(held.cases, start=1)}
    return lambda case_id: held.cases[case_id].name if named else numbers[case_id]


def overview(held: Holdings, found: Chart) -> Table:
    """One row per theme and subtheme, as in a paper: concept, definition, what it is not, codes, participants."""
    names = {one.theme.id: one.theme.name for one in held.theme_sets}
    rows: list[tuple[object, ...]] = []
    for one in held.theme_sets:
        theme = one.theme
        codes = "; ".join(held.codes[i].name for i in one.code_ids if i in held.codes)
        voices = [case.id for case in found.cases if found.quotes.get((case.id, theme.id))]
        texts = (theme.concept, theme.definition, theme.exclude, theme.story)
        told = (theme.name, names.get(theme.parent_id or "", ""), theme.status, *texts, codes)
        rows.append((*told, len(voices), len(found.cases)))
    columns = ("theme", "under", "status", "concept", "definition", "what_it_is_not", "story", "codes")
    return Table("Themes", (*columns, "participants", "of_participants"), rows)


def quotes(held: Holdings, found: Chart, called: Callable[[str], str]) -> Table:
    """One row per quote of a theme and participant, verbatim; those that were chosen come first, in their order."""
    order = {(q.theme_id, q.segment_id): q.position for q in reads.all_of(held.connection, ThemeQuote)}
    names = {one.id: one.name for one in found.columns}
    rows = [
        (at, (names[theme], order.get((theme, one.segment_id)), called(case), one.text))
        for at, theme in enumerate(names)
        for (case, column), passages in found.quotes.items()
        if column == theme
        for one in passages
    ]
    rows.sort(key=lambda pair: (pair[0], pair[1][1] is None, pair[1][1] or 0, pair[1][2]))
    return Table("Quotes", ("theme", "chosen", "participant", "quote"), [row for _, row in rows])


def spread(found: Chart, called: Callable[[str], str]) -> Table:
    """Quotes of each participant (rows) in each theme (columns)."""
    rows: list[tuple[object, ...]] = [
        (called(case.id), *(len(found.quotes.get((case.id, one.id), ())) for one in found.columns))
        for case in found.cases
    ]
    return Table("Theme x participant", ("participant", *(one.name for one in found.columns)), rows)


def decisions(held: Holdings, hidden: Callable[[str], str]) -> Table:
    """Every Change on themes and what stands beside them, oldest first, with the reasons given later."""
    later: dict[str, list[str]] = {}
    for one in reads.all_of(held.connection, Reason, order=("at",)):
        later.setdefault(one.act_id, []).append(one.text)
    rows = list(_decided(held, later, hidden))
    return Table("Decisions", ("at", "by", "what", "why"), rows)


def _decided(held: Holdings, later: dict[str, list[str]], hidden: Callable[[str], str]) -> Iterator[tuple[object, ...]]:
    for line in held.changes:
        change = line.change
        if any(kind in change.draft.kind for kind in THEME_KINDS):
            why = "; ".join(text for text in (change.why, *later.get(change.act_id, ())) if text)
            yield change.at, change.by, hidden(change.draft.summary), hidden(why)


def matrix(name: str, found: Chart, called: Callable[[str], str]) -> Table:
    """Participants by columns: the researcher's summary, and how many quotes stand behind it."""
    rows: list[tuple[object, ...]] = [
        (called(case.id), *(_cell(found, case.id, one.id) for one in found.columns)) for case in found.cases
    ]
    return Table(f"Matrix {name}", ("participant", *(one.name for one in found.columns)), rows)


def _cell(found: Chart, case: str, column: str) -> str:
    summary, count = found.summaries.get((case, column)), len(found.quotes.get((case, column), ()))
    return " ".join(part for part in (summary.text if summary else "", f"[{count}]" if count else "") if part)


def cells(name: str, found: Chart, called: Callable[[str], str]) -> Table:
    """One row per quote behind a cell, verbatim."""
    columns = {one.id: one.name for one in found.columns}
    rows: list[tuple[object, ...]] = [
        (called(case.id), columns[column], one.text)
        for case in found.cases
        for column in columns
        for one in found.quotes.get((case.id, column), ())
    ]
    return Table(f"Quotes {name}", ("participant", "column", "quote"), rows)


WRITERS = {"themes": themes_xlsx, "framework-matrix": framework_matrix}
