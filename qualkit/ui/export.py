"""Export: choose a format, see what it will hold and what it cannot, download it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from qualkit.exchange.actions import prepare_export
from qualkit.exchange.registry import FORMATS, Export, Format, Wish
from qualkit.reporting import completed
from qualkit.study import Study
from qualkit.text.layout import Layout
from qualkit.ui import frame, words
from qualkit.ui.export_audit import chosen_lines
from qualkit.ui.language import _, marked, plural, spoken

TITLES = {
    "nvivo-codebook": marked("Codebook for NVivo"),
    "qdpx": marked("Project for NVivo and others"),
    "qdc": marked("Codebook for other programs"),
    "nvivo-references": marked("References by code"),
    "nvivo-coded-text": marked("Coded text by code"),
    "nvivo-matrix": marked("Codes by participants"),
    "nvivo-classification": marked("Participants and attributes"),
    "nvivo-transcript": marked("Transcripts with times"),
    "csv": marked("All coded passages"),
    "xlsx": marked("Excel workbook"),
    "json": marked("All tables as JSON"),
    "md": marked("The study as text"),
    "coded-docx": marked("Coded transcripts in Word"),
    "codebook-docx": marked("Codebook appendix in Word"),
    "codebook-yaml": marked("Codebook for version control"),
    "codebook-md": marked("Codebook as text"),
    "report": marked("Report of the study"),
    "transcripts": marked("Transcripts to read"),
    "wide-margin": marked("Transcripts with a wide margin"),
    "cards": marked("Cards to print"),
    "themes": marked("Themes"),
    "framework-matrix": marked("Framework matrix"),
    "audit": marked("Record of decisions"),
    "study": marked("Archive of the study"),
}
WISHES = {
    "nvivo-codebook": ("flat", marked("Names without leading spaces")),
    "audit": ("named", marked("With participants' names")),
    "report": ("named", marked("With participants' names")),
    "cards": ("named", marked("With participants' names")),
    "study": ("recordings", marked("With the recordings")),
    "qdpx": ("recordings", marked("With the recordings")),
}
LAID_OUT = ("transcripts", "wide-margin", "nvivo-transcript")
MIME = {
    ".csv": "text/csv",
    ".qdc": "application/xml",
    ".qdpx": "application/zip",
    ".zip": "application/zip",
    ".json": "application/json",
    ".md": "text/markdown",
    ".yaml": "application/yaml",
    ".txt": "text/plain",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FOR = {
    marked("To read and print"): (
        *("coded-docx", "report", "codebook-docx", "transcripts", "themes", "framework-matrix", "wide-margin", "cards"),
        *("md", "codebook-md"),
    ),
    marked("For NVivo and other programs"): (
        *("nvivo-codebook", "qdpx", "qdc", "nvivo-references", "nvivo-coded-text", "nvivo-matrix"),
        *("nvivo-classification", "nvivo-transcript"),
    ),
    marked("As tables"): ("xlsx", "csv", "json", "codebook-yaml"),
    marked("For an examiner, and to keep"): ("audit", "study"),
}
"""Formats by what a person wants them for."""
LISTS = ("nvivo-codebook", "nvivo-classification", "qdc", "codebook-yaml", "codebook-md")
"""Formats that hold codes or participants and no passages: quick in a study of any size."""
MADE_AT_ONCE = 5_000
"""Lines of the journal up to which all formats are made at once, well under a second."""
ROWS_SHOWN = 50
EMPTY = {
    "Person": marked("Name who took part in each interview on the Study page."),
    "Transcripts": marked("Times come with transcription; a text that was imported has none."),
}


def page() -> None:
    """The page: formats on the left, the chosen one's content and files on the right."""
    study = frame.needed_study()
    frame.header(_("Export"), _("Files for other programs, a supervisor or an examiner. The study stays as it is."))
    left, right = st.columns([1, 2], gap="large")
    with left:
        chosen = chosen_format()
        wish = chosen_wish(chosen)
        if chosen.name == "audit":
            wish = replace(wish, only=chosen_lines(study))
    with right, frame.telling_errors():
        export = prepared(study, chosen, wish)
        if export:
            show(study, chosen, export)


def chosen_format() -> Format:
    """The format that the person picks, each with who reads it."""
    purposes = list(FOR)
    purpose = st.selectbox(_("What for"), purposes, format_func=_, key="export-for") or purposes[0]
    names = FOR[purpose]
    captions = [frame.plain(FORMATS[name].read_by) for name in names]
    name = st.radio(_("Format"), names, format_func=spoken(TITLES), captions=captions, key=f"export-format {purpose}")
    return FORMATS[name]


def chosen_wish(chosen: Format) -> Wish:
    """What can be asked of this format beyond its name."""
    if chosen.name in LAID_OUT:
        clean = st.toggle(_("Clean style: without fillers and accidental repetitions"), key=f"clean-{chosen.name}")
        return Wish(layout=Layout(clean=clean, times=True))
    if chosen.name not in WISHES:
        return Wish()
    field, label = WISHES[chosen.name]
    asked: Any = {field: st.checkbox(_(label), key=f"export-{field}")}
    return Wish(**asked)


def prepared(study: Study, chosen: Format, wish: Wish) -> Export | None:
    """The files; of a large study, where they hold more than a list, only once somebody asks for them.

    They are kept until something is done in the study, or another format or another way of it is chosen.
    """
    lines = frame.revision(study)
    state = (str(study.folder), study.settings, lines, chosen.name, wish)
    kept: tuple[object, Export] | None = st.session_state.get("export kept")
    if kept is None or kept[0] != state:
        if lines > MADE_AT_ONCE and chosen.name not in LISTS and not _asked_for():
            return None
        with st.spinner(_("Making the files …")):
            kept = (state, prepare_export(study, chosen.name, completed(wish, study, chosen.name)))
        st.session_state["export kept"] = kept
    return kept[1]


def _asked_for() -> bool:
    with st.empty().container():
        st.caption(_("This is a large study: the files may take from some seconds to minutes."))
        return st.button(_("Make the files"), type="primary", key="make-export")


def show(study: Study, chosen: Format, export: Export) -> None:
    """The files to download, what they cannot hold, and how the first begins."""
    stem = f"{study.folder.name}-{chosen.name}"
    with st.container(horizontal=True):
        for place, part in enumerate(export.parts):
            st.download_button(
                _("Download {suffix}", suffix=part.suffix),
                part.body,
                f"{stem}{part.suffix}",
                MIME.get(part.suffix),
                type="secondary" if place else "primary",
                icon=":material/download:",
                on_click="ignore",
            )
    for note in export.notes:
        st.caption(frame.plain(f"{note.where}: {note.what}. {note.fix}".strip()))
    preview(export)


def preview(export: Export) -> None:
    """The first rows, or what to do where there are none."""
    table = export.preview
    if not table.rows:
        frame.empty(_("There is nothing in “{name}” yet.", name=table.name), _(EMPTY.get(table.name, words.MAKE_CODES)))
        return
    shown = min(len(table.rows), ROWS_SHOWN)
    n = len(table.rows)
    told = plural("{name}: {n} row", "{name}: {n} rows", n, name=table.name)
    if shown < n:
        told = _("{name}: {n} rows, the first {shown} shown", name=table.name, n=n, shown=shown)
    st.caption(frame.plain(told))
    columns = {name: [row[place] for row in table.rows[:shown]] for place, name in enumerate(table.columns)}
    st.dataframe(columns, hide_index=True, width="stretch")
