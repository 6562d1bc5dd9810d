"""`qualkit saturation`: new codes per interview, and what the criteria say about them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from qualkit.cli.common import SOME_FAILED, json_option, print_json, reports_errors, tell
from qualkit.cli.saturation_document import Told, Wish, document, groups, printed_differences, subject

if TYPE_CHECKING:
    from qualkit.saturation.result import Saturation

FILE = click.Path(dir_okay=False, path_type=Path)


class WithOthers(click.Command):
    """The command, but `plan` and `note` in the place of a study are commands of their own."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        other = _other(args[0]) if args else None
        if other is None:
            return super().make_context(info_name, args, parent, **extra)
        return other.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)


def _other(name: str) -> click.Command | None:
    if name == "plan":
        from qualkit.cli.saturation_plan import plan

        return plan
    if name == "note":
        from qualkit.cli.saturation_note import note

        return note
    return None


@click.command(cls=WithOthers)
@click.argument("study", envvar="QUALKIT_STUDY", metavar="[STUDY]", required=False)
@click.option("--matrix", type=FILE, multiple=True, help="A .csv or .xlsx instead of a study; may be given repeatedly.")
@click.option(
    "--interviews", "way", type=click.Choice(["auto", "rows", "columns"]), default="auto", help="Where a file has them."
)
@click.option("--criterion", default="", metavar="LIST", help="base=4,run=2,threshold=0.05 unless given.")
@click.option("--codebook", default="current", metavar="WHICH", help="current, as-coded, or a version such as v2.")
@click.option("--level", default="code", metavar="LEVEL", help="code, subtheme or theme.")
@click.option("--unit", default="interview", metavar="UNIT", help="interview, case, or group.")
@click.option("--group", default="", metavar="ATTRIBUTE", help="Each group apart, by an attribute of participants.")
@click.option("--order", default="content", metavar="CLOCK", help="content, or discovery (when first applied).")
@click.option("--salient", type=click.FloatRange(0, 1), default=0.0, help="Only codes in at least this share of them.")
@click.option("--figure", type=FILE, help="Write a figure as .svg or .png, and its numbers as .csv beside it.")
@click.option("--kind", default="curve", metavar="NAME", help="Which figure; see below.")
@click.option("--table", type=FILE, help="Write the table per interview as .csv.")
@click.option("--against", type=FILE, help="A printed table (.csv) to compare with the count, number by number.")
@click.option("--advanced", is_flag=True, help="Estimates of unseen codes too, which take the sample for a random one.")
@click.option("--lowe", is_flag=True, help="Fitted accumulation models too; they disagree with one another.")
@click.option("--reporting", is_flag=True, help="Texts for COREQ 12 and 22, SRQR and a methods section.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="For orders of over 8 interviews.")
@json_option
@reports_errors
def saturation(study: str | None, **options: Any) -> None:
    """New codes per interview, the running total, and the criteria in use for them.

    STUDY is counted as it is coded now. A criterion describes when few new codes appeared; whether the sample serves
    the question remains your judgement. Figures are: curve, grid, codebooks, orders, rarefaction, coverage, meaning
    and depth. `qualkit saturation plan` does sample-size arithmetic before there are data; `qualkit saturation note`
    keeps a dated note, such as why recruitment ended.

    \b
    Example:
      qualkit saturation night-shifts --figure new-codes.svg
      qualkit saturation night-shifts --codebook as-coded --level theme
      qualkit saturation --matrix codes.csv --criterion base=4,run=3,threshold=0
      qualkit saturation plan --prevalence 0.1 --instances 2
      qualkit saturation note night-shifts "No further themes were being generated."
    """
    wish = Wish(**options)
    told = _only_salient(_of_study(study, wish) if _wants_study(study, wish) else _of_files(wish), wish)
    if wish.as_json:
        print_json(document(told, wish))
    else:
        _show(told, wish)
    _write(told, wish)


def _wants_study(study: str | None, wish: Wish) -> bool:
    """A matrix on the command line goes before a study from the environment; both or neither is a mistake."""
    typed = click.get_current_context().get_parameter_source("study") == ParameterSource.COMMANDLINE
    if not wish.matrix and study is None:
        raise click.UsageError("Name a STUDY, or give a file with --matrix FILE.csv.")
    if wish.matrix and study is not None and typed:
        raise click.UsageError(f"Give either the study “{study}” or --matrix “{wish.matrix[0]}”, not both.")
    return not wish.matrix


def _of_study(study: str | None, wish: Wish) -> Told:
    from qualkit.saturation.actions import codebooks, study_records
    from qualkit.saturation.criteria import parse_criterion
    from qualkit.saturation.report import REFLEXIVE, notes
    from qualkit.saturation.views import checked_view
    from qualkit.study import open_study

    view = checked_view(wish.codebook, wish.level, wish.unit, wish.order, wish.group)
    opened = open_study(study or "")
    both = codebooks(opened, parse_criterion(wish.criterion) if wish.criterion else None, view)
    reflexive = opened.settings.approach == "reflexive"
    remarks = (*notes(both.other), *([REFLEXIVE] if reflexive else []))
    return Told(both.other, remarks, study_records(opened), both, opened)


def _of_files(wish: Wish) -> Told:
    from qualkit.saturation.criteria import parse_criterion
    from qualkit.saturation.matrix_files import read_matrices
    from qualkit.saturation.report import notes
    from qualkit.saturation.reporting_items import NOTHING_RECORDED
    from qualkit.saturation.result import measured

    criterion = parse_criterion(wish.criterion)
    read = read_matrices(wish.matrix, way=wish.way)  # type: ignore[arg-type]
    result = measured(read.matrix, criterion, order=read.order, remarks=read.remarks)
    return Told(result, notes(result), NOTHING_RECORDED)


def _only_salient(told: Told, wish: Wish) -> Told:
    if not wish.salient:
        return told
    from qualkit.saturation.report import notes
    from qualkit.saturation.result import only_salient

    result = only_salient(told.result, wish.salient)
    kept = tuple(remark for remark in told.remarks if remark not in notes(told.result))
    return replace(told, result=result, remarks=(*notes(result), *kept), both=None)


def _show(told: Told, wish: Wish) -> None:
    from qualkit.cli import saturation_shown as shown
    from qualkit.saturation.report import paragraph

    result = told.result
    if result.steps:
        shown.print_curve(result)
    if result.matrix.codes:
        shown.print_criteria(result)
        shown.print_batches(result)
    if told.both:
        shown.print_codebooks(told.both)
    if told.study and wish.group:
        shown.print_groups(groups(told.study, result, wish), wish.group)
    if wish.advanced:
        _show_advanced(result, wish)
    _show_asked_for(result, wish)
    click.echo(paragraph(result))
    if wish.reporting:
        shown.print_reporting(told.result, told.records)
    for remark in told.remarks:
        click.echo(f"Note: {remark}")


def _show_advanced(result: Saturation, wish: Wish) -> None:
    from qualkit.cli import saturation_shown as shown
    from qualkit.saturation.advanced import advanced, cautions
    from qualkit.saturation.reporting_items import advanced_sentences

    found = advanced(result.matrix, result.chosen.criterion, seed=wish.seed)
    shown.print_advanced(found)
    click.echo(advanced_sentences(result, found))
    for caution in cautions(found):
        click.echo(f"Note: {caution}")


def _show_asked_for(result: Saturation, wish: Wish) -> None:
    from qualkit.cli import saturation_shown as shown

    if wish.lowe:
        shown.print_lowe(result)
    if wish.against:
        shown.print_differences(printed_differences(result, wish.against))


def _write(told: Told, wish: Wish) -> None:
    from qualkit.saturation.gallery import write_named
    from qualkit.saturation.tables import write_table

    if wish.table:
        write_table(told.result, wish.table)
        tell(f"Wrote {wish.table}.")
    if wish.figure:
        written = write_named(wish.kind, subject(told, wish), wish.figure)
        if not written:
            tell("There is nothing to draw in it; no figure was written.")
            sys.exit(SOME_FAILED)
        tell(f"Wrote {' and '.join(map(str, written))}.")
