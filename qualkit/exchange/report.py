"""The report of a study: what was asked, who took part, themes with their quotes, the codebook, how it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from qualkit.coding.codebook import path_of
from qualkit.documents.blocks import Block, Heading, Quote, Rows, Text, rewritten
from qualkit.exchange.codebook_files import codebook_blocks
from qualkit.exchange.holdings import SEVERAL, Holdings, Reference
from qualkit.exchange.study_tables import memos_table
from qualkit.exchange.tables import Table
from qualkit.model import Attribute, Theme, ThemeQuote
from qualkit.settings import load_settings
from qualkit.store import reads

QUOTES_PER_THEME, SHORTEST, LONGEST = 5, 5, 120
"""Words of a quote that can stand in a report when nobody has chosen any."""


def report_blocks(held: Holdings, hide: Callable[[str], str], sections: Sequence[Block] = ()) -> list[Block]:
    """The whole report.

    Parameters
    ----------
    held : Holdings
        The study.
    hide : callable
        Takes names out of a text; `pseudonymised` or the identity.
    sections : sequence of Block
        What other stages say, such as how many new codes each interview brought; it stands behind the themes.
    """
    blocks = [
        *_about(held),
        *_participants(held),
        *theme_blocks(held),
        *sections,
        Heading("Codebook"),
        *codebook_blocks(held),
        *_decisions(held),
        *_memos(held),
    ]
    return [rewritten(block, hide) for block in blocks]


# ---- who and what ----


def _about(held: Holdings) -> Iterator[Block]:
    if held.folder is not None:
        settings = load_settings(held.folder)
        if settings.question:
            yield Text(settings.question, "Research question")
        yield Text(settings.approach, "Approach")
    yield Text(str(len(held.present)), "Interviews")
    yield Text(f"{len(held.entries)} codes in use, {held.version}", "Codebook")


def _participants(held: Holdings) -> Iterator[Block]:
    yield Heading("Participants")
    if not held.cases:
        yield Text("Nobody was entered as a participant yet; the interviews are listed.")
        yield Rows(("Interview",), [(one.name,) for one in held.interviews.values()])
        return
    facts = reads.all_of(held.connection, Attribute, order=("name",))
    names = list(dict.fromkeys(one.name for one in facts))
    values = {(one.case_id, one.name): one.value for one in facts}
    rows = []
    for case in held.cases.values():
        sittings = [one.name for one in held.interviews.values() if case.id in one.case_ids]
        rows.append((case.name, SEVERAL.join(sittings), *(values.get((case.id, name), "") for name in names)))
    yield Rows(("Participant", "Interviews", *names), rows)


# ---- themes ----


def theme_blocks(held: Holdings) -> Iterator[Block]:
    """An overview of the researcher's themes, then each with its idea, its story and its quotes."""
    yield Heading("Themes")
    if not held.theme_sets:
        yield Text("No theme was made yet.")
        return
    by_theme = _references_of_themes(held)
    chosen = _chosen_quotes(held)
    yield Rows(OVERVIEW, _overview(held, by_theme))
    for one in held.theme_sets:
        level = 3 if one.theme.parent_id else 2
        yield Heading(one.theme.name, level)
        yield from _described(one.theme)
        yield Text(SEVERAL.join(path_of(held.codes[i], held.codes) for i in one.code_ids if i in held.codes), "Codes")
        shown = chosen.get(one.theme.id) or _fitting(by_theme[one.theme.id])
        yield from (Quote(" ".join(r.text.split()), _source(held, r)) for r in shown)


OVERVIEW = ("Theme", "Part of", "Central organising concept", "Codes", "Interviews", "References")


def _overview(held: Holdings, by_theme: dict[str, list[Reference]]) -> list[tuple[object, ...]]:
    names = {one.theme.id: one.theme.name for one in held.theme_sets}
    rows: list[tuple[object, ...]] = []
    for one in held.theme_sets:
        found = by_theme[one.theme.id]
        spread = f"{len({r.interview.id for r in found})} of {len(held.present)}"
        parent = names.get(one.theme.parent_id or "", "")
        rows.append((one.theme.name, parent, one.theme.concept, len(one.code_ids), spread, len(found)))
    return rows


def _described(theme: Theme) -> Iterator[Text]:
    for label, text in (
        ("Status", theme.status),
        ("Central organising concept", theme.concept),
        ("Definition", theme.definition),
        ("What it is not", theme.exclude),
        ("", theme.story),
    ):
        if text:
            yield Text(text, label)


def _references_of_themes(held: Holdings) -> dict[str, list[Reference]]:
    """References of each theme's codes, in collection and text order."""
    return {
        one.theme.id: [r for r in held.references if r.code.id in one.code_ids and r.text.strip()]
        for one in held.theme_sets
    }


def _chosen_quotes(held: Holdings) -> dict[str, list[Reference]]:
    """The passages that a researcher chose for a theme, in their order."""
    by_segment = {one.segment.id: one for one in held.references}
    chosen: dict[str, list[Reference]] = {}
    for quote in reads.all_of(held.connection, ThemeQuote, order=("position",)):
        if quote.segment_id in by_segment:
            chosen.setdefault(quote.theme_id, []).append(by_segment[quote.segment_id])
    return chosen


def _fitting(references: Sequence[Reference]) -> list[Reference]:
    """Where nobody chose: the first passage from each interview, of a fitting length if there is one; a few."""
    first: dict[str, Reference] = {}
    for one in sorted(references, key=lambda r: not SHORTEST <= len(r.text.split()) <= LONGEST):
        first.setdefault(one.interview.id, one)
    return [one for one in references if one in first.values()][:QUOTES_PER_THEME]


def _source(held: Holdings, one: Reference) -> str:
    """Who said it: the participants of the interview, else the interview."""
    return held.case_names(one.interview) or one.interview.name


# ---- how it came about ----


def _decisions(held: Holdings) -> Iterator[Block]:
    """Versions, how often what was done, and every decision for which a reason was given."""
    yield Heading("How the analysis developed")
    versions = reads.versions(held.connection)
    if versions:
        rows = [(f"v{one.number}", one.at[:10], one.by, one.codes, one.message) for one in versions]
        yield Rows(("Version", "Day", "By", "Codes", "What it is"), rows)
    kinds = Counter(line.change.draft.kind.replace("_", " ") for line in held.changes)
    yield Rows(("What was done", "How often"), sorted(kinds.items()))
    reasons = [line.change for line in held.changes if line.change.why]
    if reasons:
        yield Text("Decisions for which a reason was given; the whole record is the audit.")
        told = [(one.at[:10], one.by, one.draft.summary, one.why) for one in reasons]
        yield Rows(("Day", "By", "What", "Why"), told)


def _memos(held: Holdings) -> Iterator[Block]:
    table: Table = memos_table(held)
    if table.rows:
        yield Heading("Memos")
    for row in table.rows:
        one = dict(zip(table.columns, row, strict=True))
        on = f"{one['about']} {one['about_name']}".strip()
        yield Text(str(one["text"]), f"{one['date']}, {one['by']}, {one['kind']}, on the {on}")
