"""Listening while coding, in a real browser."""

from __future__ import annotations

import re
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser_coding import Page, stand_on
from browser_inputs import NEEDS_BROWSER

from qualkit.interviews import RecordingFile, add_interview
from qualkit.model import TimedWord
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

pytestmark = NEEDS_BROWSER


SPOKEN = """Interviewer: When do you walk?

Amira: Every morning I walk along the river.
"""


NOW = "(document.querySelector('.qk-player input').value)"


@pytest.fixture
def heard(workspace: tuple[Path, str], browser: Any) -> Iterator[tuple[Page, Study]]:
    """An interview with six seconds of sound and a time for each word, half a second each."""
    projects, address = workspace
    name = f"heard-{len(list(projects.iterdir()))}"
    study = create_study(projects / name, title="Heard", coder="Ada")
    with wave.open(str(study.folder / "recordings" / "<P1>.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 8000 * 6)
    spoken = from_labelled_text(SPOKEN)
    places = [
        found.span()
        for turn in spoken.turns
        for found in re.compile(r"\w+").finditer(SPOKEN, turn.text_start, turn.end)
    ]
    words = tuple(TimedWord(start, end, 500 * i, 500 * i + 400) for i, (start, end) in enumerate(places))
    recording = RecordingFile(file="<P1>.wav", sha256="0" * 64, duration_ms=6000)
    add_interview(study, "P1", replace(spoken, words=words), recording=recording)
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{address}?study={name}")
    page.wait_for_function("window.__qk?.paints > 0", timeout=60_000)
    yield page, study
    page.close()
    study.close()


def test_a_selected_passage_is_heard_and_the_word_that_is_said_is_marked(heard: tuple[Page, Study]) -> None:
    page, _ = heard
    stand_on(page, "morning")
    page.keyboard.press("l")
    page.wait_for_function(
        "[...CSS.highlights.get('qk-said')].some((one) => /morning|I|walk/.test("
        "one.startContainer.data.slice(one.startOffset, one.endOffset)))"
    )
    assert page.locator(".qk-now .qk-said").inner_text().startswith("Every")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Play").wait_for()


def test_the_recording_goes_back_by_key_and_plays_faster(heard: tuple[Page, Study]) -> None:
    page, _ = heard
    page.get_by_role("slider", name="Place in the recording").fill("5")
    page.wait_for_function("document.querySelector('.qk-player .qk-clock').textContent === '0:05'")
    page.locator(".qk-scroll").focus()
    page.keyboard.press(",")
    page.wait_for_function("document.querySelector('.qk-player .qk-clock').textContent === '0:02'")
    page.keyboard.press("+")
    assert page.get_by_role("combobox", name="Speed").input_value() == "1.25"


def test_a_recording_is_served_by_ranges_and_only_by_the_name_that_a_page_got(heard: tuple[Page, Study]) -> None:
    page, study = heard
    with page.expect_request(lambda request: "/recordings/" in request.url and "times" not in request.url) as asked:
        page.locator(".qk-scroll").focus()
        page.keyboard.press("Space")
    address = asked.value.url
    part = page.request.get(address, headers={"Range": "bytes=44-143"})
    assert (part.status, len(part.body())) == (206, 100)
    assert part.headers["content-type"].startswith("audio/")
    assert part.headers["x-content-type-options"] == "nosniff"
    assert page.request.get(f"{address}x").status == 404
    (study.folder / "recordings" / "<P1>.wav").unlink()
    assert page.request.get(address).status == 404
