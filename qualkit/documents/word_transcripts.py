"""Transcripts as Word documents: by turns with times and line numbers, and with remarks as comments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import chain, pairwise
from typing import Any

from qualkit.documents.word import new_document, saved
from qualkit.documents.word_xml import (
    BOLD,
    ITALIC,
    PAGE_BREAK,
    elements,
    heading,
    paragraph,
    put,
    run,
    styled,
    twips,
)
from qualkit.text.layout import Line
from qualkit.text.legal import legal
from qualkit.text.times import clock
from qualkit.text.translation import TOLD

TIME_TWIPS = twips(1.6)
TAB = f'<w:tabs><w:tab w:val="left" w:pos="{TIME_TWIPS}"/></w:tabs>'
HANGING = f'{TAB}<w:ind w:left="{TIME_TWIPS}" w:hanging="{TIME_TWIPS}"/>'
BESIDE = f'<w:ind w:left="{TIME_TWIPS}"/>'
_NOTED = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
REFERENCE = f'<w:r>{_NOTED}<w:commentReference w:id="{{}}"/></w:r>'
ANNOTATED = f"<w:r>{_NOTED}<w:annotationRef/></w:r>"


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says about a stretch of a text, in code points."""

    start: int
    end: int
    by: str
    text: str


def transcripts_document(
    talks: Iterable[tuple[str, str, Iterable[Line]]], *, times: bool = True, numbered: bool = True, margin_cm: float = 0
) -> bytes:
    """A Word document of transcripts.

    Parameters
    ----------
    talks : iterable of (str, str, iterable of Line)
        Heading, a line about it, and the turns; each begins a page.
    times : bool
        With the time at which each turn begins.
    numbered : bool
        With line numbers in the margin, to be cited.
    margin_cm : float
        Room to write by hand beside the lines, which then stand further apart.
    """
    document = new_document()
    if margin_cm:
        _make_room(document, margin_cm)
    put(document, _told(talks, times=times))
    if numbered:
        _number_lines(document)
    return saved(document)


def _told(talks: Iterable[tuple[str, str, Iterable[Line]]], *, times: bool) -> Iterator[str]:
    for number, (name, about, turns) in enumerate(talks):
        if number:
            yield PAGE_BREAK
        yield heading(name, 1)
        yield paragraph(run(about))
        for turn in turns:
            yield from _turn(turn, times=times)


def _make_room(document: Any, margin_cm: float) -> None:
    """A wide margin on the right, and a line and a half from line to line."""
    from docx.shared import Cm

    document.sections[0].right_margin = Cm(margin_cm)
    document.styles["Normal"].paragraph_format.line_spacing = 1.5


def _turn(turn: Line, *, times: bool) -> Iterator[str]:
    """The time, the speaker in bold, and the words hanging beside the time; below them what they mean in English."""
    begins = run(f"{clock(turn.start_ms)}\t" if times and turn.start_ms is not None else "\t", ITALIC)
    speaker = [run(f"{turn.speaker}: ", BOLD)] if turn.speaker else []
    yield paragraph(begins, *speaker, run(turn.text), shape=HANGING)
    if turn.english:
        yield paragraph(run(f"[{TOLD}: {turn.english}]", ITALIC), shape=BESIDE)


def _number_lines(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    numbers = OxmlElement("w:lnNumType")
    numbers.set(qn("w:countBy"), "1")
    numbers.set(qn("w:restart"), "continuous")
    section = document.sections[0]._sectPr
    columns = section.find(qn("w:cols"))
    columns.addprevious(numbers) if columns is not None else section.append(numbers)


def coded_document(title: str, talks: Iterable[tuple[str, str, Sequence[Remark]]]) -> bytes:
    """A Word document of transcripts (name, text, remarks), a heading and a page for each, remarks as comments."""
    document, said = new_document(), Said()
    put(document, chain([heading(title, 1)], *(said.talk(*talk) for talk in talks)))
    comments = document.part._comments_part.element
    for comment in elements(said.comments):
        comments.append(comment)
    return saved(document)


class Said:
    """Talks as paragraphs with the places of remarks, and the comments that belong there."""

    def __init__(self) -> None:
        self.comments: list[str] = []
        self.at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def talk(self, name: str, text: str, remarks: Sequence[Remark]) -> Iterator[str]:
        """A heading, and a paragraph a line, cut where a remark begins or ends."""
        yield heading(name, 2)
        edges = sorted({place for one in remarks for place in (one.start, one.end)})
        lines = list(_lines(text, edges))
        begins, ends = self._around([start for line in lines for start, _ in line], remarks)
        for line in lines:
            yield paragraph(*(begins[start] + run(words) + ends[start] for start, words in line))

    def _around(self, starts: Sequence[int], remarks: Sequence[Remark]) -> tuple[dict[int, str], dict[int, str]]:
        """What stands before and after each piece of a text, by where it begins; the comments are kept."""
        begins: dict[int, str] = defaultdict(str)
        ends: dict[int, str] = defaultdict(str)
        for one in remarks:
            inside = starts[bisect_left(starts, one.start) : bisect_left(starts, one.end)]
            if inside:
                number = len(self.comments)
                begins[inside[0]] += f'<w:commentRangeStart w:id="{number}"/>'
                ends[inside[-1]] += f'<w:commentRangeEnd w:id="{number}"/>{REFERENCE.format(number)}'
                self.comments.append(_comment(number, one, self.at))
        return begins, ends


def _lines(text: str, edges: Sequence[int]) -> Iterator[list[tuple[int, str]]]:
    """Each line of a text, cut at the edges: where a piece begins, and its words."""
    at = 0
    for line in text.splitlines(keepends=True):
        cuts = edges[bisect_right(edges, at) : bisect_left(edges, at + len(line))]
        yield [(start, text[start:end].rstrip("\r\n")) for start, end in pairwise([at, *cuts, at + len(line)])]
        at += len(line)


def _comment(number: int, one: Remark, at: str) -> str:
    by, initials = escape(legal(one.by)), escape(legal(one.by)[:2])
    told = [run(line) for line in one.text.split("\n")]
    lines = "".join(styled("CommentText", line) for line in (ANNOTATED + told[0], *told[1:]))
    return f'<w:comment w:id="{number}" w:author="{by}" w:initials="{initials}" w:date="{at}">{lines}</w:comment>'
