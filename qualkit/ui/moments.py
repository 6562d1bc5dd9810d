"""Moments and lengths of time as a person says them."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from qualkit.ui.language import _, marked

MONTHS = (
    *(marked("Jan"), marked("Feb"), marked("Mar"), marked("Apr"), marked("May"), marked("Jun")),
    *(marked("Jul"), marked("Aug"), marked("Sep"), marked("Oct"), marked("Nov"), marked("Dec")),
)


def when(at: str) -> str:
    """A moment (ISO 8601, UTC) in the reader's time: "today 10:42", "yesterday 10:31", "12 Nov 10:31"."""
    moment = _local(at)
    return f"{_day(moment)} {moment:%H:%M}"


def day(at: str) -> str:
    """The day of a moment: "today", "yesterday", "12 Nov", "12 Nov 2024"."""
    return _day(_local(at))


def month(on: date) -> str:
    """The month of a day, in three letters where the language has them."""
    return _(MONTHS[on.month - 1])


def _local(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(_zone())


def _zone() -> tzinfo | None:
    """The reader's time zone as the browser tells it; None is this computer's."""
    try:
        return ZoneInfo(st.context.timezone) if st.context.timezone else None
    except ZoneInfoNotFoundError:
        return None


def _day(moment: datetime) -> str:
    today = datetime.now(moment.tzinfo).date()
    days = (today - moment.date()).days
    if days in (0, 1):
        return (_("today"), _("yesterday"))[days]
    named = {"day": moment.day, "month": month(moment)}
    if moment.year == today.year:
        return _("{day} {month}", **named)
    return _("{day} {month} {year}", **named, year=moment.year)
