"""`qualkit withdraw`: a participant takes their words back."""

from __future__ import annotations

import click

from qualkit.cli.common import coder_option, reports_errors, study_argument, tell, why_option


@click.command()
@study_argument
@click.argument("case", metavar="CASE")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@coder_option
@why_option
@reports_errors
def withdraw(study: str, case: str, yes: bool, coder: str | None, why: str) -> None:
    """Destroy the words of a participant (or of one interview) everywhere in the study folder.

    This is the only thing that cannot be undone. That they took part, and how often which code was applied, stays.

    \b
    Example:
      qualkit withdraw night-shifts "Amira"
    """
    from qualkit.study import open_study
    from qualkit.withdraw import interviews_of
    from qualkit.withdraw import withdraw as destroy

    opened = open_study(study)
    names = ", ".join(one.name for one in interviews_of(opened, case))
    if not yes:
        tell(f"This destroys the recordings, transcripts and words of: {names}.")
        tell("All files of the study's exports and backups folders go too, because they repeat those words.")
        click.confirm("It cannot be undone. Go on?", abort=True, err=True)
    done = destroy(opened, case, by=coder, why=why)
    tell(f"Withdrawn: {names}. {len(done.files)} files were destroyed and a fresh backup was made.")
    for problem in done.decide:
        tell(f"To decide: {problem.where} {problem.what}. {problem.fix}")
    tell("Copies outside the study folder (recorder, e-mail, cloud, the exports you gave away) are yours to destroy.")
