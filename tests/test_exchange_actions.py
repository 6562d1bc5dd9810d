from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from qualkit.coding.codes import merge_codes, rename_code, retire_code
from qualkit.coding.segments import codings_table, references, remove_coding
from qualkit.exchange.actions import ImportReport, Incoming, import_files, import_incoming
from qualkit.interviews import cases_table, interviews_table
from qualkit.model import Grouping, Theme
from qualkit.store import reads, transcripts
from qualkit.study import Study, create_study

HEADER = "study,participant,segment_id,text,code,theme,coder\n"
TALK = "INTERVIEWER: How was the night?\n\nP1: It was loud. It never really stopped for us, not once.\n"


@pytest.fixture
def empty(tmp_path: Path) -> Study:
    return create_study(tmp_path / "nights", coder="Ada")


def table(*rows: str) -> Incoming:
    return Incoming("coded.csv", (HEADER + "\n".join(rows)).encode())


def bring(study: Study, *files: Incoming | tuple[str, str]) -> ImportReport:
    return import_incoming(study, [f if isinstance(f, Incoming) else Incoming(f[0], f[1].encode()) for f in files])


def numbers(report: ImportReport) -> tuple[int, int, int, int]:
    return report.interviews, report.codes, report.codings, report.cases


def quotes(study: Study) -> list[tuple[str, str, str, str]]:
    with study.reading() as connection:
        found = references(connection)
    return [(r.interview.name, r.code.name, r.text, r.coding.coder) for r in found]


def journal_length(study: Study) -> int:
    with study.reading() as connection:
        return reads.head(connection)


def told(report: ImportReport) -> list[tuple[str, str]]:
    return [(problem.where, problem.what) for problem in report.problems]


# ---- transcripts ----


def test_a_transcript_becomes_an_interview_of_the_files_name(empty: Study) -> None:
    report = bring(empty, ("P1.txt", TALK))
    assert numbers(report) == (1, 0, 0, 0)
    with empty.reading() as connection:
        [interview] = reads.interviews(connection)
        transcript = transcripts.transcript(connection, interview.id)
    assert interview.name == "P1"
    assert transcript is not None and transcript.text == TALK
    assert [turn.speaker for turn in transcript.turns] == ["INTERVIEWER", "P1"]


def test_names_in_the_alphabets_order_are_taken_by_their_numbers_others_as_given(empty: Study) -> None:
    bring(empty, ("P1.txt", "a"), ("P10.txt", "b"), ("P2.txt", "c"))
    bring(empty, ("Z.txt", "d"), ("A.txt", "e"))
    assert list(interviews_table(empty)["name"]) == ["P1", "P2", "P10", "Z", "A"]


def test_each_file_is_one_act_and_undo_takes_it_back(empty: Study) -> None:
    bring(empty, ("P1.txt", TALK), table("s,P1,1,It was loud.,noise,,Bo"))
    assert empty.undo() == "imported coded.csv: 1 codings, 1 codes"
    assert (len(codings_table(empty)), len(interviews_table(empty))) == (0, 1)
    assert empty.undo() == "imported P1.txt: the interview P1"
    assert interviews_table(empty).empty
    assert empty.check() == []


def test_a_bad_file_does_not_stop_the_others(empty: Study, tmp_path: Path) -> None:
    (tmp_path / "P1.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "broken.docx").write_bytes(b"no archive")
    (tmp_path / "b.xyz").write_bytes(b"text")
    report = import_files(empty, [tmp_path / n for n in ("broken.docx", "gone.txt", "b.xyz", "P1.txt")])
    assert report.interviews == 1
    assert sorted(problem.where for problem in report.problems) == ["b.xyz", "broken.docx", "gone.txt"]
    assert all(problem.fix for problem in report.problems)


def test_the_same_transcript_twice_changes_nothing(empty: Study) -> None:
    bring(empty, ("P1.txt", TALK))
    before = journal_length(empty)
    again = bring(empty, ("P1.txt", TALK))
    renamed = bring(empty, ("P1.md", TALK + ""))
    assert (numbers(again), numbers(renamed)) == ((0, 0, 0, 0), (0, 0, 0, 0))
    assert journal_length(empty) == before
    assert not again.problems and "nothing was changed" in again.notes[0].what


def test_another_transcript_of_the_same_name_is_a_problem(empty: Study) -> None:
    report = bring(empty, ("P1.txt", TALK), ("P1.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nElse.\n"))
    assert report.interviews == 1
    assert told(report) == [("P1.vtt", "the interview P1 has another transcript already")]


def test_a_transcript_taken_back_can_be_imported_again(empty: Study) -> None:
    bring(empty, ("P1.txt", TALK))
    empty.undo()
    assert bring(empty, ("P1.txt", TALK)).interviews == 1


# ---- coded tables ----

ROWS = ("s,P01,1,It was loud.,noise,the building,Bo", "s,P01,2,it never realy stopped for us,no rest,strain,Bo")


def test_a_coded_table_brings_codes_codings_participants_and_groupings_but_no_theme(empty: Study) -> None:
    report = bring(empty, table(*ROWS), ("P1.txt", TALK))
    assert numbers(report) == (1, 2, 2, 1)
    assert quotes(empty) == [
        ("P1", "noise", "It was loud.", "Bo"),
        ("P1", "no rest", "It never really stopped for us", "Bo"),
    ]
    with empty.reading() as connection:
        groupings = reads.all_of(connection, Grouping, order=("name",))
        assert reads.all_of(connection, Theme) == []
    assert [(one.name, one.source, len(one.code_ids)) for one in groupings] == [
        ("strain", "coded.csv", 1),
        ("the building", "coded.csv", 1),
    ]
    assert cases_table(empty)[["name", "interviews"]].to_numpy().tolist() == [["P01", "P1"]]


def test_the_act_is_the_importers_and_the_coding_keeps_its_own_coder(empty: Study) -> None:
    bring(empty, ("P1.txt", TALK), table(*ROWS))
    assert empty.recent_acts(1)[0].by == "Ada"
    assert set(codings_table(empty)["coder"]) == {"Bo"}


def test_a_nearly_right_quote_keeps_its_score_and_is_listed(empty: Study) -> None:
    report = bring(empty, ("P1.txt", TALK), table(*ROWS))
    assert not report.problems
    assert [note.where for note in report.notes] == ["coded.csv, line 3"]
    assert "of 100 in P1" in report.notes[0].what
    assert "of 100 (line 3)" in codings_table(empty)["memo"].max()


def test_a_quote_that_was_never_said_is_listed_and_its_code_is_made_all_the_same(empty: Study) -> None:
    report = bring(empty, ("P1.txt", TALK), table("s,P1,1,the trains were late again this morning,travel,,"))
    assert numbers(report) == (1, 1, 0, 1)
    assert told(report) == [
        ("coded.csv, line 2", "not found in P1: “the trains were late again this morning”"),
    ]


def test_a_participant_without_a_transcript_gets_one_of_the_tables_rows_marked_as_such(empty: Study) -> None:
    rows = ("s,P9,1,Quiet here.,calm,,", "s,P9,1,Quiet here.,place,,", "s,P9,2,Quiet here.,calm,,")
    report = bring(empty, table(*rows))
    assert numbers(report) == (1, 2, 3, 1)
    with empty.reading() as connection:
        [interview] = reads.interviews(connection)
        transcript = transcripts.transcript(connection, interview.id)
    assert transcript is not None and transcript.text == "Quiet here.\n\nQuiet here."
    assert transcript.source == "made of rows of coded.csv"
    assert "P9" in report.notes[0].what
    assert numbers(bring(empty, table(*rows))) == (0, 0, 0, 0)


def test_a_row_without_words_makes_its_code_and_nothing_else(empty: Study) -> None:
    report = bring(empty, table("s,P1,1,,calm,group,first", "s,P2,2,,,,second"))
    assert numbers(report) == (0, 1, 0, 0)
    assert interviews_table(empty).empty


def test_the_same_table_twice_changes_nothing_whatever_was_done_since(empty: Study) -> None:
    bring(empty, ("P1.txt", TALK), table(*ROWS, "s,P1,3,not once,rest,,Bo"))
    rename_code(empty, "noise", "loudness")
    merge_codes(empty, ["rest"], into="no rest")
    remove_coding(empty, codings_table(empty)["id"].iloc[0])
    before = journal_length(empty), quotes(empty)
    assert numbers(bring(empty, table(*ROWS, "s,P1,3,not once,rest,,Bo"))) == (0, 0, 0, 0)
    assert (journal_length(empty), quotes(empty)) == before


def test_a_code_that_was_merged_is_what_it_was_merged_into_and_a_retired_one_takes_nothing(empty: Study) -> None:
    bring(empty, ("P1.txt", TALK), table("s,P1,1,It was loud.,noise,,", "s,P1,2,not once,rest,,", "s,P1,3,us,us,,"))
    merge_codes(empty, ["noise"], into="rest")
    retire_code(empty, "us", why="too wide")
    report = bring(empty, table("s,P1,7,the night,noise,,", "s,P1,8,the night,us,,"))
    assert numbers(report) == (0, 0, 1, 0)
    assert ("P1", "rest", "the night", "Ada") in quotes(empty)
    assert "“us” is retired; rows left out: 1" in report.problems[0].what


def test_codes_come_into_the_tree_by_their_path(empty: Study) -> None:
    body = "interview,quote,code,code_path,coder,memo\nP1,It was loud.,noise,building > noise,Bo,again\n"
    bring(empty, ("P1.txt", TALK), ("own.csv", body))
    row = codings_table(empty).iloc[0]
    assert (row["path"], row["memo"]) == ("building > noise", "again")


def test_a_later_table_widens_the_groupings_that_are_there(empty: Study) -> None:
    bring(empty, ("P1.txt", TALK), table("s,P1,1,It was loud.,noise,strain,"))
    bring(empty, Incoming("more.csv", (HEADER + "s,P1,1,not once,rest,strain,").encode()))
    with empty.reading() as connection:
        [grouping] = reads.all_of(connection, Grouping)
        names = {code.id: code.name for code in reads.codes(connection)}
    assert [names[i] for i in grouping.code_ids] == ["noise", "rest"]
    empty.undo()
    with empty.reading() as connection:
        assert len(reads.all_of(connection, Grouping)[0].code_ids) == 1
    assert empty.check() == []


def test_a_dry_run_tells_the_same_and_leaves_no_trace(empty: Study) -> None:
    files: Sequence[Incoming] = [Incoming("P1.txt", TALK.encode()), table(*ROWS)]
    before = journal_length(empty), sorted((empty.folder / "backups").iterdir())
    told_before = import_incoming(empty, files, dry_run=True)
    assert (journal_length(empty), sorted((empty.folder / "backups").iterdir())) == before
    assert told_before == import_incoming(empty, files)


def test_a_backup_is_made_before_the_first_change_and_none_where_nothing_changes(empty: Study) -> None:
    backups = empty.folder / "backups"
    bring(empty, ("P1.txt", TALK), table(*ROWS))
    assert len(list(backups.iterdir())) == 1
    bring(empty, ("P1.txt", TALK), table(*ROWS))
    assert len(list(backups.iterdir())) == 1


# ---- real studies ----


@pytest.mark.parametrize(
    ("name", "expected", "missing"),
    [
        ("pdpilot-maxqda", (7, 77, 261, 7), 1),
        ("serdif-usability", (17, 22, 1930, 17), 0),
        ("world-after-covid", (57, 63, 327, 57), 225),
        ("flaky-survey", (232, 64, 243, 232), 0),
    ],
)
def test_real_studies_come_in_whole_and_quickly(
    shared: Path, empty: Study, name: str, expected: tuple[int, int, int, int], missing: int
) -> None:
    folder = shared / "data" / name
    files = [*sorted((folder / "transcripts").glob("*.txt")), folder / "coded.csv"]
    started = time.perf_counter()
    report = import_files(empty, files)
    assert time.perf_counter() - started < 30
    assert numbers(report) == expected
    assert len(report.problems) == missing
    before = journal_length(empty)
    assert numbers(import_files(empty, files)) == (0, 0, 0, 0)
    assert journal_length(empty) == before
    assert empty.check() == []
