from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from qualkit.errors import BadFile
from qualkit.exchange.transcripts import READERS, read_transcript
from qualkit.model import TranscriptText

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def said(transcript: TranscriptText) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.text_start : turn.end]) for turn in transcript.turns]


def word_file(*paragraphs: str) -> docx.document.Document:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def saved(document: docx.document.Document) -> bytes:
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


# ---- plain text ----


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_kept_exactly_without_its_byte_order_mark(encoding: str) -> None:
    text = "INTERVIEWER: Où?\r\n\r\nP1: Là 🙂.\r\n"
    transcript, problems = read_transcript("P1.txt", text.encode(encoding))
    assert transcript.text == text
    assert transcript.source == "P1.txt"
    assert said(transcript) == [("INTERVIEWER", "Où?"), ("P1", "Là 🙂.")]
    assert not problems


def test_a_windows_text_is_read_and_told() -> None:
    transcript, problems = read_transcript("alt.txt", "P1: Grüße – “ja”".encode("cp1252"))
    assert transcript.text == "P1: Grüße – “ja”"
    assert "Windows-1252" in problems[0].what and problems[0].where == "alt.txt"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (bytes(range(256)) * 8, "not a text"),
        (b"ID3\x03\x00\x00\x00\x00\x00" + bytes(500), "a recording"),
        (b"PK\x03\x04" + bytes(500), "a Word document or a zip"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is(body: bytes, told: str) -> None:
    with pytest.raises(BadFile, match=told):
        read_transcript("a.txt", body)


def test_an_unknown_ending_names_the_known_ones() -> None:
    with pytest.raises(BadFile) as refused:
        read_transcript("a.xyz", b"text")
    assert ".docx" in refused.value.hint


# ---- captions ----

VTT = """WEBVTT - made by hand

NOTE a comment

1
00:00:01.000 --> 00:00:03.500 align:start
<v Anna>How <b>was</b> it?</v>
<v.loud Ben>Loud &amp; long.</v>

00:03.500 --> 00:04.000
<v Ben>Very
loud.
"""


def test_voices_of_vtt_are_the_speakers_and_markup_goes() -> None:
    transcript, problems = read_transcript("a.vtt", VTT.encode())
    assert said(transcript) == [("Anna", "How was it?"), ("Ben", "Loud & long. Very loud.")]
    assert [turn.start_ms for turn in transcript.turns] == [1000, 1000]
    assert not problems


def test_srt_labels_are_the_speakers_each_good_until_the_next() -> None:
    body = (
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nAnna: So?\r\n\r\n"
        "2\r\n00:00:02,500 --> 00:00:03,000\r\n<i>Really</i>?\r\n\r\n"
        "3\r\n00:00:04,000 --> 00:00:05,000\r\nBen: Yes.\r\n"
    )
    transcript, problems = read_transcript("a.srt", body.encode())
    assert said(transcript) == [("Anna", "So? Really?"), ("Ben", "Yes.")]
    assert [turn.start_ms for turn in transcript.turns] == [1000, 4000]
    assert not problems


def test_a_caption_without_a_time_is_listed_with_its_line() -> None:
    transcript, problems = read_transcript("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nOne.\n\nlost words\n")
    assert transcript.text == "One."
    assert problems[0].where == "a.srt, line 5" and "lost words" in problems[0].what


def test_captions_without_a_cue_are_refused() -> None:
    with pytest.raises(BadFile, match="holds no captions"):
        read_transcript("a.vtt", b"WEBVTT\n\nNOTE nothing\n")


# ---- JSON ----


@pytest.mark.parametrize(
    "values",
    [
        {"text": " Hi there.", "segments": [{"start": 0.5, "end": 1.25, "text": " Hi there."}]},
        [{"start": 0.5, "end": 1.25, "text": "Hi there."}],
        {"engine": "faster-whisper", "utterances": [{"start_ms": 500, "end_ms": 1250, "text": "Hi there."}]},
    ],
)
def test_each_kind_of_whisper_json_is_read(values: object) -> None:
    transcript, problems = read_transcript("a.json", json.dumps(values).encode())
    assert transcript.text == "Hi there."
    assert transcript.turns[0].start_ms == 500
    assert not problems


def test_words_keep_their_times_and_those_without_times_have_none() -> None:
    words = [
        {"word": " In", "start": 0, "end": 0.2, "probability": 0.9},
        {"word": "2024"},
        {"word": "rain.", "start": 0.4, "end": 0.6, "score": 0.5},
    ]
    body = json.dumps({"segments": [{"start": 0, "end": 1, "text": " In 2024 rain.", "speaker": "S1", "words": words}]})
    transcript, _ = read_transcript("a.json", body.encode())
    found = [(transcript.text[w.start : w.end], w.start_ms, w.probability) for w in transcript.words]
    assert found == [("In", 0, 0.9), ("rain.", 400, 0.5)]
    assert transcript.turns[0].speaker == "S1"


def test_a_part_without_text_or_time_is_listed_and_the_others_are_read() -> None:
    body = json.dumps([{"start": "x", "end": 1, "text": "lost"}, {"start": 1e308, "end": 1, "text": "lost"}])
    with pytest.raises(BadFile, match="holds no transcript"):
        read_transcript("a.json", body.encode())
    transcript, problems = read_transcript("a.json", b'[{"text": "lost"}, {"start": 0, "end": 1, "text": "kept"}]')
    assert transcript.text == "kept"
    assert [problem.where for problem in problems] == ["a.json, part 1"]


@pytest.mark.parametrize("body", [b"{", b'{"a": 1}', b"[" * 100_000, b"3", b'{"segments": 5}', b"NaN"])
def test_json_that_is_no_transcript_is_refused(body: bytes) -> None:
    with pytest.raises(BadFile):
        read_transcript("a.json", body)


def test_a_dialogue_of_real_recordings_is_read(shared: Path) -> None:
    file = shared / "audio" / "dialogue-built.json"
    transcript, problems = read_transcript(file.name, file.read_bytes())
    assert {turn.speaker for turn in transcript.turns} == {"INTERVIEWER", "PARTICIPANT"}
    assert transcript.turns[1].start_ms == 16_604
    assert not problems


# ---- Word ----


def test_a_word_document_has_its_paragraphs_as_turns() -> None:
    transcript, problems = read_transcript("a.docx", saved(word_file("Anna: So?", "", "Ben: Loud 🙂.\nVery.")))
    assert said(transcript) == [("Anna", "So?"), ("Ben", "Loud 🙂.\nVery.")]
    assert not problems


def test_rows_of_a_word_table_are_lines_in_their_place() -> None:
    document = word_file("Before.")
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "0:01", "Loud."
    document.add_paragraph("After.")
    assert read_transcript("a.docx", saved(document))[0].text == "Before.\n\n0:01\tLoud.\n\nAfter."


def test_tracked_changes_are_read_as_if_accepted_and_told() -> None:
    document = word_file("It was ")
    document.paragraphs[0]._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>loud</w:t></w:r></w:ins>"))
    document.paragraphs[0]._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>quiet</w:delText></w:r></w:del>"))
    transcript, problems = read_transcript("a.docx", saved(document))
    assert transcript.text == "It was loud"
    assert "tracked changes" in problems[0].what


def packed(**entries: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return body.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(BadFile, match="would unpack to"):
        read_transcript("a.docx", packed(bomb=bytes(50 * 2**20)))


def test_xml_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    evil = saved(word_file("INNOCENT"))
    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(evil)) as source, zipfile.ZipFile(body, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
                content = content.replace(b"<w:document", declared + b"<w:document", 1).replace(b"INNOCENT", b"a &e;")
            target.writestr(entry, content)
    with suppress(BadFile):
        assert "secret" not in read_transcript("a.docx", body.getvalue())[0].text


@pytest.mark.parametrize("body", [b"no archive", packed(a=b"text"), saved(word_file("Anna: So?"))[:-300]])
def test_what_is_no_word_document_is_refused(body: bytes) -> None:
    with pytest.raises(BadFile):
        read_transcript("a.docx", body)


def test_a_word_document_without_text_is_refused() -> None:
    with pytest.raises(BadFile, match="holds no text"):
        read_transcript("a.docx", saved(word_file("")))


# ---- anything ----


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300), st.integers(0, 3))
def test_any_bytes_are_read_or_refused_with_a_reason(suffix: str, noise: bytes, kind: int) -> None:
    body = [noise, VTT.encode() + noise, b'[{"start": 0, "end": 1, "text": "a"}]' + noise, WORD + noise][kind]
    try:
        transcript, _ = read_transcript("a" + suffix, body)
    except BadFile as refused:
        assert "a" + suffix in refused.message
    else:
        assert all(0 <= t.start <= t.text_start <= t.end <= len(transcript.text) for t in transcript.turns)


WORD = saved(word_file("Anna: So?"))


@given(st.integers(0, len(WORD) - 1), st.integers(0, 255))
def test_a_damaged_word_document_is_read_or_refused(place: int, value: int) -> None:
    damaged = bytearray(WORD)
    damaged[place] = value
    try:
        read_transcript("a.docx", bytes(damaged))
    except BadFile as refused:
        assert "a.docx" in refused.message


def test_the_english_in_qualkits_own_json_comes_with_the_words() -> None:
    said = {"start_ms": 0, "end_ms": 900, "text": "Wie war es?"}
    values = {"utterances": [said], "translation": [{**said, "text": "How was it?"}, {"text": "no time"}]}
    text, _ = read_transcript("P1.json", json.dumps(values).encode())
    assert [(one.start_ms, one.text) for one in text.translation] == [(0, "How was it?")]
