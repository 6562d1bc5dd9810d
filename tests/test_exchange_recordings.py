"""Recordings travel with a project, and land in the study's folder and nowhere else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from refi_inputs import CODE, SOURCE, guid, packed, project_xml

from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code
from qualkit.exchange.actions import export_study, import_files
from qualkit.exchange.registry import Wish
from qualkit.interviews import RecordingFile, add_interview
from qualkit.model import Recording, Utterance, Word
from qualkit.store import reads
from qualkit.study import Study, create_study
from qualkit.text.turns import from_utterances

SAID = (
    Utterance("Ann", 500, 1500, "Too loud.", (Word("Too", 500, 800), Word("loud.", 900, 1500))),
    Utterance("Bo", 2000, 2600, "When?", (Word("When?", 2000, 2600),)),
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """One interview with its recording, of which "loud" is coded."""
    study = create_study(tmp_path / "from", coder="Ada")
    (study.folder / "recordings" / "P1.m4a").write_bytes(b"sound of P1")
    kept = RecordingFile(file="P1.m4a", sha256="0" * 64, duration_ms=2600)
    interview = add_interview(study, "P1", from_utterances(SAID), recording=kept)
    apply_code(study, Span(interview.id, 9, 13), create_code(study, "noise").id)
    return study


def sent(study: Study, *, recordings: bool) -> Path:
    return export_study(study, "qdpx", study.folder / "exports" / "out.qdpx", Wish(recordings=recordings))[0][0]


def project(path: Path) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(path).read("project.qde"))


def kept(study: Study) -> list[Recording]:
    with study.reading() as connection:
        return reads.all_of(connection, Recording)


def test_a_recording_goes_out_with_its_transcript_in_step(study: Study, shared: Path) -> None:
    root = project(sent(study, recordings=True))
    etree.XMLSchema(etree.parse(shared / "interchange" / "REFI-QDA-Project-mrt2019.xsd")).assertValid(root)
    source = next(root.iter("{*}AudioSource"))
    points = {one.get("guid"): (one.get("position"), one.get("timeStamp")) for one in root.iter("{*}SyncPoint")}
    assert list(points.values()) == [("0", "500"), ("9", "900"), ("13", "1500"), ("16", "2000")]
    passage = next(source.iter("{*}TranscriptSelection"))
    assert [points[passage.get(name) or ""][0] for name in ("fromSyncPoint", "toSyncPoint")] == ["9", "13"]


def test_a_study_with_its_recording_comes_back_identical(study: Study, tmp_path: Path) -> None:
    back = create_study(tmp_path / "to", coder="Bo")
    assert import_files(back, [sent(study, recordings=True)]).problems == ()
    assert kept(back) == kept(study)
    assert (back.folder / "recordings" / "P1.m4a").read_bytes() == b"sound of P1"
    assert back.check() == []


def test_recordings_stay_at_home_unless_they_are_asked_for(study: Study, tmp_path: Path) -> None:
    path = sent(study, recordings=False)
    assert not [name for name in zipfile.ZipFile(path).namelist() if name.endswith(".m4a")]
    back = create_study(tmp_path / "to", coder="Bo")
    import_files(back, [path])
    assert kept(back) == []


def test_a_recording_whose_file_is_gone_is_told(study: Study) -> None:
    (study.folder / "recordings" / "P1.m4a").unlink()
    _, notes = export_study(study, "qdpx", study.folder / "exports" / "out.qdpx", Wish(recordings=True))
    assert ("P1.m4a", True) in [(note.where, "left out" in note.what) for note in notes]


def foreign(tmp_path: Path, name: str, media: str) -> Path:
    """A project of another program with a recorded interview of that name."""
    marks = f'<SyncPoint guid="{guid(1)}" timeStamp="0" position="0"/><SyncPoint guid="{guid(2)}" position="5"/>'
    coding = f'<Coding guid="{guid(4)}"><CodeRef targetGUID="{CODE}"/></Coding>'
    edges = f'fromSyncPoint="{guid(1)}" toSyncPoint="{guid(2)}"'
    marks += f'<TranscriptSelection guid="{guid(3)}" {edges}>{coding}</TranscriptSelection>'
    text = f"<Transcript guid='{guid(9)}'><PlainTextContent>hello you</PlainTextContent>{marks}</Transcript>"
    source = f'<AudioSource guid="{SOURCE}" name="{name}" path="{media}">{text}</AudioSource>'
    path = tmp_path / "foreign.qdpx"
    path.write_bytes(packed({"project.qde": project_xml(f"<Sources>{source}</Sources>"), "sources/a.wav": b"RIFF"}))
    return path


def test_a_recording_of_another_program_is_kept_under_its_interviews_name(tmp_path: Path) -> None:
    study = create_study(tmp_path / "to", coder="Bo")
    import_files(study, [foreign(tmp_path, "../../evil/P1", "internal://a.wav")])
    file = kept(study)[0].file
    assert Path(file).name == file
    assert [path.name for path in (study.folder / "recordings").iterdir()] == [file]
    assert not (tmp_path / "evil").exists()


def test_a_recording_that_lies_elsewhere_is_told(tmp_path: Path) -> None:
    study = create_study(tmp_path / "to", coder="Bo")
    report = import_files(study, [foreign(tmp_path, "P1", "absolute:///C:/Users/x/b.wav")])
    assert report.codings == 1
    assert any("recordings that are not in the file: 1" in one.what for one in report.problems)


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    study = create_study(tmp_path / "to", coder="Bo")
    (study.folder / "recordings" / "P1.wav").write_bytes(b"another")
    import_files(study, [foreign(tmp_path, "P1", "internal://a.wav")])
    assert kept(study)[0].file == "P1 (2).wav"
    assert (study.folder / "recordings" / "P1.wav").read_bytes() == b"another"


def test_looking_first_leaves_no_recording_behind(tmp_path: Path) -> None:
    study = create_study(tmp_path / "to", coder="Bo")
    assert import_files(study, [foreign(tmp_path, "P1", "internal://a.wav")], dry_run=True).interviews == 1
    assert list((study.folder / "recordings").iterdir()) == []


def test_a_recording_that_cannot_be_written_leaves_the_study_as_it_was(
    tmp_path: Path,
) -> None:
    study = create_study(tmp_path / "to", coder="Bo")
    (study.folder / "recordings").rmdir()
    report = import_files(study, [foreign(tmp_path, "P1", "internal://a.wav")])
    assert "cannot be kept" in report.problems[0].what
    with study.reading() as connection:
        assert reads.interviews(connection) == []
