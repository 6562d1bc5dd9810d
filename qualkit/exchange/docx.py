"""Word documents, the home of python-docx: an archive is looked at before it is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from qualkit.errors import BadFile
from qualkit.exchange.archive import Archive
from qualkit.exchange.decoding import refuse_unreadable
from qualkit.exchange.xml_files import legal
from qualkit.model import Problem, TranscriptText
from qualkit.text.turns import BETWEEN_TURNS, from_labelled_text

LARGEST_UNPACKED = 300 * 2**20
INDENT_CM = 0.6
LEFT_OUT = {"word/comments.xml": "comments", "word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says about a stretch of a text, in code points."""

    start: int
    end: int
    by: str
    text: str


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(name: str, body: bytes) -> tuple[TranscriptText, list[Problem]]:
    """A transcript from a Word document: its paragraphs, table rows as lines, tracked changes as if accepted.

    Raises
    ------
    BadFile
        It is no Word document, is damaged, or is made to fill the memory.
    """
    refuse_unreadable(name, body)
    parts = Archive(name, body, what="a Word document (.docx)", largest=LARGEST_UNPACKED).sizes
    root = _document(name, body)
    paragraphs = [text for text in map(str.strip, _paragraphs(root)) if text]
    if not paragraphs:
        raise BadFile(f"“{name}” holds no text.", hint="Is the transcript a picture or a text box? Copy it as text.")
    return from_labelled_text(BETWEEN_TURNS.join(paragraphs), source=name), _problems(name, parts, root)


def table_document(title: str, about: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A Word document with a heading, a sentence and a table across a landscape page."""
    import docx
    from docx.enum.section import WD_ORIENT

    document = docx.Document()
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
    document.add_heading(title, level=1)
    document.add_paragraph(about)
    table = document.add_table(rows=1, cols=len(columns), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        cell.text = name
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = legal(str(value))
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def codebook_document(title: str, about: str, codes: Iterable[tuple[int, str, list[tuple[str, str]]]]) -> bytes:
    """A Word document with a heading for each code by its level, and its labelled texts under it."""
    import docx
    from docx.shared import Cm

    document = docx.Document()
    document.add_heading(legal(title), level=1)
    document.add_paragraph(legal(about))
    for level, name, parts in codes:
        heading = document.add_heading(legal(name), level=min(9, level + 2))
        heading.paragraph_format.left_indent = Cm(level * INDENT_CM)
        for label, text in parts:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(level * INDENT_CM)
            paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(legal(text))
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def coded_document(title: str, talks: Iterable[tuple[str, str, Sequence[Remark]]]) -> bytes:
    """A Word document of transcripts (name, text, remarks), a heading and a page for each, remarks as comments."""
    import docx

    document = docx.Document()
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
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def _pieces(document: Any, text: str, edges: Sequence[int]) -> Iterator[tuple[int, Any]]:
    """Writes a text, a paragraph a line, cut at the edges; gives where each piece begins and its run."""
    at = 0
    for line in text.splitlines(keepends=True):
        paragraph = document.add_paragraph()
        cuts = edges[bisect_right(edges, at) : bisect_left(edges, at + len(line))]
        for start, end in pairwise([at, *cuts, at + len(line)]):
            yield start, paragraph.add_run(legal(text[start:end].rstrip("\r\n")))
        at += len(line)


def _document(name: str, body: bytes) -> Any:
    """The body of the document; python-docx reads XML without entities and without network."""
    import docx
    from docx.opc.exceptions import OpcError

    damaged = BadFile(f"“{name}” is damaged, or not a Word document.", hint="Open it in Word and save it again.")
    try:
        return docx.Document(io.BytesIO(body)).element.body
    except (OpcError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError, EOFError) as error:
        raise damaged from error
    except (NotImplementedError, RuntimeError, zlib.error) as error:  # an encrypted, cut off or oddly packed entry
        raise damaged from error


def _paragraphs(blocks: Any) -> Iterator[str]:
    """Text in reading order: paragraphs, and each row of a table as one line with tabs."""
    for block in blocks:
        if block.tag == f"{_W}p":
            yield _text(block)
        elif block.tag == f"{_W}tbl":
            for row in block.findall(f"{_W}tr"):
                cells = (" ".join(_paragraphs(cell)) for cell in row.findall(f"{_W}tc"))
                yield "\t".join(" ".join(cell.split()) for cell in cells)
        elif block.tag == f"{_W}sdt":
            yield from _paragraphs(block.findall(f"{_W}sdtContent/*"))


def _text(element: Any) -> str:
    """What a reader sees: inserted text counts, deleted text and the second spelling of drawings do not."""
    if element.tag in (f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}pPr", f"{_W}rPr"):
        return ""
    if element.tag == f"{_W}t":
        return element.text or ""
    return _BREAKS.get(element.tag, "") + "".join(_text(child) for child in element)


def _problems(name: str, parts: dict[str, int], root: Any) -> list[Problem]:
    problems = [
        Problem(name, f"its {what} were left out", "Copy those that matter into memos.")
        for part, what in LEFT_OUT.items()
        if parts.get(part, 0) > 3000 or (part == "word/comments.xml" and part in parts)
    ]
    if next(root.iter(f"{_W}ins", f"{_W}del"), None) is not None:
        problems.append(Problem(name, "its tracked changes were read as if accepted", "Compare the text."))
    return problems
