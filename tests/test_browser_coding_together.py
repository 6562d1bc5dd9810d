"""The Code page in a real browser when others work, pages change and servers go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browser_coding import TEXT, Page, acknowledged, coded, drag_over, highlighted, painted, stand_on
from browser_inputs import NEEDS_BROWSER, free_port, serving

from qualkit.coding.codes import rename_code
from qualkit.coding.segments import codings_table, remove_coding
from qualkit.interviews import add_interview
from qualkit.revisions import revise_transcript
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

pytestmark = NEEDS_BROWSER


def test_what_somebody_else_does_arrives_without_a_reload(page: Page, served: tuple[Study, str]) -> None:
    rename_code(served[0], "rain <i>and</i> wind", "weather", by="Bo")
    page.wait_for_function("[...document.querySelectorAll('.qk-label')].some((one) => one.textContent === 'weather')")
    rename_code(served[0], "weather", "rain <i>and</i> wind", by="Bo")


def test_a_selection_in_progress_stays_while_somebody_else_codes_the_same_words(
    page: Page, browser: Any, served: tuple[Study, str]
) -> None:
    other = browser.new_page(viewport={"width": 1400, "height": 900})
    other.context.add_cookies([{"name": "qualkit_coder", "value": "Bo", "url": served[1]}])
    other.goto(served[1])
    painted(other)
    stand_on(page, "arrive")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowLeft")
    selected = page.evaluate("document.getSelection().toString()")
    drag_over(other, "when I arrive")
    other.keyboard.type("arriving")
    acknowledged(other, lambda: other.keyboard.press("Enter"))
    page.wait_for_function(
        "[...document.querySelectorAll('.qk-label')].some((one) => one.title.startsWith('arriving (Bo)'))"
    )
    assert page.evaluate("document.getSelection().toString()") == selected == "arrive"
    acknowledged(other, lambda: other.keyboard.press("Control+z"))
    other.close()


def test_one_codes_with_a_code_while_another_renames_it(page: Page, browser: Any, served: tuple[Study, str]) -> None:
    other = browser.new_page(viewport={"width": 1400, "height": 900})
    other.context.add_cookies([{"name": "qualkit_coder", "value": "Bo", "url": served[1]}])
    other.goto(served[1])
    painted(other)
    drag_over(page, "better shoes")
    page.keyboard.type("rain")
    rename_code(served[0], "rain <i>and</i> wind", "weather", by="Cy")
    page.keyboard.press("Enter")
    for each in (page, other):
        each.wait_for_function(TWO_STRIPES, arg="weather (Ada)", timeout=20_000)
    assert coded(served[0]) == {"I hate the rain": "weather", "better shoes": "weather"}
    drag_over(other, "And in winter")
    other.keyboard.type("weather")
    acknowledged(other, lambda: other.keyboard.press("Enter"))
    seen = "window.__qk.codings === 3"
    page.wait_for_function(seen, timeout=2_500)  # a look every two seconds, and what painting takes
    other.close()
    assert served[0].check() == []


TWO_STRIPES = """(name) => [...document.querySelectorAll('.qk-stripe')]
  .filter((one) => one.getAttribute('aria-label').startsWith(name)).length === 2"""
BREAKABLE = """() => {
  const Real = window.WebSocket;
  window.__sockets = [];
  window.WebSocket = class extends Real {
    constructor(address, ...more) {
      super(window.__broken ? 'ws://127.0.0.1:9/' : address, ...more);
      window.__sockets.push(this);
    }
  };
}"""


def test_what_is_coded_while_the_connection_is_lost_arrives_once_when_it_is_back(
    browser: Any, served: tuple[Study, str]
) -> None:
    study, address = served
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.add_init_script(f"({BREAKABLE})()")
    page.goto(address)
    painted(page)
    before = len(study.recent_acts(1000))
    page.route("**/coding/*", lambda route: route.abort())
    page.evaluate("window.__broken = true; for (const one of window.__sockets) one.close()")
    page.wait_for_function("window.__sockets.every((one) => one.readyState === WebSocket.CLOSED)")
    for words in ("better shoes", "And in winter"):
        drag_over(page, words)
        page.keyboard.type(f"about {words}")
        page.keyboard.press("Enter")
        assert words in highlighted(page)
    assert "saving" in page.locator(".qk-saved").inner_text()
    assert len(study.recent_acts(1000)) == before
    page.evaluate("window.__broken = false")
    page.unroute("**/coding/*")
    page.wait_for_function("window.__qk.acknowledged === 2 && !window.__qk.pending", timeout=60_000)
    assert coded(study).keys() == {"I hate the rain", "better shoes", "And in winter"}
    assert len(study.recent_acts(1000)) == before + 2
    page.close()
    assert study.check() == []


def test_a_coding_that_a_correction_was_quicker_than_is_not_saved_and_said_to_be(
    page: Page, served: tuple[Study, str]
) -> None:
    study, _ = served
    page.route("**/coding/*", lambda route: route.abort())
    drag_over(page, "better shoes")
    page.keyboard.type("equipment")
    page.keyboard.press("Enter")
    revise_transcript(study, "P1", TEXT.replace("In winter I buy", "In the winter I buy"), by="Bo")
    page.unroute("**/coding/*")
    page.wait_for_selector(".qk-said:has-text('In the winter')")
    page.wait_for_selector(".qk-message:has-text('corrected meanwhile')")
    assert "better shoes" not in coded(study)
    drag_over(page, "better shoes")
    page.keyboard.type("equipment")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert "better shoes" in coded(study)


def test_nothing_is_lost_when_the_server_is_killed_in_the_middle(browser: Any, tmp_path: Path) -> None:
    study = create_study(tmp_path / "killed", coder="Ada")
    add_interview(study, "P1", from_labelled_text(TEXT))
    port = free_port()
    page = browser.new_page()
    with serving(study, port):
        page.goto(f"http://127.0.0.1:{port}/code")
        painted(page, sign=".qk-said")
        drag_over(page, "On foot")
        page.keyboard.type("walking")
        acknowledged(page, lambda: page.keyboard.press("Enter"))
    for words in ("better shoes", "And in winter"):
        drag_over(page, words)
        page.keyboard.type(f"about {words}")
        page.keyboard.press("Enter")
        assert words in highlighted(page)
    with serving(study, port):
        page.wait_for_function("window.__qk.acknowledged === 3 && !window.__qk.pending", timeout=60_000)
        assert coded(study) == {
            "On foot": "walking",
            "better shoes": "about better shoes",
            "And in winter": "about And in winter",
        }
    page.close()
    assert study.check() == []
    study.close()


def test_a_page_left_and_come_back_to_keeps_its_place_and_still_saves(page: Page, served: tuple[Study, str]) -> None:
    page.get_by_role("link", name="Export", exact=True).click()
    page.wait_for_function("!document.querySelector('.qk')")
    page.get_by_role("link", name="Code", exact=True).click()
    page.wait_for_function("window.__qk.mounts === 2 && document.querySelector('.qk-stripe')")
    assert "I hate the rain" in highlighted(page)
    stand_on(page, "foot")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("walking")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["foot"] == "walking"
    acknowledged(page, lambda: page.keyboard.press("Control+z"))


def test_a_page_come_back_to_after_it_was_forgotten_holds_all_that_was_done(page: Page) -> None:
    drag_over(page, "Nobody told")
    page.keyboard.type("long ago")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    drag_over(page, "winter")
    acknowledged(page, lambda: page.keyboard.press("Control+i"))
    page.get_by_role("link", name="Export", exact=True).click()
    page.wait_for_function("!document.querySelector('.qk')")
    page.evaluate("window.__qkKept.clear()")  # what ten minutes do
    page.get_by_role("link", name="Code", exact=True).click()
    page.wait_for_function("window.__qk.mounts === 2 && [...(CSS.highlights.get('qk-coded') || [])].length >= 3")
    assert {"Nobody told", "winter"} <= set(highlighted(page))
    page.locator(".qk-scroll").focus()
    for _ in range(2):
        acknowledged(page, lambda: page.keyboard.press("Control+z"))


def test_what_was_typed_is_not_lost_when_somebody_else_removes_the_coding_meanwhile(
    page: Page, served: tuple[Study, str]
) -> None:
    drag_over(page, "How do you get")
    page.keyboard.type("asking")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    page.locator(".qk-label", has_text="asking").click()
    page.get_by_role("button", name="Memo").click()
    page.keyboard.type("a leading question?")
    table = codings_table(served[0])
    remove_coding(served[0], table.loc[table["code"] == "asking", "id"].item(), by="Bo")
    page.wait_for_function("![...document.querySelectorAll('.qk-label')].some((one) => one.textContent === 'asking')")
    assert page.get_by_role("textbox", name="Memo").input_value() == "a leading question?"
    page.keyboard.press("Control+Enter")
    assert "Not saved: “a leading question?”" in page.locator(".qk-message").inner_text()
    assert page.locator(".qk-card").is_hidden()
