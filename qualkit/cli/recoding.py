"""`qualkit codebook apply | recode`: many passages in one act."""

from __future__ import annotations

import click

from qualkit.cli.codebook import code_argument, codebook
from qualkit.cli.common import coder_option, reports_errors, study_argument, tell, why_option

interview_option = click.option(
    "--interview", "interviews", multiple=True, metavar="NAME", help="Only in this interview; may be repeated."
)


@codebook.command()
@study_argument
@code_argument
@click.option("--speaker", default="", metavar="NAME", help="All that this speaker says.")
@click.option("--under", default="", metavar="TEXT", help="What follows this question, or stands under this heading.")
@click.option("--dry-run", is_flag=True, help="Count the passages; code none.")
@interview_option
@coder_option
@why_option
@reports_errors
def apply(study: str, code: str, dry_run: bool, coder: str | None, why: str, **wanted: str) -> None:
    """Code in one act all that a speaker says, or all that follows a question or stands under a heading.

    \b
    Example:
      qualkit codebook apply night-shifts "deciding to ask" --under "When do you call a doctor?"
    """
    from qualkit.coding.auto_coding import Wanted, code_passages, passages
    from qualkit.study import open_study

    opened, chosen = open_study(study), Wanted(**wanted)  # type: ignore[arg-type]
    if dry_run:
        tell(f"{len(passages(opened, chosen))} passages would be coded “{code}”.")
        return
    coded = code_passages(opened, code, chosen, by=coder, why=why)
    tell(f"Coded {coded} passages as “{code}”. Take it back with: qualkit undo {study}")


@codebook.command()
@study_argument
@click.option("--from", "source", required=True, metavar="CODE", help="The code that the passages have.")
@click.option("--to", "into", required=True, metavar="CODE", help="The code that they get.")
@interview_option
@coder_option
@why_option
@reports_errors
def recode(study: str, source: str, into: str, interviews: tuple[str, ...], coder: str | None, why: str) -> None:
    """Give all passages of a code another code in one act, in some interviews or in all; the emptied code stays.

    \b
    Example:
      qualkit codebook recode night-shifts --from "asking" --to "asking a doctor" --interview Amira
    """
    from qualkit.coding.recoding import recode_code
    from qualkit.study import open_study

    moved = recode_code(open_study(study), source, into, interviews=interviews, by=coder, why=why)
    tell(f"Recoded {moved} passages as “{into}”. Take it back with: qualkit undo {study}")
