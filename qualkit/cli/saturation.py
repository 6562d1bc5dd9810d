"""`qualkit saturation`: new codes per interview, and what the criterion says about them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from qualkit.cli.common import SOME_FAILED, json_option, print_json, print_table, reports_errors, tell

if TYPE_CHECKING:
    from qualkit.saturation.criteria import Criterion
    from qualkit.saturation.curve import Step
    from qualkit.saturation.result import Saturation

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("study", envvar="QUALKIT_STUDY", metavar="[STUDY]", required=False)
@click.option("--matrix", type=FILE, help="A CSV instead of a study: interviews in rows, codes in columns, 0/1.")
@click.option("--criterion", default="", metavar="LIST", help="base=4,run=2,threshold=0.05 unless given.")
@click.option("--figure", type=FILE, help="Write the chart as .svg or .png, and its numbers as .csv beside it.")
@click.option("--table", type=FILE, help="Write the table per interview as .csv.")
@json_option
@reports_errors
def saturation(
    study: str | None, matrix: Path | None, criterion: str, figure: Path | None, table: Path | None, as_json: bool
) -> None:
    """New codes per interview, the running total, and the criterion of Guest, Namey & Chen (2020).

    STUDY is counted as it is coded now. A criterion describes when few new codes appeared; whether the sample serves
    the question remains your judgement.

    \b
    Example:
      qualkit saturation night-shifts --figure new-codes.svg
      qualkit saturation --matrix codes.csv --criterion base=4,run=3,threshold=0
    """
    from qualkit.saturation.criteria import parse_criterion

    chosen = parse_criterion(criterion)
    result, remarks = _of_study(study, chosen) if _wants_study(study, matrix) else _of_file(matrix, chosen)
    if as_json:
        _print_document(result, remarks)
    else:
        _show(result, remarks)
    _write(result, figure, table)


def _wants_study(study: str | None, matrix: Path | None) -> bool:
    """A matrix on the command line goes before a study from the environment; both or neither is a mistake."""
    typed = click.get_current_context().get_parameter_source("study") == ParameterSource.COMMANDLINE
    if matrix is None and study is None:
        raise click.UsageError("Name a STUDY, or give a file with --matrix FILE.csv.")
    if matrix is not None and study is not None and typed:
        raise click.UsageError(f"Give either the study “{study}” or --matrix “{matrix}”, not both.")
    return matrix is None


def _of_study(study: str | None, criterion: Criterion) -> tuple[Saturation, tuple[str, ...]]:
    from qualkit.saturation.actions import saturation as measure
    from qualkit.saturation.report import REFLEXIVE, notes
    from qualkit.study import open_study

    opened = open_study(study or "")
    result = measure(opened, criterion)
    reflexive = opened.settings.approach == "reflexive"
    return result, (*notes(result), *([REFLEXIVE] if reflexive else []))


def _of_file(matrix: Path | None, criterion: Criterion) -> tuple[Saturation, tuple[str, ...]]:
    from qualkit.saturation.report import notes
    from qualkit.saturation.result import FILE_ORDER, measured
    from qualkit.saturation.tables import read_matrix

    result = measured(read_matrix(matrix or Path()), criterion, order=FILE_ORDER)
    return result, notes(result)


def _print_document(result: Saturation, remarks: tuple[str, ...]) -> None:
    from qualkit.saturation.report import paragraph
    from qualkit.saturation.result import to_json

    print_json({**to_json(result), "wording": paragraph(result), "warnings": list(remarks)})


def _show(result: Saturation, remarks: tuple[str, ...]) -> None:
    from qualkit.saturation.report import paragraph

    if result.steps:
        columns = ("", "Interview", "Codes", "New", "Repeated", "So far", "Of all", "New codes")
        rows = [_line(step) for step in result.steps]
        print_table(columns, rows, title="New codes per interview")
    if result.matrix.codes:
        _show_criteria(result)
    click.echo(paragraph(result))
    for remark in remarks:
        click.echo(f"Note: {remark}")


def _line(step: Step) -> tuple[object, ...]:
    of_all = "" if step.percent is None else f"{step.percent:.0f}%"
    numbers = (step.codes, step.new, step.repeat, step.cumulative)
    return step.place, step.interview, *numbers, of_all, "; ".join(step.new_names)


def _show_criteria(result: Saturation) -> None:
    """The whole table, since one cell alone would hide how much the answer depends on the parameters."""
    from qualkit.saturation.report import outcome

    rows = [
        (cell.base, cell.run, f"{100 * cell.threshold:g}%", outcome(cell), ", ".join(map(str, cell.later_breaches)))
        for cell in result.guest
    ]
    columns = ("Base", "Run", "Threshold", "Criterion met", "Exceeded by runs ending at")
    print_table(columns, rows, title="Guest, Namey & Chen (2020); the first row is the one reported below")


def _write(result: Saturation, figure: Path | None, table: Path | None) -> None:
    from qualkit.saturation.figures import write_figure
    from qualkit.saturation.tables import write_table

    if table:
        write_table(result, table)
        tell(f"Wrote {table}.")
    if figure:
        written = write_figure(result, figure)
        if not written:
            tell("There are no interviews to draw; no figure was written.")
            sys.exit(SOME_FAILED)
        tell(f"Wrote {' and '.join(map(str, written))}.")
