"""`qualkit new | undo | redo | check | backup`: the study as a whole."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualkit.model import Problem
    from qualkit.store.repair import Repair

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
@click.option("--repair", "mend", is_flag=True, help="Make the tables again from the journal, after a backup.")
@json_option
@reports_errors
def check(study: str, mend: bool, as_json: bool) -> None:
    """Replay the journal and compare it with the study; exit 1 where something does not hold.

    With --repair, after a backup, the tables are made again from the journal where the journal holds; a journal that
    was changed by hand is left as it is, with what is wrong and which backup holds.

    \b
    Example:
      qualkit check night-shifts
    """
    from qualkit.study import open_study

    opened = open_study(study)
    done = opened.repair() if mend else None
    problems = list(done.left) if done else opened.check()
    if as_json:
        print_json({"problems": [_plain(one) for one in problems], **(_as_json(done) if done else {})})
    else:
        _show(problems, done, study)
    if problems:
        sys.exit(SOME_FAILED)
    tell("The journal holds together and the study is what it says.")


def _plain(problem: Problem) -> dict[str, str]:
    return {"where": problem.where, "what": problem.what, "fix": problem.fix}


def _as_json(done: Repair) -> dict[str, object]:
    paths = {"backup": done.backup, "sound_backup": done.sound}
    told = {name: str(path) if path else None for name, path in paths.items()}
    return {"found": [_plain(one) for one in done.found], **told}


def _show(problems: Sequence[Problem], done: Repair | None, study: str) -> None:
    if done and done.backup:
        tell(f"Copied the database as it was to {done.backup}.")
    for one in done.found if done else ():
        if one not in problems:
            tell(f"Mended: {one.where} {one.what}.")
    for problem in problems:
        tell(f"{problem.where}: {problem.what}. {problem.fix}".strip())
    if done and problems:
        tell("The rest cannot be mended from the journal, and nothing else was changed.")
        if done.sound:
            tell(f"The newest backup that holds: qualkit backup {study} --restore {done.sound.name}")
        else:
            tell("No file in the backups folder holds; ask for the study's archive or a copy of its folder.")


@click.command()
@study_argument
@click.option("--list", "listing", is_flag=True, help="Name the copies that there are, newest first.")
@click.option("--restore", "name", metavar="FILE", help="Put this copy in the place of the database.")
@reports_errors
def backup(study: str, listing: bool, name: str | None) -> None:
    """Copy the study's database into its backups folder, where the newest ten are kept; or put a copy back.

    \b
    Example:
      qualkit backup night-shifts
    """
    from qualkit.study import open_study

    opened = open_study(study)
    if listing:
        for path in opened.backups():
            click.echo(path.name)
    elif name:
        replaced = opened.restore_backup(name)
        tell(f"Put {name} in the place of the database, which was copied to {replaced} first.")
    else:
        tell(f"Wrote {opened.back_up()}.")
