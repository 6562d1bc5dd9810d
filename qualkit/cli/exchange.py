"""`qualkit import | export`: files in and out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from qualkit.cli.common import (
    SOME_FAILED,
    coder_option,
    json_option,
    print_json,
    print_table,
    reports_errors,
    study_argument,
    tell,
    why_option,
)
from qualkit.errors import NoSuchStudy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualkit.exchange.incoming import ImportReport
    from qualkit.model import Problem
    from qualkit.text.layout import Layout

COUNTED = ("interviews", "codes", "codings", "cases", "memos")


@click.command("import")
@study_argument
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Show what would come in; write nothing.")
@json_option
@coder_option
@why_option
@reports_errors
def import_(study: str, files: tuple[str, ...], dry_run: bool, as_json: bool, coder: str | None, why: str) -> None:
    """Bring transcripts, coded tables and projects of other programs into a study.

    Transcripts (.txt .docx .odt .rtf .pdf .vtt .srt, .json of Whisper and WhisperX, .html of noScribe) become
    interviews of the file's name. Tables (.csv .xlsx .ods) are told by their first row: coded passages, whose quotes
    are looked up in the transcripts; a codebook; facts about participants; a survey. Projects come from REFI-QDA (.qdpx
    .qdc: NVivo, ATLAS.ti, MAXQDA and others), Taguette (.sqlite3) and QualCoder (.qda); a study's own archive (.zip)
    makes a new study. Each file is one act, which undo takes back; a file that is there already changes nothing.

    \b
    Example:
      qualkit import night-shifts transcripts/*.txt coded.csv --dry-run
    """
    from qualkit.exchange.actions import import_files
    from qualkit.study import open_study

    if _is_archive(study, files):
        _restore(study, files[0])
        return
    report = import_files(open_study(study), files, dry_run=dry_run, by=coder, why=why)
    if as_json:
        counts = {name: getattr(report, name) for name in COUNTED}
        rule = report.position_rule.plain() if report.position_rule else None
        problems, notes = _plain(report.problems), _plain(report.notes)
        print_json({**counts, "position_rule": rule, "problems": problems, "notes": notes})
    else:
        _show(report, dry_run)
    if report.problems:
        sys.exit(SOME_FAILED)


def _is_archive(study: str, files: tuple[str, ...]) -> bool:
    """Whether a study's archive is to be unpacked at a place where no study is."""
    from qualkit.study import find_study

    try:
        find_study(study)
    except NoSuchStudy:
        return len(files) == 1 and files[0].lower().endswith(".zip")
    return False


def _restore(study: str, archive: str) -> None:
    from qualkit.exchange.restoring import restore_study
    from qualkit.study import place_of

    restored = restore_study(archive, place_of(study))
    tell(f"Restored the study “{restored.title}” at {restored.folder}; its record of decisions holds together.")


def _plain(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [{"where": one.where, "what": one.what, "fix": one.fix} for one in problems]


def _show(report: ImportReport, dry_run: bool) -> None:
    for title, listed in (("To look at", report.notes), ("Not brought in", report.problems)):
        if listed:
            tell(f"{title}:")
        for one in listed:
            tell(f"  {one.where}: {one.what.rstrip('.')}. {one.fix}".rstrip())
    came = ", ".join(f"{name} {getattr(report, name)}" for name in COUNTED if getattr(report, name)) or "nothing new"
    tell(f"{'Would come in' if dry_run else 'Came in'}: {came}.")


ONLY = ("codes", "coders", "interviews", "since", "until")


def audit_options(command: Any) -> Any:
    """What an audit can be narrowed to."""
    options = (
        click.option("--code", "codes", multiple=True, metavar="CODE", help="audit: only about this code; repeatable."),
        click.option("--by", "coders", multiple=True, metavar="NAME", help="audit: only what this coder did."),
        click.option("--interview", "interviews", multiple=True, metavar="NAME", help="audit: only about this one."),
        click.option("--since", default="", metavar="DAY", help="audit: only from this day on, such as 2026-03-01."),
        click.option("--until", default="", metavar="DAY", help="audit: only up to this day."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def layout_options(command: Any) -> Any:
    """How transcripts that people read are laid out."""
    style = click.Choice(["verbatim", "clean"])
    told = "transcripts, wide-margin, nvivo-transcript: without fillers, false starts and accidental repetitions."
    command = click.option("--style", type=style, default="verbatim", show_default=True, help=told)(command)
    pauses = "The same: pauses of N seconds or more, as (3 s)."
    return click.option("--pauses", type=click.IntRange(1), metavar="N", help=pauses)(command)


def _layout(wishes: dict[str, Any]) -> Layout:
    from qualkit.text.layout import Layout

    pauses_s = wishes.pop("pauses")
    return Layout(clean=wishes.pop("style") == "clean", pauses_ms=pauses_s and pauses_s * 1000, times=True)


@click.command()
@click.argument("study", envvar="QUALKIT_STUDY", metavar="STUDY", required=False)
@click.option("--format", "format_name", metavar="NAME", help="See --list.")
@click.option("-o", "--output", metavar="FILE", help="The file to write.")
@click.option("--flat", is_flag=True, help="nvivo-codebook: no spaces before the names of codes under others.")
@click.option("--named", is_flag=True, help="audit, report, cards: participants by their names, not by numbers.")
@click.option("--recordings", is_flag=True, help="study, qdpx: with the recordings, which makes it large.")
@layout_options
@audit_options
@click.option("--list", "list_formats", is_flag=True, help="Name the formats and who reads them.")
@reports_errors
def export(study: str | None, format_name: str | None, output: str | None, list_formats: bool, **wishes: Any) -> None:
    """Write a study for NVivo, a spreadsheet or another program.

    \b
    Example:
      qualkit export night-shifts --format nvivo-codebook -o codebook.csv
    """
    if list_formats:
        _list()
        return
    if not study or not format_name or not output:
        raise click.UsageError("Give STUDY, --format NAME and -o FILE; the formats are named by: qualkit export --list")
    from qualkit.exchange.actions import export_study
    from qualkit.exchange.registry import Only, Wish
    from qualkit.reporting import completed
    from qualkit.study import open_study

    only = Only(**{name: wishes.pop(name) for name in ONLY})
    if only != Only() and format_name != "audit":
        raise click.UsageError(f"Only an audit can be narrowed to {only.told()}; give --format audit.")
    layout = _layout(wishes)
    opened = open_study(study)
    wish = completed(Wish(**wishes, only=only, layout=layout), opened, format_name)
    written, notes = export_study(opened, format_name, output, wish)
    for path in written:
        tell(f"Wrote {path}.")
    for note in notes:
        tell(f"  {note.where}: {note.what}. {note.fix}".rstrip())


def _list() -> None:
    from qualkit.exchange.registry import FORMATS

    print_table(("Format", "File", "Read by"), [(one.name, one.suffix, one.read_by) for one in FORMATS.values()])
