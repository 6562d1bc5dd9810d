"""Help on the open page: what it is for and what to do there first, by a button or the key ?."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from qualkit.ui import frame
from qualkit.ui.language import _, marked

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
MORE = marked("Every page is walked through with pictures in docs/guide.md, in the folder of qualkit.")
TEXT_KEYS = marked("The text has keys of its own: click into it and press ?.")


@dataclass(frozen=True, slots=True)
class Help:
    """What a page is for, what to do there first, and its keys where it has some."""

    purpose: str
    first: str
    keys: str = ""


PAGES = {
    "study": Help(
        marked("Where the study stands: what was done in which phase, what waits, its interviews and participants."),
        marked(
            "Write down the question and the approach, and bring in a first interview. Each line "
            "under “You might go on with” leads to the page on which it is done. Undo and Redo stand "
            "at the bottom."
        ),
    ),
    "transcribe": Help(
        marked("Recordings become transcripts, on this computer; no recording leaves it."),
        marked(
            "Try one short recording with the model base and read the result against the sound. You "
            "may go on working, or close the page, while it runs."
        ),
    ),
    "transcript": Help(
        marked("Hearing an interview, checking what the engine wrote, and correcting it."),
        marked(
            "Press U to go from one unsure word to the next: Enter says that it is right, E corrects "
            "it. Click a speaker's name to say who it is. Mark the transcript as checked once you "
            "have heard all of it."
        ),
        TEXT_KEYS,
    ),
    "read": Help(
        marked("Getting familiar with an interview before anything is coded."),
        marked(
            "Listen and read; select words that strike you and press M to note why. Notes on the "
            "whole interview and a summary go to the right."
        ),
        TEXT_KEYS,
    ),
    "code": Help(
        marked("Naming what is said: codes on passages, as stripes in the margin."),
        marked(
            "Select words, type a name, press Enter. Click a stripe to give the passage another "
            "code, move its edges, write a memo or take it off."
        ),
        TEXT_KEYS,
    ),
    "codebook": Help(
        marked("What each code means, and how codes lie under one another."),
        marked(
            "Read all quotes of a code, then define it. Review goes code by code; Versions keeps the "
            "codebook as it stands, to be compared and brought back."
        ),
        marked("In the tree: arrows go up and down, open and close; its button Keys tells the others."),
    ),
    "themes": Help(
        marked("Making themes of codes that share an idea."),
        marked(
            "Make a theme with your own idea of what belongs together, and drag codes into it. "
            "Suggested groupings are a second pair of eyes, not findings: one becomes a theme only "
            "when you confirm and name it."
        ),
    ),
    "thematic-map": Help(
        marked("Themes, subthemes and codes as a picture, with the links that you draw between them."),
        marked("Drag themes into place, draw a link and name it; keep the map when it says something."),
    ),
    "framework-matrix": Help(
        marked("What each participant says, theme by theme or by the dimensions of a framework."),
        marked("Press a cell to read its quotes, and sum them up in your words."),
    ),
    "retrieval": Help(
        marked("Where codes and words occur: by participants, together, and in context."),
        marked(
            "Press a count to read its passages. A count says how often something was coded, not how much it matters."
        ),
    ),
    "sufficiency": Help(
        marked("Whether there is enough for your question, and a record of why you think so."),
        marked(
            "Keep notes on sampling as you go. The count of new codes follows a criterion that you "
            "choose; whether the sample serves the question remains your judgement."
        ),
    ),
    "memos": Help(
        marked("What strikes you, a hunch, a decision and why; memos on the study are its reflexive journal."),
        marked("Write the first one early. A memo can be about anything in the study, and link to quotes."),
    ),
    "export": Help(
        marked("Files for other programs, a supervisor or an examiner; the study stays as it is."),
        marked("Coded transcripts and the report are Word documents; the archive holds everything."),
    ),
}


def offer(address: str, title: str) -> None:
    """The button in the sidebar, and the key."""
    if st.button(_("Help on this page"), key=BUTTON, icon=":material/help:", type="tertiary", help=_("Or press ?")):
        show(address or "study", title)
    _listener()(key="help key")


@cache
def _listener() -> ComponentRenderer:
    return st.components.v2.component("qualkit.help", js=PRESS)


def show(address: str, title: str) -> None:
    """What the page is for, what to do first, its keys; over the page."""
    st.dialog(_("Help"))(_shown)(PAGES[address], title)


def _shown(page: Help, title: str) -> None:
    st.subheader(title, anchor=False)
    st.markdown(frame.plain(_(page.purpose)))
    st.markdown(_("**First.** {first}", first=frame.plain(_(page.first))))
    if page.keys:
        st.markdown(_("**Keys.** {keys}", keys=frame.plain(_(page.keys))))
    st.caption(frame.plain(_(MORE)))
