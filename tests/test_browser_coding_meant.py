"""What somebody meant, in a real browser: whole words, no code that nobody chose, no undo beyond one's own coding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_coding import Page, acknowledged, coded, coded_words, labels, opened, painted, place_of, stand_on
from browser_inputs import NEEDS_BROWSER

from qualkit.coding.codes import create_code
from qualkit.coding.segments import codings_table
from qualkit.study import Study

pytestmark = NEEDS_BROWSER

UNCODED = "Amira: I walk through the rain. E\u0301te\u0301 👩🏽‍⚕️👨‍👩‍👧‍👦 comes.\n\n小美: 沒有人告訴我該打電話給誰。\n"


@pytest.fixture
def fresh(workspace: tuple[Path, str], browser: Any) -> Iterator[tuple[Page, Study]]:
    """The Code page of a study that holds one interview and no code."""
    page, study = opened(workspace, browser, UNCODED)
    yield page, study
    page.close()
    study.close()


def drag_from_to(page: Page, first: str, last: str, *, holding: str = "") -> None:
    """Drag from where some letters begin to where others end, perhaps with a key held."""
    if holding:
        page.keyboard.down(holding)
    page.mouse.move(*place_of(page, first, "start"))
    page.mouse.down()
    x, y = place_of(page, last, "end")
    page.mouse.move(x - 4, y, steps=3)
    page.mouse.move(x, y, steps=2)
    page.mouse.up()
    if holding:
        page.keyboard.up(holding)
    page.wait_for_selector(".qk-picker:not([hidden])")


def quotes_of(study: Study) -> list[str]:
    return list(codings_table(study)["text"])


# ---- whole words ----


def test_words_that_a_drag_cuts_are_coded_whole(page: Page, served: tuple[Study, str]) -> None:
    drag_from_to(page, "ate the", "rai")
    page.keyboard.type("dislike")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["hate the rain"] == "dislike"


def test_with_alt_held_a_drag_codes_the_very_letters(page: Page, served: tuple[Study, str]) -> None:
    drag_from_to(page, "inter I buy", "bet", holding="Alt")
    page.keyboard.type("letters")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["inter I buy bet"] == "letters"


def test_a_line_more_by_key_takes_whole_words(fresh: tuple[Page, Study]) -> None:
    page, study = fresh
    page.set_viewport_size({"width": 480, "height": 800})
    stand_on(page, "walk")
    page.keyboard.press("Shift+ArrowDown")
    acknowledged(page, lambda: page.keyboard.press("Control+i"))
    [quote] = quotes_of(study)
    before, _, after = UNCODED.partition(quote)
    assert before[-1] in " " and after[0] in " .\n"


def test_signs_of_several_code_points_are_never_cut(fresh: tuple[Page, Study]) -> None:
    page, study = fresh
    half = """() => {
      const said = document.querySelector('.qk-said').firstChild;
      const [from, to] = [said.data.indexOf('t\\u0065\\u0301') + 2, said.data.indexOf('👨') + 3];
      document.getSelection().setBaseAndExtent(said, from, said, to);
    }"""
    stand_on(page, "walk")
    page.evaluate(half)
    acknowledged(page, lambda: page.keyboard.press("m"))
    with study.reading() as connection:
        from qualkit.store import reads

        [mark] = reads.segments(connection)
    assert UNCODED[mark.start : mark.end] == "E\u0301te\u0301 👩🏽‍⚕️👨‍👩‍👧‍👦"


def test_where_words_are_not_spaced_the_hand_decides_to_the_sign(fresh: tuple[Page, Study]) -> None:
    page, study = fresh
    drag_from_to(page, "人告訴", "打電")
    page.keyboard.type("asking")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert quotes_of(study) == ["人告訴我該打電"]


def test_a_drag_that_ends_below_the_text_takes_what_is_in_sight(page: Page, served: tuple[Study, str]) -> None:
    page.mouse.move(*place_of(page, "Nobody told", "start"))
    page.mouse.down()
    status = page.locator(".qk-status").bounding_box()
    page.mouse.move(700, status["y"] - 40, steps=3)
    page.mouse.move(700, status["y"] + 20, steps=3)
    page.wait_for_function("getSelection().toString().length > 10")
    page.mouse.up()
    page.wait_for_selector(".qk-picker:not([hidden])")
    page.keyboard.type("below")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["Nobody told me to."] == "below"


def test_a_click_and_another_with_shift_select_all_between(page: Page, served: tuple[Study, str]) -> None:
    page.mouse.click(*place_of(page, "hate"))
    page.keyboard.down("Shift")
    page.mouse.click(*place_of(page, "rain"))
    page.keyboard.up("Shift")
    page.wait_for_selector(".qk-picker:not([hidden])")
    page.keyboard.type("dislike")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["hate the rain"] == "dislike"


# ---- no code that nobody chose ----


def test_enter_in_an_empty_picker_codes_nothing(fresh: tuple[Page, Study]) -> None:
    page, study = fresh
    stand_on(page, "rain")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    said = page.locator(".qk-picker [role=status]")
    said.get_by_text("Type a code's name").wait_for()
    assert quotes_of(study) == []
    page.keyboard.press("ArrowDown")
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert labels(page) == ["I walk through the rain."]


def test_a_code_that_merely_has_the_letters_stands_after_the_new_name(fresh: tuple[Page, Study]) -> None:
    page, study = fresh
    create_code(study, "tiredness")
    page.reload()
    painted(page, sign=".qk-said")
    coded_words(page, "through the rain", "ties")
    assert set(coded(study).values()) == {"ties"}


# ---- no undo beyond one's own coding ----


def test_undo_by_key_takes_back_coding_and_never_the_import(fresh: tuple[Page, Study]) -> None:
    page, study = fresh
    stand_on(page, "rain")
    page.keyboard.press("Control+z")
    page.get_by_text("Nothing to take back here").wait_for()
    stand_on(page, "rain")
    acknowledged(page, lambda: page.keyboard.press("Control+i"))
    acknowledged(page, lambda: page.keyboard.press("Control+z"))
    assert quotes_of(study) == []
    page.keyboard.press("Control+z")
    page.get_by_text("Nothing to take back here").wait_for()
    with study.reading() as connection:
        from qualkit.store import reads

        assert [one.name for one in reads.interviews(connection)] == ["P1"]
