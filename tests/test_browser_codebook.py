"""The Codebook page in a real browser: drag, merge by drop, keyboard, menu, undo; names that try to be markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser_inputs import NEEDS_BROWSER, box_of, free_port, serving

from qualkit.coding.code_sets import create_code_set
from qualkit.coding.codebook import find_code
from qualkit.coding.codes import create_code, define_code, rename_code
from qualkit.coding.segments import Span, apply_code
from qualkit.coding.versions import commit_codebook
from qualkit.interviews import add_interview
from qualkit.model import Code
from qualkit.store import reads
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

pytestmark = NEEDS_BROWSER
Page = Any
HOSTILE = "<img src=x onerror='window.stolen=1'> & <b>bold</b>"
TEXT = "Amira: I hate the rain. My head is clear. The street is quiet. I buy shoes. Nobody calls me.\n"
SENTENCES = ("I hate the rain.", "My head is clear.", "The street is quiet.", "I buy shoes.")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Study, str]]:
    study = create_study(
        tmp_path_factory.mktemp("codes") / "walking", title="Walking", approach="codebook", coder="Ada"
    )
    port = free_port()
    with serving(study, port):
        yield study, f"http://127.0.0.1:{port}/codebook?coder=Ada"
    study.close()


@pytest.fixture
def names(served: tuple[Study, str], request: pytest.FixtureRequest) -> dict[str, str]:
    """Four codes for this test alone under a category of its own: full names by short ones."""
    study, own = served[0], f"{abs(hash(request.node.name)) % 10_000}"
    made = {short: f"{short} {own}" for short in ("weather", "rain", "calm", "shoes", "quiet")}
    interview = add_interview(study, f"P{own}", from_labelled_text(TEXT))
    create_code(study, made["weather"])
    for short in ("rain", "calm", "shoes", "quiet"):
        create_code(study, made[short], under=made["weather"])
    for short, said in (("rain", 0), ("calm", 1), ("calm", 2), ("quiet", 2)):
        start = TEXT.index(SENTENCES[said])
        apply_code(study, Span(interview.id, start, start + len(SENTENCES[said])), code(study, made[short]).id)
    return made


@pytest.fixture
def page(browser: Any, served: tuple[Study, str], names: dict[str, str]) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(served[1])
    opened.wait_for_selector(".qkt-row", timeout=60_000)
    opened.locator(".qkt-search").fill(names["rain"].split()[1])
    opened.wait_for_function("() => document.querySelectorAll('.qkt-row').length === 5")
    yield opened
    stolen = opened.evaluate("window.stolen")
    opened.close()
    assert (errors, stolen) == ([], None)


def code(study: Study, name: str) -> Code:
    with study.reading() as connection:
        return find_code(reads.codes(connection), name)


def row(page: Page, name: str) -> Any:
    return page.locator(".qkt-row").filter(has=page.locator(".qkt-name", has_text=name))


def answered(page: Page, act: Callable[[], object]) -> None:
    """Do something that the server is asked for, and wait until it has answered and the tree is painted."""
    before = page.evaluate("window.__qkTree.acknowledged")
    act()
    done = "n => window.__qkTree.acknowledged > n && !window.__qkTree.pending.length"
    page.wait_for_function(done, arg=before, timeout=20_000)


def stand_on(page: Page, name: str) -> None:
    """Open a code by clicking it; the keyboard stands on it then."""
    answered(page, lambda: row(page, name).click())
    page.locator(".qkt-scroll").focus()


def drop(page: Page, name: str, target: Any) -> None:
    """Take a code by the mouse and let it go on something."""
    box = box_of(row(page, name))
    page.mouse.move(box["x"] + 70, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 85, box["y"] + box["height"] / 2 + 9, steps=3)
    there = box_of(target)
    page.mouse.move(there["x"] + 60, there["y"] + there["height"] / 2, steps=4)
    page.wait_for_selector(".qkt-over")
    page.mouse.up()


def panel(page: Page) -> Any:
    return page.locator(".qkt-panel")


# ---- mouse ----


def test_a_code_is_moved_under_another_by_drag(page: Page, served: tuple[Study, str], names: dict[str, str]) -> None:
    drop(page, names["shoes"], row(page, names["rain"]))
    answered(page, lambda: panel(page).get_by_text("Move under").click())
    assert code(served[0], names["shoes"]).parent_id == code(served[0], names["rain"]).id
    assert row(page, names["shoes"]).get_attribute("aria-level") == "3"


def test_a_drop_tells_what_a_merge_would_bring_and_undo_takes_it_back(
    page: Page, served: tuple[Study, str], names: dict[str, str]
) -> None:
    study = served[0]
    drop(page, names["quiet"], row(page, names["calm"]))
    panel(page).get_by_text("1 quote from 1 interview follows.").wait_for()
    panel(page).get_by_text("1 passage has both from the same person").wait_for()
    answered(page, lambda: panel(page).get_by_text("Merge into").click())
    assert code(study, code(study, names["quiet"]).id).status == "merged"
    undo = page.locator('.qkt-foot [data-ask="undo"]')
    assert f"merged the code “{names['quiet']}”" in undo.inner_text()
    answered(page, undo.click)
    assert code(study, names["quiet"]).status == "active"
    page.wait_for_function("() => document.querySelectorAll('.qkt-row').length === 5")


def test_a_code_is_dropped_on_the_strip_for_the_top(
    page: Page, served: tuple[Study, str], names: dict[str, str]
) -> None:
    box = box_of(row(page, names["shoes"]))
    page.mouse.move(box["x"] + 70, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 24, steps=3)
    strip = page.locator(".qkt-top").bounding_box()
    page.mouse.move(strip["x"] + 40, strip["y"] + 10, steps=4)
    answered(page, page.mouse.up)
    assert code(served[0], names["shoes"]).parent_id is None


def test_a_code_cannot_be_dropped_under_itself(page: Page, names: dict[str, str]) -> None:
    box, there = box_of(row(page, names["weather"])), box_of(row(page, names["calm"]))
    page.mouse.move(box["x"] + 70, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(there["x"] + 70, there["y"] + 10, steps=4)
    page.wait_for_selector(".qkt-dragging")
    assert page.locator(".qkt-over").count() == 0
    page.keyboard.press("Escape")
    page.mouse.up()
    assert panel(page).is_hidden()


def test_the_menu_offers_every_act_and_retires_with_a_reason(
    page: Page, served: tuple[Study, str], names: dict[str, str]
) -> None:
    row(page, names["shoes"]).click(button="right")
    panel(page).get_by_text("Retire …").click()
    page.keyboard.type("one quote only")
    answered(page, lambda: page.keyboard.press("Enter"))
    gone = code(served[0], names["shoes"])
    assert (gone.status, gone.reason) == ("retired", "one quote only")


# ---- keyboard ----


def test_a_code_is_renamed_by_key(page: Page, served: tuple[Study, str], names: dict[str, str]) -> None:
    was = code(served[0], names["shoes"])
    stand_on(page, names["shoes"])
    page.keyboard.press("F2")
    page.keyboard.type(f"{HOSTILE} {names['shoes']}")
    answered(page, lambda: page.keyboard.press("Enter"))
    assert code(served[0], was.id).name == f"{HOSTILE} {names['shoes']}"
    assert HOSTILE in row(page, names["shoes"]).locator(".qkt-name").inner_text()


def test_codes_are_merged_by_key_after_a_look_at_what_follows(
    page: Page, served: tuple[Study, str], names: dict[str, str]
) -> None:
    stand_on(page, names["rain"])
    page.keyboard.press("m")
    page.keyboard.type(names["calm"])
    page.keyboard.press("Enter")
    panel(page).get_by_text("1 quote from 1 interview follows.").wait_for()
    answered(page, lambda: page.keyboard.press("Enter"))
    assert code(served[0], code(served[0], names["rain"]).id).status == "merged"
    answered(page, lambda: page.keyboard.press("Control+z"))
    assert code(served[0], names["rain"]).status == "active"


def test_several_codes_are_chosen_and_moved_together(
    page: Page, served: tuple[Study, str], names: dict[str, str]
) -> None:
    stand_on(page, names["calm"])
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("t")
    page.keyboard.type("the top")
    answered(page, lambda: page.keyboard.press("Enter"))
    assert [code(served[0], names[one]).parent_id for one in ("calm", "quiet")] == [None, None]


def test_several_codes_are_retired_at_once_by_key(page: Page, served: tuple[Study, str], names: dict[str, str]) -> None:
    stand_on(page, names["calm"])
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Delete")
    page.keyboard.type("off the question")
    answered(page, lambda: page.keyboard.press("Enter"))
    assert [code(served[0], names[one]).status for one in ("calm", "quiet")] == ["retired", "retired"]
    answered(page, lambda: page.keyboard.press("Control+z"))
    assert [code(served[0], names[one]).status for one in ("calm", "quiet")] == ["active", "active"]


def test_folding_and_the_way_between_codes_by_arrows(page: Page, names: dict[str, str]) -> None:
    stand_on(page, names["calm"])
    page.keyboard.press("ArrowLeft")
    active = page.locator(".qkt-scroll").get_attribute("aria-activedescendant")
    assert row(page, names["weather"]).get_attribute("id") == active
    page.locator(".qkt-search").fill("")
    page.locator(".qkt-scroll").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(f'[id="{active}"][aria-expanded="false"]')
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(f'[id="{active}"][aria-expanded="true"]')


def test_two_codes_stand_side_by_side(page: Page, names: dict[str, str]) -> None:
    stand_on(page, names["calm"])
    page.keyboard.press("Shift+ArrowDown")
    page.locator(".qkt-bar").get_by_text("Compare side by side").click()
    page.get_by_text("1 passage with both from one person").wait_for()
    page.locator(".st-key-keep-apart button").first.click()
    page.locator(".st-key-keep-apart").wait_for(state="detached")


def test_what_stands_typed_beside_the_tree_outlives_an_act_in_it(
    page: Page, served: tuple[Study, str], names: dict[str, str]
) -> None:
    stand_on(page, names["calm"])
    page.get_by_label("Definition").fill("A clear head")
    row(page, names["calm"]).click(button="right")
    panel(page).get_by_text("Move to …").click()
    page.keyboard.type("the top")
    answered(page, lambda: page.keyboard.press("Enter"))
    assert page.get_by_label("Definition").input_value() == "A clear head"
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()
    assert code(served[0], names["calm"]).definition == "A clear head"


# ---- two people ----


def test_what_others_do_shows_by_itself_and_nothing_that_is_typed_is_lost(
    page: Page, browser: Any, served: tuple[Study, str], names: dict[str, str]
) -> None:
    study, own = served[0], names["rain"].split()[1]
    stand_on(page, names["calm"])
    page.get_by_label("Definition").fill("A clear head")
    other = browser.new_context()
    other.add_cookies([{"name": "qualkit_coder", "value": "Bea", "url": served[1].rpartition("/")[0]}])
    theirs = other.new_page()
    theirs.goto(served[1])
    theirs.wait_for_selector(".qkt-row", timeout=60_000)
    theirs.locator(".qkt-search").fill(own)
    stand_on(theirs, names["shoes"])
    theirs.keyboard.press("F2")
    theirs.keyboard.type(f"boots {own}")
    answered(theirs, lambda: theirs.keyboard.press("Enter"))
    row(page, f"boots {own}").wait_for(timeout=8_000)
    assert page.get_by_label("Definition").input_value() == "A clear head"
    define_code(study, names["calm"], definition="Peace of mind", by="Bea")
    page.get_by_text("Somebody else has changed these texts").wait_for(timeout=8_000)
    assert page.get_by_label("Definition").input_value() == "A clear head"
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Bea").first.wait_for()
    assert code(study, names["calm"]).definition == "Peace of mind"
    page.get_by_role("button", name="Show what is there now").first.click()
    page.wait_for_function("() => document.querySelector('textarea').value === 'Peace of mind'")
    other.close()


# ---- quotes ----


def test_ticked_quotes_are_recoded_in_one_act(page: Page, served: tuple[Study, str], names: dict[str, str]) -> None:
    study = served[0]
    stand_on(page, names["calm"])
    page.get_by_text("Quotes (2)").wait_for()
    page.get_by_text("Tick all shown").click()
    page.get_by_text("2 quotes ticked").wait_for()
    page.get_by_label("Another code").click()
    page.keyboard.type(names["shoes"])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Recode").click()
    page.get_by_text("Recoded 2 quotes.").wait_for()
    with study.reading() as connection:
        assert len(reads.codings(connection, code_id=code(study, names["shoes"]).id)) == 2
    answered(page, page.locator('.qkt-foot [data-ask="undo"]').click)
    with study.reading() as connection:
        assert len(reads.codings(connection, code_id=code(study, names["calm"]).id)) == 2


def test_a_quote_opens_at_its_place_on_the_code_page(page: Page, names: dict[str, str]) -> None:
    stand_on(page, names["rain"])
    page.get_by_text("Quotes (1)").wait_for()
    page.get_by_text("Show in the text").click()
    page.wait_for_function("window.__qk?.paints > 0", timeout=30_000)
    page.locator(".qk-said", has_text="I hate the rain.").first.wait_for()


# ---- review, sets, versions ----


def test_a_review_keeps_what_was_seen_over_a_reload(
    page: Page, served: tuple[Study, str], names: dict[str, str]
) -> None:
    page.get_by_text("Review", exact=True).click()
    page.get_by_text("Begin a review").click()
    page.get_by_label("1 of ").click()
    page.keyboard.type(names["calm"])
    page.keyboard.press("Enter")
    page.locator("h3", has_text=names["calm"]).wait_for()
    page.get_by_role("button", name="Seen these 2").click()
    page.get_by_text("seen 2 of 2").first.wait_for()
    page.get_by_text("looked over", exact=False).first.wait_for()
    page.locator("h3").first.click()
    page.keyboard.press("k")
    page.get_by_text("· 1 of ").first.wait_for()
    page.keyboard.press("p")
    page.get_by_text("seen 2 of 2 ·").first.wait_for()
    page.reload()
    page.get_by_text("Review", exact=True).click()
    page.get_by_text("· 1 of ").first.wait_for()


def test_the_tree_is_narrowed_to_a_set(page: Page, served: tuple[Study, str], names: dict[str, str]) -> None:
    create_code_set(served[0], f"set {names['rain']}", [code(served[0], names["rain"]).id])
    page.reload()
    page.wait_for_selector(".qkt-row")
    page.locator(".qkt-sets").select_option(f"set {names['rain']}")
    page.wait_for_function("() => document.querySelectorAll('.qkt-row').length === 2")
    assert row(page, names["weather"]).count() == row(page, names["rain"]).count() == 1


def test_two_versions_stand_side_by_side_on_the_page(
    page: Page, served: tuple[Study, str], names: dict[str, str]
) -> None:
    commit_codebook(served[0], "", name="first")
    rename_code(served[0], code(served[0], names["calm"]).id, f"{HOSTILE} {names['calm']}")
    page.reload()
    page.get_by_text("Versions", exact=True).click()
    page.locator(".qk-beside td", has_text="renamed").first.wait_for()
    assert f"{HOSTILE} {names['calm']}" in page.locator(".qk-beside").inner_text()
    page.get_by_text("Show the codes' lives as a picture").click()
    page.locator(".qk-lives img").wait_for()
