"""The XML of REFI-QDA projects and codebooks, read as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualkit.errors import BadFile
from qualkit.exchange.refi.project import (
    CaseElement,
    CodeElement,
    CodingElement,
    Made,
    Project,
    SelectionElement,
    SetElement,
    SourceElement,
    UserElement,
    VariableElement,
    same,
)
from qualkit.exchange.xml_files import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_POSITION = 2**53
BEYOND_TEXT = ("PictureSelection", "PDFSelection", "AudioSelection", "VideoSelection")
RECORDED = ("AudioSource", "VideoSource")
TEXT_OF = {"PDFSource": "Representation", "PictureSource": "TextDescription"}


def read_project(name: str, body: bytes) -> Project:
    """A project (.qde) or a codebook (.qdc).

    Raises
    ------
    BadFile
        It is no well-formed XML, or something else than REFI-QDA.
    """
    root = parse_xml(name, body)
    kind = local_name(root)
    if kind not in ("Project", "CodeBook"):
        hint = "A REFI-QDA project begins with <Project>, a codebook with <CodeBook>."
        raise BadFile(f"“{name}” is XML that begins with <{kind}>, not REFI-QDA.", hint=hint)
    project = Project(name=root.get("name", ""), origin=root.get("origin", ""))
    project.users = [_user(one) for one in _all(root, "Users", "User")]
    top = root if kind == "CodeBook" else next(_children(root, "CodeBook"), None)
    project.codes = [] if top is None else list(_codes(top))
    project.variables = [_variable(one) for one in _all(root, "Variables", "Variable")]
    names = {same(one.guid): one.name for one in project.variables}
    project.cases = [_case(one, names) for one in _all(root, "Cases", "Case")]
    project.sources = [s for one in _all(root, "Sources") for s in _sources(one, names)]
    project.notes = [_text_source(one, names) for one in _all(root, "Notes", "Note")]
    project.sets = [_set(one) for one in _all(root, "Sets", "Set")]
    project.note_refs = _targets(root, "NoteRef")
    project.links, project.graphs = len(list(_all(root, "Links", "Link"))), len(list(_all(root, "Graphs", "Graph")))
    return project


def _children(element: _Element, *names: str) -> Iterator[_Element]:
    return (child for child in element if local_name(child) in names)


def _all(root: _Element, holder: str, *names: str) -> Iterator[_Element]:
    """The children of a holder such as Users; all of them where none is named."""
    for one in _children(root, holder):
        yield from _children(one, *names) if names else iter(one)


def _targets(element: _Element, name: str) -> list[str]:
    return [child.get("targetGUID") or child.get("guid") or "" for child in _children(element, name)]


def _text(element: _Element, name: str) -> str | None:
    child = next(_children(element, name), None)
    return None if child is None else child.text or ""


def _variable(element: _Element) -> VariableElement:
    return VariableElement(element.get("guid", ""), element.get("name", ""), element.get("typeOfVariable", "Text"))


def _user(element: _Element) -> UserElement:
    return UserElement(element.get("guid", ""), element.get("name") or element.get("id") or "")


def _made(element: _Element) -> Made:
    user = element.get("creatingUser") or element.get("modifyingUser") or ""
    return Made(same(user), element.get("creationDateTime") or element.get("modifiedDateTime") or "")


def _codes(codebook: _Element) -> Iterator[CodeElement]:
    """All codes, parents before their children."""
    waiting = [("", code) for holder in _children(codebook, "Codes") for code in _children(holder, "Code")]
    while waiting:
        parent, element = waiting.pop(0)
        guid = element.get("guid", "")
        codable = element.get("isCodable", "true") in ("true", "1")
        about = _text(element, "Description") or ""
        notes = _targets(element, "NoteRef")
        yield CodeElement(
            guid, element.get("name", ""), parent, element.get("color", ""), about, codable=codable, notes=notes
        )
        waiting += [(guid, child) for child in _children(element, "Code")]


def _values(element: _Element, variables: dict[str, str]) -> dict[str, str]:
    """What is said of a case or source, by the variable's name; empty values are none."""
    found = {}
    for one in _children(element, "VariableValue"):
        ref = next(iter(_targets(one, "VariableRef")), "")
        name = variables.get(same(ref), "")
        value = next((child.text for child in one if local_name(child).endswith("Value") and child.text), None)
        if name and value is not None:
            found[name] = value
    return found


def _case(element: _Element, variables: dict[str, str]) -> CaseElement:
    return CaseElement(
        element.get("guid", ""),
        element.get("name", ""),
        _text(element, "Description") or "",
        _values(element, variables),
        _targets(element, "SourceRef"),
        len(_targets(element, "CodeRef")) + len(_targets(element, "SelectionRef")),
    )


def _set(element: _Element) -> SetElement:
    return SetElement(
        element.get("guid", ""),
        element.get("name", ""),
        _text(element, "Description") or "",
        _targets(element, "MemberCode"),
        _targets(element, "MemberSource"),
        _targets(element, "MemberNote"),
    )


def _sources(element: _Element, variables: dict[str, str]) -> Iterator[SourceElement]:
    """A source; a recording with several transcripts is as many sources."""
    kind = local_name(element)
    if kind in RECORDED:
        transcripts = list(_children(element, "Transcript"))
        for number, transcript in enumerate(transcripts):
            yield _transcript(element, transcript, variables, is_first=number == 0)
        if not transcripts:
            yield _outer(element, variables)
    elif kind in TEXT_OF:
        yield _text_of(element, variables)
    elif kind == "TextSource":
        yield _text_source(element, variables)


def _outer(element: _Element, variables: dict[str, str]) -> SourceElement:
    """A source without its text."""
    kind = local_name(element)
    return SourceElement(
        element.get("guid", ""),
        element.get("name", ""),
        kind,
        _made(element),
        media=element.get("path", "") if kind in RECORDED else "",
        description=_text(element, "Description") or "",
        codings=[_coding(one) for one in _children(element, "Coding")],
        notes=_targets(element, "NoteRef"),
        values=_values(element, variables),
        beyond=len(list(_children(element, *BEYOND_TEXT))),
    )


def _text_source(element: _Element, variables: dict[str, str]) -> SourceElement:
    source = _outer(element, variables)
    _take_text(source, element)
    return source


def _take_text(source: SourceElement, element: _Element) -> None:
    source.path = element.get("plainTextPath") or ""
    source.content = _text(element, "PlainTextContent")
    for child in _children(element, "PlainTextSelection"):
        start, end = _whole(child.get("startPosition")), _whole(child.get("endPosition"))
        _take_selection(source, child, start, end)


def _text_of(element: _Element, variables: dict[str, str]) -> SourceElement:
    """A PDF's or picture's text stands in a child of its own."""
    source = _outer(element, variables)
    child = next(_children(element, TEXT_OF[local_name(element)]), None)
    if child is not None:
        _take_text(source, child)
    for page in _children(element, "PDFSelection"):
        words = next((_text(one, "PlainTextContent") for one in _children(page, "Representation")), None)
        if words and words.strip():
            source.quoted.append((words, _between(page, -1, -1)))
            source.beyond -= 1
    return source


def _transcript(element: _Element, transcript: _Element, variables: dict[str, str], *, is_first: bool) -> SourceElement:
    """A recording with one of its transcripts; passages are given by the points between which they lie."""
    source = _outer(element, variables)
    if not is_first:
        source = SourceElement(transcript.get("guid", ""), transcript.get("name", ""), source.kind, _made(transcript))
    _take_text(source, transcript)
    source.notes += _targets(transcript, "NoteRef")
    points = {}
    for point in _children(transcript, "SyncPoint"):
        position, ms = _whole(point.get("position")), _whole(point.get("timeStamp"))
        if position is not None:
            points[same(point.get("guid", ""))] = position
        if position is not None and ms is not None:
            source.sync.append((position, ms))
    for child in _children(transcript, "TranscriptSelection"):
        start, end = (points.get(same(child.get(name, ""))) for name in ("fromSyncPoint", "toSyncPoint"))
        _take_selection(source, child, start, end)
    return source


def _take_selection(source: SourceElement, element: _Element, start: int | None, end: int | None) -> None:
    if start is None or end is None:
        source.beyond += 1
    else:
        source.selections.append(_between(element, start, end))


def _between(element: _Element, start: int, end: int) -> SelectionElement:
    return SelectionElement(
        element.get("guid", ""),
        element.get("name", ""),
        start,
        end,
        _made(element),
        _text(element, "Description") or "",
        [_coding(one) for one in _children(element, "Coding")],
        _targets(element, "NoteRef"),
    )


def _coding(element: _Element) -> CodingElement:
    code = next(iter(_targets(element, "CodeRef")), "")
    return CodingElement(element.get("guid", ""), code, _made(element), _targets(element, "NoteRef"))


def _whole(text: str | None) -> int | None:
    """A whole number that a text could have, or None."""
    try:
        number = int(text or "")
    except ValueError:
        return None
    return number if abs(number) < LARGEST_POSITION else None
