"""A passage with the words around it."""

from __future__ import annotations

import re


def around(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """A passage with up to `width` letters before and after it, cut at spaces, line breaks as spaces."""
    before, after = text[max(0, start - width) : start], text[end : end + width]
    if start > width and " " in before:
        before = before[before.index(" ") + 1 :]
    if end + width < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return tuple(re.sub(r"\s+", " ", part) for part in (before, text[start:end], after))  # type: ignore[return-value]
