"""The listening component in a Streamlit page: its sources, and the wiring between browser and journal."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualkit.store import transcripts
from qualkit.store.undo import next_undo
from qualkit.ui.browser_texts import in_language
from qualkit.ui.coding.component import source as shared_source
from qualkit.ui.language import wanted
from qualkit.ui.listening.desk import Answer, Desk, carry_out
from qualkit.ui.listening.document import changes, document
from qualkit.ui.listening.noting import notes_of

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

SOURCES = (
    "elements",
    "turns",
    "media",
    "sheet",
    "editor",
    "menu",
    "notes",
    "find",
    "asking",
    "keys",
    "tools",
    "listener",
    "mount",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown beside the words: the recording's address, and how the reader wants them laid out.

    `reading`: the words are read and noted upon, and nothing here changes them.
    """

    source: str = ""
    is_video: bool = False
    language: str = ""
    interviewer: str = ""
    signs: tuple[str, ...] = ()
    pauses_ms: int | None = None
    reading: bool = False


def source(name: str) -> str:
    """A source file of this component, without indentation and comment lines."""
    text = (resources.files("qualkit.ui.listening.frontend") / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def _listener(language: str) -> ComponentRenderer:
    js = "\n".join([shared_source("text.js"), *(source(f"{name}.js") for name in SOURCES)])
    # styles are not isolated: highlights of text and the page's fonts and colours do not reach into a shadow tree
    return st.components.v2.component(
        f"qualkit.listening{language}", js=in_language(js, language), css=source("listening.css"), isolate_styles=False
    )


@cache
def _messenger() -> ComponentRenderer:
    return st.components.v2.component("qualkit.listening-exchange", js=source("messenger.js"))


def listening_component(desk: Desk, view: View) -> None:
    """Show an interview to be heard, read, corrected or typed.

    The words go to the browser once, and again when somebody else or another part of the page has changed them; an
    act reruns only the fragment, which answers with the turns that changed.
    """
    slot = f"{'reading' if view.reading else 'listening'} {desk.interview_id}"
    shown = _read(desk, view)
    st.session_state[f"sent {slot}"] = shown
    data = {**shown, "key": slot, "source": view.source, "video": view.is_video}
    data |= {"signs": list(view.signs), "interviewer": view.interviewer.casefold()}
    data |= {"reading": view.reading}
    _listener(wanted())(key=slot, data=data)
    with st.container(key="qk-exchange"):
        _exchange(desk, view, slot)


def _read(desk: Desk, view: View) -> dict[str, Any]:
    with desk.study.reading() as connection:
        whole = transcripts.transcript(connection, desk.interview_id)
        notes = notes_of(connection, whole, desk.coder) if view.reading else []
    return {**document(whole, language=view.language, pauses_ms=view.pauses_ms), "notes": notes}


@st.fragment
def _exchange(desk: Desk, view: View, slot: str) -> None:
    wire = f"wire {slot}"

    def take() -> None:
        op = (st.session_state[wire] or {}).get("outbox")
        answer = carry_out(desk, op) if op else None
        if op and answer:
            st.session_state[f"answer {slot}"] = _answered(desk, view, slot, (op.get("have"), answer))

    with desk.study.reading() as connection:
        undoable = next_undo(connection, desk.coder, coded=desk.interview_id if desk.reading else None)
    data = {"key": slot, "answer": st.session_state.get(f"answer {slot}"), "undo": undoable}
    _messenger()(key=wire, data=data, default={"outbox": None}, on_outbox_change=take)


def _answered(desk: Desk, view: View, slot: str, about: tuple[object, Answer]) -> dict[str, Any]:
    """The answer to an act with what changed since the revision that the browser has; everything, where it is lost."""
    have, answer = about
    before, now = st.session_state[f"sent {slot}"], _read(desk, view)
    st.session_state[f"sent {slot}"] = now
    base = before["turns"] if before["id"] == have else None
    splice = {"from": 0, "gone": -1, "turns": now["turns"]} if base is None else changes(base, now["turns"])
    same = {name: now[name] for name in ("id", "speakers", "notes")}
    return {**asdict(answer), **same, "have": have, "splice": splice}
