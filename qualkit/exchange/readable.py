"""The whole study for programs (JSON) and for people (Markdown)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from qualkit.exchange import study_tables as tables
from qualkit.exchange.codebook_files import codebook_parts, escaped
from qualkit.exchange.holdings import Holdings, Reference
from qualkit.exchange.tables import Table

FORMAT = 1
QUOTES_PER_CODE = 3
MEANINGS = {
    "interview": "name of the sitting",
    "case": "who took part, separated by semicolons",
    "code": "name of the code",
    "code_path": "names from the top of the tree, separated by ' > '",
    "level": "depth in the tree, from 0",
    "start": "first code point of the passage in the transcript, from 0",
    "end": "code point after the last of the passage",
    "quote": "the transcript's own words",
    "coder": "who coded it",
    "memo": "note on this coding",
    "start_ms": "when the passage begins in the recording, milliseconds",
    "end_ms": "when it ends, milliseconds",
    "created_at": "when it was made, UTC",
    "theme": "the researcher's themes that hold the code",
    "interviews": "number of interviews with at least one reference of the code itself",
    "references": "number of references of the code itself",
    "aggregate_references": "references of the code and of those under it",
    "duration_ms": "length of the recording, milliseconds",
    "words": "number of words in the transcript",
    "about": "what the memo is about",
    "about_name": "name of what the memo is about, where it has one",
    "about_id": "id of what it is about",
}


def all_tables(held: Holdings) -> list[Table]:
    """Every table of the study."""
    return [
        tables.codebook_table(held),
        tables.codings_table(held),
        tables.interviews_table(held),
        tables.matrix_table(held),
        tables.themes_table(held),
        tables.memos_table(held),
        tables.sampling_notes_table(held),
        tables.dimensions_table(held),
        tables.depth_table(held),
    ]


def study_json(held: Holdings) -> str:
    """All tables as one document: for each its columns with their meaning, and its rows as objects."""
    body = {
        "format": FORMAT,
        "title": held.title,
        "codebook_version": held.version,
        "tables": {table.name: _table(table) for table in all_tables(held)},
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _table(table: Table) -> dict[str, object]:
    columns = {name: MEANINGS.get(name, name.replace("_", " ")) for name in table.columns}
    return {"columns": columns, "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows]}


def study_md(held: Holdings) -> str:
    """Participants, codebook, themes with quotes and memos as one text."""
    lines = [f"# {escaped(held.title)}", "", "## Interviews", ""]
    lines += [*_md_table(tables.interviews_table(held)), "", "## Codebook", ""]
    for level, name, parts in codebook_parts(held):
        texts = "; ".join(f"{label}: {' '.join(text.split())}" for label, text in parts)
        lines.append(f"{'  ' * level}- **{escaped(name)}** {escaped(texts)}")
    lines += ["", "## Themes", "", *_themes(held), "## Memos", ""]
    for day, _, by, kind, about, called, _, text in tables.memos_table(held).rows:
        on = f"{about} {escaped(str(called))}".strip()
        lines += [f"**{escaped(str(kind))}**, on the {on}, {by}, {day}", "", escaped(str(text)), ""]
    return "\n".join(lines)


def _md_table(table: Table) -> list[str]:
    rows = [table.columns, ["---"] * len(table.columns), *table.rows]
    return [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if text == "---" else escaped(text)


def _themes(held: Holdings) -> Iterator[str]:
    by_code: dict[str, list[Reference]] = {}
    for one in held.references:
        by_code.setdefault(one.code.id, []).append(one)
    for theme_set in held.theme_sets:
        theme = theme_set.theme
        yield from (f"### {escaped(theme.name)}", "")
        yield from (line for text in (theme.concept, theme.definition) if text for line in (escaped(text), ""))
        for code_id in theme_set.code_ids:
            if code_id in held.codes:
                yield from _quotes(held.codes[code_id].name, by_code.get(code_id, ()))
        yield ""


def _quotes(name: str, references: Sequence[Reference]) -> Iterator[str]:
    yield f"- **{escaped(name)}** ({len(references)})"
    for one in references[:QUOTES_PER_CODE]:
        yield f"  - “{escaped(' '.join(one.text.split()))}” ({escaped(one.interview.name)})"
