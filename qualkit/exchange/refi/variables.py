"""Facts about participants as the standard has them: variables with a kind, and values that fit it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualkit.exchange.identity import derived_id
from qualkit.model import Attribute, Variable

TEXT = "Text"
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
SPELLED = {
    "Boolean": re.compile(r"true|false|1|0"),
    "Integer": re.compile(r"[+-]?[0-9]+"),
    "Float": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    "Date": re.compile(_DAY),
    "DateTime": re.compile(rf"{_DAY}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.[0-9]+)?(Z|[+-](0\d|1[0-3]):[0-5]\d)?"),
}
"""How values of each kind are spelled (XML Schema); a study's own values are texts, and any text is one."""


def variables_of(known: Iterable[Variable], attributes: Iterable[Attribute]) -> dict[str, Variable]:
    """The variable of each attribute's name: the one a file brought, of its kind where all values still fit it."""
    named = {one.name: one for one in known}
    values: dict[str, list[str]] = {name: [] for name in named}
    for one in attributes:
        values.setdefault(one.name, []).append(one.value)
    return {name: _fitting(named.get(name), name, held) for name, held in values.items()}


def _fitting(known: Variable | None, name: str, values: Iterable[str]) -> Variable:
    if known is None:
        return Variable(id=derived_id("variable", name), name=name)
    spelled = SPELLED.get(known.kind)
    fits = spelled is not None and all(spelled.fullmatch(value) for value in values)
    return Variable(id=known.id, name=name, kind=known.kind if fits else TEXT)
