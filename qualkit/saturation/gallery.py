"""The figures by name, as the command line and the page offer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from qualkit.errors import BadOption
from qualkit.saturation.advanced import Advanced
from qualkit.saturation.depth import Depth
from qualkit.saturation.drawing import write_chart
from qualkit.saturation.figures import Mark, curve_chart, grid_chart
from qualkit.saturation.figures_advanced import NOTHING, Figure, coverage_figure, orders_figure, rarefaction_figure
from qualkit.saturation.figures_records import codebooks_figure, depth_figure, meaning_figure
from qualkit.saturation.meaning import CodeMeaning
from qualkit.saturation.result import Codebooks, Saturation, incidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What figures are made of; `advanced` is computed only when one of them needs it."""

    result: Saturation
    advanced: Callable[[], Advanced]
    both: Codebooks | None = None
    marks: Sequence[Mark] = ()
    meanings: Sequence[CodeMeaning] = ()
    depth: Sequence[Depth] = ()


def figure(name: str, subject: Subject) -> Figure:
    """A chart and its numbers; both empty where there is nothing to draw. Raises BadOption for an unknown name."""
    if name not in FIGURES:
        raise BadOption("--kind", name, ", ".join(FIGURES))
    return FIGURES[name](subject)


def write_named(name: str, subject: Subject, path: Path) -> tuple[Path, ...]:
    """Write a figure and its numbers beside it; returns the files written. Raises BadOption, UnknownFormat, BadFile."""
    chart, rows = figure(name, subject)
    return write_chart(chart, rows, path)


def _curve(subject: Subject) -> Figure:
    rows = [{**asdict(step), "new_names": "; ".join(step.new_names)} for step in subject.result.steps]
    return curve_chart(subject.result, subject.marks), rows


def _grid(subject: Subject) -> Figure:
    table = incidence(subject.result).rename_axis("interview").reset_index()
    return grid_chart(subject.result), table.to_dict("records")  # type: ignore[return-value]


def _codebooks(subject: Subject) -> Figure:
    return codebooks_figure(subject.both) if subject.both else NOTHING


def _meaning(subject: Subject) -> Figure:
    return meaning_figure(subject.meanings, subject.result.matrix.interviews)


FIGURES: dict[str, Callable[[Subject], Figure]] = {
    "curve": _curve,
    "grid": _grid,
    "codebooks": _codebooks,
    "orders": lambda subject: orders_figure(subject.result, subject.advanced()),
    "rarefaction": lambda subject: rarefaction_figure(subject.advanced()),
    "coverage": lambda subject: coverage_figure(subject.advanced()),
    "meaning": _meaning,
    "depth": lambda subject: depth_figure(subject.depth),
}
