"""The journal at size: open, one act, a merge, a diff, the full check; Taguette doing the same acts beside it.

    python benchmarks/journal.py [--codings 1000000] [--interviews 1000] [--codes 2000] [--peer TAGUETTE_PYTHON]

`--peer` is the Python of a virtual environment with `pip install "taguette==1.5.*" "sqlalchemy<2"`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from machine import peak_mib, show, write_result

from qualkit.coding.codes import merge_codes
from qualkit.coding.segments import Span, apply_code
from qualkit.coding.versions import codebook_diff, commit_codebook
from qualkit.interviews import enter_interview
from qualkit.journal.codes import create_code
from qualkit.journal.segments import apply_code as coded
from qualkit.model import Code, Coding, Draft, Interview, Segment, TranscriptText
from qualkit.store.acts import new_id, now
from qualkit.study import Study, create_study, open_study

BATCH = 20_000
TEXT = "word " * 2_000
PEER_CODINGS, REPEATS = 50_000, 101


def main() -> None:
    wish = wanted()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "study"
        took = timed(lambda: build(place, wish.interviews, wish.codes, wish.codings))
        rows = [{"what": "building it (s)", "qualkit": round(took, 1)}, *measure(place)]
        size = (place / "qualkit.db").stat().st_size / 2**20
        rows.append({"what": "database (MiB)", "qualkit": round(size)})
    with tempfile.TemporaryDirectory() as folder:
        rows += beside_peer(Path(folder) / "study", wish.peer)
    show(rows)
    settings = {"interviews": wish.interviews, "codes": wish.codes, "codings": wish.codings}
    print(write_result("journal", rows, settings=settings, notes=NOTES))


NOTES = (
    "One process, medians where an act is repeated. The check replays every line into a scratch database and compares. "
    "Taguette keeps a log of commands but nothing to undo them from; qualkit writes what undo and the audit need."
)


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codings", type=int, default=1_000_000)
    parser.add_argument("--interviews", type=int, default=1_000)
    parser.add_argument("--codes", type=int, default=2_000)
    parser.add_argument("--peer", help="Python of an environment with Taguette 1.5")
    return parser.parse_args()


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def build(place: Path, interviews: int, codes: int, codings: int, *, first_code: int = 0) -> None:
    """A study of that size; the first code has at least `first_code` of the codings, the others share the rest."""
    study = create_study(place, coder="bench")
    with study.acting() as act:
        sittings = [enter_interview(act, f"I{n}", TranscriptText(TEXT)) for n in range(interviews)]
        made = [Code(id=new_id(), name=f"code {n}", created_at=act.at) for n in range(codes)]
        act.record(*(create_code(code) for code in made))
    for start in range(0, codings, BATCH):
        numbers = range(start, min(start + BATCH, codings))
        with study.acting() as act:
            act.record(*(one(n, sittings, made[0] if n < first_code else made[n % codes]) for n in numbers))
    study.close()


def one(n: int, sittings: list[Interview], code: Code) -> Draft:
    interview, start = sittings[n % len(sittings)], n * 5 % 9_000
    segment = Segment(
        id=new_id(), interview_id=interview.id, start=start, end=start + 4, coder="bench", created_at=now()
    )
    coding = Coding(id=new_id(), segment_id=segment.id, code_id=code.id, coder="bench", created_at=now())
    return coded(coding, code, interview, new_segment=segment)


def measure(place: Path) -> list[dict[str, object]]:
    opened: list[Study] = []
    took = timed(lambda: opened.append(open_study(place)))
    study = opened[0]
    with study.reading() as connection:
        from qualkit.store import reads

        interview, codes = reads.interviews(connection)[0], reads.codes(connection)
    acts = [timed(lambda n=n: apply_code(study, Span(interview.id, n, n + 9), codes[n].id)) for n in range(REPEATS)]
    commit_codebook(study, "first")
    merge_codes(study, [code.id for code in codes[:5]], into=codes[5].id)
    commit_codebook(study, "second")
    with study.reading() as connection:
        diff = timed(lambda: codebook_diff(connection, "v1", "v2"))
    before = peak_mib()
    check = timed(study.check)
    return [
        {"what": "open (s)", "qualkit": round(took, 3), "aim": 2},
        {"what": "code a passage (ms, median)", "qualkit": round(median(acts) * 1000, 2), "aim": 10},
        {"what": "diff of two versions (s)", "qualkit": round(diff, 3), "aim": 1},
        {"what": "full check (s)", "qualkit": round(check, 1), "aim": 90},
        {"what": "memory peak of the check (MiB)", "qualkit": peak_mib(), "before": before, "aim": 1024},
    ]


def beside_peer(place: Path, peer: str | None) -> list[dict[str, object]]:
    build(place, 1, 2, PEER_CODINGS, first_code=PEER_CODINGS)
    study = open_study(place)
    with study.reading() as connection:
        from qualkit.store import reads

        interview, codes = reads.interviews(connection)[0], reads.codes(connection)
    acts = [timed(lambda n=n: apply_code(study, Span(interview.id, n, n + 9), codes[0].id)) for n in range(REPEATS)]
    merge = timed(lambda: merge_codes(study, [codes[0].id], into=codes[1].id))
    undo = timed(study.undo)
    rows: list[dict[str, object]] = [
        {"what": "code a passage at 50,000 codings (ms, median)", "qualkit": round(median(acts) * 1000, 2)},
        {"what": "merge codes with 50,000 codings (s)", "qualkit": round(merge, 2), "aim": 3},
        {"what": "undo that merge (s)", "qualkit": round(undo, 2)},
    ]
    if peer:
        script = Path(__file__).parent / "peers" / "taguette_acts.py"
        told = subprocess.run(
            [peer, script, str(PEER_CODINGS), str(REPEATS)], capture_output=True, text=True, check=True
        )
        figures = json.loads(told.stdout)
        rows[0] |= {"taguette": round(figures["code_a_passage_ms"], 2)}
        rows[1] |= {"taguette": round(figures["merge_s"], 2)}
        rows[2] |= {"taguette": "cannot"}
    return rows


if __name__ == "__main__":
    sys.exit(main())
