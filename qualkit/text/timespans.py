"""A transcript as the table that NVivo imports beside a recording: timespan, content, speaker. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from qualkit.text.layout import Line

COLUMNS = ("Timespan", "Content", "Speaker")
LAST_MS = 1000
"""How long the last turn is taken to last where nothing says when it ends."""


def timespan_table(lines: Sequence[Line]) -> str:
    """Lines of timespan, content and speaker between tabs; a turn without a time has no place in it."""
    timed = [line for line in lines if line.start_ms is not None]
    begins = [line.start_ms or 0 for line in timed]
    ends = [*begins[1:], max(timed[-1].end_ms or 0, begins[-1] + LAST_MS)] if begins else []
    rows = ["\t".join(COLUMNS)]
    for line, begin, end in zip(timed, begins, ends, strict=True):
        rows.append(f"{_clock(begin)}-{_clock(max(begin, end))}\t{line.text}\t{' '.join(line.speaker.split())}")
    return "\r\n".join([*rows, ""])


def _clock(ms: int) -> str:
    """h:mm:ss.t, as NVivo writes times."""
    tenths = ms // 100
    return f"{tenths // 36000}:{tenths // 600 % 60:02}:{tenths // 10 % 60:02}.{tenths % 10}"
