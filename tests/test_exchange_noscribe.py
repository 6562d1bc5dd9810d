"""noScribe's pages as its program writes them."""

from __future__ import annotations

import pytest

from qualkit.errors import BadFile
from qualkit.exchange.captions import read_captions
from qualkit.exchange.noscribe import read_noscribe

PAGE = """<!DOCTYPE html><html><head><style>p {color: red}</style><title>interview</title></head><body>
<p>interview</p><p>Transcribed with noScribe vers. 0.6<br>Audio: a.wav</p>
<div><p><a name="ts_500_2000_S00" >S00 <span>[00:00:00]</span>: How do you sleep &amp; when?</a></p>
<p><a name="ts_2100_4000_S01" >S01: Badly.</a><a name="ts_4100_6000_S01" > At 10:30, mostly: in my chair.</a>
<a name="ts_6000_6500_//S00" > //S00: Hm.// </a></p>
<p><a name="ts_7000_8000_S00" >Dr. Rho: And now?</a></p>
<p><a name="ts_8100_9000_S00"> I see.</a></p></div></body></html>"""


def test_a_page_of_noscribe_keeps_times_and_speakers() -> None:
    incoming, problems = read_noscribe("interview.html", PAGE.encode())
    assert incoming.text.split("\n\n") == [
        "S00: How do you sleep & when?",
        "S01: Badly. At 10:30, mostly: in my chair.",
        "S00: Hm.",
        "Dr. Rho: And now? I see.",
    ]
    assert [turn.start_ms for turn in incoming.turns] == [500, 2100, 6000, 7000]
    assert problems == []


def test_a_speaker_who_was_renamed_in_the_text_is_renamed() -> None:
    page = PAGE.replace("S01: Badly", "Nurse B: Badly").replace("Dr. Rho", "S00")
    incoming, _ = read_noscribe("interview.html", page.encode())
    assert [turn.speaker for turn in incoming.turns] == ["S00", "Nurse B", "S00"]


def test_a_web_page_without_times_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadFile, match=r"page\.html.*without") as caught:
        read_noscribe("page.html", b"<html><p>Hello <a name='top'>there</a></p></html>")
    assert ".docx" in caught.value.hint


def test_a_label_behind_a_voice_tag_is_not_said_twice() -> None:
    body = "WEBVTT interview\n\n1\n00:00:00.500 --> 00:00:02.000\n<v S00>S00: Hello.\n"
    incoming, _ = read_captions("interview.vtt", body.encode())
    assert incoming.text == "S00: Hello."
