"""Suggested groupings as they were last computed: kept beside the study, not part of it, and made again at will."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from qualkit.store.acts import new_id
from qualkit.store.schema import proposals

KEPT = 5
"""The newest few, so that a page can say what changed since the last round."""


def keep_proposal(connection: Connection, body: dict[str, Any], *, took_s: float) -> None:
    """Store a proposal as the newest one; old ones go."""
    columns = {name: body[name] for name in ("method", "input_hash", "seed")}
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    row = {"id": new_id(), "at": at, **columns, "body": body, "took_s": took_s}
    connection.execute(insert(proposals), row)
    newest = select(proposals.c.id).order_by(proposals.c.at.desc()).limit(KEPT)
    connection.execute(delete(proposals).where(proposals.c.id.not_in(newest)))


def newest_at(connection: Connection) -> str:
    """When the newest proposal was kept; empty where there is none."""
    return connection.execute(select(func.max(proposals.c.at))).scalar() or ""


def earlier_proposal(connection: Connection) -> dict[str, Any] | None:
    """The body of the proposal before the newest one, or None."""
    query = select(proposals.c.body).order_by(proposals.c.at.desc()).offset(1).limit(1)
    body: dict[str, Any] | None = connection.execute(query).scalar()
    return body


def latest_proposal(connection: Connection) -> dict[str, Any] | None:
    """The body of the newest proposal, or None."""
    query = select(proposals.c.body).order_by(proposals.c.at.desc()).limit(1)
    body: dict[str, Any] | None = connection.execute(query).scalar()
    return body
