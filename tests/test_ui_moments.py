"""Moments and lengths of time as a person says them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from qualkit.text.times import clock
from qualkit.ui.moments import day, when


@pytest.mark.parametrize(
    ("ms", "said"), [(0, "0:00"), (7_999, "0:07"), (20 * 60_000 + 58_000, "20:58"), (3_723_000, "1:02:03")]
)
def test_a_place_in_a_recording_is_told_as_on_a_player(ms: int, said: str) -> None:
    assert clock(ms) == said


def test_days_near_now_have_their_words() -> None:
    now = datetime.now(UTC)
    assert when(now.isoformat()).startswith("today ")
    assert day((now - timedelta(days=1)).isoformat()) == "yesterday"


def test_an_earlier_year_is_named() -> None:
    assert day("2019-11-12T12:00:00Z") == "12 Nov 2019"
