"""The theme board in a real browser: made by hand, dragged, carried with the keys, text that tries to be markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser_inputs import NEEDS_BROWSER, free_port, serving
from themes_inputs import night_study

from qualkit.coding.codes import rename_code
from qualkit.model import ThemeCode
from qualkit.store import reads
from qualkit.study import Study

HOSTILE = "<img src=x onerror='window.stolen=1'>"
pytestmark = NEEDS_BROWSER
Page = Any


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Study, str]]:
    """One server and one study for all tests of this file, which follow one another."""
    study = night_study(tmp_path_factory.mktemp("board") / "nights")
    rename_code(study, "naps", HOSTILE)
    port = free_port()
    with serving(study, port):
        yield study, f"http://127.0.0.1:{port}/themes?coder=Ada"
    study.close()


@pytest.fixture
def page(browser: Any, served: tuple[Study, str]) -> Iterator[Page]:
    """The board, drawn; an error of a script fails the test."""
    opened = browser.new_page(viewport={"width": 1400, "height": 1000})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(served[1])
    opened.get_by_text("Codes without a theme").wait_for(timeout=60_000)
    yield opened
    opened.close()
    assert errors == []


def themes(study: Study) -> dict[str, set[str]]:
    with study.reading() as connection:
        names = {code.id: code.name for code in reads.codes(connection)}
        held = reads.all_of(connection, ThemeCode)
        return {t.name: {names[p.code_id] for p in held if p.theme_id == t.id} for t in reads.themes(connection)}


def chip(page: Page, name: str) -> Any:
    return page.locator(".qb-chip", has_text=name).first


def test_a_theme_is_made_by_dragging_a_code_and_a_reason_follows(page: Page, served: tuple[Study, str]) -> None:
    chip(page, "weekends lost").drag_to(page.get_by_text("Drag codes here"))
    page.get_by_label("Name", exact=True).fill("Family pays <b>first</b>")
    page.get_by_role("button", name="Make the theme").click()
    page.get_by_role("heading", name="Family pays <b>first</b>").wait_for()
    assert themes(served[0]) == {"Family pays <b>first</b>": {"weekends lost"}}
    chip(page, "family dinners").drag_to(page.get_by_role("region", name="Theme Family pays"))
    page.get_by_text("Moved the code.").wait_for()
    assert themes(served[0])["Family pays <b>first</b>"] == {"weekends lost", "family dinners"}
    page.get_by_role("button", name="Add a reason").click()
    page.get_by_label("Reason", exact=True).fill("both are about meals")
    page.keyboard.press("Enter")
    page.get_by_text("Kept the reason.").wait_for()
    assert page.evaluate("window.stolen") is None


def test_a_code_is_carried_with_the_keys_and_sent_from_the_menu(page: Page, served: tuple[Study, str]) -> None:
    study, _ = served
    code = chip(page, "school mornings")
    code.focus()
    page.keyboard.press("Space")
    page.get_by_text("Picked up school mornings").wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_text("Over the theme Family pays").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Moved the code.").wait_for()
    assert "school mornings" in themes(study)["Family pays <b>first</b>"]
    chip(page, "school mornings").click()
    page.get_by_role("menuitem", name="Fits nowhere").click()
    page.get_by_label("Fits nowhere").get_by_text("school mornings").wait_for()
    assert "school mornings" not in themes(study)["Family pays <b>first</b>"]


def test_several_codes_are_picked_and_carried_with_the_keys(page: Page, served: tuple[Study, str]) -> None:
    names = [chip(page, name) for name in ("school mornings", "family dinners")]
    for one in names:
        one.focus()
        page.keyboard.press("Control+Space")
    page.get_by_role("status").get_by_text("2 codes picked").wait_for()
    page.keyboard.press("Space")
    page.get_by_text("Picked up school mornings, family dinners").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("status").get_by_text("Left where it was").wait_for()
    page.get_by_role("button", name="Clear").click()
    names[0].focus()
    page.keyboard.press("Enter")
    page.get_by_role("menu").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")  # opens the menu again: nothing was left on the move
    page.get_by_role("menu").wait_for()


def test_a_theme_is_written_while_it_is_open_and_a_quote_is_seen_where_it_was_said(
    page: Page, served: tuple[Study, str]
) -> None:
    page.get_by_role("button", name="Open the theme Family pays").click()
    page.get_by_label("What it is not").fill("The rota itself")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_text("Kept “Family pays").wait_for()
    with served[0].reading() as connection:
        assert reads.themes(connection)[0].exclude == "The rota itself"
    page.get_by_text("Other quotes").click()
    page.locator(".qb-where").first.click()
    page.get_by_text("Where it was said").wait_for()
    page.get_by_role("dialog").get_by_text("the first thing lost").or_(
        page.get_by_role("dialog").get_by_text("eat dinner without me")
    ).first.wait_for()
