"""The page Themes: a person's own first, the codes beside them; suggestions stay out of sight until asked for."""

from __future__ import annotations

import streamlit as st

from qualkit.store import reads
from qualkit.store.proposals import newest_at
from qualkit.study import Study
from qualkit.themes.board import Board, read_board
from qualkit.ui import frame, memo_form, words
from qualkit.ui.board.component import theme_board
from qualkit.ui.language import _
from qualkit.ui.said import where_it_was_said
from qualkit.ui.suggested import out_of_sight, suggestions_bar
from qualkit.ui.undoing import undo_buttons


def page() -> None:
    """The board, and above it undo and what is suggested on request."""
    study = frame.needed_study()
    frame.header(_("Themes"), _("Your themes first; suggestions stay on the right until you look."))
    board = _board(study)
    if not board.shelf.codes and not board.themes:
        frame.empty(_(words.NO_CODES), _("Themes are made of codes: code some passages on the Code page first."))
        return
    _bar(study, board)
    shown = not out_of_sight(study, board.themes) and board.proposal is not None
    wanted = theme_board(study, board, frame.coder(study), with_suggestions=shown)
    if wanted and wanted.what == "passage":
        where_it_was_said(study, wanted.id)
    elif wanted:
        st.dialog(_("A memo on this theme"), width="large")(_memo_on)(study, wanted.id)


def _memo_on(study: Study, theme_id: str) -> None:
    memo_form.new_memo(study, about="theme", about_id=theme_id)
    st.caption(_("It stands on the theme's card and on the page Memos, where it can be changed."))


def _board(study: Study) -> Board:
    """The board, read anew only when something was done or suggested since this session last read it."""
    with study.reading() as connection:
        state = (str(study.folder), reads.head(connection), newest_at(connection))
        kept: tuple[tuple[str, int, str], Board] | None = st.session_state.get("board read")
        if kept is None or kept[0] != state:
            before = kept[1] if kept and kept[0][0] == state[0] else None
            st.session_state["board read"] = kept = (state, read_board(connection, before))
    return kept[1]


def _bar(study: Study, board: Board) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        undo_buttons(study, short=True)
        suggestions_bar(study, board)
