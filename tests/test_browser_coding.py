"""Coding in a real browser: keyboard and mouse, undo, reload, text that tries to be markup."""

from __future__ import annotations

from typing import Any

from browser_coding import (
    HOSTILE,
    Page,
    acknowledged,
    coded,
    drag_over,
    highlighted,
    labels,
    painted,
    stand_on,
    stripes,
)
from browser_inputs import NEEDS_BROWSER

from qualkit.coding.segments import codings_table
from qualkit.study import Study

pytestmark = NEEDS_BROWSER


def test_a_sentence_is_coded_by_keyboard_with_a_code_made_in_place(page: Page, served: tuple[Study, str]) -> None:
    stand_on(page, "shoes")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.keyboard.type("money & <b>shoes</b> 👟")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert "In winter I buy better shoes." in highlighted(page)
    assert "money & <b>shoes</b> 👟" in labels(page)
    assert page.locator(".qk-stripe").count() == 2
    assert coded(served[0])["In winter I buy better shoes."] == "money & <b>shoes</b> 👟"
    page.reload()
    painted(page)
    assert "In winter I buy better shoes." in highlighted(page)
    assert "money & <b>shoes</b> 👟" in labels(page)


def test_words_after_emoji_and_markup_are_coded_by_mouse_at_their_true_place(
    page: Page, served: tuple[Study, str]
) -> None:
    drag_over(page, "<b>clear</b> when")
    page.keyboard.type("weather")  # in no code's name, but in the definition of one
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert "<b>clear</b> when" in highlighted(page)
    assert coded(served[0])["<b>clear</b> when"] == "rain <i>and</i> wind"
    assert stripes(page, "rain <i>and</i> wind") == 2
    assert labels(page) == ["rain <i>and</i> wind"]


def spoken(page: Page) -> str:
    """What a screen reader is told of the last act."""
    told: str = page.locator(".qk-status .qk-unseen[role=status]").inner_text()
    return told


def test_an_act_is_taken_back_and_done_again_by_key(page: Page, served: tuple[Study, str]) -> None:
    stand_on(page, "Nobody")
    page.keyboard.press("s")
    acknowledged(page, lambda: page.keyboard.press("Control+i"))
    assert coded(served[0])["Nobody told me to."] == "Nobody told me to."
    assert spoken(page) == "made the code “Nobody told me to.”"
    acknowledged(page, lambda: page.keyboard.press("Control+z"))
    assert spoken(page) == "took back: made the code “Nobody told me to.”"
    assert "Nobody told me to." not in coded(served[0])
    assert "Nobody told me to." not in highlighted(page)
    acknowledged(page, lambda: page.keyboard.press("Control+Shift+z"))
    assert "Nobody told me to." in coded(served[0])
    assert "Nobody told me to." in highlighted(page)
    acknowledged(page, lambda: page.keyboard.press("Control+z"))


def test_a_code_is_taken_off_and_the_last_code_applied_again(page: Page, served: tuple[Study, str]) -> None:
    drag_over(page, "hate the")
    page.keyboard.type("haste")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    stand_on(page, "winter")
    acknowledged(page, lambda: page.keyboard.press("."))
    assert list(coded(served[0]).values()).count("haste") == 2
    for _ in range(2):
        page.locator(".qk-label", has_text="haste").first.click()
        acknowledged(page, lambda: page.keyboard.press("Delete"))
    assert "haste" not in labels(page)
    assert "haste" not in coded(served[0]).values()


def test_several_codes_are_put_on_a_passage_in_one_go(page: Page, served: tuple[Study, str]) -> None:
    drag_over(page, "buy better")
    for name in ("purchase", "winter"):
        page.keyboard.type(name)
        acknowledged(page, lambda: page.keyboard.press("Shift+Enter"))
    page.keyboard.type("nowhere > price")
    assert page.get_by_role("option", name="Create").count() == 0
    page.locator(".qk-picker input").fill("purchase > price")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    on_it = {row.path for row in codings_table(served[0]).itertuples() if row.text == "buy better"}
    assert on_it == {"purchase", "winter", "purchase > price"}
    for _ in range(3):
        acknowledged(page, lambda: page.keyboard.press("Control+z"))
    assert "buy better" not in coded(served[0])


def test_a_passage_is_marked_with_a_note_and_the_mark_is_taken_away(page: Page) -> None:
    drag_over(page, "How do you get")
    page.keyboard.type("who should have?")
    acknowledged(page, lambda: page.keyboard.press("Control+Enter"))
    assert "who should have?" in labels(page)
    assert "How do you get" in highlighted(page)
    page.locator(".qk-label", has_text="who should have?").click()
    acknowledged(page, lambda: page.keyboard.press("Delete"))
    assert "How do you get" not in highlighted(page)


def test_nothing_in_a_transcript_or_a_name_becomes_markup(page: Page) -> None:
    assert page.evaluate("window.stolen") is None
    assert page.locator(".qk script, .qk-said *, .qk-label b, .qk-label i").count() == 0
    assert HOSTILE in page.locator(".qk-scroll").inner_text()


def test_the_keys_are_listed_and_put_away_again(page: Page) -> None:
    page.locator(".qk-scroll").focus()
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog", name="Keys").is_visible()


def test_who_works_here_is_asked_once_and_kept_by_the_browser(browser: Any, served: tuple[Study, str]) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(served[1])
    painted(page)
    page.get_by_label("Your name").fill("Zoë <b>van</b> A.")
    page.get_by_role("button", name="This is me").click()
    page.get_by_role("button", name="Working as").wait_for()
    page.wait_for_function("document.cookie.includes('qualkit_coder=')")
    other = context.new_page()
    other.goto(served[1])
    painted(other)
    assert other.get_by_text("Who works in this browser?").count() == 0
    stand_on(other, "shoes")
    acknowledged(other, lambda: other.keyboard.press("Control+i"))
    assert "Zoë <b>van</b> A." in set(codings_table(served[0])["coder"])
    context.close()


def test_the_study_page_opens_by_its_name_and_its_links_lead_on(browser: Any, served: tuple[Study, str]) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(served[1].replace("/code?", "/study?"))
    page.get_by_role("heading", name="Walking").wait_for()
    page.get_by_role("link", name="Code", exact=True).click()
    painted(page)
    assert page.get_by_role("dialog").count() == 0
    page.close()
