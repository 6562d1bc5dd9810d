"""What a result was measured on, and how results are written: shared by all benchmarks."""

from __future__ import annotations

import json
import os
import platform
import resource
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def machine() -> dict[str, Any]:
    """Processor, cores, memory and versions, without anything that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory),
        "system": platform.system(),
        "python": platform.python_version(),
        "qualkit": version("qualkit-workspace"),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def peak_mib() -> int:
    """Most memory this process has held, in MiB (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if platform.system() == "Darwin" else 2**10))


def write_result(name: str, rows: list[Mapping[str, Any]], *, settings: Mapping[str, Any], notes: str) -> Path:
    """One JSON file per benchmark: the machine, the settings, a row per figure, and what to know when reading it."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    body = {"machine": machine(), "settings": dict(settings), "notes": notes, "rows": [dict(row) for row in rows]}
    path.write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def show(rows: list[Mapping[str, Any]]) -> None:
    """Rows as a plain table."""
    for row in rows:
        print("  ".join(f"{key} {value}" for key, value in row.items()))
