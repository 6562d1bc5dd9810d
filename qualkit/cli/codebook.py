"""`qualkit codebook ...`: show, change and version the codes."""

from __future__ import annotations

from typing import Any

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
from qualkit.store.clock import moment

CONTRACT = ("id", "name", "parent", "definition", "include", "exclude", "example", "color", "status")
COUNTS = ("files", "references", "aggregate_references")

code_argument = click.argument("code", metavar="CODE")


@click.group()
def codebook() -> None:
    """Show, change and version the codes. CODE is an id, a path `Parent > Child`, or a name only one code has.

    \b
    Example:
      qualkit codebook show night-shifts
    """


@codebook.command()
@study_argument
@click.argument("version", default="current")
@click.option("--all", "everything", is_flag=True, help="Merged and retired codes as well.")
@json_option
@reports_errors
def show(study: str, version: str, everything: bool, as_json: bool) -> None:
    """The codebook now, or at a saved VERSION such as v2.

    \b
    Example:
      qualkit codebook show night-shifts v2
    """
    from qualkit.coding.versions import codebook_at
    from qualkit.study import open_study

    with open_study(study).reading() as connection:
        rows = codebook_at(connection, version)
    if as_json:
        keys = (*CONTRACT, *COUNTS)
        print_json({"version": version, "codes": [{key: row[key] for key in keys} for row in rows]})
        return
    shown = [row for row in rows if everything or row["status"] in ("active", "draft")]
    if not shown:
        tell("There are no codes yet. Make one with: qualkit codebook create STUDY NAME, or code a passage in the app.")
        return
    table = [_line(row) for row in shown]
    print_table(("Code", "Definition", "Files", "References", "With those under it", "Status"), table)


def _line(row: dict[str, Any]) -> list[object]:
    name = "  " * row["level"] + row["name"]
    return [name, row["definition"], row["files"], row["references"], row["aggregate_references"], row["status"]]


@codebook.command()
@study_argument
@json_option
@reports_errors
def log(study: str, as_json: bool) -> None:
    """The saved versions, oldest first.

    \b
    Example:
      qualkit codebook log night-shifts
    """
    from qualkit.store.reads import versions
    from qualkit.study import open_study

    with open_study(study).reading() as connection:
        known = versions(connection)
    if as_json:
        told = ("name", "message", "by", "at", "codes")
        print_json([{"version": f"v{one.number}", **{key: getattr(one, key) for key in told}} for one in known])
    elif known:
        lines = [[f"v{one.number}", one.name, one.by, moment(one.at), one.codes] for one in known]
        print_table(("Version", "Name", "By", "At", "Codes"), lines)
    else:
        tell("No version is saved yet. Save one with: qualkit codebook commit STUDY -m MESSAGE")


@codebook.command()
@study_argument
@click.option("-m", "--message", required=True, help="What this version is, such as “after interview 6”.")
@click.option("--name", default="", help="A short name; else the message.")
@coder_option
@reports_errors
def commit(study: str, message: str, name: str, coder: str | None) -> None:
    """Save the codebook as it stands as the next version.

    \b
    Example:
      qualkit codebook commit night-shifts -m "after interview 6"
    """
    from qualkit.coding.versions import commit_codebook, unchanged_since
    from qualkit.study import open_study

    opened = open_study(study)
    with opened.reading() as connection:
        same = unchanged_since(connection)
    if same:
        tell(f"Note: no code has changed since v{same.number} “{same.name}”.")
    version = commit_codebook(opened, message, name=name, by=coder)
    tell(f"Saved version v{version.number} “{version.name}” with {version.codes} codes.")


@codebook.command()
@study_argument
@click.argument("name")
@click.option("--under", metavar="CODE", help="The code it stands under.")
@click.option("--definition", default="", help="What the code means.")
@coder_option
@why_option
@reports_errors
def create(study: str, name: str, under: str | None, definition: str, coder: str | None, why: str) -> None:
    """Make a code.

    \b
    Example:
      qualkit codebook create night-shifts "fear of the sigh" --under "deciding to ask"
    """
    from qualkit.coding.codes import create_code
    from qualkit.study import open_study

    code = create_code(open_study(study), name, under=under, by=coder, why=why, definition=definition)
    tell(f"Created “{code.name}” ({code.id}).")


@codebook.command()
@study_argument
@code_argument
@click.argument("name")
@coder_option
@why_option
@reports_errors
def rename(study: str, code: str, name: str, coder: str | None, why: str) -> None:
    """Give a code another NAME; everything coded with it stays.

    \b
    Example:
      qualkit codebook rename night-shifts "doctors annoyed" "fear of the sigh"
    """
    from qualkit.coding.codes import rename_code
    from qualkit.study import open_study

    tell(f"The code is now called “{rename_code(open_study(study), code, name, by=coder, why=why).name}”.")


@codebook.command()
@study_argument
@code_argument
@click.option("--definition", help="What the code means.")
@click.option("--include", help="When to apply it.")
@click.option("--exclude", help="When not to.")
@click.option("--example", help="A typical example.")
@click.option("--color", metavar="#RRGGBB", help="Its colour.")
@click.option("--kind", help="Such as inductive, deductive, in vivo, semantic, latent.")
@coder_option
@why_option
@reports_errors
def define(study: str, code: str, coder: str | None, why: str, **texts: str | None) -> None:
    """Write a code's definition, when to apply it and when not to, and a typical example.

    \b
    Example:
      qualkit codebook define night-shifts "fear of the sigh" --definition "Expecting annoyance from the person called."
    """
    from qualkit.coding.codes import define_code
    from qualkit.study import open_study

    given = {key: text for key, text in texts.items() if text is not None}
    if not given:
        raise click.UsageError("Give at least one of --definition, --include, --exclude, --example, --color, --kind.")
    tell(f"Defined “{define_code(open_study(study), code, by=coder, why=why, seen=None, **given).name}”.")


@codebook.command()
@study_argument
@code_argument
@click.option("--under", required=True, metavar="CODE|root", help="The code to stand under; root is the top.")
@coder_option
@why_option
@reports_errors
def move(study: str, code: str, under: str, coder: str | None, why: str) -> None:
    """Put a code under another one, or at the top of the tree.

    \b
    Example:
      qualkit codebook move night-shifts "fear of the sigh" --under "deciding to ask"
    """
    from qualkit.coding.codes import move_code
    from qualkit.study import open_study

    moved = move_code(open_study(study), code, under=None if under == "root" else under, by=coder, why=why)
    tell(f"Moved “{moved.name}”.")


@codebook.command()
@study_argument
@code_argument
@click.option("--name", default="", help="What the category is called; else as the code is.")
@click.option("--with", "along", multiple=True, metavar="CODE", help="Another code to come under it; may be repeated.")
@coder_option
@why_option
@reports_errors
def promote(study: str, code: str, name: str, along: tuple[str, ...], coder: str | None, why: str) -> None:
    """Make a code a category: a new code in its place, with the code itself, and others, under it.

    \b
    Example:
      qualkit codebook promote night-shifts "fear of the sigh" --name "deciding to ask" --with "asking a colleague"
    """
    from qualkit.coding.codes import promote_code
    from qualkit.study import open_study

    category = promote_code(open_study(study), code, name=name, along=along, by=coder, why=why)
    tell(f"Made the category “{category.name}” ({category.id}). Take it back with: qualkit undo {study}")


@codebook.command()
@study_argument
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
@click.option("--into", required=True, metavar="CODE", help="The code that takes them up.")
@coder_option
@why_option
@reports_errors
def merge(study: str, codes: tuple[str, ...], into: str, coder: str | None, why: str) -> None:
    """Merge codes into another; their codings follow.

    \b
    Example:
      qualkit codebook merge night-shifts "call a doctor" --into "calling the doctor"
    """
    from qualkit.coding.codes import merge_codes
    from qualkit.study import open_study

    target, moved = merge_codes(open_study(study), codes, into=into, by=coder, why=why)
    tell(f"Merged into “{target.name}”; {moved} codings followed. Take it back with: qualkit undo {study}")


@codebook.command()
@study_argument
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
@click.option("--why", required=True, metavar="TEXT", help="The reason, kept in the journal.")
@coder_option
@reports_errors
def retire(study: str, codes: tuple[str, ...], why: str, coder: str | None) -> None:
    """Take codes out of use, with the reason, in one act; their codings stay readable.

    \b
    Example:
      qualkit codebook retire night-shifts "noise and light" --why "about the building, not about asking"
    """
    from qualkit.coding.codes import retire_codes
    from qualkit.study import open_study

    retired = retire_codes(open_study(study), codes, why=why, by=coder)
    tell(f"Retired {', '.join(f'“{code.name}”' for code in retired)}.")
