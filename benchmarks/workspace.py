"""Coding in the browser, by the budgets of the workspace, and Taguette doing the same acts on the same text beside it.

    python benchmarks/workspace.py [--peer TAGUETTE_PYTHON] [--quick] [--large STUDY]

`--peer` is the Python of a virtual environment with `pip install "taguette==1.5.*" "sqlalchemy<2"`. Whatever hangs is
ended after a while and told as "> N s"; what was measured is kept row by row.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic
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
from workspace_stages import Row, Stage, Told, rows_of, say
from workspace_studies import make_study
from workspace_wire import counted

from qualkit.store import reads
from qualkit.study import open_study

COLUMNS = ("what", "study", "qualkit", "budget", "taguette", "times quicker")
NOTES = (
    "Medians; milliseconds from the frame in which a key went down to the frame in which its effect is drawn, in one "
    "headless Chromium for both programs, scripts and styles in its cache. Both have the same text, codes and codings; "
    "at 60k words Taguette is asked for one opening and three codings. `> N s`: not done after so long, and ended. "
    "Bytes are those on the wire, after compression: of the websocket for the first load, of everything for a coding. "
    "A blank page is a Streamlit script of one word on a server with the same settings. `load`: what else the machine "
    "did. First content of a page is mostly its heading; `all of it` is the end of the server's run, as drawn."
)
PAINTED = "Enter to highlight painted (ms)"
WHOLE = "selected to highlight painted, keys at once (ms)"
OPENING = "address to painted transcript (ms)"
PEER_SILENCE_S = 90


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
    wish, before, began = wanted(), os.getloadavg()[0], monotonic()
    rows: dict[tuple[str, str], Row] = {}
    with tempfile.TemporaryDirectory() as folder:
        for row in chain.from_iterable(map(rows_of, stages(Path(folder), wish))):
            meet(rows, row)
            keep(list(rows.values()), wish, before)
    show_table(list(rows.values()))
    say(f"all of it took {(monotonic() - began) / 60:.1f} min")


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", help="Python of an environment with Taguette 1.5")
    parser.add_argument("--quick", action="store_true", help="few repeats, ten sessions, a small study for the pages")
    parser.add_argument("--large", type=Path, help="a large study that is there, for its pages; else one is made")
    wish = parser.parse_args()
    wish.acts, wish.openings, wish.sessions = (5, 2, 10) if wish.quick else (15, 3, 60)
    return wish


def stages(folder: Path, wish: argparse.Namespace) -> Iterator[Stage]:
    """All that is measured: one person at each size, the peer beside, many people, all pages."""
    for size in SIZES:
        yield from one_size(size, folder / str(size.words), wish)
    name = f"{wish.sessions} sessions, one coding each in 5 s"
    yield Stage("many at once", name, partial(by_many, folder / str(SIZES[0].words), wish), 120)
    place = wish.large or folder / "large"
    if not wish.large:
        interviews, codings = (50, 5_000) if wish.quick else (1_000, 100_000)
        making = partial(made, place, interviews=interviews, words=2_000, codings=codings, codes=200)
        yield Stage("making it", "large study", making, 300)
    yield Stage("every page", extent(place), partial(pages, place), 90)


def one_size(size: Size, place: Path, wish: argparse.Namespace) -> Iterator[Stage]:
    yield Stage("making it", size.name, partial(made, place, words=size.words, codings=size.codings))
    yield Stage("by hand", size.name, partial(by_hand, place, size, wish))
    yield Stage("on the wire", size.name, partial(on_the_wire, place, size, wish))
    if wish.peer:
        run = partial(in_taguette, place, wish, often=size is SIZES[0])
        yield Stage("in Taguette", size.name, run, PEER_SILENCE_S, "taguette", (OPENING, WHOLE, PAINTED))


def made(place: Path, **wished: int) -> Iterator[Told]:
    make_study(place, **wished)  # type: ignore[arg-type]
    yield "is made"


# ---- one person ----


def by_hand(place: Path, size: Size, wish: argparse.Namespace) -> Iterator[Told]:
    with workspace(place) as (address, _), chromium() as browser, visiting(browser) as context:
        with opened(context, f"{address}/code", TRANSCRIPT) as page:
            yield from acts_of(code_passages(page, times=wish.acts), size, wish)
        shown = opening_ms(context, f"{address}/code", TRANSCRIPT, times=wish.openings)
        yield figure(OPENING, shown)
        with tempfile.TemporaryDirectory() as folder, blank(Path(folder)) as nothing:
            over = shown - opening_ms(context, nothing, BLANK, times=wish.openings)
        yield figure("the same, over a blank page (s)", over / 1000, size.over_blank_s)


def acts_of(acts: dict[str, float], size: Size, wish: argparse.Namespace) -> Iterator[Row]:
    yield figure(PAINTED, acts["painted"], size.painted_ms)
    yield figure(WHOLE, acts["whole"])
    yield figure("Enter to acknowledged and repainted (ms)", acts["acknowledged"], size.acknowledged_ms)
    yield figure(f"scroll drift over {wish.acts} codings (px)", acts["drift"], 0)
    yield figure(f"remounts over {wish.acts} codings", acts["remounts"], 0)


def on_the_wire(place: Path, size: Size, wish: argparse.Namespace) -> Iterator[Told]:
    """In a browser that was never here before, through a proxy that counts."""
    with (
        workspace(place) as (address, _),
        chromium() as browser,
        visiting(browser) as context,
        counted(address) as wire,
        opened(context, f"{wire.address}/code", TRANSCRIPT) as page,
    ):
        page.wait_for_timeout(500)  # the end of the run follows the transcript
        yield figure("first load (KB)", wire.websocket / 1000, size.load_kb)
        yield figure("Streamlit's own files, once per browser (KB)", wire.other / 1000)
        yield figure("up and down per coding (KB)", sent_per_coding(page, wire, times=wish.acts) / 1000, CODING_KB)


def in_taguette(place: Path, wish: argparse.Namespace, *, often: bool) -> Iterator[Told]:
    """The same in Taguette: opening the document and from key to highlight; few times where each takes seconds."""
    with opened_study(place) as study:
        project = project_of(study)
    with (
        tempfile.TemporaryDirectory() as folder,
        taguette(wish.peer, Path(folder), project) as (address, door),
        chromium() as browser,
        visiting(browser, door) as context,
    ):
        yield "has the study"
        page_address = f"{address}/project/1/document/1"
        several = opening_ms(context, page_address, DOCUMENT, times=wish.openings) if often else None
        with opened(context, page_address, DOCUMENT) as page:
            yield {"what": OPENING, "taguette": round(several or page.evaluate("window.__shown"))}
            for acts in code_in_taguette(page, times=wish.acts if often else 3):
                yield {"what": WHOLE, "taguette": round(acts["whole"])}
                yield {"what": PAINTED, "taguette": round(acts["painted"])}


# ---- many people, and many interviews ----


def by_many(place: Path, wish: argparse.Namespace) -> Iterator[Told]:
    with opened_study(place) as study, study.reading() as connection:
        code_id = reads.codes(connection)[0].id
    length, seconds = SIZES[0].words * 5, 10 if wish.quick else 30
    with workspace(place) as (address, pid):
        at = many_at_once(address, pid, code_id, length, sessions=wish.sessions, seconds=seconds)
    yield figure("a coding there and back, median (ms)", at["median"])
    yield figure("95th percentile (ms)", at["p95"], P95_MS)
    yield figure("share of a core (%)", at["share"], SHARE_OF_CORE)


def extent(place: Path) -> str:
    """How much there is in a study."""
    with opened_study(place) as study, study.reading() as connection:
        counts = reads.counts(connection).values()
        return f"{len(reads.interviews(connection))} interviews, {sum(sum(one.values()) for one in counts)} codings"


@contextmanager
def opened_study(place: Path) -> Iterator[Any]:
    study = open_study(place)
    yield study
    study.close()


# ---- telling ----


def figure(what: str, took: float, budget: float | None = None) -> Row:
    row: Row = {"what": what, "qualkit": round(took, 2 if took < 10 else 1 if took < 100 else 0)}
    return row if budget is None else row | {"budget": budget}


def meet(rows: dict[tuple[str, str], Row], row: Row) -> None:
    """Put a figure beside those of the same row that are there already."""
    one = rows.setdefault((row["what"], row["study"]), {"what": row["what"], "study": row["study"]})
    one |= row
    ours, theirs = one.get("qualkit"), one.get("taguette")
    if isinstance(ours, float) and isinstance(theirs, int):
        one["times quicker"] = round(theirs / ours, 1)


def keep(rows: list[Row], wish: argparse.Namespace, load: float) -> None:
    """Write what is measured so far, so that a run that is broken off was not for nothing; a quick one writes none."""
    settings = {"acts": wish.acts, "openings": wish.openings, "sessions": wish.sessions}
    settings["load"] = [round(one, 1) for one in (load, os.getloadavg()[0])]
    if not wish.quick:
        write_result("workspace", rows, settings=settings, notes=NOTES)


def show_table(rows: list[Row]) -> None:
    cells = [COLUMNS, *(tuple(str(row.get(name, "")) for name in COLUMNS) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(COLUMNS))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    if shutil.which("chromium") is None:
        sys.exit("There is no Chromium here: install Debian's package chromium.")
    sys.exit(main())
