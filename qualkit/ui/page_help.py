"""Help on the open page: what it is for and what to do there first, by a button or the key ?."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from qualkit.ui import frame

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

BUTTON = "page-help"
TYPED_IN = "input, textarea, select, [contenteditable], [role='dialog']"
PRESS = f"""export default () => {{
  const pressed = (event) => {{
    if (event.key !== "?" || event.defaultPrevented || event.target.closest("{TYPED_IN}")) return;
    event.preventDefault();
    document.querySelector(".st-key-{BUTTON} button")?.click();
  }};
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}}"""
MORE = "Every page is walked through with pictures in docs/guide.md, in the folder of qualkit."
TEXT_KEYS = "The text has keys of its own: click into it and press ?."


@dataclass(frozen=True, slots=True)
class Help:
    """What a page is for, what to do there first, and its keys where it has some."""

    purpose: str
    first: str
    keys: str = ""


PAGES = {
    "study": Help(
        "Where the study stands: what was done in which phase, what waits, its interviews and participants.",
        "Write down the question and the approach, and bring in a first interview. Each line under “You might go on "
        "with” leads to the page on which it is done. Undo and Redo stand at the bottom.",
    ),
    "transcribe": Help(
        "Recordings become transcripts, on this computer; no recording leaves it.",
        "Try one short recording with the model base and read the result against the sound. You may go on working, "
        "or close the page, while it runs.",
    ),
    "transcript": Help(
        "Hearing an interview, checking what the engine wrote, and correcting it.",
        "Press U to go from one unsure word to the next: Enter says that it is right, E corrects it. Click a speaker's "
        "name to say who it is. "
        "Mark the transcript as checked once you have heard all of it.",
        TEXT_KEYS,
    ),
    "read": Help(
        "Getting familiar with an interview before anything is coded.",
        "Listen and read; select words that strike you and press M to note why. Notes on the whole interview and a "
        "summary go to the right.",
        TEXT_KEYS,
    ),
    "code": Help(
        "Naming what is said: codes on passages, as stripes in the margin.",
        "Select words, type a name, press Enter. Click a stripe to give the passage another code, move its edges, "
        "write a memo or take it off.",
        TEXT_KEYS,
    ),
    "codebook": Help(
        "What each code means, and how codes lie under one another.",
        "Read all quotes of a code, then define it. Review goes code by code; Versions keeps the codebook as it "
        "stands, to be compared and brought back.",
        "In the tree: arrows go up and down, open and close; its button Keys tells the others.",
    ),
    "themes": Help(
        "Making themes of codes that share an idea.",
        "Make a theme with your own idea of what belongs together, and drag codes into it. Suggested groupings are a "
        "second pair of eyes, not findings: one becomes a theme only when you confirm and name it.",
    ),
    "thematic-map": Help(
        "Themes, subthemes and codes as a picture, with the links that you draw between them.",
        "Drag themes into place, draw a link and name it; keep the map when it says something.",
    ),
    "framework-matrix": Help(
        "What each participant says, theme by theme or by the dimensions of a framework.",
        "Press a cell to read its quotes, and sum them up in your words.",
    ),
    "retrieval": Help(
        "Where codes and words occur: by participants, together, and in context.",
        "Press a count to read its passages. A count says how often something was coded, not how much it matters.",
    ),
    "sufficiency": Help(
        "Whether there is enough for your question, and a record of why you think so.",
        "Keep notes on sampling as you go. The count of new codes follows a criterion that you choose; whether the "
        "sample serves the question remains your judgement.",
    ),
    "memos": Help(
        "What strikes you, a hunch, a decision and why; memos on the study are its reflexive journal.",
        "Write the first one early. A memo can be about anything in the study, and link to quotes.",
    ),
    "export": Help(
        "Files for other programs, a supervisor or an examiner; the study stays as it is.",
        "Coded transcripts and the report are Word documents; the archive holds everything.",
    ),
}


def offer(address: str, title: str) -> None:
    """The button in the sidebar, and the key."""
    if st.button("Help on this page", key=BUTTON, icon=":material/help:", type="tertiary", help="Or press ?"):
        show(address or "study", title)
    _listener()(key="help key")


@cache
def _listener() -> ComponentRenderer:
    return st.components.v2.component("qualkit.help", js=PRESS)


@st.dialog("Help")
def show(address: str, title: str) -> None:
    """What the page is for, what to do first, its keys."""
    page = PAGES[address]
    st.subheader(title, anchor=False)
    st.markdown(frame.plain(page.purpose))
    st.markdown(f"**First.** {frame.plain(page.first)}")
    if page.keys:
        st.markdown(f"**Keys.** {frame.plain(page.keys)}")
    st.caption(frame.plain(MORE))
