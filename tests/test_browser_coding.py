"""Coding in a real browser: keyboard and mouse, undo, reload, text that tries to be markup."""

from __future__ import annotations

import re
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser_inputs import NEEDS_BROWSER, free_port, serving

from qualkit.coding.codes import create_code, rename_code
from qualkit.coding.segments import Span, apply_code, codings_table, remove_coding
from qualkit.interviews import RecordingFile, add_interview
from qualkit.model import TimedWord
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

HOSTILE = "<script>window.stolen = 1</script>"
TEXT = f"""Interviewer: How do you get to work?

Amira: On foot 🙂👩‍👩‍👧. I hate the rain. {HOSTILE} My head is <b>clear</b> when I arrive.

Interviewer: And in winter?

Amira: In winter I buy better shoes. Nobody told me to.
"""

pytestmark = NEEDS_BROWSER
Page = Any


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """One server for all tests, and the folder in which it looks for studies."""
    folder = tmp_path_factory.mktemp("browser")
    (folder / "projects").mkdir()
    port = free_port()
    with serving(None, port, folder=folder):
        yield folder / "projects", f"http://127.0.0.1:{port}/code"


@pytest.fixture
def served(workspace: tuple[Path, str]) -> Iterator[tuple[Study, str]]:
    """A study of its own with one interview, and the address at which its Code page is served."""
    projects, address = workspace
    name = f"walking-{len(list(projects.iterdir()))}"
    study = create_study(projects / name, title="Walking", coder="Ada")
    interview = add_interview(study, "P1", from_labelled_text(TEXT))
    rain = create_code(study, "rain <i>and</i> wind", definition="Weather as a reason not to walk")
    start = TEXT.index("I hate the rain")
    apply_code(study, Span(interview.id, start, start + 15), rain.id)
    yield study, f"{address}?study={name}"
    study.close()


@pytest.fixture
def page(browser: Any, served: tuple[Study, str]) -> Iterator[Page]:
    """The Code page, its transcript painted; an error of a script fails the test."""
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(served[1])
    painted(opened)
    yield opened
    opened.close()
    assert errors == []


def painted(page: Page) -> None:
    """Wait until the transcript and its stripes are there and nothing moves any more."""
    page.wait_for_function("window.__qk?.paints > 0 && document.querySelector('.qk-stripe')", timeout=60_000)
    settled = """async () => {
      await document.fonts.ready;
      const rects = () => [...document.querySelectorAll('.qk-said')].map((one) => one.getBoundingClientRect());
      const place = () => JSON.stringify(rects());
      const before = place();
      for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame);
      return place() === before;
    }"""
    page.wait_for_function(settled)


def acknowledged(page: Page, act: Any) -> None:
    """Do something that is one act, and wait until the server has answered and it is painted."""
    before = page.evaluate("window.__qk.acknowledged")
    act()
    page.wait_for_function("n => window.__qk.acknowledged > n && !window.__qk.pending", arg=before, timeout=20_000)


def stand_on(page: Page, word: str) -> None:
    """Put the keyboard on a word by clicking it."""
    x, y = place_of(page, word)
    page.mouse.click(x, y)
    page.keyboard.press("ArrowRight")


def place_of(page: Page, words: str, edge: str = "middle") -> tuple[float, float]:
    """Where words stand on the screen: their middle, or the outer edge of their first or last letter."""
    script = """([words, edge]) => {
      const said = [...document.querySelectorAll('.qk-said')].find((one) => one.textContent.includes(words));
      const range = document.createRange();
      const at = said.firstChild.data.indexOf(words);
      range.setStart(said.firstChild, at);
      range.setEnd(said.firstChild, at + words.length);
      const rects = range.getClientRects();
      const rect = edge === 'end' ? rects[rects.length - 1] : rects[0];
      const x = { start: rect.left + 1, end: rect.right - 1, middle: (rect.left + rect.right) / 2 }[edge];
      return [x, (rect.top + rect.bottom) / 2];
    }"""
    x, y = page.evaluate(script, [words, edge])
    return x, y


def drag_over(page: Page, words: str) -> None:
    page.mouse.move(*place_of(page, words, "start"))
    page.mouse.down()
    x, y = place_of(page, words, "end")
    page.mouse.move(x - 12, y, steps=3)
    page.mouse.move(x, y, steps=2)
    page.mouse.up()
    page.wait_for_selector(".qk-picker:not([hidden])")


def highlighted(page: Page, layer: str = "coded") -> list[str]:
    """The words that lie under a highlight."""
    script = """(layer) => [...CSS.highlights.get(`qk-${layer}`)].map((range) =>
      range.startContainer.data.slice(range.startOffset, range.endOffset))"""
    found: list[str] = page.evaluate(script, layer)
    return found


def labels(page: Page) -> list[str]:
    """The names in the margin, without what stands small behind them."""
    script = "labels => labels.map((one) => one.firstChild.data)"
    found: list[str] = page.locator(".qk-label").evaluate_all(script)
    return found


def stripes(page: Page, name: str) -> int:
    """How many stripes a code has in the margin."""
    script = "(all, name) => all.filter((one) => one.getAttribute('aria-label').startsWith(`${name} (`)).length"
    found: int = page.locator(".qk-stripe").evaluate_all(script, name)
    return found


def coded(study: Study) -> dict[str, str]:
    """What the study holds: words by code."""
    table = codings_table(study)
    return dict(zip(table["text"], table["code"], strict=True))


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


def test_an_act_is_taken_back_and_done_again_by_key(page: Page, served: tuple[Study, str]) -> None:
    stand_on(page, "Nobody")
    page.keyboard.press("s")
    acknowledged(page, lambda: page.keyboard.press("Control+i"))
    assert coded(served[0])["Nobody told me to."] == "Nobody told me to."
    acknowledged(page, lambda: page.keyboard.press("Control+z"))
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


def test_nothing_is_lost_when_the_server_is_killed_in_the_middle(browser: Any, tmp_path: Path) -> None:
    study = create_study(tmp_path / "killed", coder="Ada")
    add_interview(study, "P1", from_labelled_text(TEXT))
    port = free_port()
    page = browser.new_page()
    with serving(study, port):
        page.goto(f"http://127.0.0.1:{port}/code")
        page.wait_for_function("window.__qk?.paints > 0", timeout=60_000)
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
    assert picker.get_by_role("option").count() == 1
    acknowledged(page, lambda: page.keyboard.press("Enter"))
    assert coded(served[0])["I hate the rain"] == "Café"
    assert stripes(page, "Café") == 2
    for _ in range(2):
        acknowledged(page, lambda: page.keyboard.press("Control+z"))
    assert coded(served[0])["I hate the rain"] == "rain <i>and</i> wind"


def test_the_keys_are_listed_and_put_away_again(page: Page) -> None:
    page.locator(".qk-scroll").focus()
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog", name="Keys").is_visible()


# ---- edges, filter, search ----


def coded_words(page: Page, words: str, code: str) -> None:
    drag_over(page, words)
    page.keyboard.type(code)
    acknowledged(page, lambda: page.keyboard.press("Enter"))


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


# ---- the views beside the text ----


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


# ---- the recording ----


@pytest.fixture
def heard(workspace: tuple[Path, str], browser: Any) -> Iterator[tuple[Page, Study]]:
    """An interview with six seconds of sound and a time for each word, half a second each."""
    projects, address = workspace
    name = f"heard-{len(list(projects.iterdir()))}"
    study = create_study(projects / name, title="Heard", coder="Ada")
    with wave.open(str(study.folder / "recordings" / "<P1>.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 8000 * 6)
    spoken = from_labelled_text(SPOKEN)
    places = [
        found.span()
        for turn in spoken.turns
        for found in re.compile(r"\w+").finditer(SPOKEN, turn.text_start, turn.end)
    ]
    words = tuple(TimedWord(start, end, 500 * i, 500 * i + 400) for i, (start, end) in enumerate(places))
    recording = RecordingFile(file="<P1>.wav", sha256="0" * 64, duration_ms=6000)
    add_interview(study, "P1", replace(spoken, words=words), recording=recording)
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{address}?study={name}")
    page.wait_for_function("window.__qk?.paints > 0", timeout=60_000)
    yield page, study
    page.close()
    study.close()


SPOKEN = """Interviewer: When do you walk?

Amira: Every morning I walk along the river.
"""
NOW = "(document.querySelector('.qk-player input').value)"


def test_a_selected_passage_is_heard_and_the_word_that_is_said_is_marked(heard: tuple[Page, Study]) -> None:
    page, _ = heard
    stand_on(page, "morning")
    page.keyboard.press("l")
    page.wait_for_function(
        "[...CSS.highlights.get('qk-said')].some((one) => /morning|I|walk/.test("
        "one.startContainer.data.slice(one.startOffset, one.endOffset)))"
    )
    assert page.locator(".qk-now .qk-said").inner_text().startswith("Every")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Play").wait_for()


def test_the_recording_goes_back_by_key_and_plays_faster(heard: tuple[Page, Study]) -> None:
    page, _ = heard
    page.get_by_role("slider", name="Place in the recording").fill("5")
    page.wait_for_function("document.querySelector('.qk-player .qk-clock').textContent === '0:05'")
    page.locator(".qk-scroll").focus()
    page.keyboard.press(",")
    page.wait_for_function("document.querySelector('.qk-player .qk-clock').textContent === '0:02'")
    page.keyboard.press("+")
    assert page.get_by_role("combobox", name="Speed").input_value() == "1.25"


def test_a_recording_is_served_by_ranges_and_only_by_the_name_that_a_page_got(heard: tuple[Page, Study]) -> None:
    page, study = heard
    with page.expect_request(lambda request: "/recordings/" in request.url and "times" not in request.url) as asked:
        page.locator(".qk-scroll").focus()
        page.keyboard.press("Space")
    address = asked.value.url
    part = page.request.get(address, headers={"Range": "bytes=44-143"})
    assert (part.status, len(part.body())) == (206, 100)
    assert part.headers["content-type"].startswith("audio/")
    assert part.headers["x-content-type-options"] == "nosniff"
    assert page.request.get(f"{address}x").status == 404
    (study.folder / "recordings" / "<P1>.wav").unlink()
    assert page.request.get(address).status == 404


# ---- hard texts ----

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
    page.wait_for_function("window.__qk?.paints > 0", timeout=60_000)
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
    page.wait_for_function("window.__qk?.paints > 0", timeout=60_000)
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
