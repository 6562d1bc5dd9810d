"""Coding in the browser, by the budgets of the workspace, and Taguette doing the same acts on the same text beside it.

    python benchmarks/workspace.py [--peer TAGUETTE_PYTHON] [--quick] [--large STUDY]

`--peer` is the Python of a virtual environment with `pip install "taguette==1.5.*" "sqlalchemy<2"`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from machine import write_result
from workspace_acts import (
    BLANK,
    DOCUMENT,
    TRANSCRIPT,
    code_in_taguette,
    code_passages,
    opened,
    opening_ms,
    project_of,
    sent_per_coding,
    visiting,
)
from workspace_pages import pages
from workspace_server import blank, chromium, taguette, workspace
from workspace_sessions import many_at_once
from workspace_studies import make_study
from workspace_wire import counted

from qualkit.store import reads
from qualkit.study import open_study

Row = dict[str, Any]
COLUMNS = ("what", "study", "qualkit", "budget", "taguette", "times quicker")
NOTES = (
    "Medians; milliseconds from the frame in which a key went down to the frame in which its effect is drawn, in one "
    "headless Chromium for both programs, scripts and styles in its cache. Both have the same text, codes and codings. "
    "Bytes are those on the wire, after compression, of the websocket. A blank page is a Streamlit script of one word "
    "on a server with the same settings. `load` is what else the machine did."
)


@dataclass(frozen=True)
class Size:
    """A study to measure on, and what it may take."""

    words: int
    codings: int
    painted_ms: int
    acknowledged_ms: int
    load_kb: int
    over_blank_s: float

    @property
    def name(self) -> str:
        return f"{self.words // 1000}k words, {self.codings} codings"


SIZES = (Size(12_000, 500, 30, 100, 200, 0.6), Size(60_000, 5_000, 45, 170, 1_000, 1.0))
CODING_KB, P95_MS, SHARE_OF_CORE = 2.0, 50, 15


def main() -> None:
    wish = wanted()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        rows: list[Row] = []
        for row in measured(Path(folder), wish):
            print(".", end="", flush=True, file=sys.stderr)
            rows.append(row)
            keep(rows, wish, before)
    show_table(rows)
    print(keep(rows, wish, before))


def keep(rows: list[Row], wish: argparse.Namespace, load: float) -> Path:
    """Written after each row, so that a run which is broken off was not for nothing."""
    settings = {"acts": wish.acts, "openings": wish.openings, "sessions": wish.sessions}
    settings["load"] = [round(one, 1) for one in (load, os.getloadavg()[0])]
    return write_result("workspace", rows, settings=settings, notes=NOTES)


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", help="Python of an environment with Taguette 1.5")
    parser.add_argument("--quick", action="store_true", help="few repeats, ten sessions, a small study for the pages")
    parser.add_argument("--large", type=Path, help="a large study that is there, for its pages; else one is made")
    wish = parser.parse_args()
    wish.acts, wish.openings, wish.sessions = (5, 2, 10) if wish.quick else (15, 3, 60)
    return wish


def measured(folder: Path, wish: argparse.Namespace) -> Iterator[Row]:
    """All rows: one person at each size, many people, all pages."""
    for size in SIZES:
        yield from one_size(size, folder / str(size.words), wish)
    with workspace(folder / str(SIZES[0].words)) as (address, pid):
        yield from by_many(address, pid, folder / str(SIZES[0].words), wish)
    yield from large(folder / "large", wish)


def one_size(size: Size, place: Path, wish: argparse.Namespace) -> Iterator[Row]:
    make_study(place, words=size.words, codings=size.codings)
    peer: Mapping[str, float] = {}
    with chromium() as browser:
        if wish.peer:
            peer = taguette_on(browser, place, wish, often=size is SIZES[0])
        with workspace(place) as (address, _):
            yield from by_hand(browser, address, size, wish, peer)


# ---- one person ----


def by_hand(
    browser: Any, address: str, size: Size, wish: argparse.Namespace, peer: Mapping[str, float]
) -> Iterator[Row]:
    page_address = f"{address}/code"
    with visiting(browser) as context, tempfile.TemporaryDirectory() as folder:
        shown = opening_ms(context, page_address, TRANSCRIPT, times=wish.openings)
        with blank(Path(folder)) as nothing:
            over = shown - opening_ms(context, nothing, BLANK, times=wish.openings)
        with opened(context, page_address, TRANSCRIPT) as page:
            acts = code_passages(page, times=wish.acts)
    yield beside("Enter to highlight painted (ms)", size, acts["painted"], size.painted_ms, peer.get("painted"))
    yield beside("selected to highlight painted, keys at once (ms)", size, acts["whole"], None, peer.get("whole"))
    yield beside("Enter to acknowledged and repainted (ms)", size, acts["acknowledged"], size.acknowledged_ms)
    yield beside("address to painted transcript (ms)", size, shown, None, peer.get("shown"))
    yield beside("the same, over a blank page (s)", size, over / 1000, size.over_blank_s)
    yield beside(f"scroll drift over {wish.acts} codings (px)", size, acts["drift"], 0)
    yield beside(f"remounts over {wish.acts} codings", size, acts["remounts"], 0)
    yield from on_the_wire(browser, address, size, wish)


def on_the_wire(browser: Any, address: str, size: Size, wish: argparse.Namespace) -> Iterator[Row]:
    """In a browser that was never here before, through a proxy that counts."""
    with (
        visiting(browser) as context,
        counted(address) as wire,
        opened(context, f"{wire.address}/code", TRANSCRIPT) as page,
    ):
        page.wait_for_timeout(500)  # the end of the run follows the transcript
        first, files = wire.websocket, wire.other
        sent = sent_per_coding(page, wire, times=wish.acts)
    yield beside("first load (KB)", size, first / 1000, size.load_kb)
    yield beside("Streamlit's own files, once per browser (KB)", size, files / 1000)
    yield beside("up and down per coding (KB)", size, sent["wire"] / 1000, CODING_KB)
    yield beside("the same before compression (KB)", size, sent["frames"] / 1000)
    yield beside("of that Streamlit's new-session message (KB)", size, sent["new_session"] / 1000)


def taguette_on(browser: Any, place: Path, wish: argparse.Namespace, *, often: bool) -> dict[str, float]:
    """The same in Taguette: opening the document and from key to highlight; few times where each takes seconds."""
    with opened_study(place) as study:
        project = project_of(study)
    with (
        tempfile.TemporaryDirectory() as folder,
        taguette(wish.peer, Path(folder), project) as (address, door),
        visiting(browser, door) as context,
    ):
        page_address = f"{address}/project/1/document/1"
        several = opening_ms(context, page_address, DOCUMENT, times=wish.openings) if often else None
        with opened(context, page_address, DOCUMENT) as page:
            shown = several or page.evaluate("window.__shown")
            return {"shown": shown, **code_in_taguette(page, times=wish.acts if often else 3)}


# ---- many people, and many interviews ----


def by_many(address: str, pid: int, place: Path, wish: argparse.Namespace) -> Iterator[Row]:
    with opened_study(place) as study, study.reading() as connection:
        code_id = reads.codes(connection)[0].id
    length, name = SIZES[0].words * 5, f"{wish.sessions} sessions, one coding each in 5 s"
    at = many_at_once(address, pid, code_id, length, sessions=wish.sessions, seconds=10 if wish.quick else 30)
    yield {"what": "a coding there and back, median (ms)", "study": name, "qualkit": round(at["median"], 1)}
    yield {"what": "95th percentile (ms)", "study": name, "qualkit": round(at["p95"], 1), "budget": P95_MS}
    yield {"what": "share of a core (%)", "study": name, "qualkit": round(at["share"], 1), "budget": SHARE_OF_CORE}


def large(place: Path, wish: argparse.Namespace) -> list[Row]:
    if not wish.large:
        interviews, codings = (50, 5_000) if wish.quick else (1_000, 100_000)
        make_study(place, interviews=interviews, words=2_000, codings=codings, codes=200)
    with opened_study(wish.large or place) as study, study.reading() as connection:
        counts = reads.counts(connection).values()
        name = f"{len(reads.interviews(connection))} interviews, {sum(sum(one.values()) for one in counts)} codings"
    return [{**row, "study": name} for row in pages(wish.large or place)]


@contextmanager
def opened_study(place: Path) -> Iterator[Any]:
    study = open_study(place)
    yield study
    study.close()


# ---- telling ----


def beside(what: str, size: Size, took: float, budget: float | None = None, peer: float | None = None) -> Row:
    row: Row = {"what": what, "study": size.name, "qualkit": round(took, 2 if took < 10 else 0)}
    row |= {} if budget is None else {"budget": budget}
    return row if peer is None else row | {"taguette": round(peer), "times quicker": round(peer / took, 1)}


def show_table(rows: list[Row]) -> None:
    cells = [COLUMNS, *(tuple(str(row.get(name, "")) for name in COLUMNS) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(COLUMNS))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    if shutil.which("chromium") is None:
        sys.exit("There is no Chromium here: install Debian's package chromium.")
    sys.exit(main())
