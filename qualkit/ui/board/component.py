"""The theme board in a Streamlit page: its sources, and the wiring between the browser and the journal."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import streamlit as st

from qualkit.ui.board.desk import Desk, Wanted
from qualkit.ui.board.snapshot import snapshot
from qualkit.ui.browser_texts import in_language
from qualkit.ui.language import wanted as language_wanted

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

    from qualkit.study import Study
    from qualkit.themes.board import Board

# read in this order as one module, so that each file may use what the files before it define
SOURCES = ("elements", "outbox", "moving", "codes", "quotes", "memos", "theme", "suggested", "hints", "board", "mount")


@cache
def _board(language: str) -> ComponentRenderer:
    folder = resources.files("qualkit.ui.board.frontend")
    js = "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in SOURCES)
    css = (folder / "board.css").read_text(encoding="utf-8")
    return st.components.v2.component(
        f"qualkit.board{language}", js=in_language(js, language), css=css, isolate_styles=False
    )


def theme_board(study: Study, board: Board, coder: str, *, with_suggestions: bool) -> Wanted | None:
    """Show the board; returns what is to be opened beside it: a passage where it was said, or a memo to be written.

    Suggestions that are out of sight are not sent to the browser at all.
    """
    desk: Desk = st.session_state.setdefault(f"board {study.folder} {coder}", Desk(study, coder))
    desk.study = study  # settings may have been written since
    slot = f"themes {study.folder}"

    def take() -> None:
        desk.carry_out((st.session_state[slot] or {}).get("outbox") or ())

    with study.reading() as connection:
        data = snapshot(connection, board, coder, with_suggestions=with_suggestions)
    _board(language_wanted())(key=slot, data={**data, **desk.answer()}, default={"outbox": None}, on_outbox_change=take)
    wanted, desk.wanted = desk.wanted, None
    return wanted
