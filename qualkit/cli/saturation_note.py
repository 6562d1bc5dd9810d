"""`qualkit saturation note`: a dated note on sampling and sufficiency."""

from __future__ import annotations

from dataclasses import asdict

import click

from qualkit.cli.common import coder_option, json_option, print_json, reports_errors, study_argument, tell


@click.command()
@study_argument
@click.argument("text")
@click.option("--kind", default="sufficiency", show_default=True, metavar="KIND", help="What it is about; see above.")
@click.option("--date", default="", metavar="DAY", help="The day it is about, such as 2025-03-01; else today.")
@click.option("--interview", default="", metavar="NAME", help="The interview before which something changed.")
@coder_option
@json_option
@reports_errors
def note(study: str, text: str, kind: str, date: str, interview: str, coder: str | None, as_json: bool) -> None:
    """Keep a note: why so many interviews, a change of the guide, a judgement that there is enough.

    Kinds are: guide change and sampling decision (drawn on the axis), sample size, recruitment ended, sufficiency,
    criterion (such as base=4,run=2,threshold=0.05), and for information power: aim, specificity, theory, dialogue,
    analysis, information power.

    \b
    Example:
      qualkit saturation note night-shifts "No further themes were being generated." --date 2025-03-01
      qualkit saturation note night-shifts "Asked about trains too." --kind "guide change" --interview P02
    """
    from qualkit.saturation.criteria import parse_criterion
    from qualkit.saturation.records import CRITERION, set_criterion, write_note
    from qualkit.study import open_study

    opened = open_study(study)
    if kind == CRITERION:
        kept = set_criterion(opened, parse_criterion(text), date=date, by=coder)
    else:
        kept = write_note(opened, kind, text, interview=interview, date=date, by=coder)
    if as_json:
        print_json(asdict(kept))
    else:
        tell(f"Kept a note on {kept.kind}, {kept.date}, by {kept.by}.")
