"""Suggested groupings: asked for, computed in a process of their own, hidden again; the board shows them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qualkit.model import Theme
from qualkit.study import Study
from qualkit.themes.board import Board
from qualkit.themes.worker import Computation, Progress
from qualkit.ui import frame
from qualkit.ui.language import _, marked
from qualkit.ui.suggesting import resting_on, wish

ASKED, RUNNING, STOPPED = "suggestions asked for", "suggestions running", "suggestions stopped"
HIDDEN = marked("Out of sight until you ask for them or have a theme of your own, so that they do not steer you.")


def suggestions_bar(study: Study, board: Board) -> None:
    """What one may do about suggestions now: have some made, see them, hide them."""
    if _key(RUNNING, study) in st.session_state:
        _running(study)
        return
    _tell_stopped(study)
    if board.proposal is None:
        _start(study, board, _("Suggest groupings"))
    elif out_of_sight(study, board.themes):
        if st.button(_("Show suggested groupings"), help=_(HIDDEN)):
            _ask(study, wanted=True)
    else:
        _start(study, board, _("Suggest anew"))
        if st.button(_("Hide suggestions")):
            _ask(study, wanted=False)


def comparison_bar(study: Study) -> None:
    """The same computation asked for on another page: codes beside the dimensions of frameworks come along with it."""
    if _key(RUNNING, study) in st.session_state:
        _running(study)
        return
    _tell_stopped(study)
    told = _("Computed in the background; groupings on the Themes page are suggested anew along with it.")
    if st.button(_("Compare with the dimensions"), help=told):
        _begin(study)


def out_of_sight(study: Study, themes: Sequence[Theme]) -> bool:
    """Whether suggestions are hidden: as the person asked, else in a reflexive study until there is a theme."""
    asked: bool | None = st.session_state.get(_key(ASKED, study))
    return study.settings.approach == "reflexive" and not themes if asked is None else not asked


def _ask(study: Study, *, wanted: bool) -> None:
    st.session_state[_key(ASKED, study)] = wanted
    st.rerun()


def _key(what: str, study: Study) -> str:
    return f"{what} {study.folder}"


# ---- on their way ----


def _start(study: Study, board: Board, label: str) -> None:
    """The button, and beside it what the groupings shall rest on."""
    told = _("Codes whose names and quotes are alike, at three sizes: something to react to, not a finding.")
    asked = st.button(label, help=told)
    resting_on(study, board)
    if asked:
        _begin(study)


def _begin(study: Study) -> None:
    st.session_state[_key(RUNNING, study)] = Computation(study.folder, wish(study))
    st.session_state[_key(ASKED, study)] = True
    st.rerun()


@st.fragment(run_every=1.0)
def _running(study: Study) -> None:
    """How far it is; only this part of the page reruns, and the computing is done elsewhere."""
    computation: Computation | None = st.session_state.get(_key(RUNNING, study))
    if computation is None:
        return
    now = computation.progress()
    if now.ended:
        st.session_state.pop(_key(RUNNING, study))
        st.session_state[_key(STOPPED, study)] = now
        st.rerun()
    st.progress(now.share, text=_("{what} … You can go on working.", what=now.what))
    if st.button(_("Cancel")):
        computation.cancel()


def _tell_stopped(study: Study) -> None:
    now: Progress = st.session_state.pop(_key(STOPPED, study), Progress())
    if now.problem:
        st.warning(
            frame.plain(_("No groupings were suggested. {problem} {hint}", problem=now.problem, hint=now.hint).strip())
        )
