"""Texts and hands that are hard to code, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser_coding import acknowledged, coded, drag_over, highlighted, opened, painted, place_of, stand_on
from browser_inputs import NEEDS_BROWSER

from qualkit.coding.segments import codings_table
from qualkit.interviews import add_interview
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

pytestmark = NEEDS_BROWSER


HARD = {
    "right to left": ("سارة: أحب المشي إلى العمل كل صباح. المطر لا يزعجني.", "المطر"),
    "Chinese": ("訪問者: 你怎麼上班?\n\n小美: 我每天走路上班。下雨也不怕。", "下雨"),
    "emoji and combining marks": ("Zoe\u0301: I love 👩‍👩‍👧‍👦 walks 🏳️‍🌈 and cafe\u0301s. Rain 🌧️ is fine.", "Rain"),
}


@pytest.mark.parametrize("text", [one[0] for one in HARD.values()], ids=list(HARD))
def test_words_of_any_script_are_coded_at_their_true_place(
    text: str, workspace: tuple[Path, str], browser: Any
) -> None:
    projects, address = workspace
    word = next(word for one, word in HARD.values() if one == text)
    name = f"hard-{len(list(projects.iterdir()))}"
    study = create_study(projects / name, title="Hard", coder="Ada")
    add_interview(study, "P1", from_labelled_text(text))
    page = browser.new_page(viewport={"width": 900, "height": 700})
    page.goto(f"{address}?study={name}")
    painted(page, sign=".qk-said")
    stand_on(page, word)
    page.keyboard.press("s")
    acknowledged(page, lambda: page.keyboard.press("Control+i"))
    [quote] = codings_table(study)["text"]
    assert word in quote
    assert quote in text
    assert quote[-1] in ".。"
    assert highlighted(page) == [quote]
    page.close()
    study.close()


def test_a_text_of_300_000_letters_is_painted_and_coded(workspace: tuple[Path, str], browser: Any) -> None:
    projects, address = workspace
    name = f"long-{len(list(projects.iterdir()))}"
    study = create_study(projects / name, title="Long", coder="Ada")
    turn = "Amira: " + "I walk along the river and think of nothing. " * 12
    add_interview(study, "P1", from_labelled_text("\n\n".join([turn] * 550)))
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{address}?study={name}")
    painted(page, sign=".qk-said")
    page.evaluate("document.querySelector('.qk-scroll').scrollTop = 1e9")
    page.wait_for_function("document.querySelector('.qk-scroll').scrollTop > 20000")
    page.locator(".qk-scroll").focus()
    page.keyboard.press("u")
    acknowledged(page, lambda: page.keyboard.press("Control+i"))
    assert codings_table(study)["start"].item() > 250_000
    page.close()
    study.close()


def test_what_a_finger_selects_is_coded_by_the_button_that_waits_for_it(
    browser: Any, served: tuple[Study, str]
) -> None:
    context = browser.new_context(viewport={"width": 820, "height": 900}, has_touch=True)
    page = context.new_page()
    page.goto(served[1])
    painted(page)
    page.touchscreen.tap(*place_of(page, "shoes"))
    select = """() => {
      const said = [...document.querySelectorAll('.qk-said')].find((one) => one.textContent.includes('better'));
      const at = said.firstChild.data.indexOf('better');
      document.getSelection().setBaseAndExtent(said.firstChild, at, said.firstChild, at + 12);
    }"""
    page.evaluate(select)  # a long press and its handles belong to the system, not to the page
    page.get_by_role("button", name="Code what is selected").tap()
    page.keyboard.type("equipment")
    acknowledged(page, lambda: page.locator(".qk-picker li").first.tap())
    assert coded(served[0])["better shoes"] == "equipment"
    context.close()


def test_at_twice_the_size_the_text_is_in_sight_and_is_coded(browser: Any, served: tuple[Study, str]) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 450}, device_scale_factor=2)
    page.goto(served[1])
    painted(page)
    assert page.locator("[data-testid=stSidebar]").get_attribute("data-collapsed") == "true"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    drag_over(page, "On foot")
    picker = page.locator(".qk-picker").bounding_box()
    assert picker["x"] >= 0 and picker["x"] + picker["width"] <= 700
    page.keyboard.type("walking")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["On foot"] == "walking"
    page.close()


def test_handles_stand_at_the_ends_of_a_passage_that_is_written_both_ways(
    workspace: tuple[Path, str], browser: Any
) -> None:
    page, study = opened(workspace, browser, "سارة: كان عندنا 12 مريضاً في SAP 3.2 لأول مرة.")
    stand_on(page, "كان")
    page.evaluate(SELECT, "عندنا 12 مريضاً في SAP")
    page.keyboard.press("Enter")
    page.keyboard.type("ward")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    page.keyboard.press("n")
    handle = "which => document.querySelector(`.qk-edge-${which}`).getBoundingClientRect().x + 6"
    start, end = (page.evaluate(handle, which) for which in ("start", "end"))
    first, last = edge_of(page, "عندنا", "right"), edge_of(page, "SAP", "right")
    assert abs(start - first) < 4 and abs(end - last) < 4
    acknowledged(page, lambda: page.keyboard.press("Shift+ArrowLeft"))
    assert highlighted(page, "active") == ["عندنا 12 مريضاً في SAP 3.2"]
    page.close()
    study.close()


SELECT = """words => {
  const said = document.querySelector('.qk-said').firstChild;
  const at = said.data.indexOf(words);
  document.getSelection().setBaseAndExtent(said, at, said, at + words.length);
}"""


def edge_of(page: Any, words: str, side: str) -> float:
    """The left or right edge of words within one line."""
    script = """([words, side]) => {
      const said = [...document.querySelectorAll('.qk-said')].find((one) => one.textContent.includes(words));
      const range = document.createRange();
      const at = said.firstChild.data.indexOf(words);
      range.setStart(said.firstChild, at);
      range.setEnd(said.firstChild, at + words.length);
      return range.getBoundingClientRect()[side];
    }"""
    found: float = page.evaluate(script, [words, side])
    return found


def test_the_keys_stop_at_faces_and_flags_as_at_words(workspace: tuple[Path, str], browser: Any) -> None:
    page, study = opened(workspace, browser, "Mo: came 🙈 home 👩🏽‍⚕️🇳🇱 late")
    stand_on(page, "came")
    stops = []
    for _ in range(5):
        stops += highlighted(page, "here")
        page.keyboard.press("ArrowRight")
    assert stops == ["came", "🙈", "home", "👩🏽‍⚕️", "🇳🇱"]
    page.close()
    study.close()
