"""The codes behind a bar are one click away, in a real browser."""

from __future__ import annotations

from typing import Any

from browser_inputs import NEEDS_BROWSER, free_port, serving

from qualkit.study import Study

pytestmark = NEEDS_BROWSER


def test_a_click_on_a_bar_shows_its_codes(study: Study, browser: Any) -> None:
    port = free_port()
    with serving(study, port):
        page = browser.new_page(viewport={"width": 1300, "height": 1400})
        page.goto(f"http://127.0.0.1:{port}/sufficiency")
        page.get_by_text("For the methods section").wait_for(timeout=60_000)
        click_first_bar(page)
        page.get_by_text("calm, rain").wait_for(timeout=20_000)
        page.close()


def click_first_bar(page: Any) -> None:
    """The middle of the first of two bars: codes are 2 of 2.2 on the axis, and bars stand at 1 and 2 of 0.4 to 2.6."""
    chart = page.locator('[data-testid="stVegaLiteChart"]').first
    chart.locator("canvas, svg").first.wait_for(timeout=20_000)
    page.wait_for_timeout(1_000)
    box = chart.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.28 * box["width"], box["y"] + 0.5 * box["height"])
