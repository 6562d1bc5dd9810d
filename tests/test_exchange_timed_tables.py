from __future__ import annotations

from pathlib import Path

import pytest

from qualkit.errors import BadFile
from qualkit.exchange.actions import import_incoming, prepare_export
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.transcripts import read_transcript
from qualkit.model import Transcript, Turn
from qualkit.store import reads, transcripts
from qualkit.study import Study, create_study

TURNS = [("Ann", 0), ("Bo", 2500)]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.tsv", "start\tend\ttext\tspeaker\n0\t2000\tHello.\tAnn\n2500\t4000\tYes.\tBo\n"),
        ("a.csv", "Speaker,Start Time,End Time,Text\nAnn,0.0,2.0,Hello.\nBo,2.5,4.0,Yes.\n"),
        ("a.csv", "Time;Speaker;Content\n00:00;Ann;Hello.\n00:00:02,5;Bo;Yes.\n"),
        (
            "a.txt",
            "Timespan\tContent\tSpeaker\r\n0:00:00.0-0:00:02.0\tHello.\tAnn\r\n0:00:02.5-0:00:04.0\tYes.\tBo\r\n",
        ),
    ],
)
def test_times_are_read_as_milliseconds_seconds_clocks_and_spans(name: str, body: str) -> None:
    said, problems = read_transcript(name, body.encode())
    assert not problems
    assert said.text == "Ann: Hello.\n\nBo: Yes."
    assert [(turn.speaker, turn.start_ms) for turn in said.turns] == TURNS


def test_whispers_own_table_has_no_speakers() -> None:
    said, _ = read_transcript("a.tsv", b"start\tend\ttext\n0\t2000\tHello.\n2500\t4000\tYes.\n")
    assert (said.text, [turn.start_ms for turn in said.turns]) == ("Hello.\n\nYes.", [0, 2500])


def test_a_table_whose_times_are_none_gives_turns_without_times() -> None:
    said, _ = read_transcript("a.csv", b"time,speaker,text\n?,Ann,Hello.\n,Bo,Yes.\n")
    assert [turn.start_ms for turn in said.turns] == [None, None]


def test_a_table_without_words_is_refused() -> None:
    with pytest.raises(BadFile, match="holds no words"):
        read_transcript("a.tsv", b"start\tend\ttext\n0\t1\t\n")


def test_what_is_written_for_nvivo_comes_back_with_its_times(study: Study) -> None:
    from qualkit.exchange.nvivo_forms import transcript_text

    turns = (Turn(0, 5, 11, "Ann", 61_200), Turn(13, 17, 21, "Bo", 3_725_900))
    said = Transcript(id="t", interview_id="i", revision=1, sha256="", text="Ann: Hello.\n\nBo: Yes.", turns=turns)
    back, _ = read_transcript("P1.txt", transcript_text(said).encode("utf-8-sig"))
    assert (back.text, back.turns) == (said.text, said.turns)
    assert prepare_export(study, "nvivo-transcript").notes


def test_a_table_with_times_becomes_an_interview(tmp_path: Path) -> None:
    study = create_study(tmp_path / "s", coder="Ada")
    body = b"start\tend\ttext\n0\t2000\tHello.\n"
    assert import_incoming(study, [Incoming("P7.tsv", body)]).interviews == 1
    assert import_incoming(study, [Incoming("P7.tsv", body)]).interviews == 0
    with study.reading() as connection:
        [interview] = reads.interviews(connection)
        assert transcripts.texts(connection)[interview.id] == "Hello."
    assert interview.name == "P7"
