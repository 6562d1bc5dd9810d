"""`qualkit themes framework | index | matrix | summary`: framework analysis."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualkit.cli.common import (
    coder_option,
    json_option,
    print_json,
    print_table,
    reports_errors,
    study_argument,
    tell,
    why_option,
)
from qualkit.cli.themes import themes

if TYPE_CHECKING:
    from qualkit.store.charting import Chart

Row = tuple[str, str, str]
framework_option = click.option("--framework", default="", metavar="NAME", help="Its dimensions; else your themes.")


@themes.command()
@study_argument
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", metavar="TEXT", help="Its name; else that in the file, else the file's.")
@click.option("--source", default="", metavar="TEXT", help="Where it comes from, such as a paper.")
@coder_option
@why_option
@reports_errors
def framework(study: str, file: Path, name: str, source: str, coder: str | None, why: str) -> None:
    """Bring in a framework from FILE: a .csv or .xlsx with the columns dimension and definition, or .yaml.

    \b
    Example:
      qualkit themes framework night-shifts alliance.csv --name "Therapeutic alliance"
    """
    from qualkit.exchange.framework_files import read_framework
    from qualkit.study import open_study
    from qualkit.themes.framework import add_framework

    named, given = read_framework(file.name, file.read_bytes())
    opened = open_study(study)
    made = add_framework(opened, name or named or file.stem, given, source=source, by=coder, why=why)
    tell(f"Brought in “{made.name}” with {len(given)} dimensions. Take it back with: qualkit undo {study}")


@themes.command()
@study_argument
@click.argument("named", metavar="THEME|CODE")
@click.option("--framework", required=True, metavar="NAME", help="The framework.")
@click.option("--on", "to", multiple=True, metavar="DIMENSION|none", help="May be given several times; none fits.")
@click.option("--code", "is_code", is_flag=True, help="It is a code, not a theme.")
@coder_option
@why_option
@reports_errors
def index(study: str, named: str, to: tuple[str, ...], is_code: bool, coder: str | None, **rest: str) -> None:
    """Map a theme or a code on dimensions of a framework; “none” is an answer too, and no --on forgets the last.

    \b
    Example:
      qualkit themes index night-shifts "Asking is a debt" --framework "Therapeutic alliance" --on Bond
    """
    from qualkit.study import open_study
    from qualkit.themes.framework import map_onto

    map_onto(
        open_study(study), rest["framework"], ("code" if is_code else "theme", named), to, by=coder, why=rest["why"]
    )
    tell(f"Mapped “{named}” on {', '.join(to) or 'nothing any more'}.")


@themes.command()
@study_argument
@click.argument("framework")
@click.argument("name", metavar="DIMENSION")
@click.option("--rename", metavar="TEXT", help="Its new name.")
@click.option("--definition", metavar="TEXT", help="What it is about.")
@click.option("--place", type=click.IntRange(1), help="Its place among the dimensions, from 1.")
@click.option("--add", is_flag=True, help="It is a new one.")
@click.option("--remove", is_flag=True, help="Take it out, with what is mapped on it and summed up under it.")
@coder_option
@why_option
@reports_errors
def dimension(study: str, framework: str, name: str, coder: str | None, why: str, **asked: Any) -> None:
    """Change a DIMENSION of a FRAMEWORK: its name, definition or place; add one or take one out.

    \b
    Example:
      qualkit themes dimension night-shifts "Therapeutic alliance" Bond --definition "Trust and liking" --place 1
    """
    from qualkit.store.charting import dimensions
    from qualkit.study import open_study
    from qualkit.themes.framework import find_framework, revise_framework

    opened = open_study(study)
    with opened.reading() as connection:
        known = dimensions(connection, find_framework(connection, framework).id)
    rows = [(one.id, one.name, one.definition) for one in known]
    revise_framework(opened, framework, _with_dimension(rows, name, asked), by=coder, why=why)
    tell(f"Changed the dimensions of “{framework}”. Take it back with: qualkit undo {study}")


def _with_dimension(rows: list[Row], name: str, asked: dict[str, Any]) -> list[Row]:
    """The dimensions with one changed, added or left out as it was asked for. Raises NotFound."""
    from qualkit.errors import NotFound

    at = next((n for n, (_, known, _) in enumerate(rows) if known.casefold() == name.casefold()), None)
    if asked["add"] and at is None:
        at = len(rows)
        rows = [*rows, ("", name, "")]
    if at is None:
        raise NotFound("dimension", name, [known for _, known, _ in rows])
    one, known, text = rows.pop(at)
    if not asked["remove"]:
        new = (one, asked["rename"] or known, text if asked["definition"] is None else asked["definition"])
        rows.insert(asked["place"] - 1 if asked["place"] else at, new)
    return rows


@themes.command()
@study_argument
@framework_option
@json_option
@reports_errors
def matrix(study: str, framework: str, as_json: bool) -> None:
    """The framework matrix: participants by themes (or by dimensions), with summaries and the number of quotes.

    \b
    Example:
      qualkit themes matrix night-shifts --json
    """
    from qualkit.store.charting import chart
    from qualkit.study import open_study
    from qualkit.themes.framework import find_framework

    with open_study(study).reading() as connection:
        found = chart(connection, find_framework(connection, framework).id if framework else None)
    if as_json:
        print_json(matrix_as_json(found))
        return
    rows = [[case.name, *(_cell(found, case.id, one.id) for one in found.columns)] for case in found.cases]
    print_table(("Participant", *(one.name for one in found.columns)), rows)


def matrix_as_json(found: Chart) -> dict[str, Any]:
    """Cases, columns, and the cells that hold quotes or a summary."""
    cells = sorted({*found.quotes, *found.summaries})
    return {
        "cases": [{"id": one.id, "name": one.name} for one in found.cases],
        "columns": [{"id": one.id, "name": one.name, "about": one.about} for one in found.columns],
        "cells": [
            {
                "case": case,
                "column": column,
                "summary": found.summaries[case, column].text if (case, column) in found.summaries else "",
                "quotes": [
                    {"interview": q.interview, "start": q.start, "end": q.end, "text": q.text}
                    for q in found.quotes.get((case, column), ())
                ],
            }
            for case, column in cells
        ],
    }


def _cell(found: Chart, case: str, column: str) -> str:
    quotes = len(found.quotes.get((case, column), ()))
    summary = found.summaries.get((case, column))
    told = f"[{quotes}]" if quotes else ""
    return f"{summary.text} {told}".strip() if summary else told


@themes.command()
@study_argument
@click.argument("case")
@click.argument("column", metavar="THEME|DIMENSION")
@click.argument("text")
@click.option("--dimension", "about", flag_value="dimension", help="COLUMN is a dimension of a framework.")
@coder_option
@why_option
@reports_errors
def summary(study: str, case: str, column: str, text: str, **rest: Any) -> None:
    """Sum up what a CASE says on a theme (or a dimension); an empty TEXT takes the summary away.

    \b
    Example:
      qualkit themes summary night-shifts Bram "Asking is a debt" "Rings only when he has something to offer."
    """
    from qualkit.study import open_study
    from qualkit.themes.framework import write_summary

    write_summary(open_study(study), case, (rest["about"] or "theme", column), text, by=rest["coder"], why=rest["why"])
    tell(f"Kept the summary of {case} on “{column}”.")
