"""Every page of a large study in a browser: how long from the click to the first content, and to all of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from workspace_server import SIZE, chromium, seconds_used, workspace

AIM_S = 2.0
PATIENCE_MS = 60_000
BETWEEN = ("export", "transcribe")
LINK = "[data-testid=stSidebarNavLink]"
PATHS = "all => all.map((one) => new URL(one.href).pathname)"
OPEN = f"""(path) => {{
  const link = [...document.querySelectorAll("{LINK}")].find((one) => new URL(one.href).pathname === path);
  link.click();
  return link.textContent.trim();
}}"""
PIECES = "[...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, p, label, table, canvas, .qk)')]"
REMEMBER = f"() => {{ window.__before = new Map({PIECES}.map((one) => [one, one.textContent])); }}"
# something in sight that was not there, or said something else, on the page before
FIRST = f"{PIECES}.some((one) => window.__before.get(one) !== one.textContent && one.getBoundingClientRect().height)"
RESTS = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
STANDS = f"(title) => {RESTS} && [...document.querySelectorAll('h1')].some((one) => one.textContent.trim() === title)"


def pages(place: Path) -> Iterator[dict[str, Any]]:
    """Each page that the navigation offers, opened three times: first when nobody had opened it before."""
    with workspace(place) as (address, pid), chromium() as browser:
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{address}/{BETWEEN[0]}")
        page.wait_for_selector(LINK, timeout=PATIENCE_MS)
        page.wait_for_function(RESTS, timeout=PATIENCE_MS)
        for offered in page.eval_on_selector_all(LINK, PATHS):
            yield opened(page, offered, pid)


def opened(page: Any, path: str, pid: int) -> dict[str, Any]:
    times = [visit(page, path, pid) for _ in range(3)]
    return {
        "what": f"page {path.strip('/') or 'study'}: first content (s)",
        "qualkit": round(median(first for first, _, _ in times), 2),
        "first visit": round(times[0][0], 2),
        "all of it": round(median(whole for _, whole, _ in times), 2),
        "processor time of the server": round(median(used for _, _, used in times), 2),
        "budget": AIM_S,
    }


def visit(page: Any, path: str, pid: int) -> tuple[float, float, float]:
    """Seconds from the click to the first content and to the end of the run; the server's processor time."""
    rest_at(page, next(f"/{other}" for other in BETWEEN if path != f"/{other}"))
    page.evaluate(REMEMBER)
    used, start = seconds_used(pid), time.perf_counter()
    page.evaluate(OPEN, path)
    page.wait_for_function(FIRST, timeout=PATIENCE_MS)
    first = time.perf_counter() - start
    page.wait_for_function(RESTS, timeout=PATIENCE_MS)
    return first, time.perf_counter() - start, seconds_used(pid) - used


def rest_at(page: Any, path: str) -> None:
    """A page with little on it, which is all that is there before the next one is opened."""
    title = page.evaluate(OPEN, path)
    page.wait_for_function(STANDS, arg=title, timeout=PATIENCE_MS)
