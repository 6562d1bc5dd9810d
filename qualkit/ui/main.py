"""The workspace as a whole: set-up, navigation, who acts, and the page that was chosen."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from importlib import import_module, resources
from typing import Literal

import streamlit as st

from qualkit.errors import QualkitError
from qualkit.study import Study
from qualkit.ui import coder_name, dark, frame, page_help, words
from qualkit.ui.installing import show_installing
from qualkit.ui.language import _, marked

log = logging.getLogger("qualkit.ui")

# title, address, module; a page's module is read when the page is opened. No icons: for the browser's tab Streamlit
# would fetch the open page's icon from a server of its makers.
PREPARE = (
    (marked("Study"), "study", "study_page"),
    (marked("Transcribe"), "transcribe", "transcribe_page"),
    (marked("Transcript"), "transcript", "transcript_page"),
    (marked("Read"), "read", "familiarisation"),
)
ANALYSE = (
    (marked("Code"), "code", "code_page"),
    (marked("Codebook"), "codebook", "codebook_page"),
    (marked("Themes"), "themes", "themes"),
    (marked("Thematic map"), "thematic-map", "map_page"),
    (marked("Framework matrix"), "framework-matrix", "framework_page"),
    (marked("Retrieval"), "retrieval", "retrieval_page"),
    (marked("Sampling and sufficiency"), "sufficiency", "sufficiency"),
)
SHARE = ((marked("Memos"), "memos", "memos_page"), (marked("Export"), "export", "export"))
PICTURES = resources.files("qualkit.ui")


@st.cache_resource(show_spinner=False)
def settle_memory() -> int:
    """Streamlit collects all garbage after every run; what was imported by now is kept out of that (88 ms to 12 ms)."""
    gc.collect()
    gc.freeze()
    return gc.get_freeze_count()


def main() -> None:
    """Run the workspace: what app.py calls."""
    icon = str(PICTURES / "icon.svg")
    st.set_page_config(page_title="qualkit", page_icon=icon, layout="wide", initial_sidebar_state="auto")
    st.logo(str(PICTURES / "wordmark.svg"), size="large", icon_image=icon)
    st.html(frame.STYLE + dark.told_to_browser())
    settle_memory()
    try:
        study = frame.current_study()
    except QualkitError as error:
        frame.show_error(error)
        st.stop()
    pages = sections(study)
    above = st.container(key="ask-coder")  # kept where nothing is in it: what comes above a transcript mounts it anew
    frame.offer_pages(page for listed in pages.values() for page in listed)
    chosen = st.navigation({**pages, _(words.PREPARE): [*pages[_(words.PREPARE)], study_by_name()]}, expanded=True)
    sidebar(study)
    with above:
        ask_who_works(study)
    with st.sidebar:
        page_help.offer(chosen.url_path, chosen.title)
    frame.tell_done()
    _run(chosen)


def _run(chosen: st.Page) -> None:
    """Run a page; a fault of the program is told in our own words, its trace stays in the log on this computer.

    Streamlit's own box for a fault offers links that hand it to outside services.
    """
    try:
        with frame.telling_errors():
            chosen.run()
    except Exception:  # the outermost edge: nothing below it swallows a fault
        log.exception("A page failed.")
        st.error(_(words.FAILED), icon=":material/error:")


def sections(study: Study | None) -> dict[str, list[st.Page]]:
    """The pages under their headings."""
    renamed = {"Codebook": words.codes_title(study.settings.approach)} if study else {}
    headed = ((_(words.PREPARE), PREPARE), (_(words.ANALYSE), ANALYSE), (_(words.SHARE), SHARE))
    return {heading: [_page(*about, renamed) for about in pages] for heading, pages in headed}


def study_by_name() -> st.Page:
    """The first page stands at the bare address; who types /study is not to be told that there is no such page."""
    return st.Page(_opener("study_page"), title=_("Study"), url_path="study", visibility="hidden")


def _page(title: str, address: str, module: str, renamed: dict[str, str]) -> st.Page:
    first = address == "study"
    own = "first" if first else address  # Streamlit lets no other page have the name that the first one was given
    return st.Page(_opener(module), title=renamed.get(title) or _(title), url_path=own, default=first)


def _opener(module: str) -> Callable[[], None]:
    def opened() -> None:
        page: Callable[[], None] = import_module(f"qualkit.ui.{module}").page
        page()

    return opened


def sidebar(study: Study | None) -> None:
    """The study's name, the way to another, and whose name stands under what is done."""
    with st.sidebar:
        show_installing()
    if study is None:
        return
    with st.sidebar:
        st.caption(f"**{frame.plain(study.title)}**")
        others = {name: title for name, title in frame.study_titles().items() if name != study.folder.name}
        if others:
            with frame.popover(_("Another study"), key="studies", width="stretch"):
                for name, title in others.items():
                    st.button(frame.plain(title), key=f"to-{name}", on_click=frame.choose_study, args=(name,))
        who_works()


def who_works() -> None:
    """Whose name stands under what is done in this browser, and a way to change it."""
    given = frame.given_name()
    if given:
        coder_name.keep(given)
        with frame.popover(_("Working as {given}", given=frame.plain(given)), key="coder", width="stretch"):
            name_form(given, _("Use this name"))


def ask_who_works(study: Study | None) -> None:
    """Ask who works in this browser, until somebody says so; above the page, as a narrow window has no sidebar."""
    if study and not frame.given_name():
        with st.container(border=True, width=680, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{_(words.WHO_WORKS)}**", width="content")
            name_form(study.coder(), _("This is me"), label="collapsed")


def name_form(name: str, button: str, *, label: Literal["visible", "collapsed"] = "visible") -> None:
    """Ask for the name that is to stand in the journal."""
    with st.form("coder-name", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(_("Your name, as it is to stand in the journal"), name, label_visibility=label)
        if st.form_submit_button(button, type="primary"):
            frame.do(lambda: named(typed))


def named(typed: str) -> str:
    """Act under that name from now on; says so."""
    st.session_state["coder"] = coder_name.checked_name(typed)
    return _("What you do from now on stands under the name {coder}.", coder=st.session_state["coder"])
