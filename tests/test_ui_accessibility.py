"""Every page of the example study, light and dark, looked over by axe-core: nothing serious that is of our making."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser_inputs import NEEDS_BROWSER, free_port, serving

from qualkit.demo import build_demo, read_sources
from qualkit.ui.main import ANALYSE, PREPARE, SHARE

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core comes with the extra “dev”")
pytestmark = NEEDS_BROWSER
Page = Any
Step = Callable[[Page], None]
PAGES = [address for _, address, _ in (*PREPARE, *ANALYSE, *SHARE)]
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
NAMES_AS_SEEN = {"label-content-name-mismatch": {"enabled": True}}
LOOK = {"runOnly": {"type": "tag", "values": RULES}, "rules": NAMES_AS_SEEN, "resultTypes": ["violations"]}
IN_THE_DARK = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
FAILING = {"serious", "critical"}
STREAMLITS_OWN = {
    # the pages of the sidebar are one list, in which the headings of sections stand between the items
    "list": 'data-testid="stSidebarNavItems"',
    "listitem": "<li class=",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example study, served."""
    study = build_demo(tmp_path_factory.mktemp("seen") / "demo", read_sources(), tell=lambda line: None, model=None)
    port = free_port()
    with serving(study, port):
        yield f"http://127.0.0.1:{port}"
    study.close()


@pytest.fixture(scope="module")
def page(browser: Any, address: str) -> Iterator[Page]:
    """A browser in which nothing moves, and which knows who works in it."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "qualkit_coder", "value": "MK", "url": address}])
    yield context.new_page()
    context.close()


def shown(page: Page, address: str, name: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}/{'' if name == 'study' else name}")
    page.wait_for_selector('[data-testid="stMain"] :is(h1, [data-testid="stSelectbox"])', timeout=60_000)
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=60_000)
    page.wait_for_function(STANDS_STILL)


STANDS_STILL = """async () => {
  const seen = () => document.body.innerHTML.length;
  const before = seen();
  await new Promise((done) => setTimeout(done, 250));
  return document.querySelector('[data-testid="stSkeleton"]') === null && seen() === before;
}"""
IS_DARK = "() => getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"


def faults(page: Page) -> list[str]:
    """What axe finds, in the light and in the dark, as lines that say where."""
    found = lines(page, LOOK)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(IS_DARK)
    page.wait_for_function(STANDS_STILL)
    return found + [f"in the dark: {line}" for line in lines(page, IN_THE_DARK)]


def lines(page: Page, options: dict[str, Any]) -> list[str]:
    violations = axe.Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['html'][:150]} {node['failureSummary'].splitlines()[-1].strip()}"
        for one in violations
        if one["impact"] in FAILING
        for node in one["nodes"]
        if STREAMLITS_OWN.get(one["id"], "\0") not in node["html"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_fault(page: Page, address: str, name: str) -> None:
    shown(page, address, name)
    assert faults(page) == []


def test_tab_leaves_a_transcript_whatever_its_length(page: Page, address: str) -> None:
    shown(page, address, "read")
    page.locator(".ql-scroll").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ql-turn') === null")


@pytest.mark.parametrize("name", ["codebook", "themes"])
def test_what_has_the_focus_is_seen(page: Page, address: str, name: str) -> None:
    shown(page, address, name)
    for _ in range(FIRST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(STANDS_OUT), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


FIRST_STOPS = 18
STANDS_OUT = """() => {
  const edged = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  let one = document.activeElement;
  for (let up = 0; one && up < 4; up++, one = one.parentElement) if (edged(one)) return true;
  return false;
}"""
