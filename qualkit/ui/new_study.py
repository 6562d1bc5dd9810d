"""The way to a study: make a new one, or open one of those under projects/."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import streamlit as st

from qualkit.demo import EXAMPLE, build_demo, read_sources
from qualkit.errors import BadSettings
from qualkit.study import create_study
from qualkit.ui import coder_name, frame, words
from qualkit.ui.language import _

PROJECTS = Path("projects")
LONGEST_NAME = 60
EXAMPLE_FOLDER = "demo"


def choose_or_make() -> None:
    """What is shown while no study is open."""
    st.title(_("Welcome"), anchor=False)
    st.caption(_("A study is one folder on this computer: interviews, codes, themes, and a journal of every decision."))
    known = frame.known_studies()
    make, choose = st.columns([3, 2], gap="large")
    with make:
        st.subheader(_("Begin a study"), anchor=False)
        new_study_form()
    with choose:
        st.subheader(_("Open a study"), anchor=False)
        if not known:
            st.caption(_("There is none yet. Studies lie in the folder projects/, where qualkit is."))
        open_buttons(list(known))
        offer_example()


def offer_example() -> None:
    """A copy of the example study to try things in; nothing where qualkit was installed without it."""
    if not EXAMPLE.is_dir():
        return
    st.subheader(_("Look around first"), anchor=False)
    st.caption(_(words.EXAMPLE))
    folder = st.text_input(_("Folder for the copy"), EXAMPLE_FOLDER, help=_("In projects/, where all studies lie."))
    if st.button(_("Open the example study"), icon=":material/explore:", key="open-example"):
        with st.spinner(_("Making the copy; this takes some seconds.")):
            frame.do(lambda: opened_example(folder))


def opened_example(name: str) -> str:
    """Make the example study under projects/, unless it is there, and open it. Raises StudyExists."""
    folder = PROJECTS / folder_name(name)
    build_demo(folder, read_sources(), tell=lambda line: None, model=None).close()
    frame.choose_study(folder.name)
    return _("The example study lies in {folder}. Whatever you do to it can be undone.", folder=folder)


def other_studies() -> None:
    """The way from an open study to another, unless the workspace was started for this one alone."""
    if os.environ.get("QUALKIT_STUDY"):
        return
    with st.expander(_("Another study"), icon=":material/folder:"):
        current = st.session_state.get("study")
        open_buttons([name for name in frame.known_studies() if name != current])
        new_study_form()
        offer_example()


def open_buttons(names: list[str]) -> None:
    """One button for each study."""
    titles = frame.study_titles()
    for name in names:
        if st.button(
            frame.plain(titles.get(name, name)), key=f"open-{name}", icon=":material/folder_open:", width="stretch"
        ):
            frame.choose_study(name)
            st.rerun()


def new_study_form() -> None:
    """Ask what a new study needs; everything but the title can be added later."""
    approaches = list(words.APPROACHES)
    with st.form("new-study"):
        title = st.text_input(_("Title"), placeholder=_("Night shifts and asking for help"))
        question = st.text_area(_("Research question"), help=_("It may change as you go; you can write it later."))
        language = st.text_input(
            _("Language of the interviews"), "auto", help=_("A code such as en or de; auto listens.")
        )
        approach = st.selectbox(_("Approach"), approaches, approaches.index("not stated"), _approach, help=_means())
        coder = st.text_input(
            _("Your name"), frame.given_name(), help=_("It stands beside what you do; it stays on this computer.")
        )
        if st.form_submit_button(_("Make the study"), type="primary"):
            values = {"title": title, "question": question, "language": language, "approach": approach}
            frame.do(lambda: make_study(**values, coder=coder))


def _approach(name: str) -> str:
    return _("I decide later") if name == "not stated" else _(words.APPROACHES[name])


def _means() -> str:
    return "\n".join(f"- **{_(words.APPROACHES[name])}**: {_(told)}" for name, told in words.APPROACH_MEANS.items())


def make_study(*, title: str, coder: str = "", **settings: str) -> str:
    """Make the study under projects/ and open it; who gave a name works under it from now on.

    Raises
    ------
    BadAct
        The name cannot stand in a journal.
    BadSettings
        It has no title.
    StudyExists
        There is one of that name.
    """
    if not title.strip():
        raise BadSettings("A study needs a title.", hint="Write a few words; they can be changed at any time.")
    folder = PROJECTS / folder_name(title)
    named = coder_name.checked_name(coder) if coder.strip() else ""
    create_study(folder, title=title, coder=named, **settings).close()
    if named:
        st.session_state["coder"] = named
    frame.choose_study(folder.name)
    return _("Made the study. It lies in {folder}.", folder=folder)


def folder_name(title: str) -> str:
    """A title as the name of a folder: small letters, digits and hyphens, in any script."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[^\w]+", "-", plain).strip("-_")[:LONGEST_NAME].strip("-") or "study"
