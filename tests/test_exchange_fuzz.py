"""Every importer on damaged and hostile files: a clear line, never a crash, never a hang; `make soak` runs many."""

from __future__ import annotations

import io
import os
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pdf_inputs import pdf_of
from refi_inputs import SOURCE, bundles, one_source, packed

from qualkit.coding.codebook import entries
from qualkit.errors import QualkitError
from qualkit.exchange.actions import import_incoming
from qualkit.exchange.bundles import BUNDLES, TABLE_READERS
from qualkit.exchange.grids import kind_of, read_grid, rows_of
from qualkit.exchange.incoming import TABLES, Incoming
from qualkit.exchange.refi.qdpx import qdpx_bytes
from qualkit.exchange.study_archive import checked_archive
from qualkit.exchange.transcripts import READERS, read_transcript
from qualkit.exchange.xlsx import workbook_bytes
from qualkit.study import create_study

SOAK = bool(os.environ.get("QUALKIT_SOAK"))
CASES = 4_000 if SOAK else 40
LONGEST_S = 10
relaxed = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))


def read(name: str, body: bytes) -> None:
    """Read a file as the import would, up to the study."""
    suffix = Path(name).suffix
    file = Incoming(name, body)
    if suffix in BUNDLES:
        BUNDLES[suffix](file, by="Ada", at="2026-01-01T00:00:00Z")
    elif suffix in TABLES:
        kind = kind_of(read_grid(name, body)[0])
        if kind in TABLE_READERS:
            TABLE_READERS[kind](file, by="Ada", at="2026-01-01T00:00:00Z")
        else:
            (read_transcript if kind == "transcript" else rows_of)(name, body)
    else:
        read_transcript(name, body)


def stands(name: str, body: bytes) -> None:
    """The reader reads it or says why not, and does not take long."""
    started = time.perf_counter()
    try:
        read(name, body)
    except QualkitError as error:
        assert error.message
    assert time.perf_counter() - started < LONGEST_S


def good_files() -> dict[str, bytes]:
    from qualkit.exchange.tables import Table

    project = one_source([(0, 3), (4, 8)], names=["x", "y"])
    people = workbook_bytes([Table("t", ("participant", "age"), [("P1", "44")])])[0]
    table = "<table><table-row><table-cell><p>a</p></table-cell></table-row></table>"
    content = f"<office:body xmlns:office='o'><p>Ann: hello</p>{table}</office:body>"
    return {
        ".qdpx": packed({"project.qde": project, f"sources/{SOURCE}.txt": "Ann: yes 🙂\r\n"}),
        ".qde": project.encode(),
        ".qdc": project.encode(),
        ".csv": b"participant,text,code\nP1,loud,noise\n",
        ".tsv": b"start\tend\ttext\n0\t1000\tHello there.\n",
        ".xlsx": people,
        ".ods": packed({"content.xml": content}),
        ".odt": packed({"content.xml": content}),
        ".pdf": pdf_of(["Ann: hello", "Bo: yes"]),
        ".html": b'<p><a name="ts_0_900_S00" >S00: <span>[00:00:00]</span> Hi</a></p>',
        ".rtf": rb"{\rtf1\ansicpg1252\uc1 Ann: \u8220?caf\'e9\par}",
        ".yaml": b"codes:\n- name: rain\n  codes: [snow, {name: ice}]\n",
        ".json": b'{"segments": [{"start": 0, "end": 1, "text": "hi"}]}',
        ".vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>Hi</v>\n",
        ".srt": b"1\n00:00:00,000 --> 00:00:01,000\nHi\n",
        ".txt": b"Ann: hello\nBo: yes\n",
    }


GOOD = good_files()
READ = sorted({*BUNDLES, *TABLES, *READERS})


@pytest.mark.parametrize("suffix", READ)
@relaxed
@given(body=st.binary(max_size=400))
@example(body=b"")
@example(body=b"\xff\xfe\x00")
@example(body=b"PK\x03\x04" + b"\x00" * 60)
@example(body=b"SQLite format 3\x00" + b"\xff" * 200)
def test_any_bytes_are_read_or_refused(suffix: str, body: bytes) -> None:
    stands(f"f{suffix}", body)


@pytest.mark.parametrize("suffix", sorted(GOOD))
@relaxed
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(suffix: str, data: st.DataObject) -> None:
    body = bytearray(GOOD[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body) - 1))
        change = data.draw(st.sampled_from(["flip", "cut", "insert", "repeat"]))
        if change == "flip":
            body[at] = data.draw(st.integers(0, 255))
        elif change == "cut":
            del body[at : at + data.draw(st.integers(1, 30))]
        elif change == "insert":
            body[at:at] = data.draw(st.binary(max_size=20))
        else:
            body[at:at] = body[at : at + 40] * data.draw(st.integers(1, 5))
        if not body:
            break
    stands(f"f{suffix}", bytes(body))


@st.composite
def changed_projects(draw: st.DrawFn) -> bytes:
    """A .qdpx of qualkit's in which somebody changed a few bytes of the XML or of the side file."""
    bundle = draw(bundles())
    body = qdpx_bytes("t", "qualkit 0", bundle, entries(bundle.codes, {}))[0]
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(["project.qde", "qualkit.json"]))
    text = bytearray(files[name])
    at = draw(st.integers(0, len(text) - 1))
    put = draw(st.binary(max_size=6) | st.sampled_from([b"-1", b"9" * 30, b"\\ud800", b"null", b'""']))
    text[at : at + draw(st.integers(0, 12))] = put
    return packed({**files, name: bytes(text)})


@relaxed
@given(changed_projects())
def test_a_project_that_was_changed_is_read_or_refused(body: bytes) -> None:
    stands("p.qdpx", body)


@settings(relaxed, max_examples=400 if SOAK else 10)
@given(changed_projects())
def test_a_project_that_was_changed_comes_into_a_study_that_holds_together(body: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = create_study(Path(folder) / "s", coder="Ada")
        report = import_incoming(study, [Incoming("p.qdpx", body)])
        assert report.problems or report.interviews or report.codes
        assert study.check() == []
        study.close()


HALVES = {
    "a.json": b'{"segments": [{"start": 0, "end": 1, "text": "half \\ud83d and whole \\ud83d\\ude42"}]}',
    "a.yaml": b'codes:\n- name: "half \\ud800"\n',
}


@pytest.mark.parametrize("name", HALVES)
def test_half_of_a_character_is_never_stored(name: str, tmp_path: Path) -> None:
    study = create_study(tmp_path / "s", coder="Ada")
    report = import_incoming(study, [Incoming(name, HALVES[name])])
    assert bool(report.problems) == (name == "a.yaml")
    assert study.check() == []


@relaxed
@given(st.binary(max_size=300))
def test_an_archive_of_any_bytes_is_refused(body: bytes) -> None:
    for candidate in (body, packed({"SHA256SUMS": body, "qualkit.db": b"", "study.yaml": b""})):
        try:
            checked_archive("a.zip", candidate)
        except QualkitError as error:
            assert error.message


def hostile() -> Iterator[tuple[str, bytes]]:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", bytes(300 * 2**20))
        archive.writestr("project.qde", bytes(2))
    for suffix in (".qdpx", ".odt", ".ods", ".xlsx", ".docx", ".qda"):
        yield f"bomb{suffix}", bomb.getvalue()
    deep = b"<Project>" + b"<CodeBook><Codes>" * 2 + b'<Code guid="x" name="y">' * 200_000
    yield "deep.qde", deep
    yield "wide.qde", b"<Project><CodeBook><Codes>" + b'<Code name="a"/>' * 20_000 + b"</Codes></CodeBook></Project>"
    yield "deep.json", b"[" * 200_000
    yield "deep.yaml", b"[" * 5_000
    yield "wide.csv", b"participant,text,code\n" + b'"' * 200_001
    yield "colons.txt", b"a:" * 100_000
    yield "braces.rtf", b"{\\rtf1" + b"{" * 200_000
    yield "words.rtf", b"{\\rtf1 " + b"\\u8220" * 50_000


@pytest.mark.parametrize(("name", "body"), list(hostile()), ids=lambda value: value if isinstance(value, str) else "")
def test_files_made_to_do_harm_neither_crash_nor_hang(name: str, body: bytes) -> None:
    stands(name, body)
