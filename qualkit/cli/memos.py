"""`qualkit memos`: what was noted, and the reflexive journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualkit.cli.common import coder_option, json_option, print_json, print_table, reports_errors, study_argument, tell

if TYPE_CHECKING:
    from qualkit.study import Study

KINDS = ("reflexive", "theoretical", "methodological", "field note", "reading", "case summary")


@click.command()
@study_argument
@click.option("--search", "words", default="", metavar="TEXT", help="Only memos that hold all of these words.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only memos of this kind; repeatable.")
@click.option("--write", "text", metavar="TEXT", help="Write a memo on the study: the first --kind, else reflexive.")
@click.option("--date", default="", metavar="DAY", help="With --write: the day it is about, such as 2026-03-01.")
@coder_option
@json_option
@reports_errors
def memos(
    study: str,
    words: str,
    kinds: tuple[str, ...],
    text: str | None,
    date: str,
    coder: str | None,
    as_json: bool,
) -> None:
    """List the memos, newest day first, or write one on the study: the reflexive journal.

    \b
    Example:
      qualkit memos night-shifts --search "asking doctor" --kind reflexive
    """
    from qualkit.study import open_study

    opened = open_study(study)
    if text is not None:
        from qualkit.memos import write_memo

        memo = write_memo(opened, text, kind=kinds[0] if kinds else "reflexive", by=coder or "", date=date)
        tell(f"Wrote a {memo.kind} memo on the study ({memo.id}).")
        return
    found = _found(opened, words, kinds)
    if as_json:
        print_json({"memos": found})
    elif found:
        print_table(("Day", "Kind", "On", "By", "Memo"), [[*row.values()][1:] for row in found])
    elif words or kinds:
        tell("No memo is like that.")
    else:
        tell(f"There are no memos yet. Write one with: qualkit memos {study} --write TEXT")


def _found(study: Study, words: str, kinds: tuple[str, ...]) -> list[dict[str, str]]:
    from qualkit.journal.memos import day_of
    from qualkit.memos import quotes_in, search_memos, told
    from qualkit.text.quote_links import spelled

    with study.reading() as connection:
        found = search_memos(connection, words, kinds=kinds)
        quotes = quotes_in(connection, found)
        return [
            {
                "id": one.id,
                "date": day_of(one),
                "kind": one.kind,
                "about": told(connection, one),
                "by": one.by,
                "text": spelled(one.text, quotes),
            }
            for one in found
        ]
