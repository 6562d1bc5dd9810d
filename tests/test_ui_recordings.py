"""Recordings on their way into a study: the process that outlives the page, and what the page tells of it."""

from __future__ import annotations

import json
import time
from io import BytesIO
from pathlib import Path

import pytest
from pages import Opened, opens
from transcribe_inputs import tone, write_wav

from qualkit.errors import BadFile, NoWeights
from qualkit.interviews import interviews_table
from qualkit.study import Study
from qualkit.transcribe.into_study import add_recording
from qualkit.ui.hearing import BEGUN, LOG, Hearing, Order, Transcribing, free_place, runs_of, transcribe_into
from qualkit.ui.recordings import at_place

OPTIONS = {"model": "tiny.en", "speakers": "off"}


opened = opens("transcribe_page")


def order(*paths: Path) -> Order:
    return Order(by="Ada", paths=tuple(map(str, paths)), options=OPTIONS)


def ended(run: Transcribing) -> Hearing:
    until = time.monotonic() + 120
    while run.is_running and time.monotonic() < until:
        time.sleep(0.05)  # another process ends
    return run.state()


def no_sound(folder: Path, name: str = "notes.mp3") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"not sound " + name.encode())
    return folder / name


@pytest.mark.models
def test_what_failed_is_told_can_be_tried_again_and_put_away(study: Study, opened: Opened) -> None:
    run = transcribe_into(study.folder, [("notes.mp3", BytesIO(b"not sound"))], order())
    now = ended(run)
    assert (now.running, now.ended, now.problem, now.failed) == (False, True, "", ["notes.mp3"])
    assert "notes.mp3" in now.outcomes[0].message
    test = opened(study)
    assert "notes.mp3" in test.error[0].value.replace("\\", "")
    assert [button.label for button in test.button][:2] == ["Try again", "Put this list away"]
    run.go_on(now.failed)
    assert ended(run).failed == ["notes.mp3"]
    next(button for button in opened(study).button if button.label == "Put this list away").click().run()
    assert not runs_of(study.folder)


@pytest.mark.models
def test_a_run_that_was_begun_by_another_workspace_is_found_and_ended(study: Study, tmp_path: Path) -> None:
    paths = [no_sound(tmp_path / "sound", f"P{number}.mp3") for number in range(3)]
    run = transcribe_into(study.folder, [], order(*paths))
    process = BEGUN.pop(run.folder)  # as a workspace sees it that was started anew
    (found,) = runs_of(study.folder)
    assert found.process is None
    found.stop()
    assert process.wait(20) is not None and not found.is_running
    told = found.state()
    assert told.ended or "stopped before its end" in told.problem
    assert set(told.waiting) | set(told.failed) == {"P0.mp3", "P1.mp3", "P2.mp3"}


@pytest.mark.models
def test_one_recording_can_be_left_out_and_the_others_go_on(study: Study, tmp_path: Path) -> None:
    paths = [no_sound(tmp_path / "sound", f"P{number}.mp3") for number in range(3)]
    run = transcribe_into(study.folder, [], order(*paths))
    run.go_on(["P0.mp3", "P2.mp3"])
    assert sorted(ended(run).failed) == ["P0.mp3", "P2.mp3"]
    run.go_on(["P2.mp3"])
    assert sorted(ended(run).failed) == ["P0.mp3", "P2.mp3"]
    run.go_on([])
    now = run.state()
    assert (sorted(now.failed), now.waiting, now.ended) == (["P0.mp3", "P2.mp3"], [], True)
    run.go_on(["P2.mp3"])
    assert sorted(ended(run).failed) == ["P0.mp3", "P2.mp3"]
    run.clear()
    assert not run.folder.exists()


def test_how_far_it_is_and_how_long_it_takes() -> None:
    now = Hearing(files=("P1.m4a", "P2.m4a"))
    now.hear({"event": "planned", "at": 100.0, "lengths": {"P1.m4a": 60_000, "P2.m4a": 30_000}})
    now.hear({"event": "progress", "file": "P1.m4a", "done_ms": 45_000, "of_ms": 60_000})
    assert (now.share, now.seconds_left(130.0)) == (0.5, 30.0)
    now.hear({"event": "outcome", "file": "P1.m4a", "status": "done", "message": "", "hint": ""})
    assert now.share == pytest.approx(2 / 3)
    assert now.waiting == ["P2.m4a"]


def test_two_recordings_of_one_name_are_both_kept(tmp_path: Path) -> None:
    (tmp_path / "P1.m4a").touch()
    assert free_place(tmp_path / "P1.m4a").name == "P1 (2).m4a"
    assert free_place(tmp_path / "P2.m4a").name == "P2.m4a"


def test_a_folder_on_this_computer_is_taken_with_what_lies_in_it(tmp_path: Path) -> None:
    sound = no_sound(tmp_path / "inter views", "P1.mp3")
    (tmp_path / "inter views" / "notes.txt").touch()
    assert at_place(f' "{sound.parent}" ') == (str(sound.resolve()),)
    assert at_place("  ") == ()
    with pytest.raises(BadFile, match="gone"):
        at_place(str(tmp_path / "gone"))


def test_a_recording_is_added_to_be_typed_once(study: Study, tmp_path: Path) -> None:
    sound = write_wav(tmp_path / "P7.wav", tone(1))
    added = add_recording(study, sound, by="Ada")
    table = interviews_table(study).set_index("name")
    assert (added.name, table.loc["P7", "duration_ms"], table.loc["P7", "words"]) == ("P7", 1000, 0)
    assert (study.folder / "recordings" / "P7.wav").read_bytes() == sound.read_bytes()
    with pytest.raises(BadFile, match="is in the study as “P7”"):
        add_recording(study, sound)
    assert study.check() == []


def test_the_page_leads_to_what_was_transcribed_or_is_to_be_typed(study: Study, tmp_path: Path, opened: Opened) -> None:
    added = add_recording(study, write_wav(tmp_path / "P7.wav", tone(1)))
    run = transcribe_into(study.folder, [], order(tmp_path / "gone.wav"))
    ended(run)
    told = {"event": "outcome", "file": "P7.wav", "status": "done", "message": "", "hint": "", "name": "P7"}
    (run.folder / LOG).write_text(json.dumps(told) + "\n")
    test = opened(study)
    next(button for button in test.button if button.label == "Read and check P7").click().run()
    assert test.session_state["code interview"] == added.id
    write_wav(tmp_path / "P8.wav", tone(2))
    test.text_input[0].input(str(tmp_path / "P8.wav")).run()
    next(button for button in test.button if button.label == "Type them myself").click().run()
    names = {one: name for name, one in interviews_table(study)[["name", "id"]].itertuples(index=False)}
    assert names[test.session_state["code interview"]] == "P8"


def test_the_process_tells_a_problem_of_its_order_in_words(study: Study, tmp_path: Path) -> None:
    run = transcribe_into(study.folder, [], order(tmp_path / "gone.wav"))
    assert "gone.wav" in ended(run).problem


def test_without_the_voice_model_the_page_says_what_to_install_and_offers_what_works(
    study: Study, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise NoWeights("The model that tells voices apart is not on this computer.", hint="")

    monkeypatch.setattr("qualkit.ui.recordings.check_voices", missing)
    test = opened(study)
    assert "pip install" in test.info[0].value and "not on this computer" in test.info[0].value
    (who,) = [box for box in test.selectbox if box.label == "Who speaks"]
    assert who.options == ["One person on each channel of the recording", "Do not tell voices apart"]


def test_what_concerns_the_whole_run_is_told_while_it_runs_and_afterwards() -> None:
    now = Hearing(files=("P1.m4a",))
    now.hear({"event": "notice", "text": "Speakers: 2 in each recording."})
    now.hear({"event": "notice", "text": "The model base is weak in the language cy."})
    assert now.notices == ["Speakers: 2 in each recording.", "The model base is weak in the language cy."]
