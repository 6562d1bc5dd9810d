"""Around the text of the Code page in a real browser: filter, search, what resembles, the views beside it."""

from __future__ import annotations

from typing import Any

from browser_coding import Page, acknowledged, coded, coded_words, drag_over, highlighted, labels, painted
from browser_inputs import NEEDS_BROWSER

from qualkit.store import reads
from qualkit.study import Study

pytestmark = NEEDS_BROWSER


def test_a_filter_shows_one_code_in_its_colour_and_the_rest_stands_back(page: Page) -> None:
    coded_words(page, "Nobody told", "advice")
    page.locator(".qk-scroll").focus()
    page.keyboard.press("f")
    page.keyboard.type("adv")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert labels(page) == ["advice"]
    assert highlighted(page) == highlighted(page, "tint0") == ["Nobody told"]
    assert page.locator(".qk-dim").count() == 3
    page.keyboard.press("Escape")
    page.get_by_role("button", name="No longer only advice").click()
    assert labels(page) == ["rain <i>and</i> wind", "advice"]
    assert page.locator(".qk-dim").count() == 0
    acknowledged(page, lambda: page.locator("button.qk-undo").click())


def test_only_what_one_speaker_says_is_looked_at(page: Page) -> None:
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("checkbox", name="Amira").check()
    assert page.locator(".qk-dim").count() == 2
    page.get_by_role("checkbox", name="Amira").uncheck()
    page.keyboard.press("Escape")
    assert page.locator(".qk-dim").count() == 0


def test_the_next_stretch_without_a_mark_is_found_by_key(page: Page) -> None:
    page.locator(".qk-scroll").focus()
    found = []
    for _ in range(3):
        page.keyboard.press("u")
        found.append(page.evaluate("document.getSelection().toString()").strip())
    assert found[0].startswith("On foot")
    assert "I hate the rain" not in found
    assert not any("How do you" in one for one in found)


def test_words_are_found_in_the_interview_and_coded(page: Page, served: tuple[Study, str]) -> None:
    page.locator(".qk-scroll").focus()
    page.keyboard.press("/")
    page.keyboard.type("WINTER")
    assert highlighted(page, "found") == ["winter", "winter"]
    page.keyboard.press("Enter")
    assert "of 2" in page.locator(".qk-find").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.type("season")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["winter"] == "season"
    assert highlighted(page, "found") == []
    acknowledged(page, lambda: page.keyboard.press("Control+z"))


def test_what_is_found_elsewhere_is_shown_in_the_text_ready_to_be_coded(page: Page, served: tuple[Study, str]) -> None:
    page.locator(".qk-scroll").focus()
    page.keyboard.press("/")
    page.keyboard.type("better shoes")
    page.get_by_role("button", name="All interviews").click()
    page.get_by_text("1 passage in 1 interview").wait_for()
    assert page.get_by_label("Search for").input_value() == "better shoes"
    page.get_by_role("button", name="Show in the text").click()
    page.wait_for_function("window.__qk.mounts === 2 && document.getSelection().toString() === 'better shoes'")
    page.keyboard.press("Enter")
    page.keyboard.type("equipment")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["better shoes"] == "equipment"


# ---- codes whose quotes resemble the passage ----

RESEMBLING = "**/resembling/**"


def told(page: Page, **answer: object) -> list[str]:
    """What the server would answer, in place of the model that takes seconds; and the addresses that were asked."""
    asked: list[str] = []

    def fulfil(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(json=answer)

    page.route(RESEMBLING, fulfil)
    return asked


def test_nobody_asks_which_codes_resemble_until_somebody_wants_to_see_them(
    page: Page, served: tuple[Study, str]
) -> None:
    with served[0].reading() as connection:
        [code_id] = [code.id for code in reads.codes(connection)]
    hit = {"code_id": code_id, "quote": "<b>wet</b> again", "interview": "P1"}
    asked = told(page, codes=[hit, {**hit, "code_id": "gone"}], note="")
    drag_over(page, "better shoes")
    near = page.get_by_role("group", name="Codes whose quotes resemble this")
    assert asked == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    near.get_by_role("button", name="rain <i>and</i> wind").wait_for()
    assert "<b>wet</b> again" in near.inner_text() and near.get_by_role("button").count() == 2
    assert "%" not in near.inner_text()
    assert coded(served[0]).get("better shoes") is None
    acknowledged(page, lambda: near.get_by_role("button", name="rain <i>and</i> wind").click())
    assert coded(served[0])["better shoes"] == "rain <i>and</i> wind"
    drag_over(page, "buy better shoes")
    page.wait_for_function("document.querySelectorAll('.qk-near button').length === 2")
    assert len(asked) == 2
    near.get_by_role("button", name="Hide").click()
    page.reload()
    painted(page)
    drag_over(page, "And in winter")
    assert len(asked) == 2


def test_a_server_that_knows_the_page_no_longer_and_one_that_is_gone_are_told(page: Page) -> None:
    told(page, problem="This page is older than the workspace.", hint="Reload the page.")
    drag_over(page, "better shoes")
    page.get_by_role("button", name="Codes whose quotes resemble this").click()
    page.get_by_text("This page is older than the workspace. Reload the page.").wait_for()
    page.keyboard.press("Escape")
    page.unroute(RESEMBLING)
    page.route(RESEMBLING, lambda route: route.abort())
    drag_over(page, "And in winter")
    page.get_by_text("No answer came.").wait_for()


def test_a_reflexive_study_shows_no_codes_that_resemble_before_there_is_a_theme(
    page: Page, served: tuple[Study, str]
) -> None:
    served[0].change_settings(approach="reflexive")
    page.reload()
    painted(page)
    drag_over(page, "better shoes")
    assert page.locator(".qk-near").is_hidden()
