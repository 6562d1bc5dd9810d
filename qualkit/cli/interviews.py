"""`qualkit interviews | cases`: what the study holds."""

from __future__ import annotations

import click

from qualkit.cli.common import json_option, print_json, print_table, reports_errors, study_argument, tell


@click.command()
@study_argument
@json_option
@reports_errors
def interviews(study: str, as_json: bool) -> None:
    """List the interviews in collection order.

    \b
    Example:
      qualkit interviews night-shifts
    """
    from qualkit.interviews import interviews_table
    from qualkit.study import open_study

    table = interviews_table(open_study(study))
    if as_json:
        keys = ["id", "name", "case", "date", "duration_ms", "words", "checked"]
        plain = table[keys].astype(object)
        print_json({"interviews": plain.where(plain.notna(), None).to_dict("records")})
    elif table.empty:
        tell(f"No interviews yet. Add some with: qualkit transcribe RECORDINGS --study {study}")
    else:
        columns = ("Interview", "Participant", "Date", "Minutes", "Words", "Marks", "Codes")
        minutes = (table["duration_ms"] / 60_000).round().astype("Int64")
        shown = table.assign(duration_ms=minutes)[["name", "case", "date", "duration_ms", "words", "marks", "codes"]]
        print_table(columns, shown.astype(object).where(shown.notna(), "").to_numpy().tolist())


@click.command()
@study_argument
@json_option
@reports_errors
def cases(study: str, as_json: bool) -> None:
    """List the participants and their attributes.

    \b
    Example:
      qualkit cases night-shifts
    """
    from qualkit.interviews import cases_table
    from qualkit.study import open_study

    table = cases_table(open_study(study)).fillna("")
    if as_json:
        print_json({"cases": table.to_dict("records")})
    elif table.empty:
        tell(f"No participants yet. They come with a coded table: qualkit import {study} FILE.csv")
    else:
        shown = table.drop(columns="id")
        print_table([name.capitalize() for name in shown.columns], shown.to_numpy().tolist())
