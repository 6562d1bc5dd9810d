"""`qualkit themes ...`: what a person does with their own themes, their codes and their chosen quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from qualkit.cli.themes import concept_option, themes
from qualkit.store.clock import moment

if TYPE_CHECKING:
    from qualkit.model import Act

theme_argument = click.argument("theme")
TEXTS = ("concept", "definition", "exclude", "story")


@themes.command()
@study_argument
@theme_argument
@click.option("--concept", metavar="TEXT", help="The central organising concept: the idea that its codes share.")
@click.option("--definition", metavar="TEXT", help="What it is about, in a few sentences.")
@click.option("--exclude", metavar="TEXT", help="What it is not.")
@click.option("--story", metavar="TEXT", help="What you tell beside its quotes.")
@coder_option
@why_option
@reports_errors
def write(study: str, theme: str, coder: str | None, why: str, **texts: str | None) -> None:
    """Write what a THEME is: its concept, definition, what it is not, its story.

    \b
    Example:
      qualkit themes write night-shifts "Asking is a debt" --exclude "Politeness on the phone."
    """
    from qualkit.errors import BadOption
    from qualkit.study import open_study
    from qualkit.themes.making import revise_theme

    given = {name: text for name, text in texts.items() if text is not None}
    if not given:
        raise BadOption("qualkit themes write", "nothing", ", ".join(f"--{name}" for name in TEXTS))
    revised = revise_theme(open_study(study), theme, codes=None, seen=None, by=coder, why=why, **given)
    tell(f"Wrote {', '.join(given)} of “{revised.name}”.")


@themes.command()
@study_argument
@theme_argument
@click.argument("state", metavar="candidate|reviewed|named")
@coder_option
@why_option
@reports_errors
def status(study: str, theme: str, state: str, coder: str | None, why: str) -> None:
    """Say how far a THEME is: candidate, reviewed (its extracts, then the whole data set), named.

    \b
    Example:
      qualkit themes status night-shifts "Asking is a debt" reviewed --why "read all its extracts again"
    """
    from qualkit.study import open_study
    from qualkit.themes.making import revise_theme

    tell(f"“{revise_theme(open_study(study), theme, by=coder, why=why, status=state).name}” is {state}.")


@themes.command()
@study_argument
@theme_argument
@click.argument("parent", required=False)
@coder_option
@why_option
@reports_errors
def under(study: str, theme: str, parent: str | None, coder: str | None, why: str) -> None:
    """Make a THEME the subtheme of PARENT; without PARENT, a theme of its own again.

    \b
    Example:
      qualkit themes under night-shifts "Saying sorry" "Asking is a debt"
    """
    from qualkit.study import open_study
    from qualkit.themes.shaping import put_under

    put_under(open_study(study), theme, parent, by=coder, why=why)
    tell(f"“{theme}” stands {f'under “{parent}”' if parent else 'at the top'}.")


@themes.command()
@study_argument
@theme_argument
@click.option("--into", required=True, metavar="THEME", help="The theme that takes it up.")
@coder_option
@why_option
@reports_errors
def merge(study: str, theme: str, into: str, coder: str | None, why: str) -> None:
    """Merge a THEME into another: codes, quotes, subthemes and memos follow.

    \b
    Example:
      qualkit themes merge night-shifts "Saying sorry" --into "Asking is a debt"
    """
    from qualkit.study import open_study
    from qualkit.themes.shaping import merge_themes

    target = merge_themes(open_study(study), theme, into=into, by=coder, why=why)
    tell(f"Merged “{theme}” into “{target.name}”. Take it back with: qualkit undo {study}")


@themes.command()
@study_argument
@theme_argument
@click.option("--into", "name", required=True, metavar="NAME", help="Your name for the new theme.")
@click.option("--code", "codes", multiple=True, required=True, metavar="CODE", help="A code that goes into it.")
@concept_option
@coder_option
@why_option
@reports_errors
def split(study: str, theme: str, name: str, codes: tuple[str, ...], coder: str | None, **texts: str) -> None:
    """Make a new theme of some codes of a THEME.

    \b
    Example:
      qualkit themes split night-shifts "Asking is a debt" --into "Saying sorry" --code "apologising on the phone"
    """
    from qualkit.study import open_study
    from qualkit.themes.review import Naming
    from qualkit.themes.shaping import split_theme

    naming = Naming(name, texts["concept"])
    made = split_theme(open_study(study), theme, naming, codes, by=coder, why=texts["why"])
    tell(f"Split “{made.name}” off “{theme}”. Take it back with: qualkit undo {study}")


@themes.command()
@study_argument
@theme_argument
@coder_option
@why_option
@reports_errors
def remove(study: str, theme: str, coder: str | None, why: str) -> None:
    """Give a THEME up: its codes are without a theme again.

    \b
    Example:
      qualkit themes remove night-shifts "Noise" --why "a topic, not a shared meaning"
    """
    from qualkit.study import open_study
    from qualkit.themes.shaping import remove_theme

    gone = remove_theme(open_study(study), theme, by=coder, why=why)
    tell(f"Gave up “{gone.name}”; its codes stay. Take it back with: qualkit undo {study}")


@themes.command()
@study_argument
@click.argument("code")
@click.argument("to", metavar='THEME|"fits nowhere"|"set aside"|""')
@click.option("--out-of", default="", metavar="THEME", help="The theme that it leaves; “anywhere” for all of them.")
@coder_option
@why_option
@reports_errors
def move(study: str, code: str, to: str, out_of: str, coder: str | None, why: str) -> None:
    """Move a CODE into a theme, to “fits nowhere”, to “set aside”, or ("") back among those to be placed.

    \b
    Example:
      qualkit themes move night-shifts "noise and light" "set aside" --why "about the building"
    """
    from qualkit.study import open_study
    from qualkit.themes.shaping import move_codes

    move_codes(open_study(study), [code], to, out_of=out_of, by=coder, why=why)
    tell(f"Moved “{code}” to {f'“{to}”' if to else 'the codes without a theme'}.")


@themes.command()
@study_argument
@click.argument("before", metavar="vA")
@click.argument("after", metavar="vB", default="current")
@json_option
@reports_errors
def diff(study: str, before: str, after: str, as_json: bool) -> None:
    """What changed in the themes between two saved versions, or between one and now.

    \b
    Example:
      qualkit themes diff night-shifts v1 v2
    """
    from dataclasses import asdict

    from qualkit.study import open_study
    from qualkit.themes.versions import themes_diff

    with open_study(study).reading() as connection:
        found = themes_diff(connection, before, after)
    if as_json:
        print_json({"changes": [asdict(one) for one in found]})
    elif found:
        rows = [(one.theme, one.what, one.before, one.after) for one in found]
        print_table(("Theme", "What", "Before", "After"), rows, title=f"From {before} to {after}")
    else:
        tell(f"Nothing changed in the themes from {before} to {after}.")


@themes.command()
@study_argument
@json_option
@reports_errors
def log(study: str, as_json: bool) -> None:
    """The decisions on themes, oldest first: what, who, when and why.

    \b
    Example:
      qualkit themes log night-shifts
    """
    from qualkit.study import open_study
    from qualkit.themes.log import theme_log

    with open_study(study).reading() as connection:
        found = theme_log(connection)
    if as_json:
        keys = ("id", "at", "by", "kind", "summary", "undone")
        print_json({"decisions": [{**{k: getattr(one.act, k) for k in keys}, "why": one.why} for one in found]})
        return
    rows = [(one.act.id[:8], moment(one.act.at), one.act.by, _told(one.act), one.why) for one in found]
    print_table(("Act", "When", "Who", "What", "Why"), rows)


def _told(act: Act) -> str:
    return f"{act.summary} (taken back since)" if act.undone else act.summary


@themes.command()
@study_argument
@click.argument("act")
@click.option("--why", required=True, metavar="TEXT", help="The reason.")
@coder_option
@reports_errors
def explain(study: str, act: str, why: str, coder: str | None) -> None:
    """Give a reason for an earlier ACT, named by the beginning of its id in `qualkit themes log`.

    \b
    Example:
      qualkit themes explain night-shifts 3f2a91bc --why "the extracts spoke of two things"
    """
    from qualkit.reasons import give_reason
    from qualkit.study import open_study

    give_reason(open_study(study), act, why, by=coder)
    tell("Kept the reason.")
