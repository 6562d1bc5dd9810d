"""A REFI-QDA project as its file has it: elements with their GUIDs and raw positions, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Made:
    """Who made an element (the GUID of a user), and when."""

    user: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class UserElement:
    """Somebody who coded."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class VariableElement:
    """What cases have a value of; `kind` is Text, Boolean, Integer, Float, Date or DateTime."""

    guid: str
    name: str
    kind: str = "Text"


@dataclass(slots=True)
class CodeElement:
    """A code; `parent` is the GUID of the code it stands under, or empty."""

    guid: str
    name: str
    parent: str = ""
    color: str = ""
    description: str = ""
    codable: bool = True
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class CodingElement:
    """A code applied to the selection or source that holds this."""

    guid: str
    code: str
    made: Made
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SelectionElement:
    """A passage of plain text, with positions as the file counts them."""

    guid: str
    name: str
    start: int
    end: int
    made: Made
    description: str = ""
    codings: list[CodingElement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SourceElement:
    """A text with its passages; of a recording its transcript, of a PDF its text.

    Attributes
    ----------
    kind : str
        The element: "TextSource", "PDFSource", "AudioSource", "VideoSource", "PictureSource" or "Note".
    path, content : str
        Where the text lies, or the text itself.
    media, body : str, bytes or None
        Where the recording lies, and the recording where it is in the archive.
    text, has_bom : str or None, bool
        The text once it was found, without its byte order mark, and whether it had one.
    sync : list of (int, int)
        Position and milliseconds of points at which text and recording meet.
    beyond : int
        Selections of pictures, pages and sound: what is not text.
    quoted : list of (str, SelectionElement)
        Selections of pages with the words in them, whose positions in the text are not given.
    """

    guid: str
    name: str
    kind: str
    made: Made
    path: str = ""
    content: str | None = None
    media: str = ""
    body: bytes | None = None
    description: str = ""
    selections: list[SelectionElement] = field(default_factory=list)
    codings: list[CodingElement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    sync: list[tuple[int, int]] = field(default_factory=list)
    beyond: int = 0
    quoted: list[tuple[str, SelectionElement]] = field(default_factory=list)
    text: str | None = None
    has_bom: bool = False


@dataclass(slots=True)
class CaseElement:
    """A case with its values by variable and the sources it took part in."""

    guid: str
    name: str
    description: str = ""
    values: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    beyond: int = 0


@dataclass(slots=True)
class SetElement:
    """A set of codes, sources and notes, by GUID."""

    guid: str
    name: str
    description: str = ""
    codes: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Project:
    """The whole of it."""

    name: str = ""
    origin: str = ""
    users: list[UserElement] = field(default_factory=list)
    codes: list[CodeElement] = field(default_factory=list)
    variables: list[VariableElement] = field(default_factory=list)
    cases: list[CaseElement] = field(default_factory=list)
    sources: list[SourceElement] = field(default_factory=list)
    notes: list[SourceElement] = field(default_factory=list)
    sets: list[SetElement] = field(default_factory=list)
    note_refs: list[str] = field(default_factory=list)
    links: int = 0
    graphs: int = 0


def same(guid: str) -> str:
    """A GUID as it is compared: without braces, in small letters. It is kept as it is written."""
    return guid.strip().strip("{}").lower()
