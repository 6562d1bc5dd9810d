"""The Code page in a real browser: what tests do to it and read off it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browser_inputs import settled

from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code, codings_table
from qualkit.interviews import add_interview
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

HOSTILE = "<script>window.stolen = 1</script>"
TEXT = f"""Interviewer: How do you get to work?

Amira: On foot 🙂👩‍👩‍👧. I hate the rain. {HOSTILE} My head is <b>clear</b> when I arrive.

Interviewer: And in winter?

Amira: In winter I buy better shoes. Nobody told me to.
"""

Page = Any


def walking_study(folder: Path) -> Study:
    """A study with one interview and one coding, by Ada."""
    study = create_study(folder, title="Walking", coder="Ada")
    interview = add_interview(study, "P1", from_labelled_text(TEXT))
    rain = create_code(study, "rain <i>and</i> wind", definition="Weather as a reason not to walk")
    start = TEXT.index("I hate the rain")
    apply_code(study, Span(interview.id, start, start + 15), rain.id)
    return study


def opened(workspace: tuple[Path, str], browser: Any, text: str) -> tuple[Page, Study]:
    """The Code page of a new study of Ada's that holds this text and no code."""
    projects, address = workspace
    name = f"text-{len(list(projects.iterdir()))}"
    study = create_study(projects / name, title="Text", coder="Ada")
    add_interview(study, "P1", from_labelled_text(text))
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto(f"{address}?study={name}")
    painted(page, sign=".qk-said")
    return page, study


def painted(page: Page, *, sign: str = ".qk-stripe") -> None:
    """Wait until the transcript and its stripes (or another sign) are there and nothing moves any more."""
    page.wait_for_function("sign => window.__qk?.paints > 0 && document.querySelector(sign)", arg=sign, timeout=60_000)
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=60_000)
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
    x, y = settled(page, lambda: page.evaluate(script, [words, edge]))
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


def coded_words(page: Page, words: str, code: str) -> None:
    drag_over(page, words)
    page.keyboard.type(code)
    acknowledged(page, lambda: page.keyboard.press("Enter"))
