"""`qualkit themes quotes | choose | let-go | order`: the quotes of a theme, and those that stand for it."""

from __future__ import annotations

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
from qualkit.cli.themes_shape import theme_argument

if TYPE_CHECKING:
    from qualkit.study import Study

passage_argument = click.argument("passage", metavar="PASSAGE")


@themes.command()
@study_argument
@theme_argument
@json_option
@reports_errors
def quotes(study: str, theme: str, as_json: bool) -> None:
    """All quotes of a THEME: first those you chose, in your order, then the others.

    \b
    Example:
      qualkit themes quotes night-shifts "Asking is a debt"
    """
    from qualkit.study import open_study

    found = _quotes(open_study(study), theme)
    if as_json:
        print_json(found)
        return
    chosen = [(n, *_row(one)) for n, one in enumerate(found["chosen"], start=1)]
    rows = [*chosen, *(("", *_row(one)) for one in found["others"])]
    print_table(("Chosen", "Passage", "Participant", "Interview", "Quote"), rows, title=found["theme"])


def _quotes(study: Study, theme: str) -> dict[str, Any]:
    from qualkit.themes.board import read_board
    from qualkit.themes.cards import told
    from qualkit.themes.making import find_theme

    with study.reading() as connection:
        board = read_board(connection)
    found = find_theme(board.themes, theme)
    chosen = board.quotes_of.get(found.id, ())
    taken = {(one.interview_id, one.start, one.end) for one in chosen}
    every = board.shelf.quotes_of(code.id for code in board.codes_of[found.id])
    others = [one for one in every if (one.interview_id, one.start, one.end) not in taken]
    return {"theme": found.name, "chosen": [told(one) for one in chosen], "others": [told(one) for one in others]}


def _row(quote: dict[str, Any]) -> tuple[str, ...]:
    return quote["id"][:8], ", ".join(quote["cases"]), quote["interview"], quote["text"]


@themes.command()
@study_argument
@theme_argument
@passage_argument
@coder_option
@why_option
@reports_errors
def choose(study: str, theme: str, passage: str, coder: str | None, why: str) -> None:
    """Choose a PASSAGE (the beginning of its id) to stand for a THEME.

    \b
    Example:
      qualkit themes choose night-shifts "Asking is a debt" 5f0c91aa
    """
    from qualkit.study import open_study
    from qualkit.themes.chosen import choose_quote

    opened = open_study(study)
    choose_quote(opened, theme, _passage(opened, passage), by=coder, why=why)
    tell(f"Chose it for “{theme}”.")


@themes.command("let-go")
@study_argument
@theme_argument
@passage_argument
@coder_option
@why_option
@reports_errors
def let_go(study: str, theme: str, passage: str, coder: str | None, why: str) -> None:
    """Let a chosen PASSAGE of a THEME go; it stays coded as it is.

    \b
    Example:
      qualkit themes let-go night-shifts "Asking is a debt" 5f0c91aa
    """
    from qualkit.study import open_study
    from qualkit.themes.chosen import let_quote_go

    opened = open_study(study)
    let_quote_go(opened, theme, _passage(opened, passage), by=coder, why=why)
    tell(f"It no longer stands for “{theme}”.")


@themes.command()
@study_argument
@theme_argument
@click.argument("passages", metavar="PASSAGE...", nargs=-1, required=True)
@coder_option
@why_option
@reports_errors
def order(study: str, theme: str, passages: tuple[str, ...], coder: str | None, why: str) -> None:
    """Put the chosen passages of a THEME in this order.

    \b
    Example:
      qualkit themes order night-shifts "Asking is a debt" 77ab02de 5f0c91aa
    """
    from qualkit.study import open_study
    from qualkit.themes.chosen import order_quotes

    opened = open_study(study)
    order_quotes(opened, theme, [_passage(opened, one) for one in passages], by=coder, why=why)
    tell(f"The quotes of “{theme}” stand in this order.")


def _passage(study: Study, named: str) -> str:
    """The id of the marked passage whose id begins so."""
    from qualkit.errors import NotFound
    from qualkit.store import reads

    with study.reading() as connection:
        found = [one.id for one in reads.segments(connection) if one.id.startswith(named)]
    if len(found) != 1 or not named:
        raise NotFound("marked passage", named, hint="Their ids stand in: qualkit themes quotes STUDY THEME")
    return found[0]
