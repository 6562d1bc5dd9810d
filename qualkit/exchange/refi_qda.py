"""REFI-QDA, the exchange standard of the programs for qualitative analysis: the codebook (.qdc). Home of lxml.

References
----------
REFI-QDA Standard 1.5, https://www.qdasoftware.org; schema REFI-QDA-Codebook of 18 March 2019.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from qualkit.coding.codebook import Entry
from qualkit.errors import BadAct
from qualkit.exchange.nvivo import description
from qualkit.model import Problem, Theme

if TYPE_CHECKING:
    from lxml.etree import _Element

CODEBOOK = "urn:QDA-XML:codebook:1.0"
EMPTY = "The codebook has no codes, and REFI-QDA allows no codebook without one."
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_COLOR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    from lxml import etree

    if not entries:
        raise BadAct(EMPTY, hint="Make a code first, such as with: qualkit codebook create STUDY NAME")
    default = {None: CODEBOOK}
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", {"origin": origin}, nsmap=default)  # type: ignore[arg-type]
    _add_codes(root, entries)
    _add_sets(root, sets, {entry.code.id for entry in entries})
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return body, _not_held(entries, sets)


def _add_codes(root: _Element, entries: Sequence[Entry]) -> None:
    above = [_child(root, "Codes", {})]
    for entry in entries:
        code = entry.code
        values = {"guid": _guid(code.id), "name": code.name, "isCodable": "true"}
        if _COLOR.fullmatch(code.color):
            values["color"] = code.color
        element = _child(above[entry.level], "Code", values)
        _describe(element, description(code))
        above = [*above[: entry.level + 1], element]


def _add_sets(root: _Element, sets: Sequence[ThemeSet], code_ids: set[str]) -> None:
    if not sets:
        return
    holder = _child(root, "Sets", {})
    for one in sets:
        element = _child(holder, "Set", {"guid": _guid(one.theme.id), "name": one.theme.name})
        _describe(element, "\n".join(filter(None, (one.theme.concept, one.theme.definition))))
        for code_id in one.code_ids:
            if code_id in code_ids:
                _child(element, "MemberCode", {"guid": _guid(code_id)})


def _child(parent: _Element, name: str, values: Mapping[str, str]) -> _Element:
    from lxml import etree

    allowed = {key: _NOT_XML.sub("", text) for key, text in values.items()}
    return etree.SubElement(parent, f"{{{CODEBOOK}}}{name}", allowed)


def _describe(element: _Element, text: str) -> None:
    if text:
        _child(element, "Description", {}).text = _NOT_XML.sub("", text)


def _guid(noun_id: str) -> str:
    """Ids are GUIDs already; one that came from elsewhere in another shape gets one that is always the same."""
    return noun_id if _GUID.fullmatch(noun_id) else str(uuid5(NAMESPACE_URL, noun_id))


def _not_held(entries: Sequence[Entry], sets: Sequence[ThemeSet]) -> list[Problem]:
    told = []
    cleaned = [e.code.name for e in entries if _NOT_XML.search(e.code.name + description(e.code))]
    if cleaned:
        told.append(Problem(cleaned[0], "control characters were left out of the .qdc, which cannot hold them"))
    if any(one.theme.parent_id for one in sets):
        told.append(Problem("themes", "subthemes stand beside their themes in the .qdc: the standard nests no sets"))
    return told
