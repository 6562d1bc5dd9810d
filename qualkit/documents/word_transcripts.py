"""Transcripts as Word documents: by turns with times and line numbers, and with remarks as comments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from qualkit.documents.word import new_document, saved
from qualkit.text.layout import Line
from qualkit.text.legal import legal
from qualkit.text.times import clock
from qualkit.text.translation import TOLD

TIME_CM, NAME_CM = 1.6, 3.2


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
    for number, (name, about, turns) in enumerate(talks):
        if number:
            document.add_page_break()
        document.add_heading(legal(name), level=1)
        document.add_paragraph(legal(about))
        for turn in turns:
            _add_turn(document, turn, times=times)
    if numbered:
        _number_lines(document)
    return saved(document)


def _make_room(document: Any, margin_cm: float) -> None:
    """A wide margin on the right, and a line and a half from line to line."""
    from docx.shared import Cm

    document.sections[0].right_margin = Cm(margin_cm)
    document.styles["Normal"].paragraph_format.line_spacing = 1.5


def _add_turn(document: Any, turn: Line, *, times: bool) -> None:
    """The time, the speaker in bold, and the words hanging beside the time."""
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Cm(TIME_CM), Cm(-TIME_CM)
    shape.tab_stops.add_tab_stop(Cm(TIME_CM))
    paragraph.add_run(f"{clock(turn.start_ms)}\t" if times and turn.start_ms is not None else "\t").italic = True
    if turn.speaker:
        paragraph.add_run(legal(f"{turn.speaker}: ")).bold = True
    paragraph.add_run(legal(turn.text))
    if turn.english:
        beside = document.add_paragraph()
        beside.paragraph_format.left_indent = Cm(TIME_CM)
        beside.add_run(legal(f"[{TOLD}: {turn.english}]")).italic = True


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
    document = new_document()
    document.add_heading(legal(title), level=1)
    for name, text, remarks in talks:
        document.add_heading(legal(name), level=2)
        edges = sorted({place for one in remarks for place in (one.start, one.end)})
        pieces = list(_pieces(document, text, edges))
        begins = [start for start, _ in pieces]
        for one in remarks:
            inside = pieces[bisect_left(begins, one.start) : bisect_left(begins, one.end)]
            if inside:
                runs = [inside[0][1], inside[-1][1]]
                document.add_comment(runs, text=legal(one.text), author=legal(one.by), initials=legal(one.by)[:2])
    return saved(document)


def _pieces(document: Any, text: str, edges: Sequence[int]) -> Iterator[tuple[int, Any]]:
    """Writes a text, a paragraph a line, cut at the edges; gives where each piece begins and its run."""
    at = 0
    for line in text.splitlines(keepends=True):
        paragraph = document.add_paragraph()
        cuts = edges[bisect_right(edges, at) : bisect_left(edges, at + len(line))]
        for start, end in pairwise([at, *cuts, at + len(line)]):
            yield start, paragraph.add_run(legal(text[start:end].rstrip("\r\n")))
        at += len(line)
