"""The Read page in a real browser: words are noted upon by keyboard and mouse, undone, and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser_inputs import NEEDS_BROWSER, free_port, serving

from qualkit.interviews import add_interview, find_interview
from qualkit.model import Segment
from qualkit.store import reads
from qualkit.store.transcripts import transcript
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

HOSTILE = "<img src=x onerror='window.stolen = 1'>"
TEXT = f"Ann: How was 🙂 the night?\n\nسلمى: كان العمل طويلا.\n\nBen: {HOSTILE} I was tired.\n"
SELECT = """([turn, words]) => {
  const node = document.querySelectorAll(".ql-said")[turn].firstChild;
  const at = node.data.indexOf(words);
  getSelection().setBaseAndExtent(node, at, node, at + words.length);
}"""

pytestmark = NEEDS_BROWSER
Page = Any


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Study, str]]:
    study = create_study(tmp_path_factory.mktemp("read") / "nights", title="Nights", coder="Ada", language="en")
    add_interview(study, "P1", from_labelled_text(TEXT))
    port = free_port()
    with serving(study, port):
        yield study, f"http://127.0.0.1:{port}/read"
    study.close()


@pytest.fixture
def page(browser: Any, served: tuple[Study, str]) -> Iterator[Page]:
    """The page with its words on the screen; an error of a script fails the test."""
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(served[1])
    opened.wait_for_selector(".ql-turn", timeout=60_000)
    opened.wait_for_function("window.__qkMessages?.size > 0")
    opened.locator(".ql-scroll").focus()
    yield opened
    opened.close()
    assert errors == []


def marked(study: Study) -> list[tuple[str, str]]:
    """The words and the note of every mark."""
    with study.reading() as connection:
        interview = find_interview(connection, "P1").id
        whole = transcript(connection, interview)
        marks = reads.all_of(connection, Segment, order=("start",))
    assert whole and whole.text == from_labelled_text(TEXT).text
    return [(whole.text[mark.start : mark.end], mark.note) for mark in marks]


def keep(page: Page, note: str) -> None:
    """Press M, write the note, press Enter, and wait until it is stored and shown."""
    page.keyboard.press("m")
    keep_open(page, note)


def keep_open(page: Page, note: str) -> None:
    """Write the note that is open."""
    before = page.evaluate("window.__qkListening.answered")
    page.locator(".ql-menu textarea").fill(note)
    page.keyboard.press("Enter")
    page.wait_for_function("n => window.__qkListening.answered > n && !window.__qkListening.pending", arg=before)


def test_words_are_noted_upon_changed_taken_away_and_brought_back(page: Page, served: tuple[Study, str]) -> None:
    study = served[0]
    page.evaluate(SELECT, [0, "🙂 the"])
    keep(page, HOSTILE)
    page.evaluate(SELECT, [1, "العمل"])
    keep(page, "work, said first")
    assert marked(study) == [("🙂 the", HOSTILE), ("العمل", "work, said first")]
    assert page.locator(".ql-noted").all_text_contents() == [HOSTILE, "work, said first"]
    assert page.evaluate("window.stolen") is None
    page.locator(".ql-noted").nth(1).click()
    page.get_by_role("button", name="Take it away").click()
    page.locator(".ql-noted").nth(1).wait_for(state="detached")
    assert marked(study) == [("🙂 the", HOSTILE)]
    page.keyboard.press("Control+z")
    page.locator(".ql-noted").nth(1).wait_for()
    page.reload()
    page.locator(".ql-noted").nth(1).wait_for(timeout=60_000)
    assert page.locator(".ql-noted").all_text_contents() == [HOSTILE, "work, said first"]


def test_a_note_goes_over_turns_in_whole_words_and_is_changed_as_a_whole(page: Page, served: tuple[Study, str]) -> None:
    over = """() => {
      const [first, , last] = [...document.querySelectorAll(".ql-said")].map((said) => said.firstChild);
      getSelection().setBaseAndExtent(first, first.data.indexOf("ight?"), last, last.data.indexOf("red."));
    }"""
    page.evaluate(over)
    keep(page, "from question to answer")
    [(words, _)] = [one for one in marked(served[0]) if one[1] == "from question to answer"]
    assert words.startswith("night?") and words.endswith("I was tired")
    page.locator(".ql-noted", has_text="from question to answer").click()
    keep_open(page, "as a whole")
    assert (words, "as a whole") in marked(served[0])
    assert (words, "from question to answer") not in marked(served[0])


def test_nothing_on_the_page_changes_the_words(page: Page, served: tuple[Study, str]) -> None:
    page.locator(".ql-said").nth(2).dblclick()
    for key in ("Enter", "e", "j", "n", "s", "k"):
        page.keyboard.press(key)
    page.locator(".ql-name").first.click()
    assert page.locator("[contenteditable]").count() == 0
    assert page.locator(".ql-menu:not([hidden]):not(.ql-help)").count() == 0
    marked(served[0])


def test_in_a_narrow_window_the_notes_stand_under_the_words_with_room_to_write(page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 900})
    field = page.locator("[data-testid=stTextArea] textarea").first
    words = page.locator(".ql-scroll")
    below = "([a, b]) => a.getBoundingClientRect().bottom < b.getBoundingClientRect().top"
    page.wait_for_function(below, arg=[words.element_handle(), field.element_handle()])
    assert field.bounding_box()["width"] > 400
    assert field.bounding_box()["y"] < 900
