"""The coding component in a Streamlit page: its sources, and the wiring between browser and journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualkit.ui import quoting, resembling
from qualkit.ui.browser_texts import in_language
from qualkit.ui.coding.exchange import address_of
from qualkit.ui.coding.outbox import Desk
from qualkit.ui.coding.snapshot import document, document_key
from qualkit.ui.language import wanted
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
    "quoted",
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
STYLES = ("coder", "picker", "card", "around")
GOTO = "go to"


def source(name: str) -> str:
    """A source file of the component, without the indentation and the comment lines that a browser has no use for."""
    text = (resources.files("qualkit.ui.coding.frontend") / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def _transcript(language: str) -> ComponentRenderer:
    js = in_language("\n".join(source(f"{name}.js") for name in SOURCES), language)
    css = "\n".join(source(f"{name}.css") for name in STYLES)
    # styles are not isolated: highlights of text and the page's fonts and colours do not reach into a shadow tree
    return st.components.v2.component(f"qualkit.transcript{language}", js=js, css=css, isolate_styles=False)


@cache
def _messenger() -> ComponentRenderer:
    return st.components.v2.component("qualkit.exchange", js=source("exchange.js"))


def coding_component(
    study: Study, interview_id: str, coder: str, *, on_wish: Callable[[Mapping[str, Any]], None] = lambda wish: None
) -> None:
    """Show an interview to be read and coded; `on_wish` is told what a reader asks of the rest of the page.

    The transcript and the component's source go to the browser once. A coding, and the look every two seconds at what
    others did, go by an address beside Streamlit and rerun nothing. Nothing may be shown or hidden above it in the
    same container: Streamlit would mount it anew.
    """
    desk = Desk(study, interview_id, coder)
    kept = _snapshot(desk)
    slot = f"transcript {kept.key}"

    def wished() -> None:
        wish = (st.session_state[slot] or {}).get("wish")
        if isinstance(wish, Mapping):
            on_wish(wish)

    _transcript(wanted())(key=slot, data=kept.spelled, on_wish_change=wished)
    with st.container(key="qk-exchange"):
        _exchange(desk, kept)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An interview as JSON in UTF-8: Streamlit would spell out a dict of this size twice at every run of the page."""

    key: str
    rev: int
    addresses: dict[str, str | None]
    spelled: bytes


def _snapshot(desk: Desk) -> Snapshot:
    """The session's first snapshot of this text: what the browser holds, so later ones would be out of step."""
    with desk.study.reading() as connection:
        slot = f"transcript {document_key(connection, desk.interview_id)}"
    addresses = {"resembling": resembling.offered(desk.study), "quotes": quoting.offered(desk.study)}
    kept: Snapshot | None = st.session_state.get(f"kept {slot}")
    if kept is None or kept.addresses != addresses:
        about = {**(json.loads(kept.spelled) if kept else _read(desk)), **addresses}
        spelled = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
        kept = st.session_state[f"kept {slot}"] = Snapshot(about["key"], about["rev"], addresses, spelled)
    return kept


def _read(desk: Desk) -> dict[str, Any]:
    source = source_of(desk.study, desk.interview_id)
    return {
        **document(desk.study, desk.interview_id),
        "complete": desk.study.settings.approach != "reflexive",
        "sound": asdict(source) if source else None,
    }


def go_to(start: int, end: int) -> None:
    """Show and select a passage in the transcript once it is on the page."""
    asked = st.session_state.get(GOTO, (0, 0, 0))[2] + 1
    st.session_state[GOTO] = (start, end, asked)


def _exchange(desk: Desk, kept: Snapshot) -> None:
    """Tell the browser where its acts go; it asks for a run of the page where the text or the server is another."""
    data = {
        "key": kept.key,
        "rev": kept.rev,
        "coder": desk.coder,
        "address": address_of(desk),
        "goto": st.session_state.get(GOTO),
    }
    _messenger()(key=f"coding {kept.key}", data=data, on_anew_change=lambda: None)
