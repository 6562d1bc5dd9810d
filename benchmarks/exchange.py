"""A large project out and in: 100 sources and 50,000 codings as .qdpx, and what pyrefiqda takes to read the same file.

    python benchmarks/exchange.py [--sources 100] [--codings 50000] [--codes 500]

Each step runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from machine import peak_mib, show, write_result

from qualkit.exchange.actions import export_study, import_files
from qualkit.exchange.holdings import Holdings
from qualkit.interviews import enter_interview
from qualkit.journal.codes import create_code
from qualkit.journal.segments import apply_code
from qualkit.model import Code, Coding, Draft, Interview, Segment, TranscriptText
from qualkit.store.acts import ActInProgress, new_id
from qualkit.study import Study, create_study, open_study

WORDS = "Ann: It was loud 🙂, and nobody came.\r\nBo: Every night?\r\n" * 600
NOTES = (
    "Out: read the study, write the project, read it back to find what the standard cannot hold, pack. In: unpack, "
    "judge how positions are counted, plan, journal and project every coding in one transaction. pyrefiqda parses the "
    "XML into its models and does no more."
)


def main() -> int:
    wish = wanted()
    if wish.step:
        print(json.dumps(STEPS[wish.step](Path(wish.folder), wish)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        rows = [{"what": what, **in_process(step, folder, wish)} for step, what in TOLD.items()]
    show(rows)
    settings = {"sources": wish.sources, "codings": wish.codings, "codes": wish.codes}
    print(write_result("exchange", rows, settings=settings, notes=NOTES))
    return 0


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--codings", type=int, default=50_000)
    parser.add_argument("--codes", type=int, default=500)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def in_process(step: str, folder: str, wish: argparse.Namespace) -> dict[str, object]:
    sizes = [f"--{name}={getattr(wish, name)}" for name in ("sources", "codings", "codes")]
    command = [sys.executable, __file__, "--step", step, "--folder", folder, *sizes]
    figures: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return figures


def build(folder: Path, wish: argparse.Namespace) -> dict[str, object]:
    study = create_study(folder / "study", coder="bench")
    with study.acting() as act:
        sittings = [enter_interview(act, f"P{n}", TranscriptText(WORDS)) for n in range(wish.sources)]
        codes = [Code(id=new_id(), name=f"code {n}", created_by="bench", created_at=act.at) for n in range(wish.codes)]
        act.record(*(create_code(code) for code in codes))
        act.record(*(coded(act, n, sittings, codes) for n in range(wish.codings)))
    return {"seconds": None, "memory_mib": peak_mib()}


def coded(act: ActInProgress, n: int, sittings: list[Interview], codes: list[Code]) -> Draft:
    interview, code = sittings[n % len(sittings)], codes[n % len(codes)]
    start = n // len(sittings) * 40 % (len(WORDS) - 60)
    segment = Segment(
        id=new_id(), interview_id=interview.id, start=start, end=start + 50, coder="bench", created_at=act.at
    )
    coding = Coding(id=new_id(), segment_id=segment.id, code_id=code.id, coder="bench", created_at=act.at)
    return apply_code(coding, code, interview, new_segment=segment)


def out(folder: Path, wish: argparse.Namespace) -> dict[str, object]:
    study = open_study(folder / "study")
    took = timed(lambda: export_study(study, "qdpx", folder / "large.qdpx"))
    size = (folder / "large.qdpx").stat().st_size / 2**20
    return {"seconds": took, "memory_mib": peak_mib(), "file_mib": round(size, 1), "aim": "30 s, 1024 MiB"}


def back(folder: Path, wish: argparse.Namespace) -> dict[str, object]:
    study = create_study(folder / "again", coder="bench")
    took = timed(lambda: import_files(study, [folder / "large.qdpx"]))
    peak = peak_mib()
    same = held(study) == held(open_study(folder / "study"))
    return {"seconds": took, "memory_mib": peak, "identical": same, "aim": "30 s, 1024 MiB"}


def held(study: Study) -> list[object]:
    with study.reading() as connection:
        bundle = Holdings(connection).bundle
    return [bundle.interviews, bundle.texts, bundle.codes, bundle.segments, bundle.codings]


def foreign(folder: Path, wish: argparse.Namespace) -> dict[str, object]:
    """The same project as if NVivo had written it: positions have to be judged, and there is no side file."""
    with zipfile.ZipFile(folder / "large.qdpx") as source, zipfile.ZipFile(folder / "foreign.qdpx", "w") as target:
        for name in source.namelist():
            if name != "qualkit.json":
                target.writestr(name, source.read(name).replace(b'origin="qualkit', b'origin="other'))
    study = create_study(folder / "foreign", coder="bench")
    took = timed(lambda: import_files(study, [folder / "foreign.qdpx"]))
    return {"seconds": took, "memory_mib": peak_mib(), "aim": "30 s, 1024 MiB"}


def peer(folder: Path, wish: argparse.Namespace) -> dict[str, object]:
    from pyrefiqda.models import Project
    from xsdata_pydantic.bindings import XmlParser

    with zipfile.ZipFile(folder / "large.qdpx") as archive:
        body = archive.read("project.qde")
    return {"seconds": timed(lambda: XmlParser().from_bytes(body, Project)), "memory_mib": peak_mib()}


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return round(time.perf_counter() - start, 2)


STEPS = {"build": build, "out": out, "back": back, "foreign": foreign, "peer": peer}
TOLD = {
    "build": "(making the study)",
    "out": "study to .qdpx",
    "back": ".qdpx into an empty study",
    "foreign": "the same from another program",
    "peer": "pyrefiqda parses its XML",
}

if __name__ == "__main__":
    sys.exit(main())
