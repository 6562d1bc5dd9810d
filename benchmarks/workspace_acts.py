"""One interview coded by key in a real browser, in qualkit and in Taguette, timed by the same frames."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from workspace_server import SIZE

Page = Any
PATIENCE_MS = 300_000
CODE = "Workload"
# Runs before the page's own scripts. `__painted` tells when what a condition asks for is on the screen: in the frame
# after it holds, once that was drawn. `__key` is when the last key went down.
CLOCK = """(() => {
  const drawn = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });
  window.__painted = (holds) => new Promise((done) => {
    const look = () => (holds() ? drawn(() => done(performance.now())) : requestAnimationFrame(look));
    look();
  });
  addEventListener("keydown", (event) => (window.__key = event.timeStamp), true);
  __painted(() => %s).then((at) => (window.__shown = at));
})();"""
# Selects the words of the n-th piece of text that a selector finds, from and to a character, and puts them in sight.
SELECT = """([selector, part, from, to]) => {
  const pieces = [...document.querySelectorAll(selector)].filter((one) => one.textContent.length > to);
  const piece = pieces[Math.floor(part * (pieces.length - 1))];
  piece.scrollIntoView({ block: "center" });
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  const ends = [];
  for (let at = 0, node = walker.nextNode(); node; at += node.data.length, node = walker.nextNode()) {
    for (const wanted of [from, to]) {
      if (at <= wanted && wanted < at + node.data.length) ends.push(node, wanted - at);
    }
  }
  piece.closest("[tabindex]")?.focus({ preventScroll: true });
  getSelection().setBaseAndExtent(...ends);
  window.__selected = performance.now();
}"""
SETTLED = """async (selector) => {
  const place = () => document.querySelector(selector).getBoundingClientRect().top;
  const before = place();
  for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame);
  return place() === before;
}"""


@contextmanager
def visiting(browser: Any, door: str = "") -> Iterator[Any]:
    """A browser that keeps scripts, styles and who one is; `door` is an address to come in by first."""
    context = browser.new_context(viewport=SIZE)
    if door:
        context.new_page().goto(door, wait_until="domcontentloaded")
    yield context
    context.close()


@contextmanager
def opened(context: Any, address: str, shown: str) -> Iterator[Page]:
    """A page at an address, once what `shown` asks for is painted (`__shown`, ms since navigation)."""
    page = context.new_page()
    page.add_init_script(CLOCK % shown)
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.__shown", timeout=PATIENCE_MS)
    yield page
    page.close()


def opening_ms(context: Any, address: str, shown: str, *, times: int) -> float:
    """Median from navigation to painted; scripts and styles lie in the browser's cache, as from the second day on."""
    found = []
    for _ in range(times + 1):
        with opened(context, address, shown) as page:
            found.append(page.evaluate("window.__shown"))
    return median(found[1:])


# ---- qualkit ----

BLANK = "[...document.querySelectorAll('p')].some((one) => one.textContent === 'blank')"
TRANSCRIPT = "window.__qk?.paints > 0 && document.querySelector('.qk-stripe')"
AT = "() => ({ scroll: document.querySelector('.qk-scroll').scrollTop, mounts: __qk.mounts })"


def code_passages(page: Page, *, times: int) -> dict[str, Any]:
    """So many passages selected and coded by key, each after the one before is saved: milliseconds, drift, remounts."""
    page.wait_for_function(SETTLED, arg=".qk-said")
    mounts = page.evaluate("__qk.mounts")
    acts = [code_one(page, (n + 1) / (times + 2)) for n in range(times)]
    told = {name: median(act[name] for act in acts) for name in ("painted", "acknowledged", "whole")}
    return told | {"drift": max(act["drift"] for act in acts), "remounts": page.evaluate("__qk.mounts") - mounts}


def code_one(page: Page, part: float) -> dict[str, float]:
    page.evaluate("window.__before = __qk.acknowledged")
    page.evaluate("void (window.__wait = __painted(() => __qk.acknowledged > __before && !__qk.pending))")
    page.evaluate(SELECT, [".qk-said", part, 3, 90])
    page.wait_for_function(SETTLED, arg=".qk-said")
    page.keyboard.press("Enter")
    page.wait_for_selector(".qk-picker:not([hidden])")
    page.keyboard.type(CODE)
    before = page.evaluate(AT)  # asked once between key and key, as in Taguette
    page.keyboard.press("Enter")
    answered = page.evaluate("window.__wait")
    key, selected = page.evaluate("[window.__key, window.__selected]")
    painted = page.evaluate("__qk.acts.at(-1).painted")
    drift = abs(page.evaluate(AT)["scroll"] - before["scroll"])
    return {"painted": painted, "acknowledged": answered - key, "whole": key + painted - selected, "drift": drift}


def sent_per_coding(page: Page, wire: Any, *, times: int) -> float:
    """Median bytes per coding, up and down, with the headers of its request."""
    found = []
    for n in range(times):
        before = wire.websocket + wire.other
        code_one(page, (n + 1.5) / (times + 2))
        page.wait_for_timeout(300)  # whatever follows the answer
        found.append(wire.websocket + wire.other - before)
    return median(found)


# ---- Taguette ----

DOCUMENT = "document.querySelector('#document-contents a.highlight')"
HIGHLIGHTED = """void (window.__wait = new Promise((done) => {
  const seen = new MutationObserver((found) => {
    const made = found.some((one) => [...one.addedNodes].some((node) => node.classList?.contains("highlight")));
    if (!made) return;
    seen.disconnect();
    __painted(() => true).then(done);
  });
  seen.observe(document.getElementById("document-contents"), { childList: true, subtree: true });
}))"""


def code_in_taguette(page: Page, *, times: int) -> Iterator[dict[str, float]]:
    """The same acts through Taguette's own keys (n, the tag's name, Enter, Enter): medians so far, act by act."""
    acts = []
    for n in range(times):
        acts.append(code_one_in_taguette(page, (n + 1) / (times + 2)))
        yield {name: median(act[name] for act in acts) for name in ("painted", "whole")}


def code_one_in_taguette(page: Page, part: float) -> dict[str, float]:
    page.evaluate(SELECT, ["#document-contents p", part, 13, 100])
    page.wait_for_function(SETTLED, arg="#document-contents p")
    page.keyboard.press("n")
    page.wait_for_selector("#highlight-add-modal.show #highlight-search")
    page.keyboard.type(CODE)
    page.keyboard.press("Enter")
    page.evaluate(HIGHLIGHTED)
    page.keyboard.press("Enter")
    painted = page.evaluate("window.__wait")
    key, selected = page.evaluate("[window.__key, window.__selected]")
    page.wait_for_function("!document.querySelector('#highlight-add-modal.show')")
    return {"painted": painted - key, "whole": painted - selected}


def project_of(study: Any) -> dict[str, Any]:
    """A study's first interview as Taguette is to have it: paragraphs, tags, and highlights with their places."""
    from qualkit.store import reads
    from qualkit.store.transcripts import transcript

    with study.reading() as connection:
        interview = reads.interviews(connection)[0]
        said = transcript(connection, interview.id)
        codes = {one.id: one.name for one in reads.codes(connection)}
        places = {one.id: (one.start, one.end) for one in reads.segments(connection, interview.id)}
        marks = [(*places[one.segment_id], codes[one.code_id]) for one in reads.codings(connection)]
    return json.loads(json.dumps({"text": said.text if said else "", "codes": list(codes.values()), "marks": marks}))
