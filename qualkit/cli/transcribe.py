"""`qualkit transcribe`: recordings to transcripts, with what is happening on the way."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualkit.cli.common import SOME_FAILED, coder_option, reports_errors, tell
from qualkit.cli.transcribing import Display, told_at_the_end

if TYPE_CHECKING:
    from qualkit.study import Study

ENGINES = ("faster-whisper", "openai-whisper")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--study", metavar="STUDY", help="Add each recording to this study, with its transcript.")
@click.option("--output", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Or write files here.")
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True)
@click.option("--model", default="base", show_default=True, help="A Whisper model by name, or a folder that holds one.")
@click.option("--language", default="auto", show_default=True, metavar="CODE", help="Such as en or fr; else detected.")
@click.option("--task", type=click.Choice(["transcribe", "translate"]), default="transcribe", show_default=True)
@click.option(
    "--speakers",
    default="",
    metavar="off|channels|auto|N",
    help="How many people speak; auto guesses. [default: 2 in a study, else one for each channel]",
)
@click.option(
    "--style",
    type=click.Choice(["verbatim", "clean"]),
    default="verbatim",
    show_default=True,
    help="Clean leaves fillers, false starts and accidental repetitions out of the files for people.",
)
@click.option(
    "--words",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Names, drugs, places to expect, one per line; a study keeps them.",
)
@click.option("--pauses", type=click.IntRange(1), metavar="N", help="Show pauses of N seconds or more, as (3 s).")
@click.option("--times", is_flag=True, help="txt: with the time at which each turn begins.")
@click.option(
    "--format",
    "formats",
    metavar="NAMES",
    help="Any of json, vtt, srt, txt, tsv, docx, nvivo-transcript. [default: json,vtt,srt,txt]",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Recordings at once; else one for each core.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="Hand the recordings to a dask cluster; docs/cluster.md says how.",
)
@click.option("--offline", is_flag=True, help="Never download a model.")
@click.option("--overwrite", is_flag=True, help="Transcribe again what is there already.")
@coder_option
@reports_errors
def transcribe(paths: tuple[Path, ...], study: str | None, output: Path | None, **given: Any) -> None:
    """Turn recordings into transcripts with Whisper, on this computer: no recording leaves it.

    PATH is a recording (audio or video) or a folder with recordings. A run that was interrupted goes on where it
    stopped when it is started again; nothing is transcribed twice unless the recording, the model, the language or the
    words to expect changed. With --output, hidden files (.P01.heard) keep the words for another --speakers.

    \b
    Example:
      qualkit transcribe recordings/ --study night-shifts
      qualkit transcribe P01.m4a P02.m4a --output transcripts --language en --format txt,json
    """
    from qualkit.text.layout import Layout
    from qualkit.transcribe.actions import Running, transcribe
    from qualkit.transcribe.transcription import Options

    to = _destination(study, output)
    words = _expected(given["words"], to)
    chosen = {name: given[name] for name in ("engine", "model", "language", "task", "speakers", "style")}
    options = Options(**chosen, words=words)
    running = Running(
        layout=Layout(pauses_ms=given["pauses"] and given["pauses"] * 1000, times=given["times"]),
        formats=_names(given["formats"]),
        processes=given["jobs"],
        scheduler=given["scheduler"],
        offline=given["offline"],
        overwrite=given["overwrite"],
        by=given["coder"],
    )
    try:
        with Display() as display:
            report = transcribe(paths, to, options=options, running=running, on_event=display.show)
    except KeyboardInterrupt:
        tell("Stopped. What is finished is kept; the same command goes on from there.")
        sys.exit(SOME_FAILED)
    for line in told_at_the_end(report, study):
        tell(line)
    if report.missing or any(outcome.status == "failed" for outcome in report.outcomes):
        sys.exit(SOME_FAILED)


def _destination(study: str | None, output: Path | None) -> Study | Path:
    """The study or the folder that was named; QUALKIT_STUDY stands in where neither was."""
    from qualkit.study import open_study

    if study and output:
        raise click.UsageError("--study and --output cannot be used together: choose one.")
    if output:
        return output
    named = study or os.environ.get("QUALKIT_STUDY")
    if not named:
        raise click.UsageError("Say where the transcripts go: --study STUDY or --output DIR.")
    return open_study(named)


def _expected(file: Path | None, to: Study | Path) -> tuple[str, ...]:
    """The words of the file that was named; a study keeps them for the next time."""
    from qualkit.transcribe.vocabulary import read_words

    words = read_words(file) if file else ()
    if words and not isinstance(to, Path):
        to.change_settings(words="\n".join(words))
    return words


def _names(listed: str | None) -> tuple[str, ...] | None:
    """Names between commas, or None where nothing was asked for."""
    return tuple(name.strip().lower() for name in listed.split(",") if name.strip()) if listed else None
