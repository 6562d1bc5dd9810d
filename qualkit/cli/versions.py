"""`qualkit codebook diff | restore | split | history`: the codebook over time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from qualkit.cli.codebook import code_argument, codebook
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

if TYPE_CHECKING:
    from qualkit.history import Diff
    from qualkit.study import Study


@codebook.command("diff")
@study_argument
@click.argument("before", metavar="vA")
@click.argument("after", metavar="vB", default="current")
@json_option
@reports_errors
def diff_(study: str, before: str, after: str, as_json: bool) -> None:
    """What changed between two versions, such as v1 and v2, or v2 and the codebook as it stands.

    \b
    Example:
      qualkit codebook diff night-shifts v1 v2
    """
    from qualkit.coding.versions import codebook_diff
    from qualkit.study import open_study

    with open_study(study).reading() as connection:
        found = codebook_diff(connection, before, after)
    if as_json:
        print_json(diff_as_json(found))
        return
    rows = list(diff_lines(found))
    if rows:
        print_table(("What", "Code", "Then", "References"), rows, title=f"From {before} to {after}")
    else:
        tell(f"Nothing changed from {before} to {after}.")


def diff_as_json(found: Diff) -> dict[str, list[dict[str, Any]]]:
    """The keys of the contract; what a renamed, redefined or moved code was before is under `was`."""
    return {
        **{key: [_told(row) for row in getattr(found, key)] for key in ("added", "retired", "restored", "removed")},
        "renamed": [{**_told(now), "was": was["name"]} for was, now in found.renamed],
        "redefined": [{**_told(now), "was": was["definition"]} for was, now in found.redefined],
        "moved": [{**_told(now), "was": was["parent"]} for was, now in found.moved],
        "merged": [
            {"from": [_told(row) for row in one.sources], "into": _told(one.into), "codings": one.codings}
            for one in found.merged
        ],
        "split": [{"from": _told(one.source), "into": [_told(row) for row in one.into]} for one in found.split],
    }


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("id", "name", "references")}


def diff_lines(found: Diff) -> Iterable[list[object]]:
    """One line per change, for people."""
    for what in ("added", "retired", "restored", "removed"):
        yield from ([what, row["name"], "", row["references"]] for row in getattr(found, what))
    yield from (["renamed", was["name"], now["name"], now["references"]] for was, now in found.renamed)
    yield from (["redefined", now["name"], now["definition"], now["references"]] for _, now in found.redefined)
    yield from (
        ["moved", now["name"], f"under {now['parent'] or 'the top'}", now["references"]] for _, now in found.moved
    )
    for merge in found.merged:
        yield ["merged", ", ".join(row["name"] for row in merge.sources), merge.into["name"], merge.codings]
    for split in found.split:
        parts = ", ".join(row["name"] for row in split.into)
        yield ["split", split.source["name"], parts, split.source["references"]]


@codebook.command()
@study_argument
@click.argument("what", metavar="vN|CODE")
@coder_option
@why_option
@reports_errors
def restore(study: str, what: str, coder: str | None, why: str) -> None:
    """Bring the codebook back to a saved version, or a retired code into use, as new Changes; undo takes that back.

    \b
    Example:
      qualkit codebook restore night-shifts v1 --why "the merge went too far"
    """
    from qualkit.coding.codes import restore_code
    from qualkit.study import open_study

    opened = open_study(study)
    if re.fullmatch(r"v\d+", what):
        _restore_version(opened, what, coder, why)
    else:
        tell(f"“{restore_code(opened, what, by=coder, why=why).name}” is in use.")


def _restore_version(study: Study, version: str, coder: str | None, why: str) -> None:
    from qualkit.coding.versions import restore_version

    changed, unmapped = restore_version(study, version, by=coder, why=why)
    tell(f"Restored {version}: {changed} codes changed. Take it back with: qualkit undo {study.folder}")
    if unmapped:
        tell(f"{len(unmapped)} codings have a code that {version} does not use; they were left as they are:")
        for coding in unmapped:
            tell(f"  {coding.id} by {coding.coder}")


@codebook.command()
@study_argument
@code_argument
@click.argument("more", metavar="--into NAME NAME...", nargs=-1, required=False)
@click.option("--into", "first", required=True, hidden=True)
@coder_option
@why_option
@reports_errors
def split(study: str, code: str, first: str, more: tuple[str, ...], coder: str | None, why: str) -> None:
    """Make new codes out of one; its codings stay with it until each is recoded.

    \b
    Example:
      qualkit codebook split night-shifts "asking" --into "asking a doctor" "asking a colleague"
    """
    from qualkit.coding.codes import split_code
    from qualkit.study import open_study

    parts, waiting = split_code(open_study(study), code, (first, *more), by=coder, why=why)
    tell(f"Made {', '.join(f'“{part.name}”' for part in parts)}.")
    tell(f"{waiting} codings stay with “{code}” until you recode each of them.")


@codebook.command()
@study_argument
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="The file: .svg or .png.")
@reports_errors
def picture(study: str, output: str) -> None:
    """Draw which code became which over the saved versions, as wide as the codings that came along.

    \b
    Example:
      qualkit codebook picture night-shifts -o codes-over-time.svg
    """
    from pathlib import Path

    from qualkit.coding.alluvial import alluvial_svg
    from qualkit.coding.versions import codebook_genealogy
    from qualkit.pictures import write_picture
    from qualkit.study import open_study

    with open_study(study).reading() as connection:
        write_picture(Path(output), alluvial_svg(codebook_genealogy(connection)))
    tell(f"Wrote {output}.")


@codebook.command()
@study_argument
@json_option
@reports_errors
def alike(study: str, as_json: bool) -> None:
    """Codes whose names look alike, for you to merge or leave.

    \b
    Example:
      qualkit codebook alike night-shifts
    """
    from qualkit.coding.alike import alike as find_alike
    from qualkit.store.reads import codes
    from qualkit.study import open_study

    with open_study(study).reading() as connection:
        found = find_alike(codes(connection))
    if as_json:
        print_json([{"codes": [{"id": c.id, "name": c.name} for c in (p.one, p.other)], "why": p.why} for p in found])
    elif found:
        print_table(("Code", "Looks like", "Because"), [(pair.one.name, pair.other.name, pair.why) for pair in found])
        tell(f"To merge two: qualkit codebook merge {study} CODE --into CODE")
    else:
        tell("No two codes look alike.")


@codebook.command()
@study_argument
@code_argument
@json_option
@reports_errors
def history(study: str, code: str, as_json: bool) -> None:
    """One code's life: who did what with it, when and why.

    \b
    Example:
      qualkit codebook history night-shifts "fear of the sigh"
    """
    from qualkit.coding.codebook import find_code
    from qualkit.coding.versions import code_history
    from qualkit.store.reads import codes
    from qualkit.study import open_study

    with open_study(study).reading() as connection:
        life = [line.change for line in code_history(connection, find_code(codes(connection), code).id)]
    if as_json:
        print_json(
            [{"at": c.at, "by": c.by, "kind": c.draft.kind, "what": c.draft.summary, "why": c.why} for c in life]
        )
        return
    print_table(("At", "By", "What", "Why"), [[moment(c.at), c.by, c.draft.summary, c.why] for c in life])
