"""Transcripts in PDF files."""

from __future__ import annotations

import io

import pytest
from pdf_inputs import pdf_of

from qualkit.errors import BadFile
from qualkit.exchange.pdf import read_pdf, without_running_heads


def test_the_turns_of_a_pdf_are_read() -> None:
    incoming, problems = read_pdf("P1.pdf", pdf_of(["Interviewer: How do you sleep?", "Participant: Badly."]))
    assert [turn.speaker for turn in incoming.turns] == ["Interviewer", "Participant"]
    assert "Badly." in incoming.text
    assert problems == []


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    said = ["Participant: One thing", "leads to the other,", "and so it goes", "on and on."]
    pages = [[f"Interview 4, page {n}", *said, f"Sentence {'abc'[n]}."] for n in range(3)]
    incoming, problems = read_pdf("P4.pdf", pdf_of(*pages))
    assert "page" not in incoming.text
    assert incoming.text.count("Sentence") == 3
    assert "3" in problems[0].what


def test_a_word_cut_at_the_end_of_a_line_is_whole_again() -> None:
    incoming, _ = read_pdf("P1.pdf", pdf_of(["Participant: It was exhaus-", "ting, all of it."]))
    assert "exhausting, all of it." in incoming.text


def test_lines_that_short_pages_share_are_words_and_stay() -> None:
    pages = [["Yes.", "I do."], ["Yes.", "I did."], ["Yes.", "We did."]]
    assert without_running_heads(pages) == (pages, 0)


def test_a_scan_says_that_it_holds_no_text() -> None:
    with pytest.raises(BadFile, match="no text") as caught:
        read_pdf("scan.pdf", pdf_of([]))
    assert "OCR" in caught.value.hint


def test_a_locked_pdf_says_that_it_is_locked() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(["Participant: secret"]))))
    writer.encrypt("word", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    with pytest.raises(BadFile, match="password"):
        read_pdf("locked.pdf", held.getvalue())


@pytest.mark.parametrize("keep", [9, 200, 500])
def test_a_pdf_cut_short_is_one_clear_line(keep: int, caplog: pytest.LogCaptureFixture) -> None:
    whole = pdf_of(["Participant: Badly."])
    try:
        incoming, _ = read_pdf("cut.pdf", whole[:keep])
    except BadFile as error:
        assert "cut.pdf" in error.message
    else:
        assert "Badly" in incoming.text  # pypdf mends a lost table of contents
    assert caplog.records == []  # nothing of the library's beside it
