"""Words looked for in a transcript, each shown with the words around it; every text goes through `html.escape`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from qualkit.model import Transcript
from qualkit.text.parts import turns_of

CONTEXT = 50
HITS_SHOWN = 50
STYLE = """
<style>
  .qk-hits mark { background: #f6e3a1; color: #1f2430; border-radius: .15rem; }
  .qk-hits { margin: 0; padding-left: 1.6rem; font-size: .92rem; line-height: 1.7; } .qk-hits a { color: inherit; }
</style>
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where in the text something was found."""

    start: int
    end: int


def find_text(text: str, wanted: str) -> list[Stretch]:
    """Where the words that a person looks for stand, letter case and line breaks aside."""
    words = [re.escape(word) for word in wanted.split()]
    if not words:
        return []
    return [Stretch(*found.span()) for found in re.finditer(r"\s+".join(words), text, re.IGNORECASE)]


def hits_html(transcript: Transcript, hits: Sequence[Stretch]) -> str:
    """What was found, each with the words around it and a way to its place in the text."""
    turns = list(turns_of(transcript))
    lines = []
    for hit in hits[:HITS_SHOWN]:
        number = max(0, bisect_left(turns, hit.start + 1, key=lambda turn: turn.start) - 1)
        before, said, after = around(transcript.text, hit.start, hit.end, CONTEXT)
        shown = f"… {escape(before)}<mark>{escape(said)}</mark>{escape(after)} …"
        lines.append(f'<li><a href="#turn-{number}">{shown}</a></li>')
    return f'<ol class="qk-hits">{"".join(lines)}</ol>'


def around(text: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """A passage with up to `width` letters before and after it, cut at spaces, line breaks as spaces."""
    before, after = text[max(0, start - width) : start], text[end : end + width]
    if start > width and " " in before:
        before = before[before.index(" ") + 1 :]
    if end + width < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return tuple(re.sub(r"\s+", " ", part) for part in (before, text[start:end], after))  # type: ignore[return-value]
