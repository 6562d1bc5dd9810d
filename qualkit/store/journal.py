"""Journal lines in and out of their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from qualkit.journal.signing import GENESIS, Line, envelope, read
from qualkit.store.schema import journal, meta, payloads

ENVELOPE = ("id", "act_id", "kind", "by", "at", "subject", "target", "interview_id", "reverses")
OF_LINE = ("seq", "payload_digest", "content_hash", "chain_hash")


def head(connection: Connection) -> tuple[int, str]:
    """How many lines the journal should have, and the chain hash of the last; kept apart from the journal itself."""
    rows = connection.execute(select(meta.c.key, meta.c.value).where(meta.c.key.like("journal_%")))
    kept = {row.key: row.value for row in rows}
    return int(kept.get("journal_count", "0")), kept.get("journal_head", GENESIS)


def append(connection: Connection, lines: Sequence[Line]) -> None:
    """Write lines that were signed one upon the other, and move the head."""
    connection.execute(insert(journal), [_columns(line) for line in lines])
    connection.execute(
        insert(payloads), [{"change_id": line.change.id, "salt": line.salt, "body": line.payload} for line in lines]
    )
    statement = upsert(meta)
    moved = statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value})
    last = lines[-1]
    values = [("journal_count", str(last.seq)), ("journal_head", last.chain_hash)]
    connection.execute(moved, [{"key": key, "value": value} for key, value in values])


def _columns(line: Line) -> dict[str, object]:
    hashes = {"payload_digest": line.payload_digest, "content_hash": line.content_hash, "chain_hash": line.chain_hash}
    return {"seq": line.seq, **envelope(line.change), **hashes}


def lines(
    connection: Connection, *where: object, newest_first: bool = False, limit: int | None = None
) -> Iterator[Line]:
    """Lines in order, those that meet the conditions on the journal's columns."""
    order = journal.c.seq.desc() if newest_first else journal.c.seq
    joined = journal.outerjoin(payloads, payloads.c.change_id == journal.c.id)
    columns = (*(journal.c[name] for name in (*ENVELOPE, *OF_LINE)), payloads.c.salt, payloads.c.body)
    query: Select[tuple[Any, ...]] = select(*columns).select_from(joined)
    query = query.where(*where).order_by(order)  # type: ignore[arg-type]
    for row in connection.execute(query.limit(limit).execution_options(yield_per=1000)):
        seq, digest, content, chain, salt, body = row[len(ENVELOPE) :]
        yield Line(
            seq=seq,
            change=read(dict(zip(ENVELOPE, row, strict=False)), body),
            payload=body,
            salt=salt or "",
            payload_digest=digest,
            content_hash=content,
            chain_hash=chain,
        )
