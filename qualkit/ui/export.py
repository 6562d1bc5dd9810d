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

TITLES = {
    "nvivo-codebook": "Codebook for NVivo",
    "qdpx": "Project for NVivo and others",
    "qdc": "Codebook for other programs",
    "nvivo-references": "References by code",
    "nvivo-coded-text": "Coded text by code",
    "nvivo-matrix": "Codes by participants",
    "nvivo-classification": "Participants and attributes",
    "nvivo-transcript": "Transcripts with times",
    "csv": "All coded passages",
    "xlsx": "Excel workbook",
    "json": "All tables as JSON",
    "md": "The study as text",
    "coded-docx": "Coded transcripts in Word",
    "codebook-docx": "Codebook appendix in Word",
    "codebook-yaml": "Codebook for version control",
    "codebook-md": "Codebook as text",
    "report": "Report of the study",
    "transcripts": "Transcripts to read",
    "wide-margin": "Transcripts with a wide margin",
    "cards": "Cards to print",
    "themes": "Themes",
    "framework-matrix": "Framework matrix",
    "audit": "Record of decisions",
    "study": "Archive of the study",
}
WISHES = {
    "nvivo-codebook": ("flat", "Names without leading spaces"),
    "audit": ("named", "With participants' names"),
    "report": ("named", "With participants' names"),
    "cards": ("named", "With participants' names"),
    "study": ("recordings", "With the recordings"),
    "qdpx": ("recordings", "With the recordings"),
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
    "To read and print": (
        *("coded-docx", "report", "codebook-docx", "transcripts", "themes", "framework-matrix", "wide-margin", "cards"),
        *("md", "codebook-md"),
    ),
    "For NVivo and other programs": (
        *("nvivo-codebook", "qdpx", "qdc", "nvivo-references", "nvivo-coded-text", "nvivo-matrix"),
        *("nvivo-classification", "nvivo-transcript"),
    ),
    "As tables": ("xlsx", "csv", "json", "codebook-yaml"),
    "For an examiner, and to keep": ("audit", "study"),
}
"""Formats by what a person wants them for."""
LISTS = ("nvivo-codebook", "nvivo-classification", "qdc", "codebook-yaml", "codebook-md")
"""Formats that hold codes or participants and no passages: quick in a study of any size."""
MADE_AT_ONCE = 5_000
"""Lines of the journal up to which all formats are made at once, well under a second."""
ROWS_SHOWN = 50
EMPTY = {
    "Person": "Name who took part in each interview on the Study page.",
    "Transcripts": "Times come with transcription; a text that was imported has none.",
}


def page() -> None:
    """The page: formats on the left, the chosen one's content and files on the right."""
    study = frame.needed_study()
    frame.header("Export", "Files for other programs, a supervisor or an examiner. The study stays as it is.")
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
    purpose = st.selectbox("What for", purposes, key="export-for") or purposes[0]
    names = FOR[purpose]
    captions = [frame.plain(FORMATS[name].read_by) for name in names]
    name = st.radio("Format", names, format_func=TITLES.__getitem__, captions=captions, key=f"export-format {purpose}")
    return FORMATS[name]


def chosen_wish(chosen: Format) -> Wish:
    """What can be asked of this format beyond its name."""
    if chosen.name in LAID_OUT:
        clean = st.toggle("Clean style: without fillers and accidental repetitions", key=f"clean-{chosen.name}")
        return Wish(layout=Layout(clean=clean, times=True))
    if chosen.name not in WISHES:
        return Wish()
    field, label = WISHES[chosen.name]
    asked: Any = {field: st.checkbox(label, key=f"export-{field}")}
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
        with st.spinner("Making the files …"):
            kept = (state, prepare_export(study, chosen.name, completed(wish, study, chosen.name)))
        st.session_state["export kept"] = kept
    return kept[1]


def _asked_for() -> bool:
    with st.empty().container():
        st.caption("This is a large study: the files may take from some seconds to minutes.")
        return st.button("Make the files", type="primary", key="make-export")


def show(study: Study, chosen: Format, export: Export) -> None:
    """The files to download, what they cannot hold, and how the first begins."""
    stem = f"{study.folder.name}-{chosen.name}"
    with st.container(horizontal=True):
        for place, part in enumerate(export.parts):
            st.download_button(
                f"Download {part.suffix}",
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
        frame.empty(f"There is nothing in “{table.name}” yet.", EMPTY.get(table.name, words.MAKE_CODES))
        return
    shown = min(len(table.rows), ROWS_SHOWN)
    rest = f", the first {shown} shown" if shown < len(table.rows) else ""
    st.caption(frame.plain(f"{table.name}: {len(table.rows)} rows{rest}"))
    columns = {name: [row[place] for row in table.rows[:shown]] for place, name in enumerate(table.columns)}
    st.dataframe(columns, hide_index=True, width="stretch")
