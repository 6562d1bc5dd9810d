"""What `qualkit saturation` prints for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualkit.cli.common import print_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qualkit.saturation.advanced import Advanced
    from qualkit.saturation.curve import Step
    from qualkit.saturation.published import Difference
    from qualkit.saturation.reporting_items import Records
    from qualkit.saturation.result import Codebooks, Saturation

ESTIMATES = {
    "chao2": "Chao2, a lower bound",
    "chao2_bc": "Chao2, bias-corrected",
    "ichao2": "iChao2",
    "ice": "ICE",
    "jackknife1": "First-order jackknife",
    "jackknife2": "Second-order jackknife",
    "bootstrap": "Bootstrap",
}


def print_curve(result: Saturation) -> None:
    """One row per interview."""
    columns = ("", result.unit.capitalize(), "Codes", "New", "Repeated", "So far", "Of all", "New codes")
    rows = [_line(step) for step in result.steps]
    print_table(columns, rows, title=f"New {result.level}s per {result.unit}")


def _line(step: Step) -> tuple[object, ...]:
    of_all = "" if step.percent is None else f"{step.percent:.0f}%"
    numbers = (step.codes, step.new, step.repeat, step.cumulative)
    return step.place, step.interview, *numbers, of_all, "; ".join(step.new_names)


def print_criteria(result: Saturation) -> None:
    """The whole table, since one cell alone would hide how much the answer depends on the parameters."""
    from qualkit.saturation.report import outcome

    rows = [
        (cell.base, cell.run, f"{100 * cell.threshold:g}%", outcome(cell), ", ".join(map(str, cell.later_breaches)))
        for cell in result.guest
    ]
    columns = ("Base", "Run", "Threshold", "Criterion met", "Exceeded by runs ending at")
    print_table(columns, rows, title="Guest, Namey & Chen (2020); the first row is the one reported below")
    click.echo(f"Francis et al. (2010), 10+3: {result.francis.status}.")
    for category, found in result.francis_by_category.items():
        click.echo(f"  codes under “{category}” alone: {found.status}.")


def print_batches(result: Saturation) -> None:
    """New codes by batches of six, each percentage with what it is of."""
    from qualkit.saturation.stopping import batches

    rows = [
        (f"{b.first}-{b.last}", b.interviews, b.new, b.cumulative, "" if b.percent is None else f"{b.percent:.0f}%")
        for b in batches(result.new)
    ]
    columns = ("Interviews", "n", "New", "So far", f"Of all {len(result.matrix.codes)}")
    print_table(columns, rows, title="Batches of six (Guest, Bunce & Johnson 2006)")


def print_codebooks(both: Codebooks) -> None:
    """The curve as coded beside the curve under the codebook that was asked for."""
    if not both.operations:
        return
    steps = zip(both.as_coded.steps, both.other.steps, strict=True)
    rows = [(a.place, a.interview, a.new, a.cumulative, b.new, b.cumulative) for a, b in steps]
    columns = ("", "Interview", "New as coded", "So far", f"New, {both.other.codebook}", "So far")
    print_table(columns, rows, title=f"The same coding under two codebooks; {both.operations} operations lie between")


def print_groups(found: Mapping[str, Saturation], attribute: str) -> None:
    """Each group by itself: pooled, a late group's codes would look like late codes."""
    from qualkit.saturation.report import outcome

    rows = [
        (name, len(part.steps), len(part.matrix.codes), ", ".join(map(str, part.new)), outcome(part.chosen))
        for name, part in found.items()
    ]
    columns = (attribute.capitalize(), "Interviews", "Codes", "New by interview", "Criterion met")
    print_table(columns, rows, title="Each group by itself")


def print_advanced(result: Advanced) -> None:
    """Estimates with their errors, and why one is not there."""
    from qualkit.saturation.advanced import repetition
    from qualkit.saturation.frequencies import Estimate

    rows = []
    for name, value in result.estimates.items():
        if isinstance(value, Estimate):
            interval = "" if value.low is None or value.high is None else f"{value.low:.1f} to {value.high:.1f}"
            rows.append((ESTIMATES[name], f"{value.estimate:.1f}", _decimals(value.se), interval))
        else:
            rows.append((ESTIMATES[name], "", "", f"undefined: {value.reason}"))
    found = result.found
    frequencies = ", ".join(f"Q{k} = {found.q(k)}" for k in (1, 2))
    title = f"Descriptive estimates; n = {found.interviews}, S = {found.codes}, {frequencies}"
    print_table(("", "Codes", "SE", "95% interval"), rows, title=title)
    _print_coverage(result)
    if told := repetition(result):
        click.echo(told)


def _decimals(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _print_coverage(result: Advanced) -> None:
    if isinstance(result.coverage, float):
        click.echo(f"Coverage: {100 * result.coverage:.1f}% of code mentions belong to codes already known.")
    if isinstance(result.expected_new_codes, float):
        click.echo(f"The next interview would be expected to add {result.expected_new_codes:.2f} codes.")
    if len(result.cover) > 1:
        click.echo(f"These {len(result.cover)} interviews hold every code: {', '.join(map(str, result.cover))}.")


def print_differences(found: Sequence[Difference]) -> None:
    """Every number in which a printed table and the matrix differ."""
    from qualkit.saturation.published import told

    if found:
        rows = [(d.place, d.interview, d.column, d.printed, d.counted, "; ".join(d.names)) for d in found]
        columns = ("", "Interview", "Column", "Printed", "In the matrix", "New codes there")
        print_table(columns, rows, title="Where the printed table and the matrix differ")
    click.echo(told(found))


def print_lowe(result: Saturation) -> None:
    """All three models, as they disagree."""
    from qualkit.saturation.accumulation import WARNING, lowe

    fits = lowe([step.cumulative for step in result.steps])
    if not fits:
        click.echo("There is too little to fit an accumulation model to.")
        return
    rows = [(name, f"{fit.asymptote:.1f}", f"{fit.rate:.3f}", f"{fit.percent:.0f}%") for name, fit in fits.items()]
    print_table(
        ("Model", "Asymptote", "Rate", "Found of it"), rows, title="Accumulation models (after Lowe et al. 2018)"
    )
    click.echo(f"Note: {WARNING}")


ITEMS = {"coreq_12": "COREQ 12, sample size", "coreq_22": "COREQ 22, data saturation", "srqr": "SRQR, sampling"}


def print_reporting(result: Saturation, records: Records) -> None:
    """The items that journals ask for, each under its name."""
    from qualkit.saturation.reporting_items import reporting_items

    for name, text in reporting_items(result, records).items():
        click.echo(f"\n{ITEMS.get(name, 'Methods section')}\n{text}")
    click.echo("")
