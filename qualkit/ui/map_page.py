"""The page Thematic map: themes, subthemes and codes dragged into place, linked, kept under their day."""

from __future__ import annotations

from functools import partial

import streamlit as st

from qualkit.model import Theme, ThemeLink, ThemeMap
from qualkit.pictures import svg_to_png
from qualkit.store import reads
from qualkit.study import Study
from qualkit.themes.map import Drawn, draw
from qualkit.themes.mapping import keep_map, link_themes, map_now, maps, unlink_themes
from qualkit.ui import frame
from qualkit.ui.language import _, marked
from qualkit.ui.map.component import Places, thematic_map
from qualkit.ui.moments import when
from qualkit.ui.undoing import undo_buttons

NOW = marked("as it stands")


def page() -> None:
    """The map, and what can be done with it."""
    study = frame.needed_study()
    with study.reading() as connection:
        themes, links, kept = reads.themes(connection), reads.all_of(connection, ThemeLink), maps(connection)
        drawn = map_now(connection)
    frame.header(
        _("Thematic map"), _("Drag themes, subthemes and codes into place; keep the map when it says something.")
    )
    if not themes:
        frame.empty(
            _("There are no themes yet."), _("Make themes on the Themes page; the map shows them and their codes.")
        )
        frame.link("themes", _("Go to Themes"))
        return
    chosen = _bar(study, kept)
    if chosen:
        st.image(draw(chosen.drawn, title=study.title), width="stretch")
        _pictures(study, dict(chosen.drawn))
        return
    places = thematic_map(drawn)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _keep(study, places)
        _links(study, themes, links)
        _pictures(study, _moved(drawn, places))
    _table(themes, links)


def _bar(study: Study, kept: list[ThemeMap]) -> ThemeMap | None:
    """Undo, and which map is shown; None is the one that stands now."""
    with st.container(horizontal=True, vertical_alignment="center"):
        undo_buttons(study, short=True)
        if not kept:
            return None
        labels = {one.id: f"{one.name}, {when(one.at)}" for one in reversed(kept)}
        shown = st.selectbox(
            _("Map"),
            ["", *labels],
            format_func=lambda i: labels.get(i, _(NOW)),
            label_visibility="collapsed",
            width=320,
        )
    return next((one for one in kept if one.id == shown), None)


def _keep(study: Study, places: Places) -> None:
    with (
        frame.popover(_("Keep this map"), key="keep-map", icon=":material/bookmark_add:"),
        st.form("keep", border=False),
    ):
        name = st.text_input(_("Name"), placeholder=_("after the second reading"))
        why = st.text_area(_("What changed, and why (optional)"))
        if st.form_submit_button(_("Keep"), type="primary"):
            frame.do(
                lambda: _("Kept “{name}”.", name=keep_map(study, name, places, by=frame.coder(study), why=why).name)
            )


def _links(study: Study, themes: list[Theme], links: list[ThemeLink]) -> None:
    names = {one.id: one.name for one in themes}
    with frame.popover(_("Links between themes"), key="links", icon=":material/conversion_path:"):
        if len(themes) < 2:
            st.caption(_("A link needs two themes."))
            return
        with st.form("link", border=False):
            first = st.selectbox(_("Theme"), names, format_func=names.__getitem__)
            word = st.text_input(_("How it bears on the other"), placeholder=_("feeds, is in tension with, explains"))
            second = st.selectbox(_("Other theme"), names, 1, format_func=names.__getitem__)
            if st.form_submit_button(_("Link"), type="primary"):
                frame.do(lambda: _linked(study, str(first), str(second), word))
        for one in links:
            told = " – ".join((names[one.from_id], one.name or _("linked with"), names[one.to_id]))
            if st.button(_("Take away: {told}", told=frame.plain(told)), key=f"unlink-{one.id}"):
                frame.do(partial(_unlinked, study, one))


def _linked(study: Study, first: str, second: str, word: str) -> str:
    link_themes(study, first, second, word, by=frame.coder(study))
    return _("Linked the themes.")


def _unlinked(study: Study, link: ThemeLink) -> str:
    unlink_themes(study, link.from_id, link.to_id, by=frame.coder(study))
    return _("Took the link away.")


def _moved(drawn: Drawn, places: Places) -> Drawn:
    at = {node["id"]: places.get(node["id"], (node["x"], node["y"])) for node in drawn["nodes"]}
    return {**drawn, "nodes": [{**node, "x": at[node["id"]][0], "y": at[node["id"]][1]} for node in drawn["nodes"]]}


def _pictures(study: Study, drawn: Drawn) -> None:
    svg = draw(drawn, title=study.title)
    with frame.popover(_("Picture"), key="picture", icon=":material/download:"):
        st.download_button("SVG", svg, "thematic-map.svg", "image/svg+xml", on_click="ignore")
        st.download_button("PNG", lambda: svg_to_png(svg), "thematic-map.png", "image/png", on_click="ignore")


def _table(themes: list[Theme], links: list[ThemeLink]) -> None:
    names = {one.id: one.name for one in themes}
    with st.expander(_("The map as a table")):
        under = {one.id: names.get(one.parent_id or "", "") for one in themes}
        rows = [{_("Theme"): t.name, _("Under"): under[t.id], _("Status"): t.status} for t in themes]
        st.dataframe(rows, hide_index=True)
        if links:
            said = [{_("Theme"): names[o.from_id], "": o.name, _("Other theme"): names[o.to_id]} for o in links]
            st.dataframe(said, hide_index=True)
