"""Projects as NVivo, ATLAS.ti, MAXQDA and qc write them come in with every quote the right text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from refi_inputs import CODE, SOURCE, USER, guid, one_source, packed, project_xml

from qualkit.coding.codebook import path_of
from qualkit.coding.segments import codings_table
from qualkit.errors import BadFile
from qualkit.exchange.actions import ImportReport, import_files, import_incoming
from qualkit.exchange.bundle import Bundle
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.refi.bundles import read_refi
from qualkit.interviews import cases_table, interviews_table
from qualkit.store import reads
from qualkit.study import Study, create_study

AT = "2026-01-01T00:00:00.000Z"
TALK = "Ann: I like it 🙂 here.\r\n\r\nBo: Me too 🌧, most days it is loud.\r\n" * 5
QUOTES = ("like it", "here", "Me too", "most days", "is loud")


@pytest.fixture
def empty(tmp_path: Path) -> Study:
    return create_study(tmp_path / "nights", coder="Ada")


def read(files: dict[str, bytes | str], name: str = "p.qdpx") -> Bundle:
    return read_refi(Incoming(name, packed(files)), by="Ada", at=AT)


def quotes(bundle: Bundle) -> list[str]:
    return [bundle.texts[one.interview_id].text[one.start : one.end] for one in bundle.segments]


def bring(study: Study, body: bytes, name: str = "p.qdpx") -> ImportReport:
    return import_incoming(study, [Incoming(name, body)])


def utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2


def single_ends(text: str, at: int) -> int:
    return at - text[:at].count("\r\n")


@pytest.mark.parametrize(
    ("count", "bom", "expected"),
    [
        (utf16, "\ufeff", {"unit": "utf-16", "crlf": 2, "bom": 0}),  # NVivo 12 for Windows
        (single_ends, "", {"unit": "code point", "crlf": 1, "bom": 0}),  # ATLAS.ti
        (lambda text, at: at, "", {"unit": "code point", "crlf": 2, "bom": 0}),  # by the letter
    ],
)
def test_positions_are_read_as_the_program_counted_them(
    count: Callable[[str, int], int], bom: str, expected: dict[str, object]
) -> None:
    spans = [found.span() for quote in QUOTES for found in re.finditer(quote, TALK)]
    xml = one_source([(count(TALK, a), count(TALK, b)) for a, b in spans])
    bundle = read({"project.qde": xml, f"sources/{SOURCE}.txt": (bom + TALK).encode()})
    assert quotes(bundle) == [TALK[a:b] for a, b in spans]
    assert bundle.position_rule is not None
    found = bundle.position_rule.plain()
    assert {key: found[key] for key in expected} == expected
    assert bundle.texts[SOURCE].text == TALK


@pytest.mark.parametrize(
    "files",
    [
        ("project.qde", f"sources/{SOURCE}.txt"),
        ("Project.qde", f"Sources/{SOURCE}.TXT"),
        ("My study.qde", f"sources/{SOURCE}.txt"),
        ("My study/project.qde", f"{SOURCE}.txt"),
    ],
)
def test_an_archive_is_read_in_every_spelling(files: tuple[str, str]) -> None:
    bundle = read({files[0]: one_source([(5, 11)]), files[1]: "Ann: I like it.", "sources/.root": ""})
    assert quotes(bundle) == ["I like"]


def test_a_coding_keeps_its_guid_its_coder_and_its_time(empty: Study) -> None:
    report = bring(empty, packed({"project.qde": one_source([(0, 3)]), f"sources/{SOURCE}.txt": "Ann: yes"}))
    assert (report.interviews, report.codes, report.codings) == (1, 1, 1)
    [row] = codings_table(empty).to_dict("records")
    assert (row["id"], row["coder"], row["created_at"]) == (guid(5000), "Bo", "2024-02-01T10:00:00Z")
    with empty.reading() as connection:
        assert [code.id for code in reads.codes(connection)] == [CODE]
        assert [one.id for one in reads.interviews(connection)] == [SOURCE]


def test_selections_of_one_stretch_are_one_mark(empty: Study) -> None:
    other = guid(77)
    xml = one_source([(0, 3), (0, 3)]).replace(
        "</Codes>", f'<Code guid="{other}" name="calm" isCodable="true"/></Codes>'
    )
    last = xml.rindex(CODE)
    xml = xml[:last] + other + xml[last + len(CODE) :]
    bundle = read({"project.qde": xml, f"sources/{SOURCE}.txt": "Ann: yes"})
    assert len(bundle.segments) == 1
    assert [one.code_id for one in bundle.codings] == [CODE, other]


def test_two_coders_on_one_selection_have_a_mark_each() -> None:
    other = guid(9)
    xml = one_source([(0, 3)]).replace("</Users>", f'<User guid="{{{other.upper()}}}" name="Cy"/></Users>')
    coding = f'<Coding guid="{guid(6)}" creatingUser="{other}"><CodeRef targetGUID="{{{CODE.upper()}}}"/></Coding>'
    bundle = read(
        {
            "project.qde": xml.replace("</PlainTextSelection>", f"{coding}</PlainTextSelection>"),
            f"{SOURCE}.txt": "Ann: yes",
        }
    )
    assert [(one.coder, one.start, one.end) for one in bundle.segments] == [("Bo", 0, 3), ("Cy", 0, 3)]
    assert bundle.segments[0].id == guid(1000)
    assert [one.coder for one in bundle.codings] == ["Bo", "Cy"]


CASES = (
    f'<Variables><Variable guid="{guid(60)}" name="age" typeOfVariable="Integer"/></Variables>'
    f'<Cases><Case guid="{guid(61)}" name="Walker"><Description>retired</Description><VariableValue>'
    f'<VariableRef targetGUID="{guid(60)}"/><IntegerValue>44</IntegerValue></VariableValue>'
    f'<SourceRef targetGUID="{SOURCE}"/></Case></Cases>'
)
NOTES = (
    f'<Notes><Note guid="{guid(71)}" name="On noise" creatingUser="{USER}"><PlainTextContent>It is all about noise.'
    f'</PlainTextContent></Note><Note guid="{guid(72)}" name=""><PlainTextContent>Look here</PlainTextContent></Note>'
    f"</Notes>"
)
SETS = (
    f'<Sets><Set guid="{guid(80)}" name="Outside"><MemberCode targetGUID="{CODE}"/></Set>'
    f'<Set guid="{guid(81)}" name="Group"><MemberSource targetGUID="{SOURCE}"/></Set></Sets>'
)


def test_cases_values_notes_and_sets_come_in_and_a_set_is_no_theme(empty: Study) -> None:
    xml = one_source([(0, 3)])
    xml = xml.replace("<Sources>", f"{CASES}<Sources>").replace("</Sources>", f"</Sources>{NOTES}{SETS}")
    xml = xml.replace(
        f'<CodeRef targetGUID="{CODE}"/>', f'<CodeRef targetGUID="{CODE}"/><NoteRef targetGUID="{guid(72)}"/>'
    )
    xml = xml.replace(
        'name="noise" isCodable="true"/>', f'name="noise" isCodable="true"><NoteRef targetGUID="{guid(71)}"/></Code>'
    )
    report = bring(empty, packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Ann: yes"}))
    assert (report.cases, report.memos) == (1, 1)
    assert [problem.what for problem in report.problems] == ["sources and notes in sets: 1"]
    assert cases_table(empty)[["name", "note", "interviews", "age"]].to_numpy().tolist() == [
        ["Walker", "retired", "P1", "44"]
    ]
    assert codings_table(empty)["memo"].tolist() == ["Look here"]
    with empty.reading() as connection:
        [memo] = reads.all_of(connection, reads.CLASSES["memo"])
        [grouping] = reads.all_of(connection, reads.CLASSES["grouping"])
        assert reads.themes(connection) == []
    assert (memo.text, memo.about, memo.about_id, memo.by) == ("On noise\n\nIt is all about noise.", "code", CODE, "Bo")
    assert (grouping.name, grouping.code_ids) == ("Outside", (CODE,))


def test_a_recordings_transcript_is_coded_between_its_points_and_gives_turns_their_times() -> None:
    points = "".join(
        f'<SyncPoint guid="{guid(90 + n)}" position="{at}" timeStamp="{ms}"/>'
        for n, (at, ms) in enumerate([(0, 0), (11, 2500), (20, 4000)])
    )
    between = (
        f'<TranscriptSelection guid="{guid(95)}" fromSyncPoint="{guid(91)}" toSyncPoint="{guid(92)}" '
        f'creatingUser="{USER}"><Coding guid="{guid(96)}"><CodeRef targetGUID="{CODE}"/></Coding></TranscriptSelection>'
    )
    xml = project_xml(
        f'<Sources><AudioSource guid="{SOURCE}" name="a.m4a" path="relative:///a.m4a"><Transcript guid="{guid(1)}" '
        f'plainTextPath="internal://t.txt">{points}{between}</Transcript></AudioSource></Sources>'
    )
    bundle = read({"project.qde": xml, "sources/t.txt": "Ann: hello\nBo: good one\n"})
    assert quotes(bundle) == ["Bo: good "]
    assert [turn.start_ms for turn in bundle.texts[SOURCE].turns] == [0, 2500]


@pytest.mark.parametrize("recording_first", [True, False])
def test_a_text_that_is_a_recordings_transcript_as_well_is_one_interview_with_times(recording_first: bool) -> None:
    points = f'<SyncPoint guid="{guid(90)}" position="0" timeStamp="1500"/>'
    video = (
        f'<VideoSource guid="{guid(50)}" name="v.mp4"><Transcript guid="{guid(51)}" '
        f'plainTextPath="internal://{SOURCE}.txt">{points}</Transcript></VideoSource>'
    )
    xml = one_source([(0, 3)])
    place = ("<Sources>", f"<Sources>{video}") if recording_first else ("</Sources>", f"{video}</Sources>")
    bundle = read({"project.qde": xml.replace(*place), f"sources/{SOURCE}.txt": "Ann: yes"})
    assert [one.id for one in bundle.interviews] == [SOURCE]
    assert quotes(bundle) == ["Ann"]
    assert [turn.start_ms for turn in bundle.texts[SOURCE].turns] == [1500]


def test_two_sources_of_one_text_that_are_both_coded_both_come_in() -> None:
    xml = one_source([(0, 3)])
    start, end = xml.index("<TextSource"), xml.index("</Sources>")
    twin = xml[start:end].replace(SOURCE, guid(44), 1).replace(guid(1000), guid(45)).replace(guid(5000), guid(46))
    bundle = read({"project.qde": xml[:end] + twin + xml[end:], f"sources/{SOURCE}.txt": "Ann: yes"})
    assert [one.name for one in bundle.interviews] == ["P1", "P1 (2)"]
    assert len(bundle.codings) == 2


def test_a_coded_page_of_a_pdf_stands_where_its_words_stand_in_the_text() -> None:
    def page(number: int, words: str) -> str:
        return (
            f'<PDFSelection guid="{guid(number)}" page="0" firstX="1" firstY="1" secondX="2" secondY="2" '
            f'creatingUser="{USER}"><Representation guid="{guid(number + 100)}"><PlainTextContent>{words}'
            f'</PlainTextContent></Representation><Coding guid="{guid(number + 200)}"><CodeRef targetGUID="{CODE}"/>'
            f"</Coding></PDFSelection>"
        )

    text = f'<Representation guid="{guid(7)}" plainTextPath="internal://r.txt"/>'
    pages = page(1, "so  loud that nobody") + page(2, "never said in it") + '<PDFSelection guid="x" page="1"/>'
    xml = project_xml(f'<Sources><PDFSource guid="{SOURCE}" name="r.pdf">{pages}{text}</PDFSource></Sources>')
    bundle = read({"project.qde": xml, "sources/r.txt": "It was so\nloud that nobody slept."})
    assert quotes(bundle) == ["so\nloud that nobody"]
    assert [note.what for note in bundle.notes] == ["passages of pages, found by their words: 1"]
    assert sorted(problem.what for problem in bundle.problems) == [
        "passages of pages whose words are not in the text: 1",
        "passages of pictures, pages and sound: 1",
    ]


# ---- files of real programs ----


@pytest.mark.parametrize(
    ("name", "counts", "marks"),
    [
        ("nvivo15-mac.qdpx", (2, 262, 0), 0),
        ("qc-1.3.2-demo.qdpx", (2, 262, 205), 158),
        ("atlasti8.4-standard-project.qde", (0, 14, 0), 0),
    ],
)
def test_real_projects_come_in_whole_and_a_second_time_change_nothing(
    shared: Path, empty: Study, name: str, counts: tuple[int, int, int], marks: int
) -> None:
    report = import_files(empty, [shared / "interchange" / name])
    assert (report.interviews, report.codes, report.codings) == counts
    with empty.reading() as connection:
        before = reads.head(connection)
        assert len(reads.segments(connection)) == marks
    again = import_files(empty, [shared / "interchange" / name])
    assert (again.interviews, again.codes, again.codings) == (0, 0, 0)
    with empty.reading() as connection:
        assert reads.head(connection) == before
    assert empty.check() == []
    assert empty.undo().startswith(f"imported {name}")
    assert interviews_table(empty).empty


def test_qcs_passages_are_whole_lines_and_nvivos_codes_keep_their_places(shared: Path, tmp_path: Path) -> None:
    study = create_study(tmp_path / "qc", coder="Ada")
    import_files(study, [shared / "interchange" / "qc-1.3.2-demo.qdpx"])
    texts = codings_table(study)["text"]
    assert sum(text.endswith("\n") or not text.strip() for text in texts) > 0.95 * len(texts)
    with study.reading() as connection:
        codes = {code.id: code for code in reads.codes(connection)}
    paths = [path_of(code, codes) for code in codes.values()]
    assert len(set(paths)) == 262 > len({code.name for code in codes.values()})
    assert max(path.count(" > ") for path in paths) == 6


def test_a_project_without_its_sources_says_so_for_each(shared: Path, empty: Study) -> None:
    report = import_files(empty, [shared / "interchange" / "atlasti8.4-standard-project.qde"])
    assert sum("has no text in the file" in problem.what for problem in report.problems) == 13
    assert {"links: 1", "graphs: 1"} <= {problem.what for problem in report.problems}


# ---- what is wrong or means harm ----

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Project xmlns="urn:QDA-XML:project:1.0" name="&b;"/>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project>&a;</Project>'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"project.qde": LAUGHS}, "declares a document type"),
        ({"project.qde": OUTSIDE}, "declares a document type"),
        ({"project.qde": "<Project"}, "no well-formed XML"),
        ({"project.qde": "<html/>"}, "not REFI-QDA"),
        ({"readme.txt": "hi"}, "holds no project.qde"),
        ({"project.qde": one_source([]), "../evil.txt": "x"}, "outside its folder"),
        ({"project.qde": one_source([]), "/etc/evil": "x"}, "outside its folder"),
        ({"project.qde": one_source([]), "C:\\evil": "x"}, "outside its folder"),
        ({"project.qde": "<Project>" + "<a>" * 3000}, "no well-formed XML"),
    ],
)
def test_a_project_that_is_broken_or_means_harm_is_refused(
    empty: Study, files: dict[str, bytes | str], told: str
) -> None:
    with pytest.raises(BadFile, match=told):
        read(files)
    report = bring(empty, packed(files))
    assert told in report.problems[0].what
    assert empty.recent_acts() == []


def test_a_file_cut_off_anywhere_is_refused_or_read_whole(empty: Study) -> None:
    body = packed({"project.qde": one_source([(0, 3)]), f"sources/{SOURCE}.txt": "Ann: yes"})
    for length in range(0, len(body), 37):
        report = bring(empty, body[:length])
        assert report.problems and report.codes == 0
    assert empty.recent_acts() == []


def test_passages_outside_the_text_and_unknown_codes_are_told_and_the_rest_comes_in(empty: Study) -> None:
    xml = one_source([(0, 3), (2, 999), (4, 4)]).replace(
        "</TextSource>",
        f'<PlainTextSelection guid="{guid(1)}" startPosition="0" endPosition="2"><Coding guid="{guid(2)}">'
        f'<CodeRef targetGUID="{guid(3)}"/></Coding></PlainTextSelection></TextSource>',
    )
    report = bring(empty, packed({"project.qde": xml, f"sources/{SOURCE}.txt": "Ann: yes"}))
    assert report.codings == 1
    assert sorted(problem.what for problem in report.problems) == [
        "codings with a code that the file does not have: 1",
        "empty passages: 1",
        "passages that lie outside their text: 1",
    ]


@pytest.mark.parametrize(
    "side", [b"{", b"[]", b'{"format": 1, "nouns": {"codes": {"are": {"x": {"name": 5}}}}, "texts": {}}']
)
def test_a_side_file_that_was_tampered_with_is_told_and_the_project_comes_in(empty: Study, side: bytes) -> None:
    files = {"project.qde": one_source([(0, 3)]), f"sources/{SOURCE}.txt": "Ann: yes", "qualkit.json": side}
    report = bring(empty, packed(files))
    assert report.codings == 1
    assert "cannot be read" in report.problems[0].what
