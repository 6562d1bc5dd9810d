"""The codebook of REFI-QDA (.qdc), out.

References
----------
REFI-QDA Standard 1.5, https://www.qdasoftware.org; schema REFI-QDA-Codebook of 18 March 2019.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from qualkit.coding.codebook import Entry
from qualkit.errors import BadAct
from qualkit.exchange.nvivo import description
from qualkit.exchange.xml_files import add, root_element, xml_bytes
from qualkit.model import Problem, Theme
from qualkit.text.legal import is_legal

if TYPE_CHECKING:
    from lxml.etree import _Element

CODEBOOK = "urn:QDA-XML:codebook:1.0"
EMPTY = "The codebook has no codes, and REFI-QDA allows no codebook without one."
NOT_CODABLE = "not codable"
"""The kind of a code that another program uses as a folder only."""
_PLAIN_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_GUID = re.compile(rf"{_PLAIN_GUID}|\{{{_PLAIN_GUID}\}}")
_COLOR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")


@dataclass(frozen=True, slots=True)
class ThemeSet:
    """A theme with the ids of its codes: a Set of the standard."""

    theme: Theme
    code_ids: tuple[str, ...]


def codebook_qdc(
    entries: Sequence[Entry], sets: Sequence[ThemeSet] = (), *, origin: str = "qualkit"
) -> tuple[bytes, list[Problem]]:
    """The codebook as .qdc, valid by the schema, and what the standard cannot hold.

    Parameters
    ----------
    entries : sequence of Entry
        The codes in use as a tree, depth first; a code's id is its GUID.
    sets : sequence of ThemeSet
        Themes become Sets of MemberCode; the standard knows no set within a set.
    origin : str
        The program that writes.

    Raises
    ------
    BadAct
        There is no code: the schema asks for at least one.
    """
    if not entries:
        raise BadAct(EMPTY, hint="Make a code first, such as with: qualkit codebook create STUDY NAME")
    root = root_element(CODEBOOK, "CodeBook", {"origin": origin})
    add_codes(root, entries)
    _add_sets(root, sets, {entry.code.id for entry in entries})
    return xml_bytes(root), not_held(entries, sets)


def add_codes(root: _Element, entries: Sequence[Entry]) -> dict[str, _Element]:
    """The tree of codes under a new Codes element; returns the elements by the codes' ids."""
    above = [add(root, "Codes")]
    made: dict[str, _Element] = {}
    for entry in entries:
        code = entry.code
        codable = "false" if code.kind == NOT_CODABLE else "true"
        values = {"guid": guid_of(code.id), "name": code.name, "isCodable": codable}
        if _COLOR.fullmatch(code.color):
            values["color"] = code.color
        element = made[code.id] = add(above[entry.level], "Code", values)
        describe(element, description(code))
        above = [*above[: entry.level + 1], element]
    return made


def _add_sets(root: _Element, sets: Sequence[ThemeSet], code_ids: set[str]) -> None:
    if not sets:
        return
    holder = add(root, "Sets")
    for one in sets:
        element = add(holder, "Set", {"guid": guid_of(one.theme.id), "name": one.theme.name})
        describe(element, theme_text(one.theme))
        for code_id in one.code_ids:
            if code_id in code_ids:
                add(element, "MemberCode", {"guid": guid_of(code_id)})


def theme_text(theme: Theme) -> str:
    """A theme's concept, definition, what it is not and its story as one text."""
    exclude = f"What it is not: {theme.exclude}" if theme.exclude else ""
    return "\n".join(filter(None, (theme.concept, theme.definition, exclude, theme.story)))


def describe(element: _Element, text: str) -> None:
    """A Description, where there is something to describe."""
    if text:
        add(element, "Description", text=text)


def guid_of(noun_id: str) -> str:
    """Ids are GUIDs already; one that came from elsewhere in another shape gets one that is always the same."""
    return noun_id if _GUID.fullmatch(noun_id) else str(uuid5(NAMESPACE_URL, noun_id))


def not_held(entries: Sequence[Entry], sets: Sequence[ThemeSet]) -> list[Problem]:
    """What of codes and themes the standard cannot hold."""
    told = []
    cleaned = [e.code.name for e in entries if not is_legal(e.code.name + description(e.code))]
    if cleaned:
        told.append(Problem(cleaned[0], "control characters were left out of the file, which cannot hold them"))
    if any(one.theme.parent_id for one in sets):
        told.append(Problem("themes", "subthemes stand beside their themes in the file: the standard nests no sets"))
    return told
