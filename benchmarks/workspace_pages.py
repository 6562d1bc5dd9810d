"""Every page of a large study in a browser: how long from the click to the first content, and to all of it."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import Any

from workspace_server import SIZE, chromium, seconds_used, workspace

ADDRESSES = (
    "study",
    "transcribe",
    "transcript",
    "code",
    "codebook",
    "themes",
    "thematic-map",
    "framework-matrix",
    "retrieval",
    "sufficiency",
    "memos",
    "export",
)
AIM_S = 2.0
PATIENCE_MS = 120_000
OPEN = "a => [...document.querySelectorAll('[data-testid=stSidebarNavLink]')].find(o => o.href.endsWith(a)).click()"
PIECES = "[...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, p, label, table, canvas, .qk)')]"
REMEMBER = f"() => {{ window.__before = new Map({PIECES}.map((one) => [one, one.textContent])); }}"
# something in sight that was not there, or said something else, on the page before
FIRST = f"{PIECES}.some((one) => window.__before.get(one) !== one.textContent && one.getBoundingClientRect().height)"
RESTS = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"


def pages(place: Path) -> list[dict[str, Any]]:
    """Each page opened three times by the sidebar: first when nobody had opened it before, then to and fro."""
    with workspace(place) as (address, pid), chromium() as browser:
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{address}/memos")
        page.wait_for_function(RESTS, timeout=PATIENCE_MS)
        return [opened(page, one, pid) for one in ADDRESSES]


def opened(page: Any, address: str, pid: int) -> dict[str, Any]:
    times = [visit(page, address, pid) for _ in range(3)]
    return {
        "what": f"page {address}: first content (s)",
        "qualkit": round(median(first for first, _, _ in times), 2),
        "first visit": round(times[0][0], 2),
        "all of it": round(median(whole for _, whole, _ in times), 2),
        "processor time of the server": round(median(used for _, _, used in times), 2),
        "budget": AIM_S,
    }


def visit(page: Any, address: str, pid: int) -> tuple[float, float, float]:
    """Seconds from the click to the first content and to the end of the run; the server's processor time."""
    elsewhere = "transcribe" if address == "memos" else "memos"
    page.evaluate(OPEN, f"/{elsewhere}")
    page.wait_for_function(f"location.pathname === '/{elsewhere}'", timeout=PATIENCE_MS)
    page.wait_for_timeout(300)
    page.wait_for_function(RESTS, timeout=PATIENCE_MS)
    page.evaluate(REMEMBER)
    used, start = seconds_used(pid), time.perf_counter()
    page.evaluate(OPEN, "/" if address == "study" else f"/{address}")
    page.wait_for_function(FIRST, timeout=PATIENCE_MS)
    first = time.perf_counter() - start
    page.wait_for_function(RESTS, timeout=PATIENCE_MS)
    return first, time.perf_counter() - start, seconds_used(pid) - used
