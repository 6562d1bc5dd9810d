"""The Study page, run as Streamlit runs it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pages import Opened, opens, page_of
from streamlit.testing.v1 import AppTest

from qualkit.checking import check_transcript
from qualkit.exchange.incoming import Incoming
from qualkit.interviews import add_interview, cases_table, describe_case, interviews_table
from qualkit.memos import write_memo
from qualkit.model import TranscriptText
from qualkit.store.standing import standing
from qualkit.study import Study, create_study, open_study
from qualkit.ui.diary import FEW_CODES, as_far_as, diary, suggestions

opened = opens("study_page")


def press(test: AppTest, label: str) -> AppTest:
    labels = [button.label.replace("\\", "") for button in test.button]
    place = next(n for n, shown in enumerate(labels) if shown == label or shown.startswith(f"{label}: "))
    test.button[place].click().run()
    assert not test.exception
    return test


def text_of(test: AppTest) -> str:
    return "\n".join(one.value for one in (*test.markdown, *test.caption, *test.error, *test.success, *test.warning))


# ---- a study that is not there yet ----


def test_without_a_study_one_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUALKIT_STUDY", raising=False)
    test = page_of("study_page").run()
    test.text_input[0].set_value("Night shifts & asking for help")
    test.text_area[0].set_value("When do nurses ask?")
    press(test, "Make the study")
    made = open_study("night-shifts-asking-for-help")
    assert (made.settings.question, made.settings.approach) == ("When do nurses ask?", "not stated")
    assert test.title[0].value == r"Night shifts \& asking for help"
    made.close()


def test_a_study_without_a_title_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUALKIT_STUDY", raising=False)
    test = press(page_of("study_page").run(), "Make the study")
    assert "A study needs a title" in test.error[0].value
    assert not (tmp_path / "projects").exists()


def test_one_of_several_studies_can_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUALKIT_STUDY", raising=False)
    for name in ("one", "two"):
        create_study(tmp_path / "projects" / name, title=f"Study {name}").close()
    test = press(page_of("study_page").run(), "Study two")
    assert test.title[0].value == "Study two"


# ---- a study without interviews ----


def test_an_empty_study_says_what_to_do_first(tmp_path: Path, opened: Opened) -> None:
    test = opened(create_study(tmp_path / "new", title="New"))
    assert "There are no interviews yet" in text_of(test)
    assert [tab.label for tab in test.tabs] == ["Transcripts and coded tables", "Recordings"]


def test_the_approach_is_asked_for_until_it_is_stated(tmp_path: Path, opened: Opened) -> None:
    made = create_study(tmp_path / "new", title="New")
    test = opened(made)
    test.radio(key="approach").set_value("framework").run()
    press(test, "Use this approach")
    assert open_study(made.folder).settings.approach == "framework"
    assert not test.radio


# ---- a study at work ----


def test_the_diary_tells_what_is_there_without_percentages(study: Study, opened: Opened) -> None:
    test = opened(study)
    told = text_of(test)
    assert "2 interviews, 0 checked" in told
    assert "3 marks, 3 coded, 3 codes" in told
    assert "%" not in told


def test_what_waits_is_named_with_its_page(study: Study) -> None:
    with study.reading() as connection:
        waiting = dict(suggestions(standing(connection), "codebook"))
    assert waiting["transcript"] == "P1, P2: nobody has checked the transcript."
    assert waiting["codebook"] == "2 codes without a definition: read their quotes first."


def test_versions_and_themes_are_suggested_once_there_are_more_than_a_few_codes(study: Study) -> None:
    with study.reading() as connection:
        few = standing(connection)
    many = replace(few, codes=FEW_CODES, uncoded=())
    assert "themes" not in dict(suggestions(few, "codebook"))
    waiting = dict(suggestions(many, "codebook"))
    assert "themes" in waiting and "no version is saved" in waiting["codebook"]


def test_what_was_done_is_no_longer_suggested(study: Study) -> None:
    for name in ("P1", "P2"):
        check_transcript(study, name)
    write_memo(study, "A first thought")
    with study.reading() as connection:
        now = standing(connection)
    assert not {"transcript", "memos"} & {address for address, _ in suggestions(now, "codebook")}
    assert diary(now)[0][1] == "2 interviews, 2 checked"


def test_cells_changed_in_the_table_are_written(study: Study, opened: Opened) -> None:
    from qualkit.ui.study_page import apply_edits

    table = interviews_table(study)
    apply_edits(study, table, {0: {"date": "2025-04-01", "case": "Amira, Bram"}, 1: {"checked": True}})
    now = interviews_table(study)
    assert now["case"].tolist() == ["Amira, Bram", ""]
    assert now["date"].tolist() == ["2025-04-01", "2025-03-08"]
    assert now["checked"].tolist() == [False, True]


def test_a_participant_is_noted_with_an_attribute(study: Study, opened: Opened) -> None:
    test = opened(study)
    for field, value in zip(test.text_input[-3:], ("Amira", "role", "nurse"), strict=True):
        field.set_value(value)
    press(test, "Add")
    assert cases_table(study)[["name", "role"]].to_numpy().tolist() == [["Amira", "nurse"]]


def test_an_attribute_changed_in_the_table_is_written(study: Study, opened: Opened) -> None:
    from qualkit.ui.participants import apply_edits

    describe_case(study, "Amira", {"role": "nurse"})
    apply_edits(study, cases_table(study), {0: {"role": "charge nurse"}})
    assert cases_table(study)["role"].tolist() == ["charge nurse"]


def test_settings_are_written_into_study_yaml(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_area[0].set_value("Why do they walk?")
    press(test, "Save")
    assert "Why do they walk?" in (study.folder / "study.yaml").read_text(encoding="utf-8")
    assert "Why do they walk?" in test.markdown[0].value.replace("\\", "")


# ---- acts ----


def test_ones_last_act_is_taken_back_and_done_again(study: Study, opened: Opened) -> None:
    test = opened(study)
    press(test, "Undo last act")
    with study.reading() as connection:
        assert standing(connection).marks.all == 2
    assert "taken back since" in text_of(test)
    press(test, "Redo")
    with study.reading() as connection:
        assert standing(connection).marks.all == 3
    assert next(b for b in test.button if b.label == "Redo").disabled


def test_an_act_that_others_built_on_is_not_taken_back_and_it_is_said_why(study: Study, opened: Opened) -> None:
    from qualkit.coding.codes import create_code, define_code

    create_code(study, "hills", by="Ada")
    define_code(study, "hills", definition="Up and down", by="Bram")
    test = press(opened(study), "Undo last act")
    assert "cannot be undone" in test.error[0].value.replace("\\", "")
    assert "Bram" in test.error[0].value


def test_names_that_look_like_markup_are_shown_as_they_are(study: Study, opened: Opened) -> None:
    from qualkit.coding.codes import create_code

    create_code(study, "<script> **b** $x$ :red[x]")
    told = text_of(opened(study))
    assert r"“\<script\> \*\*b\*\* \$x\$ \:red\[x\]”" in told


# ---- adding ----


def test_files_come_in_with_a_report_in_plain_words(
    study: Study, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bring() -> None:
        import streamlit as st

        from qualkit.ui import frame
        from qualkit.ui.adding import bring_in, panel

        study = frame.needed_study()
        if "report" not in st.session_state:
            st.session_state["report"] = bring_in(study, st.session_state["files"])
        panel(study)

    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    test = AppTest.from_function(bring, default_timeout=30)
    table = b"participant,text,code\nP3,I like the trees,calm\nP3,never said,calm\n"
    test.session_state["files"] = [
        Incoming("P3.txt", b"Interviewer: And you?\n\nParticipant: I like the trees.\n"),
        Incoming("coded.csv", table),
        Incoming("photo.png", b"\x89PNG"),
    ]
    test.run()
    assert not test.exception
    assert test.success[0].value == "Came in: 1 interview, 1 coding, 1 participant."
    assert test.warning[0].value == "Not brought in (2):"
    told = text_of(test).replace("\\", "")
    assert "- **photo.png** “photo.png” is no kind of file qualkit reads" in told
    assert "- **coded.csv, line 3** not found in P3: “never said”" in told
    assert interviews_table(study)["name"].tolist() == ["P1", "P2", "P3"]


def test_a_look_shows_what_would_come_in_and_changes_nothing(
    study: Study, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looking() -> None:
        import streamlit as st

        from qualkit.ui import frame
        from qualkit.ui.adding import look, panel

        study = frame.needed_study()
        st.session_state["adding"] = True
        look(study, st.session_state["files"])
        panel(study)

    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    test = AppTest.from_function(looking, default_timeout=30)
    test.session_state["files"] = [Incoming("P3.txt", b"Hello."), Incoming("photo.png", b"\x89PNG")]
    test.run()
    assert not test.exception
    assert test.info[0].value == "Would come in: 1 interview."
    assert test.warning[0].value == "Would stay out (1):"
    assert interviews_table(study)["name"].tolist() == ["P1", "P2"]


def test_a_file_name_with_folders_loses_them() -> None:
    from qualkit.ui.adding import incoming

    class Uploaded:
        name = "C:\\interviews\\P9.txt"

        def getvalue(self) -> bytes:
            return b"x"

    assert incoming([Uploaded()])[0].name == "P9.txt"  # type: ignore[list-item]


# ---- recordings ----


def test_where_the_part_that_hears_is_missing_it_is_said_how_to_get_it(
    study: Study, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualkit.transcribe.engines.find_spec", lambda name: None)
    test = press(opened(study), "Add recordings or transcripts")
    assert "[transcribe]" in test.info[0].value.replace("\\", "")


# ---- the first ten minutes ----


def test_who_makes_a_study_under_a_name_is_not_asked_for_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUALKIT_STUDY", raising=False)
    test = page_of("study_page").run()
    test.text_input[0].set_value("Nights")
    next(one for one in test.text_input if one.label == "Your name").set_value(" Ada ")
    press(test, "Make the study")
    assert test.session_state["coder"] == "Ada"
    made = open_study("nights")
    assert made.coder() == "Ada"
    made.close()


def test_a_new_study_asks_for_an_interview_and_the_approach_and_for_nothing_else(
    tmp_path: Path, opened: Opened
) -> None:
    test = opened(create_study(tmp_path / "new", title="New"))
    assert [one.value for one in test.subheader] == ["Bring in a first interview"]
    assert not [one for one in test.expander if "phases" in one.label or "Participants" in one.label]
    assert len(test.radio) == 1


def test_the_diary_goes_as_far_as_the_next_phase(study: Study) -> None:
    with study.reading() as connection:
        lines = as_far_as(diary(standing(connection)))
    assert [name for name, *_ in lines] == ["Familiarisation", "Coding", "Generating candidate themes"]


def test_what_is_to_be_read_comes_first(study: Study, tmp_path: Path) -> None:
    new = create_study(tmp_path / "new", title="New")
    add_interview(new, "P1", TranscriptText("Interviewer: So?\n\nAnn: So."))
    with new.reading() as connection:
        assert next(suggestions(standing(connection), "codebook")) == ("read", "Read P1, and note what strikes you.")
    with study.reading() as connection:
        assert "read" not in [address for address, _ in suggestions(standing(connection), "codebook")]
