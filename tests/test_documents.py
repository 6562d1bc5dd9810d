"""Parts of a document, as Word and a web page show them."""

from __future__ import annotations

import io
import struct
import zlib

import docx
import pytest

from qualkit.documents.blocks import Heading, Picture, Quote, Rows, Text
from qualkit.documents.page import page_html
from qualkit.documents.word import blocks_document
from qualkit.documents.word_cards import Card, cards_document
from qualkit.documents.word_transcripts import Remark, coded_document, transcripts_document
from qualkit.text.layout import Line

HOSTILE = '<script>alert("x")</script> & \x0b'
BLOCKS = [
    Heading("Themes", 2),
    Text("one\ntwo", "Idea", 1),
    Quote("Too loud", "P1"),
    Rows(("a", "b"), [("=1+1", None), (HOSTILE, 7)]),
]


def png() -> bytes:
    """One black point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def opened(body: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(body))


def test_word_shows_every_part_in_its_order() -> None:
    document = opened(blocks_document("Report", [*BLOCKS, Picture(png(), "A point")]))
    shown = [(one.style.name, one.text) for one in document.paragraphs if one.text]
    assert shown == [
        ("Title", "Report"),
        ("Heading 2", "Themes"),
        ("Normal", "Idea: one\ntwo"),
        ("Quote", "“Too loud” (P1)"),
        ("Caption", "A point"),
    ]
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[:2] == [["a", "b"], ["=1+1", ""]]
    assert len(document.inline_shapes) == 1


def test_a_page_shows_text_as_text_and_fetches_nothing() -> None:
    page = page_html(HOSTILE, [*BLOCKS, Picture(png(), HOSTILE)])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("data:image", "")
    assert "<h3>Themes</h3>" in page
    assert "one<br>two" in page


def test_a_wide_page_lies_on_its_side() -> None:
    page = opened(blocks_document("Audit", [], landscape=True)).sections[0]
    assert page.page_width > page.page_height


def test_cards_stand_two_to_a_row_and_are_never_cut() -> None:
    body = cards_document(
        [Card("code", "noise", "loud", is_name=True), Card("noise", HOSTILE, "P1"), Card("", "c", "")]
    )
    table = opened(body).tables[0]
    assert [next(" ".join(cell.text.split()) for cell in row.cells) for row in table.rows] == ["code noise loud", "c"]
    assert all("cantSplit" in row._tr.xml for row in table.rows)


def test_a_wide_margin_leaves_room_to_write() -> None:
    line = Line("Ann", 7000, 8000, "Too loud.")
    section = opened(transcripts_document([("P1", "", [line])], margin_cm=8)).sections[0]
    assert round(section.right_margin.cm) == 8
    assert "lnNumType" in section._sectPr.xml


@pytest.mark.parametrize("text", ["a\tb", " ", "  two  spaces ", "\u202babc\u202c", "😀 e\u0301", HOSTILE])
def test_a_transcript_holds_its_words_letter_by_letter(text: str) -> None:
    document = opened(transcripts_document([(text, text, [Line(text, None, None, text)])], numbered=False))
    said = text.replace("\x0b", "")
    assert [one.text for one in document.paragraphs] == [said, said, f"\t{said}: {said}"]


def test_remarks_stand_on_their_words_also_where_they_overlap_or_hold_one_another() -> None:
    text = "A: the rain\n\nB: it & never stopped"
    remarks = [
        Remark(3, 6, 'A"<da', "one\ntwo"),
        Remark(3, 22, "&", HOSTILE),
        Remark(7, 18, "Bo", ""),
        Remark(4, 4, "x", "y"),
    ]
    document = opened(coded_document("Talks", [("P1", text, remarks), ("P2", " ", [])]))
    told = {one.comment_id: (one.author, one.text) for one in document.comments}
    assert told == {0: ('A"<da', "one\ntwo"), 1: ("&", HOSTILE.replace("\x0b", "")), 2: ("Bo", "")}
    assert words_under(document) == {0: "the", 1: "the rainB: it & n", 2: "rainB: it"}
    assert [one.text for one in document.paragraphs] == [
        "Talks",
        "P1",
        "A: the rain",
        "",
        "B: it & never stopped",
        "P2",
        " ",
    ]


def words_under(document: docx.document.Document) -> dict[int, str]:
    """The words between the beginning and the end of each comment."""
    found: dict[int, str] = {}
    within: set[int] = set()
    for node in document.element.body.iter():
        kind = node.tag.rpartition("}")[2]
        if kind == "commentRangeStart":
            within.add(int(node.values()[0]))
        elif kind == "commentRangeEnd":
            within.remove(int(node.values()[0]))
        elif kind == "t":
            found |= {one: found.get(one, "") + node.text for one in within}
    return found
