from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code
from qualkit.exchange.actions import prepare_export
from qualkit.exchange.nvivo_forms import transcript_text
from qualkit.interviews import add_interview, describe_case, edit_interview
from qualkit.model import TimedWord, Transcript, TranscriptText, Turn
from qualkit.study import Study


def exported(study: Study, name: str) -> bytes:
    return prepare_export(study, name).parts[0].body


def rows(body: bytes) -> list[list[object]]:
    return [list(row) for row in load_workbook(io.BytesIO(body)).worksheets[0].iter_rows(values_only=True)]


def test_references_are_listed_by_code_and_file_with_their_coverage(study: Study) -> None:
    interview = add_interview(study, "P3", TranscriptText("a" * 100))
    create_code(study, "top")
    both = create_code(study, "both", under="top")
    apply_code(study, Span(interview.id, 0, 10), _id_of(study, "top"))
    for start, end in ((20, 30), (25, 45)):
        apply_code(study, Span(interview.id, start, end), both.id)
    text = exported(study, "nvivo-references").decode("utf-8-sig")
    lines = text[text.index(r"Codes\\top\both") :].split("\r\n")
    assert lines[:10] == [
        r"Codes\\top\both",
        "",
        r"Files\\P3 - § 2 references coded [ 25.00% Coverage]",
        "",
        "Reference 1 - 10.00% Coverage",
        "",
        "a" * 10,
        "",
        "Reference 2 - 20.00% Coverage",
        "",
    ]
    assert r"Files\\P3 - § 1 reference coded [ 10.00% Coverage]" in text


def _id_of(study: Study, name: str) -> str:
    from qualkit.store import reads

    with study.reading() as connection:
        return next(code.id for code in reads.codes(connection) if code.name == name)


def test_coded_text_has_nvivos_columns_and_no_formula(study: Study) -> None:
    interview = add_interview(study, "P3", TranscriptText("=1+1 is two"))
    apply_code(study, Span(interview.id, 0, 4), _id_of(study, "rain"))
    header, *found = csv.reader(io.StringIO(exported(study, "nvivo-coded-text").decode("utf-8-sig")))
    assert header == ["Hierarchical Name", "Folder Location", "Hierarchical Name", "Coded Text", "Description"]
    assert found[0] == [
        r"Codes\\rain",
        "Files",
        r"Files\\P1",
        "I hate the rain",
        "Weather as a reason not to walk",
    ]
    assert found[-1][3] == "'=1+1"


def test_the_matrix_reads_as_nvivos_and_joins_the_interviews_of_a_participant(study: Study, shared: Path) -> None:
    assert rows(exported(study, "nvivo-matrix")) == [
        [None, "A : P1", "B : P2"],
        ["1 : calm", 1, 1],
        ["2 : rain", 1, 0],
        ["3 : shoes", 0, 0],
    ]
    for name in ("P1", "P2"):
        edit_interview(study, name, cases=("Walker",))
    assert rows(exported(study, "nvivo-matrix"))[:2] == [[None, "A : Walker"], ["1 : calm", 2]]
    theirs = rows((shared / "interchange" / "nvivo-matrix-coding-query.xlsx").read_bytes())
    assert (theirs[0][0] or "", str(theirs[0][1])[:4], str(theirs[1][0])[:4]) == ("", "A : ", "1 : ")


def test_the_classification_has_participants_in_its_first_column(study: Study) -> None:
    describe_case(study, "Walker", {"age": "44", "=role": "=cmd()"})
    describe_case(study, "Runner", {"age": "31"})
    assert rows(exported(study, "nvivo-classification")) == [
        ["Person", "=role", "age"],
        ["Runner", None, "31"],
        ["Walker", "=cmd()", "44"],
    ]


def test_a_transcript_is_timespan_content_and_speaker_with_as_many_tabs_on_each_line() -> None:
    text = "Ann: one\ttwo\nthree\n\nBo: four"
    turns = (Turn(0, 5, 18, "Ann", 61_250), Turn(20, 24, 28, "Bo", 3_725_900))
    words = (TimedWord(24, 28, 3_725_900, 3_727_150),)
    said = Transcript(id="t", interview_id="i", revision=1, sha256="", text=text, turns=turns, words=words)
    assert transcript_text(said).split("\r\n") == [
        "Timespan\tContent\tSpeaker",
        "0:01:01.2-1:02:05.9\tone two three\tAnn",
        "1:02:05.9-1:02:07.1\tfour\tBo",
        "",
    ]


def test_transcripts_come_as_one_file_each_and_turns_without_times_are_told(study: Study) -> None:
    add_interview(study, "P3/a", TranscriptText("Hi.", (Turn(0, 0, 3, "", 0),)))
    export = prepare_export(study, "nvivo-transcript")
    with zipfile.ZipFile(io.BytesIO(export.parts[0].body)) as archive:
        assert archive.namelist() == ["P1.txt", "P2.txt", "P3_a.txt"]
        lines = archive.read("P3_a.txt").decode("utf-8-sig").split("\r\n")
    assert lines == ["Timespan\tContent\tSpeaker", "0:00:00.0-0:00:01.0\tHi.\t", ""]
    assert [note.where for note in export.notes] == ["P1", "P2"]


@pytest.mark.parametrize("name", ["nvivo-references", "nvivo-matrix", "nvivo-classification", "nvivo-transcript"])
def test_the_forms_can_be_written_of_a_study_with_nothing_in_it(tmp_path: Path, name: str) -> None:
    from qualkit.study import create_study

    assert prepare_export(create_study(tmp_path / "s", coder="Ada"), name).parts
