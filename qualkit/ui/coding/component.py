"""The coding component in a Streamlit page: its sources, and the wiring between browser and journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualkit.ui.coding.news import news_of
from qualkit.ui.coding.outbox import Answer, Desk, carry_out
from qualkit.ui.coding.snapshot import document, document_key
from qualkit.ui.resembling import offered
from qualkit.ui.sound import source_of

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

    from qualkit.study import Study

# read in this order as one module, so that each file may use what the files before it define
MODEL = ("words", "text", "model", "acts", "outbox")
VIEW = (
    "sheet",
    "stripes",
    "cursor",
    "status",
    "resembling",
    "picker",
    "card",
    "edges",
    "touch",
    "filter",
    "find",
    "player",
    "keys",
    "acting",
)
SOURCES = (*MODEL, *VIEW, "coder", "mount")
STYLES = ("coder", "card", "around")
SECONDS_BETWEEN_LOOKS = 2.0
GOTO = "go to"


def source(name: str) -> str:
    """A source file of the component, without the indentation and the comment lines that a browser has no use for."""
    text = (resources.files("qualkit.ui.coding.frontend") / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def _transcript() -> ComponentRenderer:
    js = "\n".join(source(f"{name}.js") for name in SOURCES)
    css = "\n".join(source(f"{name}.css") for name in STYLES)
    # styles are not isolated: highlights of text and the page's fonts and colours do not reach into a shadow tree
    return st.components.v2.component("qualkit.transcript", js=js, css=css, isolate_styles=False)


@cache
def _messenger() -> ComponentRenderer:
    return st.components.v2.component("qualkit.exchange", js=source("exchange.js"))


def coding_component(
    study: Study, interview_id: str, coder: str, *, on_wish: Callable[[Mapping[str, Any]], None] = lambda wish: None
) -> None:
    """Show an interview to be read and coded; `on_wish` is told what a reader asks of the rest of the page.

    The transcript and the component's source go to the browser once, outside the fragment; a coding, and the look
    every two seconds at what others did, rerun only the fragment. Nothing may be shown or hidden above it in the same
    container: Streamlit would mount it anew.
    """
    desk = Desk(study, interview_id, coder)
    snapshot = _snapshot(desk)
    slot = f"transcript {snapshot['key']}"

    def wished() -> None:
        wish = (st.session_state[slot] or {}).get("wish")
        if isinstance(wish, Mapping):
            on_wish(wish)

    _transcript()(key=slot, data={**snapshot, "resembling": offered(study)}, on_wish_change=wished)
    with st.container(key="qk-exchange"):
        _exchange(desk, snapshot["key"], snapshot["rev"])


def _snapshot(desk: Desk) -> dict[str, Any]:
    """The session's first snapshot of this text: what the browser holds, so later ones would be out of step."""
    with desk.study.reading() as connection:
        slot = f"transcript {document_key(connection, desk.interview_id)}"
    kept: dict[str, Any] | None = st.session_state.get(f"kept {slot}")
    if kept is None:
        source = source_of(desk.study, desk.interview_id)
        kept = {
            **document(desk.study, desk.interview_id),
            "complete": desk.study.settings.approach != "reflexive",
            "sound": asdict(source) if source else None,
        }
        st.session_state[f"kept {slot}"] = kept
    return kept


def go_to(start: int, end: int) -> None:
    """Show and select a passage in the transcript once it is on the page."""
    asked = st.session_state.get(GOTO, (0, 0, 0))[2] + 1
    st.session_state[GOTO] = (start, end, asked)


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _exchange(desk: Desk, key: str, rev: int) -> None:
    slot = f"coding {key}"

    def take() -> None:
        outbox = (st.session_state[slot] or {}).get("outbox")
        if outbox:
            st.session_state[f"have {slot}"] = int(outbox["have"])
            st.session_state[f"answer {slot}"] = carry_out(desk, outbox, before=st.session_state.get(f"answer {slot}"))

    have = max(rev, st.session_state.get(f"have {slot}", 0))
    answer = st.session_state.get(f"answer {slot}") or Answer()
    since = news_of(desk.study).since(desk.interview_id, have, coder=desk.coder)
    if since["key"] != key:
        st.rerun()  # the transcript was corrected: the whole page takes the new text
    data = {**since, "since": have, "coder": desk.coder, "settled": answer.settled, "refused": answer.refused}
    if GOTO in st.session_state:
        data["goto"] = st.session_state[GOTO]
    _messenger()(key=slot, data=data, default={"outbox": None}, on_outbox_change=take)
