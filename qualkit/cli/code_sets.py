"""`qualkit codebook sets`: sets of codes from anywhere in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qualkit.cli.codebook import codebook
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

if TYPE_CHECKING:
    from qualkit.study import Study


@codebook.command("sets")
@study_argument
@click.argument("name", required=False)
@click.option("--add", multiple=True, metavar="CODE", help="Put this code in; the set is made where there is none.")
@click.option("--remove", multiple=True, metavar="CODE", help="Take this code out.")
@coder_option
@why_option
@json_option
@reports_errors
def sets(study: str, name: str | None, add: tuple[str, ...], remove: tuple[str, ...], **options: str) -> None:
    """Sets of codes from anywhere in the tree; with NAME and --add or --remove, change one.

    \b
    Example:
      qualkit codebook sets night-shifts "The body" --add tired --add "Asking > fear of the sigh"
    """
    from qualkit.errors import BadAct
    from qualkit.study import open_study

    opened = open_study(study)
    if add or remove:
        if not name:
            raise BadAct("Which set?", hint="Name it: qualkit codebook sets STUDY NAME --add CODE")
        _change(opened, name, add, remove, coder=options["coder"], why=options["why"])
    _list(opened, name, as_json=bool(options["as_json"]))


def _change(study: Study, name: str, add: tuple[str, ...], remove: tuple[str, ...], *, coder: str, why: str) -> None:
    from qualkit.coding.code_sets import put_in_set, take_out_of_set

    came = put_in_set(study, name, add, by=coder, why=why) if add else 0
    went = take_out_of_set(study, name, remove, by=coder, why=why) if remove else 0
    tell(f"“{name}”: {came} codes came in, {went} went out.")


def _list(study: Study, name: str | None, *, as_json: bool) -> None:
    from qualkit.coding.code_sets import code_sets, find_code_set
    from qualkit.store.reads import codes

    with study.reading() as connection:
        known = [find_code_set(connection, name)] if name else code_sets(connection)
        names = {code.id: code.name for code in codes(connection)}
    held = [(one, [(i, names[i]) for i in one.code_ids if i in names]) for one in known]
    if as_json:
        print_json([{"set": s.name, "codes": [{"id": i, "name": n} for i, n in found]} for s, found in held])
    elif held:
        print_table(("Set", "Codes"), [(one.name, ", ".join(n for _, n in found)) for one, found in held])
    else:
        tell("There are no sets of codes. Make one: qualkit codebook sets STUDY NAME --add CODE")
