"""Recordings for the browser: their addresses, and the times of words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qualkit.interviews import RecordingFile, add_interview
from qualkit.model import TimedWord
from qualkit.study import Study
from qualkit.text.turns import from_labelled_text
from qualkit.ui.sound import kind_of, routes, source_of, steps


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**7)), max_size=20))
def test_times_of_words_are_told_as_steps_from_which_they_come_back(starts: list[tuple[int, int]]) -> None:
    told = iter(steps([TimedWord(start, start + 1, ms, ms + 1) for start, ms in starts]))
    point = ms = 0
    back = []
    for step in told:
        point, ms = point + step, ms + next(told)
        back.append((point, ms))
    assert back == starts


def test_an_interview_without_its_recording_has_nothing_to_hear(study: Study) -> None:
    file = RecordingFile(file="P3.wav", sha256="0" * 64, duration_ms=1000)
    interview = add_interview(study, "P3", from_labelled_text("A: Yes."), recording=file)
    assert source_of(study, interview.id) is None
    (study.folder / "recordings" / "P3.wav").write_bytes(b"RIFF")
    found = source_of(study, interview.id)
    assert found is not None
    assert found.duration_ms == 1000
    assert "P3" not in found.source
    assert source_of(study, interview.id) == found


def test_a_film_is_served_by_ranges_as_what_it_is(study: Study) -> None:
    file = RecordingFile(file="P4.mov", sha256="0" * 64, duration_ms=1000)
    interview = add_interview(study, "P4", None, recording=file)
    (study.folder / "recordings" / "P4.mov").write_bytes(bytes(range(200)))
    found = source_of(study, interview.id)
    assert found and found.is_video
    browser = TestClient(Starlette(routes=routes()))
    part = browser.get(f"/{found.source}", headers={"Range": "bytes=100-149"})
    assert (part.status_code, part.headers["content-range"]) == (206, "bytes 100-149/200")
    assert part.content == bytes(range(100, 150))
    assert part.headers["content-type"] == "video/mp4"
    assert browser.get(f"/{found.source}", headers={"Range": "bytes=500-"}).status_code == 416
    assert browser.get("/recordings/guessed").status_code == 404


@pytest.mark.parametrize("name", ["P1.html", "P1.svg", "P1.mp3.js", "P1"])
def test_a_file_that_calls_itself_a_page_is_served_as_bytes(name: str) -> None:
    assert kind_of(Path(name)) == "application/octet-stream"
