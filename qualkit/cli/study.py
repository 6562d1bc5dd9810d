"""`qualkit new | undo | redo | check | backup`: the study as a whole."""

from __future__ import annotations

import sys

import click

from qualkit.cli.common import (
    SOME_FAILED,
    coder_option,
    json_option,
    print_json,
    reports_errors,
    study_argument,
    tell,
    why_option,
)

APPROACHES = ("reflexive", "codebook", "framework", "coding-reliability", "other")


@click.command()
@click.argument("study", metavar="STUDY")
@click.option("--title", default="", help="What the study is called.")
@click.option("--question", default="", help="The research question.")
@click.option(
    "--language", default="auto", metavar="CODE", help="Language of the interviews, such as en; else detected."
)
@click.option(
    "--approach", type=click.Choice(APPROACHES), help="Kind of thematic analysis; decides defaults and wording."
)
@click.option("--coder", default="", help="Your name, as it is to stand in the journal.")
@reports_errors
def new(study: str, title: str, question: str, language: str, approach: str | None, coder: str) -> None:
    """Make a study folder. STUDY is a path; a bare name makes the folder under projects/.

    \b
    Example:
      qualkit new night-shifts --title "Night shifts" --language en --approach reflexive
    """
    from qualkit.study import create_study, place_of

    settings = {"title": title, "question": question, "language": language, "coder": coder}
    if approach:
        settings["approach"] = approach
    made = create_study(place_of(study), **settings)
    tell(f"Made the study “{made.title}” in {made.folder}.")
    if not approach:
        tell("The approach is not stated yet; the Study page asks for it.")
    tell(f"Next: qualkit transcribe RECORDINGS --study {made.folder}, or qualkit import {made.folder} TRANSCRIPT...")


@click.command()
@study_argument
@coder_option
@why_option
@reports_errors
def undo(study: str, coder: str | None, why: str) -> None:
    """Take back your last act that still stands; saved versions are passed over.

    \b
    Example:
      qualkit undo night-shifts
    """
    from qualkit.study import open_study

    tell(f"Took back: {open_study(study).undo(coder, why=why)}.")


@click.command()
@study_argument
@coder_option
@why_option
@reports_errors
def redo(study: str, coder: str | None, why: str) -> None:
    """Do again what you last took back.

    \b
    Example:
      qualkit redo night-shifts
    """
    from qualkit.study import open_study

    tell(f"Did again: {open_study(study).redo(coder, why=why)}.")


@click.command()
@study_argument
@json_option
@reports_errors
def check(study: str, as_json: bool) -> None:
    """Replay the journal and compare it with the study; exit 1 where something does not hold.

    \b
    Example:
      qualkit check night-shifts
    """
    from qualkit.study import open_study

    opened = open_study(study)
    problems = opened.check()
    if as_json:
        print_json({"problems": [{"where": p.where, "what": p.what, "fix": p.fix} for p in problems]})
    for problem in problems if not as_json else []:
        tell(f"{problem.where}: {problem.what}. {problem.fix}".strip())
    if problems:
        sys.exit(SOME_FAILED)
    tell("The journal holds together and the study is what it says.")


@click.command()
@study_argument
@reports_errors
def backup(study: str) -> None:
    """Copy the study's database into its backups folder; the newest ten are kept.

    \b
    Example:
      qualkit backup night-shifts
    """
    from qualkit.study import open_study

    tell(f"Wrote {open_study(study).back_up()}.")
