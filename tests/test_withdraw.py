from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualkit.cli.main import qualkit
from qualkit.coding.codes import codes_table, create_code, define_code, merge_codes
from qualkit.coding.segments import Span, apply_code, codings_table, mark_segment, remove_coding
from qualkit.errors import BadAct, Collision, NotFound, NothingToUndo
from qualkit.exchange.actions import WITHDRAWN, export_study, import_files
from qualkit.exchange.registry import FORMATS
from qualkit.interviews import RecordingFile, add_interview, describe_case, edit_interview, interviews_table
from qualkit.memos import write_memo
from qualkit.model import TranscriptText
from qualkit.reasons import give_reason
from qualkit.revisions import revise_transcript
from qualkit.saturation.sources import mentions, study_matrix
from qualkit.store import reads
from qualkit.store.charting import chart
from qualkit.store.standing import standing
from qualkit.study import Study
from qualkit.themes.board import read_board
from qualkit.themes.chosen import choose_quote
from qualkit.themes.framework import write_summary
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.transcribe.into_study import without_those_held
from qualkit.withdraw import withdraw

MANIFEST = "transcripts/.qualkit-manifest.json"
WORDS = "Zanzibar marmalade confidence"
TEXT = f"Quentina: I told nobody about the {WORDS} before today."


@pytest.fixture
def told(study: Study) -> Study:
    """The small study with a third interview whose participant will withdraw, after all kinds of acts on it."""
    (study.folder / "recordings" / "Quentina.opus").write_bytes(b"AUDIO-OF-QUENTINA" * 100)
    for name, body in (
        ("transcripts/Quentina.json", TEXT),
        ("exports/quotes.csv", TEXT),
        (".cache/v.bin", WORDS),
        (MANIFEST, "Quentina.opus"),
        ("recordings/.Quentina.opus.7.tmp", "AUDIO-OF"),
        (".incoming-7/Quentina.opus", "AUDIO-OF"),
    ):
        path = study.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(body)
    recording = RecordingFile(file="Quentina.opus", sha256="1" * 64, duration_ms=1000)
    interview = add_interview(study, "Quentina", TranscriptText(TEXT), recording=recording, date="2025-03-20")
    describe_case(study, "Quentina", {"town": "Zanzibar-by-the-Sea"})
    edit_interview(study, "Quentina", cases=("Quentina",))
    start = TEXT.index(WORDS)
    with study.reading() as connection:
        calm, rain = (next(c for c in reads.codes(connection) if c.name == n) for n in ("calm", "rain"))
    apply_code(study, Span(interview.id, start, start + 8), calm.id)
    both = apply_code(study, Span(interview.id, start, start + 8), rain.id)
    apply_code(study, Span(interview.id, start, start + 20), calm.id)
    merge_codes(study, ["calm"], into="rain")
    study.undo()
    remove_coding(study, both.id)
    mark_segment(study, Span(interview.id, 0, 8), note="look at this again")
    revise_transcript(study, "Quentina", TEXT.replace("nobody", "hardly anybody"))
    create_code(study, "secret", example=f"the {WORDS} before today")
    write_memo(study, "She trusted me.", about="interview", about_id=interview.id)
    study.back_up()
    return study


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_after_it_no_byte_of_their_words_or_voice_is_in_the_folder_and_the_study_holds(told: Study) -> None:
    define_code(told, "secret", example="keeping a thing to oneself")
    assert b"marmalade" in bytes_in(told.folder) and b"AUDIO-OF" in bytes_in(told.folder)
    done = withdraw(told, "Quentina", why="asked by letter")
    told.close()
    left = bytes_in(told.folder)
    for gone in (b"marmalade", b"AUDIO-OF", b"Quentina", b"Zanzibar", b"hardly anybody"):
        assert gone not in left, gone
    assert told.check() == []
    assert done.interviews == ("Quentina",) and "recordings/Quentina.opus" in done.files
    assert len(list((told.folder / "backups").glob("*.db"))) == 1


def test_that_coding_took_place_stays_counted_and_told(told: Study) -> None:
    before = codes_table(told).set_index("name")["references"]
    withdraw(told, "quentina")
    after = codes_table(told).set_index("name")["references"]
    assert after.equals(before)
    assert list(interviews_table(told)["name"]) == ["P1", "P2", "withdrawn 1"]
    kinds = [act.kind for act in told.recent_acts(50)]
    assert kinds[0] == "withdraw_interview" and kinds.count("apply_code") == 6


def test_tables_and_exports_go_on_without_their_words(told: Study, tmp_path: Path) -> None:
    define_code(told, "secret", example="keeping a thing to oneself")
    withdraw(told, "Quentina")
    quotes = codings_table(told).set_index("interview")["text"]
    assert set(quotes["withdrawn 1"]) == {""} and "I hate the rain" in set(quotes["P1"])
    for name, one in FORMATS.items():
        _, notes = export_study(told, name, tmp_path / f"{name}{one.suffix}")
        assert name != "csv" or (notes[0].where, notes[0].what[:21]) == ("withdrawn 1", "has no words any more")
        assert "marmalade" not in (tmp_path / f"{name}{one.suffix}").read_text(encoding="utf-8", errors="ignore")


def test_a_withdrawn_interview_is_not_counted_as_an_interview(told: Study) -> None:
    withdraw(told, "Quentina")
    with told.reading() as connection:
        now, counted = standing(connection), study_matrix(connection)
        assert len(mentions(connection)) == 2
    assert (now.interviews, now.withdrawn) == (2, 1) and "withdrawn 1" not in (*now.uncoded, *now.unchecked)
    assert counted.matrix.interviews == ("P1", "P2")
    assert "1 interview is not counted: the participant withdrew." in counted.remarks


def test_no_empty_quote_stands_in_an_export(told: Study, tmp_path: Path) -> None:
    withdraw(told, "Quentina")
    export_study(told, "csv", tmp_path / "codings.csv")
    with (tmp_path / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        quotes = [row["quote"] for row in csv.DictReader(file)]
    assert len(quotes) == 3 and all(quotes)


def test_a_withdrawn_transcript_or_table_is_known_when_it_is_imported_again(study: Study, tmp_path: Path) -> None:
    (tmp_path / "Quentina.txt").write_text(TEXT, encoding="utf-8")
    coded = f"Participant,Code,Quote\nQuentina,calm,{WORDS}\n"
    (tmp_path / "coded.csv").write_text(coded, encoding="utf-8")
    files = [tmp_path / "Quentina.txt", tmp_path / "coded.csv"]
    assert import_files(study, files).interviews == 1
    withdraw(study, "Quentina")
    again = import_files(study, files)
    assert again.interviews == again.codings == 0
    assert [problem.what for problem in again.problems] == [WITHDRAWN, WITHDRAWN]
    assert study.check() == []


def test_memos_and_code_texts_that_may_hold_their_words_are_listed(told: Study) -> None:
    listed = " ".join(problem.where for problem in withdraw(told, "Quentina").decide)
    assert "reflexive memo" in listed and "example of the code “secret”" in listed and "note on a passage" in listed


def test_what_was_made_of_their_words_in_themes_and_matrices_is_listed_and_the_study_holds(told: Study) -> None:
    create_theme(told, Naming("Trust"), ["calm"])
    with told.reading() as connection:
        passage = next(one for one in reads.segments(connection) if one.note == "look at this again")
    choose_quote(told, "Trust", passage.id)
    write_summary(told, "Quentina", ("theme", "Trust"), "Tells nobody.")
    give_reason(told, told.recent_acts(1)[0].id, f"nobody about the {WORDS}")
    listed = [problem.where for problem in withdraw(told, "Quentina").decide]
    assert "summary in the framework matrix" in listed and any(one.startswith("reason given") for one in listed)
    assert told.check() == []
    with told.reading() as connection:
        assert read_board(connection).quotes_of == {} and chart(connection).quotes == {}


def test_undo_looks_past_what_was_erased_and_never_brings_it_back(told: Study) -> None:
    withdraw(told, "Quentina")
    with pytest.raises((NothingToUndo, Collision)):
        for _ in range(60):
            told.undo()
    assert "Quentina" not in set(interviews_table(told)["name"])
    assert told.check() == []


def test_a_recording_that_was_withdrawn_is_known_when_it_is_offered_again(told: Study) -> None:
    withdraw(told, "Quentina")
    _, outcomes = without_those_held(told, [(Path("again.opus"), "1" * 64)], overwrite=False)
    assert [(one.status, one.message) for one in outcomes] == [("already", "in the study as “withdrawn 1”")]


def test_an_interview_with_others_has_to_be_named_itself(study: Study) -> None:
    edit_interview(study, "P1", cases=("Ines", "Omar"))
    with pytest.raises(BadAct, match="spoke with others in P1"):
        withdraw(study, "Ines")
    with pytest.raises(NotFound):
        withdraw(study, "nobody")


def test_the_command_asks_first_and_says_what_stays_with_the_researcher(told: Study) -> None:
    asked = CliRunner().invoke(qualkit, ["withdraw", str(told.folder), "Quentina"], input="n\n")
    assert asked.exit_code == 1 and "cannot be undone" in asked.output
    assert "Quentina" in set(interviews_table(told)["name"])
    done = CliRunner().invoke(qualkit, ["withdraw", str(told.folder), "Quentina", "--yes"])
    assert done.exit_code == 0 and "To decide:" in done.output and "outside the study folder" in done.output
