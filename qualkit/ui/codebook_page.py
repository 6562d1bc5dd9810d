"""Codebook ("Codes" in a reflexive study): the tree, the chosen code with its quotes, and the versions."""

from __future__ import annotations

import streamlit as st

from qualkit.coding.code_sets import code_sets
from qualkit.coding.codebook import IN_USE, Entry, entries
from qualkit.coding.codes import create_code
from qualkit.model import Version
from qualkit.store import reads
from qualkit.store.erase import withdrawn_interviews
from qualkit.store.standing import changes_since
from qualkit.study import Study
from qualkit.ui import (
    code_acts,
    code_card,
    code_pair,
    code_review,
    code_set_forms,
    codebook_versions,
    frame,
    moments,
    opened,
    quotes,
    undoing,
    watching,
    words,
)
from qualkit.ui.code_card import Shelf
from qualkit.ui.language import _, marked, plural
from qualkit.ui.tree.component import code_tree

VIEWS = (marked("Codes"), marked("Review"), marked("Versions"))
STYLE = """
<style>
  @media (max-width: 1100px) {  /* one under the other: at 900 pixels, or at 200 % zoom */
    .st-key-codes-body > div > [data-testid="stHorizontalBlock"],
    .st-key-codes-body > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
    .st-key-codes-body [data-testid="stColumn"]:has(.qkt),
    .st-key-codes-body [data-testid="stColumn"]:has(.qkt) + [data-testid="stColumn"] { min-width: 100%; }
  }
</style>
"""


def page() -> None:
    """The page: its head, then the codes or their versions."""
    study = frame.needed_study()
    for style in (STYLE, code_card.STYLE, quotes.STYLE):
        st.html(style)
    with study.reading() as connection:
        codes, counts = reads.codes(connection), reads.counts(connection)
        interviews, revision = len(reads.interviews(connection)), reads.head(connection)
        withdrawn = len(withdrawn_interviews(connection))
        saved = reads.versions(connection)
        since = changes_since(connection, saved[-1].seq_upto if saved else 0)
    tree = entries(codes, counts)
    shelf = Shelf({code.id: code for code in codes}, tree, interviews, revision, withdrawn)
    shown = head(study, tree, told(len(tree), saved, since))
    if shown == "Versions":
        codebook_versions.versions_view(study)
    elif shown == "Review":
        code_review.review_view(study, shelf)
    else:
        codes_view(study, shelf)
    watching.watch(study, revision)


def told(codes: int, saved: list[Version], since: int) -> str:
    """How many codes there are, and how long ago a version was saved."""
    if not codes and not saved:
        return _("None yet")
    if not saved:
        return _("{codes} in use · no version saved yet", codes=codes)
    last = {"number": saved[-1].number, "day": moments.day(saved[-1].at)}
    told = _("{codes} in use · version {number} saved {day}", codes=codes, **last)
    differ = plural("{n} code has changed since", "{n} codes have changed since", since)
    return f"{told}, {differ}" if since else told


def head(study: Study, tree: list[Entry], soft: str) -> str:
    """Title, what the page shows, and what can be done without choosing a code."""
    title, tools = st.columns([2, 5], vertical_alignment="center")
    with title:
        frame.header(words.codes_title(study.settings.approach), soft)
    with tools, st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        shown = st.segmented_control(
            _("Show"),
            VIEWS,
            format_func=_,
            default=VIEWS[0],
            required=True,
            label_visibility="collapsed",
            key="codes-shown",
        )
        key, icon = f"new-{frame.acts_done()}", ":material/add:"
        with st.popover(_("New code"), key=key, icon=icon, on_change="rerun") as asked:
            if asked.open:
                new_code(study, tree)
        with st.popover(_("Sets"), key=f"sets-{frame.acts_done()}", on_change="rerun", disabled=not tree) as asked:
            if asked.open:
                with study.reading() as connection:
                    known = code_sets(connection)
                code_set_forms.manage(study, known, tree)
        with frame.popover(_("Save a version"), key="save", type="primary", disabled=not tree):
            codebook_versions.save_form(study)
    return shown or VIEWS[0]


def codes_view(study: Study, shelf: Shelf) -> None:
    """The tree on the left; on the right the chosen code, or two codes side by side."""
    aside = [code for code in shelf.codes.values() if code.status not in IN_USE]
    if not shelf.entries and not aside:
        frame.empty(_(words.NO_CODES), _(words.MAKE_CODES))
        undoing.undo_buttons(study)
        return
    chosen = shelf.entry(st.session_state.get(opened.CHOSEN, "")) or (shelf.entries[0] if shelf.entries else None)
    with st.container(key="codes-body"):
        left, right = st.columns([4, 8], gap="medium")
    with left, st.container(border=True, key="tree"):
        code_tree(study, shelf.entries, chosen.code.id if chosen else None)
        code_pair.look_alikes(study, shelf)
        code_acts.set_aside(study, list(shelf.codes.values()))
    with right:
        pair = code_pair.chosen_pair(shelf)
        if pair:
            code_pair.side_by_side(study, shelf, *pair)
        elif chosen:
            code_card.card(study, shelf, chosen)
            quotes.quotes(study, shelf.codes, shelf.entries, chosen)


def new_code(study: Study, tree: list[Entry]) -> None:
    """Make a code without a passage."""
    with st.form("new-code", border=False, clear_on_submit=True):
        name = st.text_input(_("Name"))
        under = code_acts.choose_code(_("Under"), tree, key="new-code-under", top=True)
        definition = st.text_area(_("Definition (optional)"), height=84)
        if st.form_submit_button(_("Make the code"), type="primary"):
            frame.do(lambda: made(study, name, under or None, definition))


def made(study: Study, name: str, under: str | None, definition: str) -> str:
    """Make the code and open it."""
    code = create_code(study, name, under=under, definition=definition.strip(), by=frame.coder(study))
    opened.open_code(code.id)
    return _("Made {name}.", name=code.name)
