"""The card of a coding in a real browser: its memo, another code, other edges."""

from __future__ import annotations

from browser_coding import (
    Page,
    acknowledged,
    coded,
    coded_words,
    drag_over,
    highlighted,
    labels,
    painted,
    place_of,
    stripes,
)
from browser_inputs import NEEDS_BROWSER

from qualkit.coding.segments import Span, apply_code, codings_table, write_coding_memo
from qualkit.interviews import add_interview
from qualkit.model import Coding
from qualkit.store import reads
from qualkit.study import Study
from qualkit.text.turns import from_labelled_text

pytestmark = NEEDS_BROWSER


def test_a_coding_is_removed_by_mouse_through_its_card_and_brought_back(page: Page, served: tuple[Study, str]) -> None:
    drag_over(page, "And in winter")
    page.keyboard.type("shopping")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    page.locator(".qk-label", has_text="shopping").click()
    card = page.get_by_role("dialog", name="Coding: shopping")
    assert "Ada · " in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.evaluate("document.activeElement.className").startswith("qk-scroll")
    page.locator(".qk-stripe[aria-label^='shopping (Ada)']").click()
    acknowledged(page, lambda: card.get_by_role("button", name="Remove").click())
    assert not card.is_visible()
    assert "shopping" not in labels(page)
    assert "And in winter" not in coded(served[0])
    acknowledged(page, lambda: page.locator("button.qk-undo").click())
    assert "shopping" in labels(page)
    assert coded(served[0])["And in winter"] == "shopping"
    acknowledged(page, lambda: page.keyboard.press("Control+z"))


def test_a_memo_is_written_on_the_card_and_found_after_a_reload(page: Page, served: tuple[Study, str]) -> None:
    page.locator(".qk-label", has_text="rain").first.click()
    card = page.get_by_role("dialog", name="Coding: rain <i>and</i> wind")
    assert "Weather as a reason not to walk" in card.inner_text()
    card.get_by_role("button", name="Memo").click()
    page.keyboard.type("said with <b>force</b>; n and p are letters here")
    acknowledged(page, lambda: card.get_by_role("button", name="Save memo").click())
    assert "said with <b>force</b>" in card.inner_text()
    page.reload()
    painted(page)
    assert codings_table(served[0])["memo"].tolist().count("said with <b>force</b>; n and p are letters here") == 1
    page.locator(".qk-scroll").focus()
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    assert "said with <b>force</b>; n and p are letters here" in card.inner_text()
    assert card.locator("b b").count() == 0
    card.get_by_role("button", name="Edit memo").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    acknowledged(page, lambda: page.keyboard.press("Control+Enter"))
    assert "force" not in card.inner_text()


def test_a_coding_gets_another_code_by_the_picker(page: Page, served: tuple[Study, str]) -> None:
    drag_over(page, "On foot")
    page.keyboard.type("Café")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    page.locator(".qk-label", has_text="rain").first.click()
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Change code").click()
    picker = page.get_by_role("dialog", name="Change the code")
    assert picker.get_by_role("option", name="rain").count() == 0
    page.keyboard.type("cafe")
    assert picker.get_by_role("option").all_inner_texts()[0].startswith("Café")
    assert picker.get_by_role("option").count() == 2  # and a new code of that very name
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["I hate the rain"] == "Café"
    assert stripes(page, "Café") == 2
    for _ in range(2):
        acknowledged(page, lambda: page.keyboard.press("Control+z"))
    assert coded(served[0])["I hate the rain"] == "rain <i>and</i> wind"


def test_a_coding_gets_a_new_code_made_in_place_and_keeps_its_memo(page: Page, served: tuple[Study, str]) -> None:
    write_coding_memo(served[0], rain_of(served[0]).id, "said twice")
    page.locator(".qk-label", has_text="rain").click()
    page.get_by_role("button", name="Change code").click()
    page.keyboard.type("rain <i>and</i> wind > downpour")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert labels(page) == ["downpour"]
    [row] = codings_table(served[0]).itertuples()
    assert (row.path, row.memo) == ("rain <i>and</i> wind > downpour", "said twice")
    acknowledged(page, lambda: page.keyboard.press("Control+z"))
    assert labels(page) == ["rain <i>and</i> wind"]


def test_the_edges_of_a_passage_are_moved_by_key_and_by_button(page: Page, served: tuple[Study, str]) -> None:
    coded_words(page, "buy better", "quality")
    page.locator(".qk-label", has_text="quality").click()
    acknowledged(page, lambda: page.keyboard.press("Shift+ArrowRight"))
    assert coded(served[0])["buy better shoes"] == "quality"
    acknowledged(page, lambda: page.keyboard.press("Control+Shift+ArrowLeft"))
    assert coded(served[0])["I buy better shoes"] == "quality"
    acknowledged(page, lambda: page.get_by_role("button", name="End a word earlier").click())
    assert "I buy better" in highlighted(page)
    acknowledged(page, lambda: page.get_by_role("button", name="Begin a word later").click())
    assert coded(served[0])["buy better"] == "quality"
    for _ in range(5):
        acknowledged(page, lambda: page.keyboard.press("Control+z"))
    assert "quality" not in coded(served[0]).values()


def test_the_edges_of_a_passage_are_dragged_to_words(page: Page, served: tuple[Study, str]) -> None:
    coded_words(page, "better shoes", "quality")
    page.locator(".qk-label", has_text="quality").click()
    page.keyboard.press("Escape")
    handle = page.locator(".qk-edge-start").bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(*place_of(page, "winter I"), steps=4)
    acknowledged(page, lambda: page.mouse.up())
    assert [words for words, code in coded(served[0]).items() if code == "quality"] == ["winter I buy better shoes"]
    for _ in range(2):
        acknowledged(page, lambda: page.keyboard.press("Control+z"))


def test_a_quote_is_linked_from_a_memo_and_read_in_its_words(page: Page, served: tuple[Study, str]) -> None:
    study = served[0]
    other = add_interview(study, "P2 <i>", from_labelled_text("Bo: Rain never kept me <b>in</b>"))
    elsewhere = apply_code(study, Span(other.id, 4, 32), rain_of(study).code_id)
    page.locator(".qk-label", has_text="rain").click()
    page.get_by_role("button", name="Memo").click()
    page.keyboard.type("Unlike: ")
    page.get_by_role("button", name="Link a quote").click()
    page.keyboard.type("kept me")
    page.get_by_role("group", name="Quotes").get_by_text("kept me").wait_for()
    page.wait_for_function("document.querySelectorAll('.qk-chooser button').length === 1")
    page.keyboard.press("Enter")
    assert page.get_by_label("Memo", exact=True).input_value() == "Unlike: ⟦1⟧"
    page.keyboard.type(" and so on")
    acknowledged(page, lambda: page.keyboard.press("Control+Enter"))
    assert rain_of(study).memo == f"Unlike: [[quote:{elsewhere.segment_id}]] and so on"
    page.reload()
    painted(page)
    page.locator(".qk-label", has_text="rain").click()
    page.get_by_text("Unlike: “Rain never kept me <b>in</b>” (P2 <i>) and so on").wait_for()
    assert page.locator(".qk-card p b, .qk-card p i").count() == 0


def rain_of(study: Study) -> Coding:
    """The coding that the study began with, in its first interview."""
    with study.reading() as connection:
        return reads.codings(connection, interview_id=reads.interviews(connection)[0].id)[0]
