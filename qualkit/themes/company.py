"""Where in the interviews passages stand: codes given near each other are often parts of one matter. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qualkit.themes.geometry import FARTHEST, Ints
from qualkit.themes.proposal import CodedQuote


def stretches(codes: Sequence[Sequence[CodedQuote]]) -> list[Ints]:
    """The stretch of each passage of each code, numbered through all interviews.

    Interviews lie too far apart to touch, and no farther; nor do passages of one interview.
    """
    used = sorted({(quote.interview_id, quote.stretch) for quotes in codes for quote in quotes})
    number, at = {}, 0
    for before, place in zip([used[0], *used] if used else [], used, strict=False):
        same = before[0] == place[0]
        at += min(place[1] - before[1], 2 * FARTHEST) if same else 2 * FARTHEST
        number[place] = at
    return [np.array([number[q.interview_id, q.stretch] for q in quotes], dtype=np.int64) for quotes in codes]
