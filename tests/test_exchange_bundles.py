"""Databases, codebooks and tables of people: what each kind of file brings into a study."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from openpyxl import Workbook

from qualkit.coding.codes import codes_table
from qualkit.coding.segments import codings_table
from qualkit.exchange.actions import ImportReport, import_files, import_incoming, prepare_export
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.taguette import text_of_html
from qualkit.interviews import cases_table, interviews_table
from qualkit.store import reads, transcripts
from qualkit.study import Study, create_study


@pytest.fixture
def empty(tmp_path: Path) -> Study:
    return create_study(tmp_path / "nights", coder="Ada")


def bring(study: Study, name: str, body: bytes | str) -> ImportReport:
    return import_incoming(study, [Incoming(name, body.encode() if isinstance(body, str) else body)])


def paths(study: Study) -> list[str]:
    return sorted(codes_table(study)["path"])


# ---- databases ----


def test_a_real_taguette_project_comes_in_with_every_quote_the_right_text(shared: Path, empty: Study) -> None:
    source = shared / "data" / "serdif-usability" / "raw" / "SERDIF_P2_ThematicAnalysis.sqlite3"
    report = import_files(empty, [source])
    assert (report.interviews, report.codes, report.codings, report.problems) == (17, 22, 1930, ())
    with sqlite3.connect(f"file:{source}?mode=ro&immutable=1", uri=True) as theirs:
        snippets = sorted(
            "".join(text_of_html(snippet).split())
            for (snippet,) in theirs.execute(
                "SELECT snippet FROM highlights JOIN highlight_tags ON highlights.id = highlight_id"
            )
        )
    assert sorted("".join(text.split()) for text in codings_table(empty)["text"]) == snippets
    assert set(codings_table(empty)["coder"]) == {"admin"}
    assert codings_table(empty)["created_at"].min().startswith("2022-02-16")
    again = import_files(empty, [source])
    assert (again.interviews, again.codings) == (0, 0)


def test_a_taguette_database_of_later_brings_only_what_is_new(shared: Path, empty: Study, tmp_path: Path) -> None:
    source = shared / "data" / "serdif-usability" / "raw" / "SERDIF_P2_ThematicAnalysis.sqlite3"
    earlier = tmp_path / "earlier.sqlite3"
    earlier.write_bytes(source.read_bytes())
    with sqlite3.connect(earlier) as connection:
        connection.execute("DELETE FROM highlights WHERE id > (SELECT max(id) - 100 FROM highlights)")
        connection.execute("DELETE FROM highlight_tags WHERE highlight_id NOT IN (SELECT id FROM highlights)")
    first, second = import_files(empty, [earlier]), import_files(empty, [source])
    assert first.codings + second.codings == 1930
    assert (second.interviews, second.codes) == (0, 0)


QUALCODER = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
  date text);
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
  color text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
  owner text, date text, memo text, avid integer, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text,
  date text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer);
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
CREATE TABLE code_image (imid integer primary key);
INSERT INTO project VALUES ('v9', '2024-01-01 10:00:00', '', 'QualCoder 3.5');
INSERT INTO source VALUES (1, 'P1.docx', 'Ann: I 🙂 hate rain.', null, 'a loud room', 'cy', '2024-01-02 10:00:00');
INSERT INTO source VALUES (2, 'photo.png', null, 'images:photo.png', '', 'cy', '2024-01-02 10:00:00');
INSERT INTO code_cat VALUES (1, 'weather', 'cy', '2024-01-02 10:00:00', 'what falls', null);
INSERT INTO code_name VALUES (5, 'rain', 'wet', 1, 'cy', '2024-01-02 10:00:00', '#F781F3');
INSERT INTO code_name VALUES (6, 'mood', '', null, 'cy', '2024-01-02 10:00:00', '#5882FA');
INSERT INTO code_text VALUES (1, 5, 1, 'hate rain', 9, 18, 'cy', '2024-01-03 11:00:00', 'strong', null, 1);
INSERT INTO code_text VALUES (2, 6, 1, 'hate rain', 9, 18, 'cy', '2024-01-03 11:00:00', '', null, null);
INSERT INTO annotation VALUES (1, 1, 5, 8, 'a smile', 'dee', '2024-01-03 12:00:00');
INSERT INTO cases VALUES (1, 'Ann', 'walks', 'cy', '2024-01-02');
INSERT INTO case_text VALUES (1, 1, 1, 0, 19);
INSERT INTO attribute VALUES (1, 'age', 'case', '44', 1);
INSERT INTO journal VALUES (1, 'day 1', 'I am tired.', '2024-01-03 20:00:00', 'cy');
INSERT INTO code_image VALUES (1);
"""


@pytest.fixture
def qualcoder(tmp_path: Path) -> Path:
    folder = tmp_path / "walks.qda"
    folder.mkdir()
    with sqlite3.connect(folder / "data.qda") as connection:
        connection.executescript(QUALCODER)
    connection.close()
    return folder


def test_a_qualcoder_folder_comes_in_whole(empty: Study, qualcoder: Path) -> None:
    report = import_files(empty, [qualcoder])
    assert (report.interviews, report.codes, report.codings, report.cases, report.memos) == (1, 3, 2, 1, 2)
    assert [problem.what for problem in report.problems] == ["codings of pictures: 1"]
    rows = codings_table(empty).to_dict("records")
    assert {(r["path"], r["text"], r["coder"], r["memo"]) for r in rows} == {
        ("weather > rain", "hate rain", "cy", "strong"),
        ("mood", "hate rain", "cy", ""),
    }
    assert rows[0]["created_at"] == "2024-01-03T11:00:00.000Z"
    assert cases_table(empty)[["name", "note", "interviews", "age"]].to_numpy().tolist() == [
        ["Ann", "walks", "P1.docx", "44"]
    ]
    with empty.reading() as connection:
        notes = [(one.coder, one.note) for one in reads.segments(connection) if one.note]
        memos = {memo.text for memo in reads.all_of(connection, reads.CLASSES["memo"])}
    assert (notes, memos) == ([("dee", "a smile")], {"a loud room", "day 1\n\nI am tired."})
    assert import_files(empty, [qualcoder]).codings == 0


def test_a_database_of_another_program_or_a_broken_one_is_refused(empty: Study, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("CREATE TABLE t (a)")
    body = (tmp_path / "x.db").read_bytes()
    connection.close()
    assert "of another program" in bring(empty, "x.sqlite3", body).problems[0].what
    assert "is no database" in bring(empty, "x.sqlite3", b"nothing").problems[0].what
    assert "is damaged" in bring(empty, "x.sqlite3", body[:100] + b"\xff" * 4000).problems[0].what
    assert empty.recent_acts() == []


def test_a_database_that_would_be_read_for_ever_is_given_up(empty: Study, tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, id AS name FROM n"
    with sqlite3.connect(tmp_path / "x.db") as connection:
        for table in ("documents", "tags", "highlights", "highlight_tags"):
            connection.execute(f"CREATE TABLE {table} (id)")
        connection.execute(f"CREATE VIEW projects AS {endless}")
    connection.close()
    assert bring(empty, "x.sqlite3", (tmp_path / "x.db").read_bytes()).problems


# ---- codebooks ----


def workbook(*rows: tuple[object, ...]) -> bytes:
    import io

    book = Workbook()
    for row in rows:
        book.active.append(row)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def test_taguettes_codebook_brings_codes_with_their_descriptions(shared: Path, empty: Study) -> None:
    report = import_files(empty, [shared / "interchange" / "taguette-codebook.csv"])
    assert (report.codes, report.interviews, report.problems) == (22, 0, ())
    assert codes_table(empty).set_index("name").loc["Moderator assist", "definition"].startswith("The moderator interv")
    assert import_files(empty, [shared / "interchange" / "taguette-codebook.csv"]).codes == 0


def test_taguettes_highlights_are_a_coded_table(shared: Path, empty: Study) -> None:
    report = import_files(empty, [shared / "interchange" / "taguette-highlights.csv"])
    assert report.codings > 0 and not report.problems


def test_a_maxqda_codebook_is_a_tree_by_its_paths(empty: Study) -> None:
    bring(empty, "codes.xlsx", workbook(("Code", "Memo"), ("weather > rain", "wet"), ("mood", "how it feels")))
    assert paths(empty) == ["mood", "weather", "weather > rain"]


def test_nvivos_and_our_own_codebook_table_come_back_as_the_same_tree(study: Study, empty: Study) -> None:
    body = prepare_export(study, "nvivo-codebook").parts[0].body
    assert not bring(empty, "codebook.csv", body).problems
    assert paths(empty) == paths(study)


def test_a_codebook_indented_by_spaces_is_a_tree(empty: Study) -> None:
    bring(empty, "c.csv", "Name,Description\nweather,\n  rain,wet\n    drizzle,\n  snow,\nmood,\n")
    assert paths(empty) == ["mood", "weather", "weather > rain", "weather > rain > drizzle", "weather > snow"]


def test_a_yaml_codebook_goes_out_and_in_equal(study: Study, empty: Study) -> None:
    body = prepare_export(study, "codebook-yaml").parts[0].body
    assert bring(empty, "codebook.yaml", body).codes == 3
    columns = ["path", "definition", "include", "exclude", "example", "color"]
    known = [column for column in columns if column in codes_table(study)]
    assert codes_table(empty)[known].equals(codes_table(study)[known])
    assert bring(study, "codebook.yaml", body).codes == 0


@pytest.mark.parametrize("text", ["codes: 5", "- - x", "a: [", "codes: &a [{name: x, codes: *a}]", "5", ""])
def test_yaml_that_is_no_codebook_is_told(empty: Study, text: str) -> None:
    assert bring(empty, "c.yaml", text).problems
    assert empty.recent_acts() == []


# ---- people ----


def test_facts_about_participants_become_attributes_and_a_second_time_change_nothing(study: Study) -> None:
    table = workbook(("Participant", "Age", "Role"), ("P1", 44, "nurse"), ("P2", None, "'=cmd()"))
    report = bring(study, "people.xlsx", table)
    assert (report.cases, report.interviews, report.problems) == (2, 0, ())
    found = cases_table(study).fillna("")[["name", "Age", "Role"]].to_numpy().tolist()
    assert found == [["P1", "44", "nurse"], ["P2", "", "=cmd()"]]
    assert bring(study, "people.csv", "participant,Age\nP1,44\n").notes[-1].what.endswith("nothing was changed")


def test_open_answers_of_a_survey_become_texts_and_closed_ones_attributes(empty: Study) -> None:
    rows = [
        "id,Job,What makes it hard?",
        'R1,nurse,"It is the noise at night, and nobody ever comes to help."',
        'R2,doctor,"I cannot sleep before a shift, and then it is too late."',
        "R3,nurse,",
    ]
    report = bring(empty, "survey.csv", "\n".join(rows))
    assert (report.cases, report.interviews) == (3, 2)
    assert "What makes it hard?" in report.notes[0].what
    table = interviews_table(empty)
    assert table[["name", "case"]].to_numpy().tolist() == [["R1", "R1"], ["R2", "R2"]]
    with empty.reading() as connection:
        texts = list(transcripts.texts(connection).values())
        turns = transcripts.transcript(connection, table["id"][0]).turns
    assert any(text.startswith("What makes it hard?: It is the noise") for text in texts)
    assert [turn.speaker for turn in turns] == ["What makes it hard?"]
    assert cases_table(empty)["Job"].tolist() == ["nurse", "doctor", "nurse"]


def test_a_form_that_names_nobody_gives_its_respondents_numbers(empty: Study) -> None:
    form = "Timestamp,Job,Why?\n2025/01/01,nurse,I like to walk in the rain because it is quiet.\n2025/01/02,clerk,\n"
    report = bring(empty, "form.csv", form)
    assert (report.cases, report.interviews) == (2, 1)
    assert cases_table(empty)[["name", "Job", "Timestamp"]].to_numpy().tolist() == [
        ["form 1", "nurse", "2025/01/01"],
        ["form 2", "clerk", "2025/01/02"],
    ]


def test_a_real_table_with_a_column_for_each_code_is_coded(shared: Path, empty: Study) -> None:
    report = import_files(empty, [shared / "data" / "flaky-survey" / "raw" / "survey-sq8.ods"])
    assert (report.interviews, report.codes, report.codings) == (31, 11, 31)  # as its last row sums up
    assert not report.problems
    row = codings_table(empty).set_index("interview").loc["survey-sq8 1"]
    assert (row["code"], row["text"]) == ("split tests", "Split test suite up.")
