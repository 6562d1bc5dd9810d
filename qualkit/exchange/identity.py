"""Ids, moments and names of files for what other programs' files hold."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

_NO_FILE_NAME = re.compile(r"[^\w.\- ()]+")
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def derived_id(*parts: str) -> str:
    """An id for what a file gives none: always the same for the same parts."""
    return str(uuid5(NAMESPACE_URL, "\x1f".join(parts)))


def file_name(name: str) -> str:
    """A name as any file system takes it: no folders, no control characters, not too long."""
    return _NO_FILE_NAME.sub("_", name).strip(". ")[:80] or "unnamed"


def in_utc(at: str) -> str:
    """A moment as the study keeps it; one in UTC letter by letter, empty where it is none."""
    if _UTC.fullmatch(at):
        return at
    try:
        moment = datetime.fromisoformat(at)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
