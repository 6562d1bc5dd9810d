"""What a browser sends with an act, taken apart with care: it may be anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualkit.errors import BadAct

Op = Mapping[str, Any]


def text(op: Op, name: str) -> str:
    """A field of words. Raises BadAct."""
    value = op.get(name, "")
    if not isinstance(value, str):
        raise BadAct(f"The browser sent {value!r} as “{name}”.", hint="Reload the page.")
    return value


def number(op: Op, name: str) -> int:
    """A field that is a whole number. Raises BadAct."""
    value = op.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadAct(f"The browser sent {value!r} as “{name}”.", hint="Reload the page.")
    return value
