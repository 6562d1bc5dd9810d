"""Suggested groupings and themes as a terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qualkit.cli.common import print_table, tell

if TYPE_CHECKING:
    from qualkit.themes.board import Board


def print_cuts(found: dict[str, Any]) -> None:
    """A proposal: a table per cut, then the codes that fit nowhere."""
    if found["note"]:
        tell(found["note"])
    if found["outdated"]:
        tell("Codes or codings have changed since these were suggested.")
    for cut in found["cuts"]:
        rows = [_row(one) for one in cut["candidates"]]
        print_table(("Suggested grouping", "Codes", "Participants", "Words", "Id"), rows, title=f"{cut['name']} cut")
    if found["unplaced"]:
        names = "; ".join(one["name"] for one in found["unplaced"])
        click.echo(f"{'Fit nowhere' if found['cuts'] else 'Codes, neighbours alike'}: {names}")


def _row(one: dict[str, Any]) -> list[str]:
    codes = ", ".join(code["name"] + ("" if code["core"] else " (borderline)") for code in one["codes"])
    return [one["label"], codes, _covered(one["coverage"]), ", ".join(one["words"]), one["id"]]


def _covered(coverage: dict[str, Any]) -> str:
    return f"{coverage['with']} of {coverage['of']}"


def print_card(found: dict[str, Any]) -> None:
    """One grouping with its evidence."""
    click.echo(f"{found['label']}  ({found['id']})")
    for word, core in (("Core", True), ("Borderline", False)):
        codes = [_placed(code) for code in found["codes"] if code["core"] is core]
        if codes:
            click.echo(f"{word}: {'; '.join(codes)}")
    click.echo(f"Words: {', '.join(found['words'])}")
    without = found["coverage"]["without"]
    click.echo(f"Participants: {_covered(found['coverage'])}" + (f"; not in: {', '.join(without)}" if without else ""))
    click.echo(found["placement"])
    for lead, quotes in (("", found["quotes"]), ("Least like the rest: ", found["unlike"])):
        for quote in quotes:
            click.echo(f"\n  {lead}“{quote['text']}”\n  {quote['interview']}, {quote['start']}-{quote['end']}")


def _placed(code: dict[str, Any]) -> str:
    rival = code["rival"]
    return f"{code['name']} (also near {rival['label']})" if rival else str(code["name"])


def print_candidates(found: list[dict[str, Any]]) -> None:
    """The groupings on which nobody has decided, a line each."""
    rows = [[f"{one['cut']} {one['label'][-1]}", _names(one), one["id"]] for one in found]
    print_table(("Suggested grouping", "Codes", "Id"), rows)


def print_homes(found: list[dict[str, Any]]) -> None:
    """Codes without a theme, each with the themes nearest to it and how often each was the nearest."""
    if not found:
        tell("There is no theme yet, or no code without one. Make a theme with: qualkit themes create STUDY NAME")
        return
    near = [[f"{one['name']} ({one['share'] * 10:.0f} of 10 reruns)" for one in code["near"]] for code in found]
    rows = [[code["name"], *(told + [""] * 3)[:3]] for code, told in zip(found, near, strict=True)]
    print_table(("Code", "Nearest theme", "Then", "Then"), rows)


def print_themes(found: list[dict[str, Any]], board: Board) -> None:
    """A person's themes, then the codes that none of them has."""
    names = {theme.id: theme.name for theme in board.themes}
    rows = [
        [one["name"], names.get(one["parent"] or ""), one["status"], one["concept"], *_codes_and_people(one)]
        for one in found
    ]
    if rows:
        print_table(("Theme", "Under", "Status", "Shared idea", "Codes", "Participants"), rows)
    else:
        tell("There are no themes yet. Make one with: qualkit themes create STUDY NAME --code CODE")
    if board.homeless:
        click.echo(f"Codes without a theme: {'; '.join(code.name for code in board.homeless)}")


def _codes_and_people(one: dict[str, Any]) -> tuple[str, str]:
    return _names(one), _covered(one["coverage"])


def _names(one: dict[str, Any]) -> str:
    return ", ".join(code["name"] for code in one["codes"])
