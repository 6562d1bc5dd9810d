"""The noun tables as the journal makes them: deltas applied set by set."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import JSON, Connection, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.dialects.sqlite import insert as upsert

from qualkit.model import Delta, Row
from qualkit.store.schema import DEFAULTS, NOUNS, code_counts

CHUNK = 500
"""Ids per statement; SQLite takes many more, other databases do not."""

Stamped = tuple[int, Delta]


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids in pieces that fit one statement."""
    return (ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK))


def project(connection: Connection, stamped: Iterable[Stamped]) -> None:
    """Apply deltas, each with the journal line it stands on, and keep the reference counts up with them."""
    stamped = list(stamped)
    touched = tuple(dict.fromkeys(i for _, delta in stamped if delta.noun == "coding" for i in delta.ids))
    _count(connection, touched, -1)
    project_nouns(connection, stamped)
    _count(connection, touched, +1)


def project_nouns(connection: Connection, stamped: Iterable[Stamped]) -> None:
    """Apply deltas, each with the journal line it stands on; the reference counts are left as they are."""
    # rows that come to be, and rows that go, wait, so that many share one statement
    new: dict[str, list[dict[str, Any]]] = {}
    gone: dict[str, list[str]] = {}
    for seq, delta in stamped:
        if delta.before is None:
            _remove(connection, gone)
            rows = new.setdefault(delta.noun, [])
            row = {**_BLANK[delta.noun], **(delta.after or {}), "seq": seq}
            rows.extend({**row, "id": row_id} for row_id in delta.ids)
        elif delta.after is None:
            _make(connection, new)
            gone.setdefault(delta.noun, []).extend(delta.ids)
        else:
            _remove(connection, gone)
            _make(connection, new)
            _change(connection, seq, delta.noun, delta.ids, delta.after)
    _remove(connection, gone)
    _make(connection, new)


def _make(connection: Connection, new: dict[str, list[dict[str, Any]]]) -> None:
    """Straight to the driver: a replay puts in a million rows, and half the time would go by on their way through."""
    for noun, rows in new.items():
        spelled = _JSON[noun]
        for row in rows if spelled else ():
            row.update((name, json.dumps(row[name])) for name in spelled if row[name] is not None)
        connection.exec_driver_sql(_INSERTS[noun], rows)
    new.clear()


_BLANK = {noun: {**dict.fromkeys(table.c.keys()), **DEFAULTS[noun]} for noun, table in NOUNS.items()}
_INSERTS = {noun: str(insert(table).compile(dialect=dialect(paramstyle="named"))) for noun, table in NOUNS.items()}
_JSON = {noun: [c.name for c in table.c if isinstance(c.type, JSON)] for noun, table in NOUNS.items()}


def _remove(connection: Connection, gone: dict[str, list[str]]) -> None:
    for noun, all_ids in gone.items():
        table = NOUNS[noun]
        for ids in chunks(all_ids):
            connection.execute(delete(table).where(table.c.id.in_(ids)))
    gone.clear()


def _change(connection: Connection, seq: int, noun: str, all_ids: Sequence[str], after: Row) -> None:
    table = NOUNS[noun]
    for ids in chunks(all_ids):
        connection.execute(update(table).values(seq=seq, **after).where(table.c.id.in_(ids)))


def _count(connection: Connection, coding_ids: Sequence[str], sign: int) -> None:
    """Add (or take off) the references that these codings make as they stand now."""
    codings, segments = NOUNS["coding"], NOUNS["segment"]
    for ids in chunks(coding_ids):
        tally = (
            select(codings.c.code_id, segments.c.interview_id, func.count().label("n"))
            .join(segments, segments.c.id == codings.c.segment_id)
            .where(codings.c.id.in_(ids))
            .group_by(codings.c.code_id, segments.c.interview_id)
        )
        _add(connection, [(code, interview, sign * n) for code, interview, n in connection.execute(tally)])


def _add(connection: Connection, tally: Iterable[tuple[str, str, int]]) -> None:
    rows = [{"code_id": code, "interview_id": interview, "references": n} for code, interview, n in tally]
    if not rows:
        return
    statement = upsert(code_counts)
    summed = code_counts.c.references + statement.excluded.references
    on_conflict = statement.on_conflict_do_update(
        index_elements=["code_id", "interview_id"], set_={"references": summed}
    )
    connection.execute(on_conflict, rows)
    connection.execute(delete(code_counts).where(code_counts.c.references == 0))


def rows_of(connection: Connection, noun: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The rows of these ids that exist, with the journal line that last changed each (`seq`)."""
    table = NOUNS[noun]
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(ids):
        for row in connection.execute(select(table).where(table.c.id.in_(some))).mappings():
            found[row["id"]] = {name: value for name, value in row.items() if name != "id"}
    return found
