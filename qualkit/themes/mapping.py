"""Acts on the thematic map: links between themes, and maps kept under their day with the reason for the change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qualkit.errors import BadAct, NotFound
from qualkit.journal import theme_maps as journal
from qualkit.model import Theme, ThemeLink, ThemeMap
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.study import Study
from qualkit.themes.board import codes_in_themes
from qualkit.themes.making import find_theme
from qualkit.themes.map import Drawn, lay_out

if TYPE_CHECKING:
    from sqlalchemy import Connection

Places = Mapping[str, Sequence[float]]


def link_themes(
    study: Study, start: str, end: str, name: str = "", *, by: str | None = None, why: str = ""
) -> ThemeLink:
    """Say how one theme bears on another; two that are linked get the new word. Raises BadAct, NotFound."""
    with study.acting(by, why=why) as act:
        themes = reads.themes(act.connection)
        first, second = find_theme(themes, start), find_theme(themes, end)
        if first.id == second.id:
            raise BadAct(f"“{first.name}” cannot be linked with itself.", hint="Name two themes.")
        there = _link(act.connection, first, second)
        if there is None:
            link = ThemeLink(id=new_id(), from_id=first.id, to_id=second.id, name=name.strip())
            act.record(journal.link_themes(link, first, second))
            return link
        if there.name != name.strip():
            act.record(journal.name_link(there, name.strip()))
        return there


def unlink_themes(study: Study, start: str, end: str, *, by: str | None = None, why: str = "") -> None:
    """Take the link between two themes away. Raises NotFound where there is none."""
    with study.acting(by, why=why) as act:
        themes = reads.themes(act.connection)
        first, second = find_theme(themes, start), find_theme(themes, end)
        found = _link(act.connection, first, second)
        if found is None:
            raise NotFound("link between themes", f"{first.name} – {second.name}")
        act.record(journal.unlink_themes(found, first, second))


def keep_map(
    study: Study, name: str, places: Places | None = None, *, by: str | None = None, why: str = ""
) -> ThemeMap:
    """Keep the map as it stands, under a name and the day; `places` are middles by box, else those of the last map."""
    with study.acting(by, why=why) as act:
        drawn = map_now(act.connection, places)
        if not drawn["nodes"]:
            raise BadAct("There are no themes to put on a map.", hint="Make some on the Themes page first.")
        kept = ThemeMap(id=new_id(), name=name.strip() or act.at[:10], by=act.by, at=act.at, drawn=drawn)
        act.record(journal.keep_map(kept))
        return kept


def map_now(connection: Connection, places: Places | None = None) -> Drawn:
    """The themes as they stand, where they stood on the last map that was kept."""
    kept = maps(connection)
    last = {node["id"]: (node["x"], node["y"]) for node in kept[-1].drawn["nodes"]} if kept else {}
    placed = {box: (float(at[0]), float(at[1])) for box, at in {**last, **(places or {})}.items()}
    links = reads.all_of(connection, ThemeLink)
    return lay_out(reads.themes(connection), codes_in_themes(connection), links, placed=placed)


def maps(connection: Connection) -> list[ThemeMap]:
    """The maps that were kept, oldest first."""
    return reads.all_of(connection, ThemeMap, order=("at",))


def find_map(connection: Connection, named: str) -> ThemeMap:
    """The kept map of that name, day or id, the latest of several. Raises NotFound."""
    kept = maps(connection)
    found = [one for one in kept if named in (one.name, one.at[:10]) or one.id.startswith(named)]
    if not found:
        raise NotFound("thematic map", named, [f"{one.name}" for one in kept])
    return found[-1]


def _link(connection: Connection, first: Theme, second: Theme) -> ThemeLink | None:
    pair = {first.id, second.id}
    return next((one for one in reads.all_of(connection, ThemeLink) if {one.from_id, one.to_id} == pair), None)
