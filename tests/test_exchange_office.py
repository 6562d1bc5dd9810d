"""Texts of word processors: .odt and .rtf."""

from __future__ import annotations

import pytest
from refi_inputs import packed

from qualkit.errors import BadFile
from qualkit.exchange.opendocument import read_ods
from qualkit.exchange.transcripts import read_transcript

OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def odt(body: str) -> bytes:
    return packed({"content.xml": f"<office:document-content {OFFICE}>{body}</office:document-content>"})


def test_an_odt_is_its_paragraphs_without_comments_and_notes() -> None:
    body = odt(
        "<text:h>Interview</text:h><text:p>Ann: I<text:s text:c='2'/>like<text:tab/>it <text:span>very</text:span>"
        "<office:annotation><text:p>why?</text:p></office:annotation> much.</text:p><text:p/>"
        "<text:list><text:list-item><text:p>Bo: Me<text:line-break/>too 🙂</text:p></text:list-item></text:list>"
    )
    transcript, problems = read_transcript("a.odt", body)
    assert transcript.text == "Interview\n\nAnn: I  like\tit very much.\n\nBo: Me\ntoo 🙂"
    assert [turn.speaker for turn in transcript.turns][-2:] == ["Ann", "Bo"]
    assert problems[0].what == "its annotations were left out"


def test_an_ods_gives_repeated_cells_and_rows_their_number() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>".format
    twice = cell(" table:number-columns-repeated='2'", "x")
    rows = (
        f"<table:table-row>{cell('', 'a')}{cell('', 'b')}</table:table-row>"
        f"<table:table-row table:number-rows-repeated='2'>{twice}"
        f"<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
        f"<table:table-row table:number-rows-repeated='1000000'><table:table-cell/></table:table-row>"
    )
    assert read_ods("t.ods", odt(f"<table:table>{rows}</table:table>")) == [["a", "b"], ["x", "x"], ["x", "x"]]
    with pytest.raises(BadFile, match="more cells"):
        wide = cell(' table:number-columns-repeated="1000"', "x")
        row = f"<table:table-row table:number-rows-repeated='900000'>{wide}</table:table-row>"
        read_ods("t.ods", odt(f"<table:table>{row}</table:table>"))


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 Ann: caf\'e9\par Bo: yes\line no}", "Ann: café\nBo: yes\nno"),
        (rb"{\rtf1\uc1 \u8220?hi\u8221? \u-10179?\u-8638?}", "“hi” 🙂"),
        (rb"{\rtf1\uc2\u233\'e9\'00 x}", "é x"),
        (rb"{\rtf1{\fonttbl{\f0 Times;}}{\*\generator x;}{\header top}body{\footnote note}}", "body"),
        (rb"{\rtf1 a\{b\}\\c\~d\emdash e}", "a{b}\\c\u00a0d—e"),
        (rb"{\rtf1\ansicpg932 \'93\'fa\'96\'7b}", "日本"),
        (b"{\\rtf1 one\r\n two}", "one two"),
    ],
)
def test_rtf_is_read_as_a_person_sees_it(rtf: bytes, text: str) -> None:
    assert read_transcript("a.rtf", rtf)[0].text == text


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.rtf", b"plain"),
        ("a.rtf", rb"{\rtf1{\pict 00}}"),
        ("a.odt", packed({"mimetype": "x"})),
        ("a.odt", b"no archive"),
        ("a.odt", odt("<text:p/>")),
        ("a.odt", packed({"content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})),
    ],
)
def test_what_is_no_such_document_or_empty_is_refused(name: str, body: bytes) -> None:
    with pytest.raises(BadFile):
        read_transcript(name, body)
