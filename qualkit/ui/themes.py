"""The page Themes: a person's own first, then the codes without one; suggestions stay on the right until asked for."""

from __future__ import annotations

import streamlit as st

from qualkit.model import Theme
from qualkit.study import Study
from qualkit.themes.board import Board, read_board, theme_card
from qualkit.themes.making import STATES, create_theme, revise_theme
from qualkit.themes.review import Naming, question_about
from qualkit.ui import frame, words
from qualkit.ui.suggested import chips, covered, suggestions


def page() -> None:
    """Themes, codes without a theme, suggested groupings."""
    study = frame.needed_study()
    with study.reading() as connection:
        board = read_board(connection)
    frame.header("Themes", "Your themes first; suggestions stay on the right until you look.")
    if not board.shelf.codes and not board.themes:
        frame.empty(words.NO_CODES, "Themes are made of codes: code some passages on the Code page first.")
        return
    own, homeless, suggested = st.columns(3, gap="medium")
    with own:
        _own_themes(study, board)
    with homeless:
        _codes_without_theme(board)
    with suggested:
        suggestions(study, board)


def _own_themes(study: Study, board: Board) -> None:
    st.subheader("Your themes", anchor=False)
    for theme in board.themes:
        _own_theme(study, board, theme)
    if not board.themes:
        st.caption("No themes yet. Make one of codes that share a meaning, with or without a suggestion.")
    with st.popover("New theme", icon=":material/add:", width="stretch"):
        _new_theme(study, board)


def _own_theme(study: Study, board: Board, theme: Theme) -> None:
    shown = theme_card(theme, board)
    parent = next((one.name for one in board.themes if one.id == theme.parent_id), "")
    with st.container(border=True):
        under = f" — under {frame.plain(parent)}" if parent else ""
        st.markdown(f"**{frame.plain(theme.name)}** :orange-badge[{theme.status}]{under}")
        if theme.concept:
            st.markdown(frame.plain(theme.concept))
        chips(code["name"] for code in shown["codes"])
        st.caption(f"{covered(shown['coverage'])} {shown['references']} quotes.")
        with st.popover("Edit", key=f"edit-{theme.id}"):
            _edit(study, board, theme)


def _edit(study: Study, board: Board, theme: Theme) -> None:
    # what the theme has is part of the keys, so that a change made elsewhere shows and is not written over
    codes = board.codes_of[theme.id]
    key = f"{theme.id}-{hash((theme, codes))}"
    with st.form(f"form-{key}", border=False):
        name = st.text_input("Name", theme.name, key=f"name-{key}")
        concept = st.text_area("The idea that its codes share", theme.concept, key=f"concept-{key}")
        status = st.selectbox("Status", STATES, STATES.index(theme.status), key=f"status-{key}")
        held = _codes_chosen(board, [code.id for code in codes], f"codes-{key}")
        keep = st.form_submit_button("Keep", type="primary")
    if keep:
        with frame.telling_errors():
            texts = {"name": name, "concept": concept, "status": str(status)}
            by = frame.coder(study)
            revised = revise_theme(study, theme.id, codes=held, by=by, seen=board.revision, **texts)
            _done(f"Kept “{revised.name}”.")


def _new_theme(study: Study, board: Board) -> None:
    with st.form(f"new-{len(board.themes)}", border=False):
        name = st.text_input("Name", key=f"new-name-{len(board.themes)}")
        concept = st.text_area("The idea that its codes share (optional)", key=f"new-concept-{len(board.themes)}")
        codes = _codes_chosen(board, [], f"new-codes-{len(board.themes)}")
        names = {theme.id: theme.name for theme in board.themes}
        under = st.selectbox("Under (optional)", names, None, format_func=names.__getitem__)
        make = st.form_submit_button("Make the theme", type="primary")
    if make:
        with frame.telling_errors():
            theme = create_theme(study, Naming(name, concept), codes, under=under, by=frame.coder(study))
            _done(f"Made the theme “{theme.name}”. {question_about(theme.name)}".strip())


def _codes_chosen(board: Board, held: list[str], key: str) -> list[str]:
    names = {code_id: code.name for code_id, code in board.shelf.codes.items()}
    order = sorted(names, key=lambda code_id: (names[code_id].casefold(), code_id))
    there = [code_id for code_id in held if code_id in names]
    return st.multiselect("Codes", order, there, format_func=names.__getitem__, key=key)


def _done(message: str) -> None:
    frame.note_done(message)
    st.rerun()


def _codes_without_theme(board: Board) -> None:
    st.subheader(f"Codes without a theme: {len(board.homeless)}", anchor=False)
    with st.container(border=True):
        if board.homeless:
            chips(code.name for code in board.homeless)
        else:
            st.caption("Every code has a theme.")
