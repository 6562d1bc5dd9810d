"""Where in the interviews passages stand: codes given near each other are often parts of one matter. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualkit.themes.geometry import FARTHEST, Ints
from qualkit.themes.proposal import CodedQuote


def stretches(codes: Sequence[Sequence[CodedQuote]]) -> list[Ints]:
    """The stretch of each passage of each code, numbered through all interviews, which lie too far apart to touch."""
    last: dict[str, int] = {}
    for quote in (quote for quotes in codes for quote in quotes):
        last[quote.interview_id] = max(last.get(quote.interview_id, 0), quote.stretch)
    begins, at = {}, 0
    for interview in sorted(last):
        begins[interview], at = at, at + last[interview] + 1 + 2 * FARTHEST
    return [np.array([begins[q.interview_id] + q.stretch for q in quotes], dtype=np.int64) for quotes in codes]
