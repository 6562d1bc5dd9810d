"""Make every picture of the documentation, by driving the example study in a browser that nobody sees.

    qualkit demo --to /tmp/example
    python examples/take_pictures.py /tmp/example

The study is copied first, so that nothing in it changes. Needs playwright and Chromium; writes docs/pictures/*.png.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURES = REPOSITORY / "docs" / "pictures"
SIZE = {"width": 1280, "height": 820}
COLOURS = 256
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
NAME = "MK"
TRANSCRIPT = REPOSITORY / "projects" / "example" / "script" / "P02.txt"
INSTALLING = {"state": "running", "part": 2, "of": 4, "purpose": "speakers", "doing": "fetching onnxruntime"}
Page = Any
Step = Callable[[Page], None]


# ---- what is done on a page before its picture is taken ----


def words_there(page: Page) -> None:
    """The coding component has drawn its turns."""
    page.get_by_text("Thank you for making time").first.wait_for()
    page.wait_for_function("window.__qkExchanges?.size > 0")


def note_on_words(page: Page) -> None:
    """Read: three words noted upon."""
    page.wait_for_selector(".ql-turn")
    page.wait_for_function("window.__qkMessages?.size > 0")
    said = page.locator(".ql-said").nth(3)
    said.scroll_into_view_if_needed()
    page.evaluate(SELECT, [3, "never have done it"])
    page.locator(".ql-scroll").focus()
    page.keyboard.press("m")
    page.locator(".ql-menu textarea").fill("Somebody waited for her: is it company that begins it?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ql-noted")


SELECT = """([turn, words]) => {
  const node = document.querySelectorAll(".ql-said")[turn].firstChild;
  const at = node.data.indexOf(words);
  getSelection().setBaseAndExtent(node, at, node, at + words.length);
}"""


def view(name: str) -> Step:
    """Another view of a page, by the name on its switch."""

    def chosen(page: Page) -> None:
        page.get_by_role("radio", name=name, exact=True).or_(
            page.get_by_role("button", name=name, exact=True)
        ).first.click()

    return chosen


def review(page: Page) -> None:
    """Codebook: a review that was begun."""
    view("Review")(page)
    page.get_by_role("button", name="Begin a review").click()
    page.get_by_role("button", name="Begin a review").wait_for(state="detached")


def as_it_is(_: Page) -> None:
    """Nothing is done."""


PAGES: tuple[tuple[str, str, Step], ...] = (
    ("study", "", as_it_is),
    ("transcribe", "transcribe", as_it_is),
    ("transcript", "transcript", lambda page: page.wait_for_selector(".ql-turn")),
    ("read", "read", note_on_words),
    ("code", "code", words_there),
    ("codebook", "codebook", as_it_is),
    ("review", "codebook", review),
    ("versions", "codebook", view("Versions")),
    ("retrieval", "retrieval", as_it_is),
    ("sufficiency", "sufficiency", as_it_is),
    ("themes", "themes", as_it_is),
    ("map", "thematic-map", as_it_is),
    ("framework", "framework-matrix", as_it_is),
    ("memos", "memos", as_it_is),
    ("export", "export", as_it_is),
)
FIRST = ("welcome", "first-study", "first-interview", "first-code")


# ---- taking them ----


def main(study: Path) -> None:
    """All pictures: the example's pages, then the way of somebody who begins with nothing."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy = Path(folder) / "example"
        shutil.copytree(study, copy)
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        with serving(["app", str(copy)], Path(folder)) as address:
            page = begun(browser)
            for name, place, step in PAGES:
                page.goto(f"{address}/{place}")
                taken(page, name, step)
        first_minutes(browser, Path(folder) / "new")
        browser.close()


def begun(browser: Any) -> Page:
    """A browser that knows who works in it."""
    context = browser.new_context(viewport=SIZE)
    context.add_cookies([{"name": "qualkit_coder", "value": NAME, "domain": "127.0.0.1", "path": "/"}])
    return context.new_page()


def first_minutes(browser: Any, folder: Path) -> None:
    """The workspace while it is still being installed, a new study, its first interview and its first code."""
    (folder / "projects").mkdir(parents=True)
    progress = folder / "installing.json"
    progress.write_text(json.dumps(INSTALLING), encoding="utf-8")
    with serving(["app"], folder, QUALKIT_INSTALLING=str(progress)) as address:
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        page.get_by_text("Installing speakers").wait_for()
        taken(page, "welcome", as_it_is)
        progress.write_text(json.dumps({"state": "done"}), encoding="utf-8")
        taken(page, "first-study", make_study)
        taken(page, "first-interview", bring_in)
        page.get_by_role("link", name="Code", exact=True).click()
        taken(page, "first-code", begin_a_code)


def make_study(page: Page) -> None:
    """Fill in the form of a new study and send it."""
    page.get_by_role("textbox", name="Title").fill("On foot or by bike to work")
    page.get_by_role("textbox", name="Research question").fill("How do people begin to walk or cycle, and keep it up?")
    page.get_by_role("textbox", name="Your name").fill(NAME)
    page.get_by_role("button", name="Make the study").click()
    page.get_by_text("Bring in a first interview").wait_for()


def bring_in(page: Page) -> None:
    """Add one transcript."""
    page.locator("input[type=file]").first.set_input_files(TRANSCRIPT)
    page.get_by_role("button", name="Bring them in").click()
    page.get_by_text("You might go on with").wait_for()
    page.locator("h1").first.scroll_into_view_if_needed()


def begin_a_code(page: Page) -> None:
    """Select what somebody says, and type the beginning of a name."""
    page.wait_for_function("window.__qkExchanges?.size > 0")
    left, right, middle = page.evaluate(WHERE, "two miles from my house to the office")
    page.mouse.move(left, middle)
    page.mouse.down()
    page.mouse.move(right, middle, steps=8)
    page.mouse.up()
    page.get_by_placeholder("Name the first code").fill("How it began")


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


def taken(page: Page, name: str, step: Step) -> None:
    """Do what is to be done, wait until nothing moves any more, and keep the picture."""
    page.wait_for_selector(
        '[data-testid="stMain"] h1, [data-testid="stMain"] [data-testid="stSelectbox"]', timeout=90_000
    )
    settle(page)
    step(page)
    settle(page)
    page.mouse.move(0, 0)
    shrunk(page.screenshot(), PICTURES / f"{name}.png")
    print(f"{name}.png")


def settle(page: Page) -> None:
    """Until the page has run, messages have gone, and two looks at it are the same."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=120_000)
    page.wait_for_selector('[data-testid="stToast"]', state="detached", timeout=30_000)
    before, until = b"", monotonic() + 20
    while monotonic() < until:
        now = page.screenshot()
        if now == before:
            return
        before = now
        page.wait_for_timeout(700)


def shrunk(picture: bytes, target: Path) -> None:
    """With few colours: a page of text needs no more, and the file is a quarter as large."""
    from io import BytesIO

    from PIL import Image

    few = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    target.parent.mkdir(exist_ok=True)
    few.save(target, optimize=True)


@contextmanager
def serving(words: list[str], folder: Path, **environment: str) -> Iterator[str]:
    """The workspace as `qualkit app` serves it, for as long as it is needed; its address."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "qualkit", *words, "--port", str(port), "--no-browser"]
    server = subprocess.Popen(command, cwd=folder, env={**os.environ, "QUALKIT_CODER": "", **environment})
    try:
        answered(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def answered(port: int) -> None:
    """Wait until the server is there."""
    until = monotonic() + 60
    while monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
            return
        sleep(0.2)
    raise TimeoutError(port)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]).resolve())
