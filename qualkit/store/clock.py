"""The time of day on this computer, as messages tell it; the journal keeps UTC."""

from __future__ import annotations

from datetime import datetime


def moment(at: str) -> str:
    """A moment (ISO 8601, UTC) on this computer's clock: 2026-03-01 14:05."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
