"""A long day at the Code page: thousands of codings in one session, and a server that dies in the middle of them.

Long, so only with QUALKIT_SOAK=1; what a kill does to three codings is in test_browser_coding.py for every run.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from browser_inputs import NEEDS_BROWSER, free_port, serving

from qualkit.coding.codes import create_code
from qualkit.coding.segments import codings_table
from qualkit.interviews import add_interview
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

CODINGS = int(os.environ.get("QUALKIT_SOAK_CODINGS", "2000"))
SETTLED = 100  # caches are full and modules read after so many
OFFLINE = 5
MIB_ALLOWED = 50
TURNS, WORDS_IN_TURN, WORDS_CODED = 400, 40, 4
CODES = ("rain", "shoes", "calm", "haste", "river", "street")

pytestmark = [
    *NEEDS_BROWSER,
    pytest.mark.skipif(os.environ.get("QUALKIT_SOAK") != "1", reason="long; QUALKIT_SOAK=1 runs it"),
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read as Linux tells it"),
]
Page = Any

# Selects some words of a turn and puts them in sight, as a hand would have; the keys then work as after a click.
SELECT = """([turn, from, to]) => {
  const said = document.querySelectorAll('.qk-said')[turn];
  const words = [...said.firstChild.data.matchAll(/\\S+/g)];
  said.scrollIntoView({ block: 'center' });
  document.querySelector('.qk-scroll').focus({ preventScroll: true });
  const end = words[to - 1].index + words[to - 1][0].length;
  getSelection().setBaseAndExtent(said.firstChild, words[from].index, said.firstChild, end);
}"""
SCROLLED = "document.querySelector('.qk-scroll').scrollTop"
SETTLES = f"""async () => {{
  const before = {SCROLLED};
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return {SCROLLED} === before;
}}"""


def transcript() -> str:
    """Turns of numbered words, so that no two passages are alike."""
    turns = (" ".join(f"word{turn * WORDS_IN_TURN + n}" for n in range(WORDS_IN_TURN)) for turn in range(TURNS))
    return "\n\n".join(f"{'AB'[turn % 2]}: {said}." for turn, said in enumerate(turns)) + "\n"


def mib(server: Any) -> float:
    """Memory that the server's process holds."""
    pages = int(Path(f"/proc/{server.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def code(page: Page, number: int) -> None:
    """Put a code on the words of that number by key; the text must stay where it is."""
    turn, start = number * 7 % TURNS, number // TURNS * WORDS_CODED
    page.evaluate(SELECT, [turn, start, start + WORDS_CODED])
    page.wait_for_function(SETTLES)
    before = page.evaluate(SCROLLED)
    page.keyboard.press("Enter")
    page.keyboard.type(CODES[number % len(CODES)])
    page.keyboard.press("Enter")
    page.wait_for_function("n => __qk.codings === n", arg=number + 1)
    assert page.evaluate(SCROLLED) == before, f"the text jumped at coding {number}"


def saved(page: Page) -> None:
    page.wait_for_function("!window.__qk.pending", timeout=120_000)


def code_many(page: Page, numbers: range, server: Any) -> float:
    """Code, each once the one before is saved; how much the server's memory grew after it had settled."""
    settled = 0.0
    for number in numbers:
        code(page, number)
        saved(page)
        if number - numbers.start == min(SETTLED, len(numbers) // 2):
            settled = mib(server)
    return mib(server) - settled


@pytest.fixture
def study(tmp_path: Path) -> Any:
    made = create_study(tmp_path / "long", coder="Ada")
    add_interview(made, "P1", from_labelled_text(transcript()))
    for name in CODES:
        create_code(made, name)
    yield made
    made.close()


def test_a_long_session_holds_its_memory_its_place_and_every_coding_over_a_killed_server(
    study: Study, browser: Any, record_property: Any
) -> None:
    port, middle = free_port(), CODINGS // 2
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with serving(study, port) as server:
        page.goto(f"http://127.0.0.1:{port}/code")
        page.wait_for_function("window.__qk?.paints > 0", timeout=60_000)
        mounts = page.evaluate("__qk.mounts")
        first = code_many(page, range(middle), server)
    for number in range(middle, middle + OFFLINE):  # the server was killed: nobody answers
        code(page, number)
    with serving(study, port) as server:
        saved(page)
        second = code_many(page, range(middle + OFFLINE, CODINGS), server)
    grown = {"first server": round(first, 1), "second server": round(second, 1)}
    record_property("grown_mib", str(grown))
    assert max(grown.values()) <= MIB_ALLOWED, grown
    table = codings_table(study)
    assert len(table) == CODINGS == table["text"].nunique()
    assert page.evaluate("__qk.refused") == 0 and errors == []
    assert page.evaluate("__qk.mounts") - mounts <= 1  # once, when the page found the new server
    assert study.check() == []
    page.close()
