"""The Transcript page: reading, searching, correcting; first its text, then the page as Streamlit runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import Opened, opens

from qualkit.errors import StaleRevision
from qualkit.interviews import RecordingFile, add_interview, find_interview
from qualkit.model import Interview, Transcript
from qualkit.revisions import flagged, revise_transcript
from qualkit.settings import load_settings
from qualkit.store import reads
from qualkit.store.transcripts import transcript
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text
from qualkit.ui.correcting import rename, side_by_side
from qualkit.ui.reading import around

opened = opens("transcript_page")


def read(study: Study, name: str) -> tuple[Interview, Transcript]:
    with study.reading() as connection:
        interview = find_interview(connection, name)
        found = transcript(connection, interview.id)
    assert found
    return interview, found


def test_a_passage_stands_with_the_words_around_it_cut_at_spaces() -> None:
    text = "x" * 5 + " one two three four <b> five six seven eight " + "y" * 5
    assert around(text, text.index("<b>"), text.index("<b>") + 3, 12) == ("three four ", "<b>", " five six")


# ---- speakers and corrections ----


def test_speakers_are_named_in_the_whole_transcript_as_one_act(study: Study, opened: Opened) -> None:
    test = opened(study)
    interview, shown = read(study, "P1")
    test.text_input(key=f"{shown.id}-Participant").set_value("Amira")
    next(b for b in test.button if b.label == "Save the names").click().run()
    assert not test.exception
    _, now = read(study, "P1")
    assert now.text == shown.text.replace("Participant:", "Amira:")
    assert {turn.speaker for turn in now.turns} == {"Interviewer", "Amira"}
    with pytest.raises(StaleRevision, match="Ada"):
        rename(study, interview, shown, {"Participant": "Ben"})


def test_the_proposed_interviewer_is_accepted_and_remembered(study: Study, opened: Opened) -> None:
    said = "Speaker 1: How was it?\n\nSpeaker 2: It was long and I tired.\n\nSpeaker 1: Why?\n\nSpeaker 2: No help.\n"
    add_interview(study, "P3", from_labelled_text(said))
    test = opened(study)
    test.selectbox[0].select_index(2).run()
    told = "\n".join(one.value for one in test.caption).replace("\\", "")
    assert "Speaker 1 may be “Interviewer”: Asks 2 of 2 questions" in told
    next(b for b in test.button if b.label == "Accept these names").click().run()
    _, now = read(study, "P3")
    assert now.text == said.replace("Speaker 1", "Interviewer").replace("Speaker 2", "Participant")
    assert load_settings(study.folder).interviewer == "Interviewer"


def test_only_the_words_that_differ_stand_out() -> None:
    assert side_by_side("I *hate* rain\n\nYes.", "I love it, rain\n\nYes.") == (
        "I :orange-background[\\*hate\\*] rain\n\nYes\\.",
        "I :orange-background[love it,] rain\n\nYes\\.",
    )
    assert side_by_side("I love rain", "I love it rain")[1] == "I love :orange-background[it] rain"
    assert side_by_side("gone", "") == (":orange-background[gone]", "")


# ---- the page ----


def test_a_study_without_interviews_says_where_to_add_them(tmp_path: Path, opened: Opened) -> None:
    test = opened(create_study(tmp_path / "new", title="New"))
    assert "There are no interviews yet" in test.markdown[0].value.replace("\\", "")


def test_another_interview_can_be_chosen(study: Study, opened: Opened) -> None:
    test = opened(study)
    assert test.title[0].value == "P1"
    test.selectbox[0].select_index(1).run()
    assert test.title[0].value == "P2"


def test_a_correction_inside_a_mark_is_shown_beside_what_it_was(study: Study, opened: Opened) -> None:
    _, shown = read(study, "P1")
    revise_transcript(study, "P1", shown.text.replace("hate the rain", "loved the rain"), by="Ada")
    test = opened(study)
    assert "I :orange-background[loved] the rain" in [one.value for one in test.markdown]
    next(b for b in test.button if b.label == "Stands right").click().run()
    assert not flagged(study)
    assert not any("loved" in one.value for one in test.markdown)


def test_an_interview_can_be_marked_as_checked_and_back(study: Study, opened: Opened) -> None:
    def checked() -> list[str | None]:
        with study.reading() as connection:
            return [one.checked_by for one in reads.interviews(connection)]

    test = opened(study)
    test.button(key="check").click().run()
    assert checked() == ["Ada", None]
    assert study.recent_acts(1)[0].summary == "checked the transcript of P1"
    test.button(key="check").click().run()
    assert checked() == [None, None]


def test_signs_that_a_key_inserts_are_kept_in_the_study(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_area(key="signs").set_value("[sighs]\n[laughs]").run()
    next(b for b in test.button if b.label == "Keep these signs").click().run()
    assert load_settings(study.folder).signs == "[sighs]\n[laughs]"


def test_a_recording_that_is_not_there_is_told(study: Study, opened: Opened) -> None:
    recording = RecordingFile(file="P0.ogg", sha256="0", duration_ms=61_000)
    add_interview(study, "P0", from_labelled_text("Anna: Yes.\n"), recording=recording)
    test = opened(study)
    test.selectbox[0].select_index(2).run()
    told = "\n".join(one.value for one in test.caption).replace("\\", "")
    assert "P0.ogg is not in the study's folder" in told
    assert "1:01 of sound" in told
