"""The layers of docs/architecture.md hold: who may import whom, and which file is the home of which library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "qualkit").rglob("*.py"))
}

LAYERS: dict[int, tuple[str, ...]] = {
    0: ("qualkit.errors", "qualkit.model"),
    1: (
        "qualkit.journal*",
        "qualkit.text*",
        "qualkit.history",
        "qualkit.coding",
        "qualkit.coding.codebook",
        "qualkit.coding.genealogy",
        "qualkit.coding.alike",
        "qualkit.coding.alluvial",
        "qualkit.coding.beside",
        "qualkit.transcribe",
        "qualkit.transcribe.transcription",
        "qualkit.transcribe.speaker_clusters",
        "qualkit.transcribe.speaker_turns",
        "qualkit.transcribe.utterances",
        "qualkit.saturation",
        "qualkit.saturation.matrix",
        "qualkit.saturation.grids",
        "qualkit.saturation.published",
        "qualkit.saturation.frequencies",
        "qualkit.saturation.curve",
        "qualkit.saturation.criteria",
        "qualkit.saturation.stopping",
        "qualkit.saturation.estimators",
        "qualkit.saturation.resampling",
        "qualkit.saturation.coverage",
        "qualkit.saturation.rarefaction",
        "qualkit.saturation.orders",
        "qualkit.saturation.planning",
        "qualkit.saturation.salience",
        "qualkit.saturation.repetition",
        "qualkit.saturation.accumulation",
        "qualkit.saturation.advanced",
        "qualkit.saturation.views",
        "qualkit.saturation.meaning",
        "qualkit.saturation.depth",
        "qualkit.saturation.report",
        "qualkit.saturation.reporting_items",
        "qualkit.saturation.result",
        "qualkit.themes",
        "qualkit.themes.evidence",
        "qualkit.themes.map",
        "qualkit.themes.geometry",
        "qualkit.themes.learning",
        "qualkit.themes.company",
        "qualkit.themes.proposal",
        "qualkit.themes.review",
        "qualkit.retrieval",
        "qualkit.retrieval.crosstab",
        "qualkit.retrieval.together",
        "qualkit.retrieval.concordance",
        "qualkit.exchange",
        "qualkit.exchange.nvivo",
        "qualkit.documents",
        "qualkit.documents.blocks",
        "qualkit.documents.page",
    ),
    3: (
        "qualkit",
        "qualkit.study",
        "qualkit.interviews",
        "qualkit.revisions",
        "qualkit.speaker_names",
        "qualkit.checking",
        "qualkit.familiarisation",
        "qualkit.memos",
        "qualkit.reporting",
        "qualkit.reasons",
        "qualkit.demo",
        "qualkit.coding.codes",
        "qualkit.coding.auto_coding",
        "qualkit.coding.recoding",
        "qualkit.coding.segments",
        "qualkit.coding.several",
        "qualkit.coding.code_sets",
        "qualkit.coding.review",
        "qualkit.coding.versions",
        "qualkit.saturation.sources",
        "qualkit.saturation.records",
        "qualkit.saturation.concepts",
        "qualkit.withdraw",
        "qualkit.themes.__main__",
        "qualkit.themes.resembling_process",
        "qualkit.themes.shaping",
        "qualkit.themes.chosen",
        "qualkit.themes.making",
        "qualkit.themes.framework",
        "qualkit.themes.mapping",
        "qualkit.themes.versions",
        "qualkit.*.actions",
        "qualkit.*.registry",
        "qualkit.transcribe.batch",
        "qualkit.transcribe.cluster",
        "qualkit.transcribe.into_study",
        "qualkit.exchange.restoring",
        "qualkit.exchange.recordings",
    ),
    4: ("qualkit.cli*", "qualkit.ui*", "qualkit.__main__"),
    2: (
        "qualkit.store*",
        "qualkit.settings",
        "qualkit.yaml_files",
        "qualkit.pictures",
        "qualkit.documents.*",
        "qualkit.transcribe.*",
        "qualkit.saturation.*",
        "qualkit.themes.*",
        "qualkit.exchange.*",
        "qualkit.retrieval.*",
    ),
}
STAGES = ("transcribe", "saturation", "themes", "retrieval", "exchange")

# pandas and numpy are free from layer 1 up; every other outside library has one home.
HOMES: dict[str, tuple[str, ...]] = {
    "sqlalchemy": ("qualkit.store.*", "qualkit.store"),
    "click": ("qualkit.cli.*",),
    "rich": ("qualkit.cli.*",),
    "streamlit": ("qualkit.ui", "qualkit.ui.*"),
    "starlette": ("qualkit.ui.*",),
    "docx": ("qualkit.documents.word*",),
}
FREE = {"numpy", "pandas"}
PURE_FORBIDDEN = {"datetime", "time", "random", "secrets", "uuid", "os", "pathlib", "sqlite3", "tempfile"}


def layer_of(module: str) -> int | None:
    """The first pattern that fits, exact names before patterns with a star."""
    for exact in (True, False):
        for layer, patterns in LAYERS.items():
            for pattern in patterns:
                if ("*" not in pattern) == exact and fnmatch(module, pattern):
                    return layer
    return None


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every imported module, and whether only a type checker imports it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checking = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in checking) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                yield (deeper if deeper in MODULES else node.module), id(node) in checking


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_a_layer_and_imports_its_own_or_a_lower_one(module: str) -> None:
    layer = layer_of(module)
    assert layer is not None, f"{module} has no layer: add it to LAYERS"
    for target, _ in imports(MODULES[module]):
        if target.startswith("qualkit") and module != "qualkit":
            below = layer_of(target)
            assert below is not None and below <= layer, f"{module} (layer {layer}) imports {target} (layer {below})"


@pytest.mark.parametrize("stage", STAGES)
def test_stages_never_import_one_another(stage: str) -> None:
    others = tuple(f"qualkit.{other}" for other in STAGES if other != stage)
    for module, path in MODULES.items():
        if module.startswith(f"qualkit.{stage}"):
            assert not [t for t, _ in imports(path) if t.startswith(others)], module


def test_pure_modules_see_no_path_clock_or_random_source() -> None:
    for module, path in MODULES.items():
        if layer_of(module) in (0, 1):
            seen = {target.split(".")[0] for target, checking in imports(path) if not checking}
            assert not seen & PURE_FORBIDDEN, f"{module} imports {seen & PURE_FORBIDDEN}"


def test_every_outside_library_has_one_home() -> None:
    used: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        for target, checking in imports(path):
            library = target.split(".")[0]
            outside = library not in sys.stdlib_module_names and library not in FREE | {"qualkit", "__future__"}
            if outside and not checking:
                used.setdefault(library, set()).add(module)
    for library, modules in used.items():
        if library in HOMES:
            strangers = [m for m in modules if not any(fnmatch(m, home) for home in HOMES[library])]
            assert not strangers, f"{library} is used outside its home by {strangers}"
        else:
            assert len(modules) == 1, f"{library} has more than one home: {sorted(modules)}"
