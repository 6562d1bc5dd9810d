"""The tree of codes in a Streamlit page: its sources, and the wiring between browser and actions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualkit.coding.code_sets import code_sets
from qualkit.coding.codebook import Entry
from qualkit.store.undo import next_redo, next_undo
from qualkit.study import Study
from qualkit.ui import frame, opened
from qualkit.ui.language import translated
from qualkit.ui.tree.asked import Answer, carry_out
from qualkit.ui.tree.strings import WORDS

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

# read in this order as one module, so that each file may use what the files before it define
SOURCES = ("dom", "model", "rows", "panel", "drag", "keys", "tree", "mount")
ANSWER, COMPARED = "tree-answer", "compared codes"


@cache
def _component() -> ComponentRenderer:
    folder = resources.files("qualkit.ui.tree.frontend")
    js = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in SOURCES)
    css = (folder / "tree.css").read_text(encoding="utf-8")
    return st.components.v2.component("qualkit.tree", js=js, css=css, isolate_styles=False)


def code_tree(study: Study, entries: Sequence[Entry], chosen: str | None) -> None:
    """The codes as a tree; what is done with it is carried out before the page runs again."""
    by, key = frame.coder(study), f"tree {study.folder}"

    def take() -> None:
        outbox = (st.session_state[key] or {}).get("asked")
        if outbox:
            heard(study, by, outbox.get("ops") or (), chosen)

    data = {"key": key, **shown(study, entries, chosen, by), **answer_shown()}
    _component()(key=key, data=data, default={"asked": None}, on_asked_change=take)


def heard(study: Study, by: str, ops: Sequence[dict[str, Any]], chosen: str | None) -> None:
    """Do what the browser asks, and turn the page to what it is about."""
    answer = carry_out(study, by, ops, before=st.session_state.get(ANSWER, Answer()))
    st.session_state[ANSWER] = answer
    if answer.open:
        opened.open_code(answer.open)
        st.session_state.pop(COMPARED, None)
    elif answer.acted:
        keep_typed(study, answer, chosen)
    if answer.compare:
        st.session_state[COMPARED] = answer.compare


def keep_typed(study: Study, answer: Answer, chosen: str | None) -> None:
    """What stands typed beside the tree stays, unless an undo may have changed what it was typed over."""
    if answer.touched is None:
        opened.forget()
    elif chosen in answer.touched:
        opened.saw(chosen, frame.revision(study))


def shown(study: Study, entries: Sequence[Entry], chosen: str | None, by: str) -> dict[str, Any]:
    """What the browser gets: the codes depth first, the one that is open, what can be taken back."""
    with study.reading() as connection:
        last, again = next_undo(connection, by), next_redo(connection, by)
        sets = code_sets(connection)
    return {
        "words": translated(WORDS),
        "rows": [row(entry) for entry in entries],
        "sets": [[one.name, one.code_ids] for one in sets],
        "chosen": chosen,
        "undo": last,
        "redo": again,
    }


def row(entry: Entry) -> list[Any]:
    """A code as the browser keeps it: id, level, name, quotes, interviews, with those under it, colour, definition."""
    code = entry.code
    counts = [entry.references, entry.files, entry.aggregate]
    return [code.id, entry.level, code.name, *counts, code.color, code.definition]


def answer_shown() -> dict[str, Any]:
    """What became of what was asked last."""
    answer: Answer = st.session_state.get(ANSWER, Answer())
    return {
        "answered": answer.answered,
        "told": answer.told,
        "alarm": answer.alarm,
        "preview": answer.preview,
    }
