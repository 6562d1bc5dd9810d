"""Text without what XML, and so a Word document, cannot hold. Pure."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without the control characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def is_legal(text: str) -> bool:
    """Whether XML can hold the text as it is."""
    return _ILLEGAL.search(text) is None
