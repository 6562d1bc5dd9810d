"""Names of interviews from names of files: the stem, and a number where two recordings would share it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import count


def interview_name(stem: str) -> str:
    """The stem of a file's name on one line: without control characters and runs of spaces."""
    printable = "".join(" " if unicodedata.category(c) == "Cc" else c for c in stem)
    return " ".join(printable.split()) or "recording"


def free_name(stem: str, taken: Iterable[str]) -> str:
    """“P1”, or “P1 (2)” where “P1” is taken; names that a file system may confuse count as the same."""
    name = interview_name(stem)
    used = {_folded(one) for one in taken}
    numbered = (name if number == 1 else f"{name} ({number})" for number in count(1))
    return next(one for one in numbered if _folded(one) not in used)


def is_name_of(name: str, stem: str) -> bool:
    """Whether `free_name` may have given this name to a file with that stem."""
    return re.fullmatch(re.escape(interview_name(stem)) + r"( \(\d+\))?", name) is not None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
