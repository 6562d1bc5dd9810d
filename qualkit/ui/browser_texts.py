"""What components of the browser say: their sources begin with those of their texts that the page's language has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from qualkit.ui.language import in_number, said

LITERAL = r'"(?:[^"\\\n]|\\.)*"'
CALL = re.compile(rf"(?<![\w.])(?:_\(\s*({LITERAL})|plural\(\s*({LITERAL}),\s*({LITERAL}))")
SAMPLED = 200
"""Forms of a plural up to this number; from 100 on they come again with every hundred."""


def texts_in(js: str) -> Iterator[tuple[str, ...]]:
    """The texts that a source gives to `_`, and the pairs that it gives to `plural`."""
    for call in CALL.finditer(js):
        yield tuple(json.loads(literal) for literal in call.groups() if literal)


def in_language(js: str, language: str) -> str:
    """A component's source with the functions `_` and `plural`, and what they know of a language."""
    spoken = {texts[0]: _spoken(texts, language) for texts in texts_in(js)} if language else {}
    return f"const SPOKEN = {json.dumps(spoken)};\n{_functions()}\n{js}"


def _spoken(texts: tuple[str, ...], language: str) -> str | list[list[str] | list[int]]:
    """A text, or the forms of a plural and which of them stands for 0, 1, 2 and so on."""
    if len(texts) == 1:
        return said(texts[0], language)
    sampled = [in_number(texts[0], texts[1], n, language) for n in range(SAMPLED)]
    forms = list(dict.fromkeys(sampled))
    return [forms, [forms.index(form) for form in sampled]]


@cache
def _functions() -> str:
    return (resources.files("qualkit.ui") / "language.js").read_text(encoding="utf-8")
