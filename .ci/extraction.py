"""Texts of the pages for pybabel. Its own reader of Python passes over calls in f-strings and in other calls."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import IO, Any

from qualkit.ui.browser_texts import texts_in

Found = tuple[int, str, tuple[str | None, ...], list[str]]


def extract(file: IO[bytes], keywords: Collection[str], comment_tags: Any, options: Any) -> Iterator[Found]:
    """Every call of one of the keywords as pybabel asks for it: line, name, texts (None for what is none), comments."""
    calls = (node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call))
    named = [(call, call.func.id) for call in calls if isinstance(call.func, ast.Name) and call.func.id in keywords]
    for call, name in sorted(named, key=lambda pair: (pair[0].lineno, pair[0].col_offset)):
        yield call.lineno, name, tuple(text_of(argument) for argument in call.args), []


def extract_from_browser(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """The same of a component's source."""
    for texts in texts_in(file.read().decode("utf-8")):
        yield 1, "_" if len(texts) == 1 else "plural", texts, []


def text_of(argument: ast.expr) -> str | None:
    """The text of an argument, where it is one."""
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
