r"""RTF documents as text.

References
----------
Rich Text Format Specification 1.9.1: groups in braces, control words `\word123 `, characters as `\'hh` in the
document's code page or `\u1234` followed by as many stand-ins as `\uc` says.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from qualkit.errors import BadFile
from qualkit.exchange.decoding import refuse_unreadable
from qualkit.model import Problem, TranscriptText
from qualkit.text.turns import from_labelled_text

DESTINATIONS = frozenset(
    (
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "annotation", "generator", "fldinst"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote"),
        *("listtable", "listoverridetable", "rsidtbl", "themedata", "xmlnstbl", "datastore", "latentstyles"),
    )
)
BREAKS = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "\t", "tab": "\t"}
SIGNS = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"}
ESCAPED = {b"~": "\u00a0", b"_": "-", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside a pair of braces: whether its text is shown, and the stand-ins after a Unicode character."""

    shown: bool = True
    stand_ins: int = 1


@dataclass(slots=True)
class _Reader:
    codepage: str = "cp1252"
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    parts: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    skip: int = 0

    def read(self, body: bytes) -> str:
        for token in _TOKEN.finditer(body):
            word, number, code, sign, brace, plain = token.groups()
            if brace:
                self.brace(brace)
            elif word:
                self.word(word.decode("ascii"), int(number) if number else None)
            elif code or plain:
                self.letters(bytes([int(code, 16)]) if code else plain, one=bool(code))
            elif sign:
                self.sign(sign)
        self.flush()
        return "".join(self.parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def flush(self) -> None:
        """Bytes of the code page become text together: in some, two make one letter."""
        if self.pending:
            self.parts.append(bytes(self.pending).decode(self.codepage, "replace"))
            self.pending.clear()

    def put(self, text: str) -> None:
        if self.groups[-1].shown:
            self.flush()
            self.parts.append(text)

    def brace(self, brace: bytes) -> None:
        if brace == b"{":
            self.groups.append(self.groups[-1])
        elif len(self.groups) > 1:
            self.groups.pop()
        self.skip = 0

    def word(self, word: str, number: int | None) -> None:
        if word in DESTINATIONS:
            self.groups[-1] = replace(self.groups[-1], shown=False)
        elif word == "uc":
            self.groups[-1] = replace(self.groups[-1], stand_ins=max(0, min(number or 0, 8)))
        elif word == "u" and number is not None:
            self.put(chr(number % 0x10000))
            self.skip = self.groups[-1].stand_ins
        elif word == "ansicpg" and number:
            self.codepage = _codepage(number)
        else:
            self.put(BREAKS.get(word) or SIGNS.get(word, ""))

    def letters(self, letters: bytes, *, one: bool) -> None:
        dropped = min(self.skip, 1 if one else len(letters))
        self.skip -= dropped
        if self.groups[-1].shown:
            self.pending += letters[dropped:]

    def sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.groups[-1] = replace(self.groups[-1], shown=False)
        else:
            self.put(ESCAPED.get(sign, ""))


def read_rtf(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript from an RTF document: its text, without headers, footnotes and pictures. Raises BadFile."""
    refuse_unreadable(name, body)
    if not body.lstrip().startswith(b"{\\rtf"):
        raise BadFile(f"“{name}” is not an RTF document.", hint="Save it as .docx or .txt.")
    text = "\n".join(line.rstrip() for line in _Reader().read(body).split("\n")).strip()
    if not text:
        raise BadFile(f"“{name}” holds no text.", hint="Is the transcript a picture? Copy it as text.")
    return from_labelled_text(text, source=name), []


def _codepage(number: int) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"
