"""The example study is built from its sources whole, and a second time nothing is done."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualkit.cli.demo import summary
from qualkit.cli.main import qualkit
from qualkit.coding.codes import codes_table
from qualkit.coding.segments import codings_table
from qualkit.demo import EXAMPLE, build_demo, carry_out, read_sources, words_misheard
from qualkit.errors import BadAct, NotFound, StudyExists
from qualkit.exchange.actions import import_files
from qualkit.interviews import cases_table, interviews_table
from qualkit.memos import memos_table
from qualkit.store import reads, transcripts
from qualkit.study import Study, create_study, open_study
from qualkit.transcribe.files import sha256_of
from qualkit.transcribe.formats import from_json


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The example as `qualkit demo` builds it, heard by the small English model, to be quick."""
    target = tmp_path_factory.mktemp("studies") / "demo"
    return build_demo(target, read_sources(), tell=lambda line: None, model="tiny.en")


@pytest.mark.models
def test_every_coding_of_the_sources_stands_on_the_words_it_quotes(demo: Study) -> None:
    stands = {(one.interview, one.text, one.coder) for one in codings_table(demo).itertuples()}
    for path in sorted((EXAMPLE / "codings").glob("*.csv")):
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            assert (row["participant"], row["text"], row["coder"]) in stands


@pytest.mark.models
def test_the_journal_replays_to_the_study_and_everything_is_filled(demo: Study) -> None:
    assert demo.check() == []
    codes = codes_table(demo)
    assert 20 <= list(codes["status"]).count("active") <= 30
    assert len(codings_table(demo)) >= 60
    assert set(memos_table(demo)["kind"]) == {"reflexive", "theoretical", "methodological", "field note"}
    assert list(interviews_table(demo)["case"]) == ["Anna", "David", "Helen"]
    assert list(cases_table(demo)["age"]) == ["34", "52", "41"]
    with demo.reading() as connection:
        assert len(reads.versions(connection)) == 2
        assert len(reads.themes(connection)) == 2


@pytest.mark.models
def test_a_theme_holds_exactly_the_codes_the_researcher_chose(demo: Study) -> None:
    from qualkit.model import ThemeCode

    with demo.reading() as connection:
        names = {code.id: code.name for code in reads.codes(connection)}
        themes = {theme.id: theme.name for theme in reads.themes(connection)}
        places = {(themes[one.theme_id], names[one.code_id]) for one in reads.all_of(connection, ThemeCode)}
    wanted = {(theme["name"], code) for theme in read_sources().themes for code in theme["codes"]}
    assert places == wanted


@pytest.mark.models
def test_what_whisper_wrote_is_kept_beside_the_corrected_transcript(demo: Study) -> None:
    with demo.reading() as connection:
        for interview in reads.interviews(connection):
            heard = transcripts.transcript(connection, interview.id, revision=1)
            now = transcripts.transcript(connection, interview.id)
            assert heard is not None and now is not None
            assert heard.text.startswith("Speaker 1:") and now.text.startswith("Interviewer:")
            assert (demo.folder / "transcripts" / f"{interview.name}.json").is_file()


@pytest.mark.models
def test_the_exports_are_there(demo: Study) -> None:
    written = {path.name for path in (demo.folder / "exports").iterdir()}
    assert written >= {"codebook.csv", "codebook.qdc", "codings.csv", "study.xlsx", "new-codes.svg", "new-codes.csv"}


@pytest.mark.models
def test_a_second_run_does_nothing_and_says_so(demo: Study) -> None:
    with demo.reading() as connection:
        before = reads.head(connection)
    done = CliRunner().invoke(qualkit, ["demo", "--to", str(demo.folder)])
    assert done.exit_code == 0, done.output
    assert "is there already: nothing is done again" in done.output
    assert "v2 “After three interviews”" in done.output
    with demo.reading() as connection:
        assert reads.head(connection) == before


@pytest.mark.models
def test_the_summary_names_what_was_made(demo: Study) -> None:
    told = dict(summary(demo))
    assert "P01 Anna" in told["Interviews"]
    assert "78 codings by JB and MK" in told["Codes"]
    assert "all of it holds" in told["Journal"]


def test_in_a_hurry_the_same_study_is_built_without_any_model(tmp_path: Path) -> None:
    done = CliRunner().invoke(qualkit, ["demo", "--quick", "--to", str(tmp_path / "quick")])
    assert done.exit_code == 0, done.output
    assert "78 codings by JB and MK" in done.output and "Suggested" not in done.output
    study = open_study(tmp_path / "quick")
    with study.reading() as connection:
        for interview in reads.interviews(connection):
            said = transcripts.transcript(connection, interview.id)
            assert (
                said is not None and said.words and (study.folder / "recordings" / f"{interview.name}.opus").is_file()
            )
        assert {theme.name for theme in reads.themes(connection)} == {one["name"] for one in read_sources().themes}


def test_the_transcripts_that_lie_beside_the_recordings_are_of_them() -> None:
    for recording in sorted((EXAMPLE / "recordings").iterdir()):
        heard = from_json((EXAMPLE / "heard" / f"{recording.stem}.json").read_text(encoding="utf-8"))
        assert heard.sha256 == sha256_of(recording) and heard.interview == recording.stem


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("notes")
    with pytest.raises(StudyExists):
        build_demo(tmp_path, read_sources(), tell=print)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_study_of_ones_own_is_not_taken_for_the_example(tmp_path: Path) -> None:
    create_study(tmp_path / "demo", title="My own").close()
    with pytest.raises(StudyExists):
        build_demo(tmp_path / "demo", read_sources(), tell=print)
    assert open_study(tmp_path / "demo").title == "My own"


def test_a_quote_that_is_nowhere_stops_the_demo(tmp_path: Path) -> None:
    """Codings are never dropped in silence."""
    sources = read_sources()
    study = create_study(tmp_path / "study", **sources.settings)
    import_files(study, sorted((EXAMPLE / "script").glob("*.txt")))
    broken = tmp_path / "sources"
    (broken / "codings").mkdir(parents=True)
    header = "study,participant,segment_id,text,code,theme,coder\n"
    (broken / "codings" / "P01.csv").write_text(f"{header}x,P01,1,nobody ever said this sentence,Bad weather,,MK\n")
    (broken / "script").symlink_to(EXAMPLE / "script")
    with pytest.raises(BadAct, match="found no place"):
        carry_out(study, replace(sources, folder=broken, steps=[{"codings": ["P01"]}]), tell=lambda line: None)


def test_without_the_sources_the_message_says_where_they_are(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="qualkit's own folder"):
        read_sources(tmp_path)


@pytest.mark.parametrize(
    ("heard", "said", "wrong"),
    [("a b c", "a b c", 0), ("a x c", "a b c", 1), ("a c", "a b c", 1), ("a b b c", "a b c", 0), ("", "a b", 2)],
)
def test_misheard_words_are_those_said_but_not_heard(heard: str, said: str, wrong: int) -> None:
    assert words_misheard(heard.split(), said.split()) == (wrong, len(said.split()))
