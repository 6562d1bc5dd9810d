"""What the commands share: the study and coder options, errors as a message and a hint, JSON and tables."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from qualkit.errors import QualkitError

F = TypeVar("F", bound=Callable[..., Any])

PIPED_WIDTH = 160
"""Columns of a table that goes to a file or another program; a terminal has its own width."""

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2

study_argument = click.argument("study", envvar="QUALKIT_STUDY", metavar="STUDY")
coder_option = click.option(
    "--coder", envvar="QUALKIT_CODER", help="Who acts; else study.yaml says, else your login name."
)
why_option = click.option("--why", default="", metavar="TEXT", help="The reason, kept in the journal.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


def tell(message: str) -> None:
    """Say something to the person: messages never mix with output that a program reads."""
    click.echo(message, err=True)


def show_error(error: QualkitError) -> None:
    """What is wrong, then what mends it, each on its own line."""
    tell(f"Error: {error.message}")
    if error.hint:
        tell(error.hint)


def reports_errors(command: F) -> F:
    """A user's mistake ends with its message and exit code 2, never with a stack trace."""

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except QualkitError as error:
            show_error(error)
            sys.exit(WRONG_USAGE)

    return wrapped  # type: ignore[return-value]


def print_json(value: object) -> None:
    """One document, readable by people too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, title: str = "") -> None:
    """A table for people; rich is read only when one is shown."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(*columns, title=escape(title) or None, title_justify="left")
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    console = Console()
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    console.print(table)
