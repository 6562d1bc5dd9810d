"""The first ten minutes of somebody who has nothing yet, in a real browser: from an empty folder to a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from browser_inputs import NEEDS_BROWSER, free_port, serving

from qualkit.memos import memos_table
from qualkit.study import open_study

TEXT = "Interviewer: Whom do you ask at night?\n\nParticipant: Nobody. You wait until it is a number.\n"
QUOTE = "You wait until it is a number"
WHERE = """(words) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + words.length);
    const box = range.getBoundingClientRect();
    return [box.left + 1, box.right - 1, (box.top + box.bottom) / 2];
  }
}"""

pytestmark = NEEDS_BROWSER
Page = Any


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Page]:
    """The workspace over a folder without any study; an error of a script fails the test."""
    (tmp_path / "projects").mkdir()
    (tmp_path / "P01.txt").write_text(TEXT, encoding="utf-8")
    port = free_port()
    with serving(None, port, folder=tmp_path):
        opened = browser.new_page(viewport={"width": 1400, "height": 900})
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto(f"http://127.0.0.1:{port}")
        yield opened
        opened.close()
        assert errors == []


def open_page(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def select(page: Page, words: str) -> None:
    """With the mouse, as one does."""
    page.wait_for_function("window.__qkMessages?.size > 0")
    left, right, middle = page.evaluate(WHERE, words)
    page.mouse.move(left, middle)
    page.mouse.down()
    page.mouse.move(right, middle, steps=8)
    page.mouse.up()


def test_from_nothing_to_coded_words_in_word(page: Page, tmp_path: Path) -> None:
    page.get_by_role("textbox", name="Title").fill("Nights")
    page.get_by_role("textbox", name="Your name").fill("Ada")
    page.get_by_role("button", name="Make the study").click()
    page.get_by_text("Bring in a first interview").wait_for()
    page.locator("input[type=file]").first.set_input_files(tmp_path / "P01.txt")
    page.get_by_role("button", name="Bring them in").click()

    page.get_by_role("link", name="Read P01, and note what strikes you.").click()
    page.wait_for_selector(".ql-turn")
    select(page, QUOTE)
    page.get_by_role("button", name="Note", exact=True).click()
    page.locator(".ql-menu textarea").fill("What counts as a number?")
    page.get_by_role("button", name="Keep (Enter)").click()
    page.wait_for_selector(".ql-noted")
    page.get_by_role("button", name="I have read it").click()
    page.get_by_text("Read: Ada").wait_for()

    open_page(page, "Code")
    page.locator(".qk-said", has_text=QUOTE).wait_for()
    page.locator(".ql-said").first.wait_for(state="detached")
    select(page, QUOTE)
    field = page.get_by_placeholder("Name the first code")
    field.fill("waiting for a number")
    field.press("Enter")
    page.get_by_text("1 code ·").or_(page.get_by_text("· 1 code")).first.wait_for()

    open_page(page, "Codebook")
    page.get_by_text("Quotes (1)").wait_for()
    page.get_by_role("paragraph").filter(has_text=QUOTE).first.wait_for()

    open_page(page, "Memos")
    page.get_by_role("textbox", name="New memo").fill("Feelings do not count at night.")
    page.get_by_role("button", name="Write it").click()
    page.get_by_text("Feelings do not count at night.").first.wait_for()

    open_page(page, "Export")
    page.get_by_text("Coded transcripts in Word").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download .docx").click()
    written = ZipFile(BytesIO(Path(coming.value.path()).read_bytes()))
    assert QUOTE in written.read("word/document.xml").decode()
    assert "waiting for a number" in written.read("word/comments.xml").decode()

    study = open_study(str(tmp_path / "projects" / "nights"))
    assert sorted(memos_table(study)["kind"]) == ["reading", "reflexive"]
    assert {act.by for act in study.recent_acts(50)} == {"Ada"}
    study.close()
