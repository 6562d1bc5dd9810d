"""`qualkit themes map | link | unlink`: the thematic map as a picture, and the links between themes."""

from __future__ import annotations

from pathlib import Path

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
from qualkit.store.clock import moment


@themes.command("map")
@study_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A .svg or .png.")
@click.option("--keep", metavar="NAME", help="Keep the map under this name and today's date, with the reason.")
@click.option("--kept", metavar="NAME|DATE", help="A map that was kept, as it was then.")
@json_option
@coder_option
@why_option
@reports_errors
def map_(study: str, output: Path | None, keep: str | None, kept: str | None, as_json: bool, **who: str) -> None:
    """Draw the thematic map: themes, subthemes, codes and your links. Without -o, list the maps that were kept.

    \b
    Example:
      qualkit themes map night-shifts -o map.svg
    """
    from qualkit.pictures import write_picture
    from qualkit.study import open_study
    from qualkit.themes.map import draw
    from qualkit.themes.mapping import find_map, keep_map, map_now, maps

    opened = open_study(study)
    if keep is not None:
        tell(f"Kept the map “{keep_map(opened, keep, by=who['coder'], why=who['why']).name}”.")
    with opened.reading() as connection:
        drawn = find_map(connection, kept).drawn if kept else map_now(connection)
        listed = [{"name": one.name, "at": one.at, "by": one.by} for one in maps(connection)]
    if output is not None:
        write_picture(output, draw(drawn, title=opened.title))
        tell(f"Wrote {output}.")
    elif as_json:
        print_json({"map": drawn, "kept": listed})
    elif keep is None:
        print_table(("Map", "Kept", "By"), [(one["name"], moment(one["at"]), one["by"]) for one in listed])


@themes.command()
@study_argument
@click.argument("start", metavar="THEME")
@click.argument("end", metavar="THEME")
@click.option("--name", default="", metavar="TEXT", help="How the first bears on the second.")
@coder_option
@why_option
@reports_errors
def link(study: str, start: str, end: str, name: str, coder: str | None, why: str) -> None:
    """Link two themes on the map.

    \b
    Example:
      qualkit themes link night-shifts "Asking is a debt" "The rule that frees" --name "is eased by"
    """
    from qualkit.study import open_study
    from qualkit.themes.mapping import link_themes

    link_themes(open_study(study), start, end, name, by=coder, why=why)
    tell(f"Linked “{start}” with “{end}”.")


@themes.command()
@study_argument
@click.argument("start", metavar="THEME")
@click.argument("end", metavar="THEME")
@coder_option
@why_option
@reports_errors
def unlink(study: str, start: str, end: str, coder: str | None, why: str) -> None:
    """Take the link between two themes away.

    \b
    Example:
      qualkit themes unlink night-shifts "Asking is a debt" "The rule that frees"
    """
    from qualkit.study import open_study
    from qualkit.themes.mapping import unlink_themes

    unlink_themes(open_study(study), start, end, by=coder, why=why)
    tell(f"“{start}” and “{end}” are not linked any more.")
