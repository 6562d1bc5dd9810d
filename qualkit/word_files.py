"""Transcripts as Word documents, for both stages that write them; python-docx is at home here and in exchange.docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from qualkit.text.layout import Line

TIME_CM, NAME_CM = 1.6, 3.2
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def transcripts_document(
    talks: Iterable[tuple[str, str, Iterable[Line]]], *, times: bool = True, numbered: bool = True
) -> bytes:
    """A Word document of transcripts.

    Parameters
    ----------
    talks : iterable of (str, str, iterable of Line)
        Heading, a line about it, and the turns; each begins a page.
    times : bool
        With the time at which each turn begins.
    numbered : bool
        With line numbers in the margin, from 1 on each page, to be cited.
    """
    import docx

    document: Any = docx.Document()
    for number, (name, about, turns) in enumerate(talks):
        if number:
            document.add_page_break()
        document.add_heading(legal(name), level=1)
        document.add_paragraph(legal(about))
        for turn in turns:
            _add_turn(document, turn, times=times)
    if numbered:
        _number_lines(document)
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def _add_turn(document: Any, turn: Line, *, times: bool) -> None:
    """ "0:07  Anna: words", with the words hanging beside it."""
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Cm(TIME_CM), Cm(-TIME_CM)
    shape.tab_stops.add_tab_stop(Cm(TIME_CM))
    paragraph.add_run(f"{clock(turn.start_ms)}\t" if times and turn.start_ms is not None else "\t").italic = True
    if turn.speaker:
        paragraph.add_run(legal(f"{turn.speaker}: ")).bold = True
    paragraph.add_run(legal(turn.text))


def _number_lines(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    numbers = OxmlElement("w:lnNumType")
    numbers.set(qn("w:countBy"), "1")
    numbers.set(qn("w:restart"), "continuous")
    section = document.sections[0]._sectPr
    columns = section.find(qn("w:cols"))
    columns.addprevious(numbers) if columns is not None else section.append(numbers)


def clock(ms: int) -> str:
    """Where in a recording: "0:07", "20:58", "1:02:03"."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def legal(text: str) -> str:
    """The text without what XML cannot hold."""
    return _ILLEGAL.sub("", text)
