"""`qualkit demo`: the whole job on the example study, with what is happening on the way and what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualkit.cli.common import SOME_FAILED, reports_errors, tell
from qualkit.cli.transcribing import Display

if TYPE_CHECKING:
    from qualkit.study import Study

FOLDERS = ("recordings", "transcripts", "exports")


@click.command()
@click.option("--to", "target", metavar="DIR", type=click.Path(path_type=Path), help="Else projects/demo.")
@click.option("--quick", is_flag=True, help="In seconds: transcripts as Whisper wrote them once, themes made by hand.")
@reports_errors
def demo(target: Path | None, quick: bool) -> None:
    """Carry out the example study: transcribe, code, save versions, count new codes, make themes, export.

    It is built once; to build it again, delete its folder first.

    \b
    Example:
      qualkit demo
      qualkit demo --quick --to projects/looking-around
      qualkit app demo
    """
    from qualkit.demo import EXAMPLE, build_demo, read_sources

    folder = _short(target or EXAMPLE.parent / "demo")
    sources = read_sources()
    with Display() as display:
        model = None if quick else "base"
        study = build_demo(folder, sources, tell=tell, on_event=display.show, model=model)
    _show(study)
    if study.check():
        sys.exit(SOME_FAILED)


def _show(study: Study) -> None:
    click.echo(f"\nThe example study: {study.title}\n")
    for label, text in summary(study):
        click.echo(f"  {label:<12}{text}")
    click.echo(f"\nFiles, in {study.folder}:\n")
    for line in _files(study.folder):
        click.echo(f"  {line}")
    click.echo(f"\nOpen the workspace with: make app, or: qualkit app {study.folder}")


def _short(folder: Path) -> Path:
    """Seen from here where that is shorter."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_absolute() and folder.is_relative_to(here) else folder


def _files(folder: Path) -> Iterator[str]:
    for name in FOLDERS:
        files = sorted(path.name for path in (folder / name).iterdir() if not path.name.startswith("."))
        yield f"{name + '/':<14}{', '.join(files)}"
    yield f"{'qualkit.db':<14}codes, codings, themes, memos, and the journal of every decision"


def summary(study: Study) -> list[tuple[str, str]]:
    """What the study holds, a line each."""
    return [*_material(study), *_codes(study), _sufficiency(study), *_themes(study), _journal(study)]


def _material(study: Study) -> Iterator[tuple[str, str]]:
    from qualkit.interviews import interviews_table

    rows = interviews_table(study).to_dict("records")
    told = [f"{row['name']} {row['case']} ({row['duration_ms'] // 1000} s, {row['words']} words)" for row in rows]
    yield "Interviews", ", ".join(told)


def _codes(study: Study) -> Iterator[tuple[str, str]]:
    from qualkit.coding.codes import codes_table
    from qualkit.coding.segments import codings_table
    from qualkit.store import reads

    codes, codings = codes_table(study), codings_table(study)
    in_use = list(codes["status"]).count("active")
    coders = " and ".join(sorted(set(codings["coder"])))
    yield "Codes", f"{in_use} in use, {len(codes) - in_use} merged or retired; {len(codings)} codings by {coders}"
    with study.reading() as connection:
        versions = [f"v{one.number} “{one.name}” ({one.codes} codes)" for one in reads.versions(connection)]
    yield "Versions", ", ".join(versions)


def _sufficiency(study: Study) -> tuple[str, str]:
    from qualkit.saturation.actions import saturation

    steps = saturation(study).steps
    return "New codes", ", ".join(f"{step.interview}: {step.new}" for step in steps) + "; too few interviews to judge"


def _themes(study: Study) -> Iterator[tuple[str, str]]:
    from qualkit.memos import memos_table
    from qualkit.store import reads
    from qualkit.store.proposals import latest_proposal
    from qualkit.themes.actions import latest

    with study.reading() as connection:
        groupings = len(latest(connection).candidates) if latest_proposal(connection) else 0
        themes = reads.themes(connection)
    if groupings:
        yield "Suggested", f"{groupings} groupings of codes at three cuts; none is a theme unless a person makes it one"
    yield "Themes", ", ".join(f"“{theme.name}”" for theme in themes)
    yield "Memos", str(len(memos_table(study)))


def _journal(study: Study) -> tuple[str, str]:
    from qualkit.store import reads

    with study.reading() as connection:
        lines = reads.head(connection)
    problems = study.check()
    return "Journal", f"{lines} lines; replayed, " + (
        f"{len(problems)} problems" if problems else "and all of it holds"
    )
