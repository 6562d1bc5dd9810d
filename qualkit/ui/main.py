"""The workspace as a whole: set-up, navigation, who acts, and the page that was chosen."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from importlib import import_module

import streamlit as st

from qualkit.errors import QualkitError
from qualkit.study import Study
from qualkit.ui import frame, words

log = logging.getLogger("qualkit.ui")

# title, address, module, icon; a page's module is read when the page is opened
PREPARE = (("Study", "study", "study_page", "folder_open"), ("Transcript", "transcript", "transcript_page", "article"))
ANALYSE = (
    ("Code", "code", "code_page", "edit_note"),
    ("Codebook", "codebook", "codebook_page", "account_tree"),
    ("Themes", "themes", "themes", "hub"),
    ("Sampling and sufficiency", "sufficiency", "sufficiency", "bar_chart"),
)
SHARE = (("Memos", "memos", "memos_page", "sticky_note_2"), ("Export", "export", "export", "download"))


@st.cache_resource(show_spinner=False)
def settle_memory() -> int:
    """Streamlit collects all garbage after every run; what was imported by now is kept out of that (88 ms to 12 ms)."""
    gc.collect()
    gc.freeze()
    return gc.get_freeze_count()


def main() -> None:
    """Run the workspace: what app.py calls."""
    st.set_page_config(page_title="qualkit", layout="wide", initial_sidebar_state="expanded")
    st.html(frame.STYLE)
    settle_memory()
    try:
        study = frame.current_study()
    except QualkitError as error:
        frame.show_error(error)
        st.stop()
    chosen = st.navigation(sections(study))
    sidebar(study)
    frame.tell_done()
    with frame.telling_errors():
        chosen.run()


def sections(study: Study | None) -> dict[str, list[st.Page]]:
    """The pages under their headings."""
    renamed = {"Codebook": words.codes_title(study.settings.approach)} if study else {}
    headed = ((words.PREPARE, PREPARE), (words.ANALYSE, ANALYSE), (words.SHARE, SHARE))
    return {heading: [_page(*about, renamed) for about in pages] for heading, pages in headed}


def _page(title: str, address: str, module: str, icon: str, renamed: dict[str, str]) -> st.Page:
    shown = renamed.get(title, title)
    return st.Page(
        _opener(module), title=shown, url_path=address, icon=f":material/{icon}:", default=address == "study"
    )


def _opener(module: str) -> Callable[[], None]:
    def opened() -> None:
        page: Callable[[], None] = import_module(f"qualkit.ui.{module}").page
        page()

    return opened


def sidebar(study: Study | None) -> None:
    """The study's name, and whose name stands under what is done."""
    with st.sidebar:
        if study is None:
            return
        st.caption(f"**{frame.plain(study.title)}**")
        with st.popover(f"Coding as {frame.plain(frame.coder(study))}", width="stretch"):
            name = st.text_input("Your name, as it is to stand in the journal", value=frame.coder(study))
            if st.button("Use this name", disabled=not name.strip()):
                frame.name_coder(name)
                st.rerun()
