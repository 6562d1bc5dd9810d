"""`qualkit themes ...`: suggested groupings of codes, and the themes that a person makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from qualkit.cli.common import (
    coder_option,
    json_option,
    print_json,
    reports_errors,
    study_argument,
    tell,
    why_option,
)
from qualkit.cli.themes_shown import print_candidates, print_card, print_cuts, print_homes, print_themes

if TYPE_CHECKING:
    from qualkit.themes.suggest import Tell

candidate_argument = click.argument("candidate", metavar="CANDIDATE")
model_option = click.option(
    "--model", default="", metavar="NAME|FOLDER", help="A sentence-transformers model; tf-idf for none."
)
concept_option = click.option("--concept", default="", metavar="TEXT", help="The idea that its codes share.")


@click.group()
def themes() -> None:
    """Suggested groupings of codes, and the themes you make of them.

    CANDIDATE is a grouping's id, the beginning of it, or its cut and letter, such as “medium A”.

    \b
    Example:
      qualkit themes propose night-shifts
    """


@themes.command()
@study_argument
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same answer.")
@model_option
@click.option("--groups", type=click.IntRange(0), default=0, help="So many groupings, as a fourth cut called “asked”.")
@click.option("--view", default="codes", metavar="NAME", help="codes, co-occurrence or meaning.", show_default=True)
@json_option
@reports_errors
def propose(study: str, as_json: bool, **wished: Any) -> None:
    """Suggest groupings of the codes, at three cuts. Nothing becomes a theme.

    \b
    Example:
      qualkit themes propose night-shifts
    """
    from qualkit.study import open_study
    from qualkit.themes.actions import propose as compute
    from qualkit.themes.cards import proposal_card
    from qualkit.themes.material import material
    from qualkit.themes.suggest import Wish

    opened = open_study(study)
    with progress() as told:
        proposal = compute(opened, Wish(**wished), tell=told)
    with opened.reading() as connection:
        found = proposal_card(proposal, material(connection))
    if as_json:
        print_json(found)
        return
    print_cuts(found)
    if found["cuts"]:
        tell(f"Look at one with: qualkit themes show {study} “medium A”. A theme comes of it only when you confirm it.")


@contextmanager
def progress() -> Iterator[Tell]:
    """A bar on stderr that is gone when the work is done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading the codes", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of)


@themes.command(name="list")
@study_argument
@json_option
@reports_errors
def list_(study: str, as_json: bool) -> None:
    """Your themes, and the suggested groupings on which nobody has decided.

    \b
    Example:
      qualkit themes list night-shifts
    """
    from qualkit.study import open_study
    from qualkit.themes.board import listing, read_board

    opened = open_study(study)
    with opened.reading() as connection:
        board = read_board(connection)
    found = listing(board)
    if as_json:
        print_json(found)
        return
    print_themes(found["themes"], board)
    if found["candidates"] and opened.settings.approach == "reflexive" and not found["themes"]:
        tell(f"Suggested groupings are kept out of sight until you ask: qualkit themes show {study}")
    elif found["candidates"]:
        print_candidates(found["candidates"])


@themes.command()
@study_argument
@click.argument("candidate", metavar="[CANDIDATE]", required=False)
@json_option
@reports_errors
def show(study: str, candidate: str | None, as_json: bool) -> None:
    """The evidence for one suggested grouping; all of them where none is named.

    \b
    Example:
      qualkit themes show night-shifts "medium A"
    """
    from qualkit.study import open_study
    from qualkit.themes.actions import latest
    from qualkit.themes.cards import Shelf, card, proposal_card
    from qualkit.themes.material import material
    from qualkit.themes.review import find_candidate

    with open_study(study).reading() as connection:
        proposal, given = latest(connection), material(connection)
    one = candidate is not None
    found = card(find_candidate(proposal, str(candidate))[1], Shelf(given)) if one else proposal_card(proposal, given)
    if as_json:
        print_json(found)
    elif one:
        print_card(found)
    else:
        print_cuts(found)


@themes.command()
@study_argument
@model_option
@json_option
@reports_errors
def place(study: str, model: str, as_json: bool) -> None:
    """For each code without a theme, the three of your themes nearest to it. Nothing is placed.

    \b
    Example:
      qualkit themes place night-shifts
    """
    from qualkit.store import reads
    from qualkit.study import open_study
    from qualkit.themes.actions import homes

    opened = open_study(study)
    with progress() as told:
        found = homes(opened, model=model, tell=told)
    with opened.reading() as connection:
        names = {code.id: code.name for code in reads.codes(connection)}
    placed = [{"id": one.code_id, "name": names[one.code_id], "near": [asdict(n) for n in one.near]} for one in found]
    if as_json:
        print_json({"codes": placed})
    else:
        print_homes(placed)


@themes.command()
@study_argument
@candidate_argument
@click.option("--name", required=True, metavar="TEXT", help="Your name for the theme.")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only this of its codes; several times for more.")
@concept_option
@coder_option
@why_option
@reports_errors
def confirm(study: str, candidate: str, codes: tuple[str, ...], coder: str | None, why: str, **said: str) -> None:
    """Make a theme of a suggested grouping, or of some of its codes, under your own name for it.

    \b
    Example:
      qualkit themes confirm night-shifts "medium A" --name "Asking is a debt"
    """
    from qualkit.study import open_study
    from qualkit.themes.actions import confirm_candidate, split_candidate
    from qualkit.themes.review import Naming

    opened, naming = open_study(study), Naming(said["name"], said["concept"])
    if codes:
        theme = split_candidate(opened, candidate, naming, codes, by=coder, why=why)
    else:
        theme = confirm_candidate(opened, candidate, naming, by=coder, why=why)
    _tell_made(study, theme.name)


@themes.command()
@study_argument
@candidate_argument
@click.argument("theme")
@coder_option
@why_option
@reports_errors
def join(study: str, candidate: str, theme: str, coder: str | None, why: str) -> None:
    """Put the codes of a suggested grouping into a THEME of yours; they stay in other themes as well.

    \b
    Example:
      qualkit themes join night-shifts "medium B" "Asking is a debt"
    """
    from qualkit.study import open_study
    from qualkit.themes.actions import merge_candidate

    into = merge_candidate(open_study(study), candidate, into=theme, by=coder, why=why)
    tell(f"Put its codes into “{into.name}”. Take it back with: qualkit undo {study}")


def _tell_made(study: str, name: str) -> None:
    from qualkit.themes.review import question_about

    tell(f"Made the theme “{name}” (candidate, until you have reviewed it). Take it back with: qualkit undo {study}")
    if question_about(name):
        tell(question_about(name))


@themes.command()
@study_argument
@candidate_argument
@coder_option
@why_option
@reports_errors
def reject(study: str, candidate: str, coder: str | None, why: str) -> None:
    """Set a suggested grouping aside; the decision is kept.

    \b
    Example:
      qualkit themes reject night-shifts "medium B" --why "about the building, not about asking"
    """
    from qualkit.study import open_study
    from qualkit.themes.actions import reject_candidate

    decided = reject_candidate(open_study(study), candidate, by=coder, why=why)
    tell(f"Set {decided.label} aside. Take it back with: qualkit undo {study}")


@themes.command()
@study_argument
@click.argument("name")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="A code in it; may be given several times.")
@click.option("--under", metavar="THEME", help="The theme of which it is a subtheme.")
@concept_option
@coder_option
@reports_errors
def create(study: str, name: str, codes: tuple[str, ...], under: str | None, concept: str, coder: str | None) -> None:
    """Make a theme by hand, with no suggestion at all.

    \b
    Example:
      qualkit themes create night-shifts "The rule that frees" --code "personal rules" --code "asking as duty"
    """
    from qualkit.study import open_study
    from qualkit.themes.making import create_theme
    from qualkit.themes.review import Naming

    theme = create_theme(open_study(study), Naming(name, concept), codes, under=under, by=coder)
    _tell_made(study, theme.name)


@themes.command()
@study_argument
@click.argument("theme")
@click.argument("name")
@coder_option
@why_option
@reports_errors
def rename(study: str, theme: str, name: str, coder: str | None, why: str) -> None:
    """Give a THEME another NAME.

    \b
    Example:
      qualkit themes rename night-shifts "Asking is a debt" "Borrowed goodwill"
    """
    from qualkit.study import open_study
    from qualkit.themes.making import rename_theme

    tell(f"The theme is now called “{rename_theme(open_study(study), theme, name, by=coder, why=why).name}”.")
