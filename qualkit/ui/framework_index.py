"""Frameworks on the page: brought in from a file or written, and what of one's own is mapped onto them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qualkit.exchange.framework_files import read_framework
from qualkit.model import Framework, FrameworkDimension, FrameworkPlace
from qualkit.store import reads
from qualkit.store.charting import dimensions
from qualkit.study import Study
from qualkit.themes.framework import NONE, add_framework, map_onto, places, remove_framework
from qualkit.ui import frame
from qualkit.ui.framework_beside import beside_dimensions
from qualkit.ui.framework_editor import dimensions_editor
from qualkit.ui.language import _, marked

NOWHERE = marked("none of them fits")


def bring_in(study: Study) -> None:
    """A framework from a file, or written line by line."""
    with frame.popover(_("Bring in a framework"), key="bring-in", icon=":material/add:"):
        file = st.file_uploader(
            _("A table (.csv, .xlsx) with dimension and definition, or .yaml"), ["csv", "xlsx", "yaml"]
        )
        with st.form("framework", border=False):
            name = st.text_input(_("Name"), placeholder=_("Therapeutic alliance"))
            written = st.text_area(
                _("Or write it: one dimension a line; its definition after a colon"),
                placeholder=_("Bond: trust and liking"),
            )
            source = st.text_input(_("Where it comes from (optional)"))
            if st.form_submit_button(_("Bring it in"), type="primary"):
                given = (file.name, file.getvalue()) if file else None
                frame.do(lambda: _brought_in(study, name, given, (written, source)))


def _brought_in(study: Study, name: str, file: tuple[str, bytes] | None, texts: tuple[str, str]) -> str:
    named, found = read_framework(*file) if file else ("", [])
    written, source = texts
    lines = [line.partition(":") for line in written.splitlines() if line.strip()]
    given = [*found, *((one.strip(), text.strip()) for one, _, text in lines)]
    made = add_framework(study, name or named, given, source=source, by=frame.coder(study))
    return _("Brought in “{name}” with {n} dimensions.", name=made.name, n=len(given))


def index(study: Study, framework: Framework) -> None:
    """What of one's own is mapped on which dimensions, to be changed; “none” is an answer too."""
    with study.reading() as connection:
        known = dimensions(connection, framework.id)
        mapped = places(connection, framework)
        themes = {f"theme {one.id}": _("Theme: {name}", name=one.name) for one in reads.themes(connection)}
        codes = {
            f"code {one.id}": _("Code: {name}", name=one.name) for one in reads.codes(connection, "active", "draft")
        }
    st.subheader(_("What is mapped on “{name}”", name=frame.plain(framework.name)), anchor=False)
    _definitions(framework, known)
    _map_one(study, framework, known, {**themes, **codes}, mapped)
    _table({**themes, **codes}, known, mapped)
    beside_dimensions(study, framework)
    dimensions_editor(study, framework, known)
    with frame.popover(_("Take the framework out"), key="remove-framework"):
        st.caption(_("What is mapped on it and summed up under it goes too; undo brings it back."))
        if st.button(_("Take it out")):
            frame.do(lambda: _taken_out(study, framework))


def _taken_out(study: Study, framework: Framework) -> str:
    remove_framework(study, framework.id, by=frame.coder(study))
    return _("Took “{name}” out.", name=framework.name)


def _definitions(framework: Framework, known: Sequence[FrameworkDimension]) -> None:
    if framework.source:
        st.caption(frame.plain(framework.source))
    for one in known:
        st.markdown(f"**{frame.plain(one.name)}** {frame.paragraphs(one.definition)}")


def _map_one(
    study: Study,
    framework: Framework,
    known: Sequence[FrameworkDimension],
    own: dict[str, str],
    mapped: Sequence[FrameworkPlace],
) -> None:
    if not own:
        return
    names = {**{one.id: one.name for one in known}, NONE: _(NOWHERE)}
    which = st.selectbox(_("Theme or code"), own, format_func=own.__getitem__, key="index-own")
    kind, __, own_id = str(which).partition(" ")
    there = [one.dimension_id or NONE for one in mapped if (one.about, one.about_id) == (kind, own_id)]
    with st.form(f"index-{which}-{'-'.join(there)}", border=False):
        to = st.multiselect(_("It belongs to"), names, there, format_func=names.__getitem__)
        why = st.text_input(_("Reason (optional)"))
        if st.form_submit_button(_("Keep"), type="primary"):
            frame.do(lambda: _mapped(study, framework, (kind, own_id), to, why))


def _mapped(study: Study, framework: Framework, own: tuple[str, str], to: Sequence[str], why: str) -> str:
    about: tuple[str, str] = ("theme" if own[0] == "theme" else "code", own[1])
    map_onto(study, framework.id, about, to, by=frame.coder(study), why=why)  # type: ignore[arg-type]
    return _("Kept where it belongs.")


def _table(own: dict[str, str], known: Sequence[FrameworkDimension], mapped: Sequence[FrameworkPlace]) -> None:
    names = {one.id: one.name for one in known}
    rows = [
        {_("Of your own"): own[key], _("Dimension"): names.get(one.dimension_id or "", _(NOWHERE)), _("By"): one.by}
        for one in mapped
        if (key := f"{one.about} {one.about_id}") in own
    ]
    if rows:
        st.dataframe(rows, hide_index=True)
    else:
        st.caption(_("Nothing is mapped yet: choose a theme or a code above and say where it belongs."))
