"""`qualkit themes anchors | segments`: codes beside a framework's dimensions, and passages grouped without codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qualkit.cli.common import json_option, print_json, print_table, reports_errors, study_argument, tell
from qualkit.cli.themes import model_option, progress, themes

if TYPE_CHECKING:
    from qualkit.themes.anchors import Mapped


@themes.command()
@study_argument
@click.option("--framework", required=True, metavar="NAME", help="The framework.")
@model_option
@json_option
@reports_errors
def anchors(study: str, framework: str, model: str, as_json: bool) -> None:
    """How codes and passages fit the dimensions of a framework, with scores; you decide with `themes index`.

    \b
    Example:
      qualkit themes anchors night-shifts --framework "Therapeutic alliance"
    """
    from qualkit.store.charting import dimensions
    from qualkit.study import open_study
    from qualkit.themes.anchors import Dimension, map_onto
    from qualkit.themes.framework import find_framework
    from qualkit.themes.material import material

    opened = open_study(study)
    with opened.reading() as connection:
        known = dimensions(connection, find_framework(connection, framework).id)
        given = material(connection)
    asked = [Dimension(one.id, f"{one.name}. {one.definition}".strip()) for one in known]
    with progress() as told:
        found = map_onto(given, asked, model=model, cache=opened.folder, tell=told)
    names = {**{one.id: one.name for one in known}, **{code.id: code.name for code in given.codes}}
    if as_json:
        segments = [_fits(one, names) for one in found.segments]
        print_json({"codes": [_fits(one, names) for one in found.codes], "segments": segments})
        return
    rows = [(names[one.id], names.get(one.nearest or "", "none"), _listed(one, names)) for one in found.codes]
    print_table(("Code", "Nearest", "Likeness to each"), rows)
    tell("Nothing was mapped. Decide with: qualkit themes index STUDY CODE --code --framework NAME --on DIMENSION")


def _fits(one: Mapped, names: dict[str, str]) -> dict[str, Any]:
    fits = [{"dimension": names[f.dimension], "likeness": f.likeness, "rank": f.rank} for f in one.fits]
    return {"id": one.id, "name": names.get(one.id, ""), "nearest": names.get(one.nearest or "", "none"), "fits": fits}


def _listed(one: Mapped, names: dict[str, str]) -> str:
    return "; ".join(f"{names[fit.dimension]} {fit.likeness:.2f}" for fit in one.fits)


@themes.command()
@study_argument
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same answer.")
@model_option
@json_option
@reports_errors
def segments(study: str, seed: int, model: str, as_json: bool) -> None:
    """Coded passages grouped without regard to their codes: a second view, for studies of 1,000 passages or more.

    \b
    Example:
      qualkit themes segments night-shifts
    """
    from dataclasses import asdict

    from qualkit.study import open_study
    from qualkit.themes.material import material
    from qualkit.themes.segment_view import segment_topics
    from qualkit.themes.suggest import Wish

    opened = open_study(study)
    with opened.reading() as connection:
        given = material(connection)
    wish = Wish(seed=seed, model=model, language=opened.settings.language)
    with progress() as told:
        found = segment_topics(given, wish, cache=opened.folder, tell=told)
    if as_json:
        print_json(asdict(found))
        return
    names = {code.id: code.name for code in given.codes}
    rows = [(one.label, one.size, ", ".join(one.words), _most(one.codes, names)) for one in found.topics]
    if rows:
        print_table(("Grouping of passages", "Passages", "Words", "Codes most often in it"), rows)
    tell(found.note)


def _most(codes: tuple[tuple[str, int], ...], names: dict[str, str]) -> str:
    return ", ".join(f"{names[code]} ({count})" for code, count in codes[:3] if code in names)
