"""Suggested groupings beside a person's themes: computed in a process of its own, shown with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import streamlit as st

from qualkit.study import Study
from qualkit.themes.actions import confirm_candidate, reject_candidate
from qualkit.themes.board import Board
from qualkit.themes.cards import card
from qualkit.themes.proposal import CandidateTheme, Proposal
from qualkit.themes.review import Naming, question_about
from qualkit.themes.suggest import Wish
from qualkit.themes.worker import Computation, Progress
from qualkit.ui import frame

CUTS = ("coarse", "medium", "fine")
ASKED, RUNNING, STOPPED = "suggestions asked for", "suggestions running", "suggestions stopped"
WISH = Wish()
SHOWN_AT_ONCE = 2
QUOTE = (
    '<blockquote style="margin:.2rem 0 .5rem;padding-left:.7rem;border-left:3px solid #8884;white-space:pre-wrap">'
    '{text}<br><small class="qk-soft">{interview}</small></blockquote>'
)


def suggestions(study: Study, board: Board) -> None:
    """The column of suggested groupings, or what has to happen before it can be shown."""
    st.subheader("Suggested groupings", anchor=False)
    if _key(RUNNING, study) in st.session_state:
        _running(study)
        return
    _tell_stopped(study)
    if out_of_sight(study, board):
        st.caption("Out of sight until you ask for them or have a theme of your own, so that they do not steer you.")
        if st.button("Show suggested groupings"):
            st.session_state[_key(ASKED, study)] = True
            st.rerun()
    elif board.proposal is None:
        st.caption("Codes whose names and quotes are alike, at three sizes: something to react to, not a finding.")
        _start_button(study, "Suggest groupings")
    else:
        _proposal(study, board, board.proposal)


def out_of_sight(study: Study, board: Board) -> bool:
    """Whether suggestions are hidden: in a reflexive study, until there is a theme or somebody asks."""
    reflexive = study.settings.approach == "reflexive"
    return reflexive and not board.themes and not st.session_state.get(_key(ASKED, study))


def _key(what: str, study: Study) -> str:
    return f"{what} {study.folder}"


# ---- on its way ----


def _start_button(study: Study, label: str) -> None:
    if st.button(label):
        st.session_state[_key(RUNNING, study)] = Computation(study.folder, WISH)
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
    st.progress(now.share, text=f"{now.what} …")
    st.caption("You can go on working on other pages.")
    if st.button("Cancel"):
        computation.cancel()


def _tell_stopped(study: Study) -> None:
    now: Progress = st.session_state.pop(_key(STOPPED, study), Progress())
    if now.problem:
        st.warning(frame.plain(f"No groupings were suggested. {now.problem} {now.hint}".strip()))


# ---- what came of it ----


def _proposal(study: Study, board: Board, proposal: Proposal) -> None:
    if proposal.note:
        st.caption(frame.plain(proposal.note))
    if board.outdated:
        st.caption("Codes or codings have changed since these were suggested.")
    _start_button(study, "Suggest anew")
    if proposal.cuts:
        size = st.segmented_control("Size of the groupings", CUTS, default="medium", key=_key("size", study))
        _candidates(study, board, size or "medium")
    _unplaced(board, proposal)


def _candidates(study: Study, board: Board, size: str) -> None:
    left = [one for cut, one in board.open_candidates if cut == size]
    for candidate in left:
        with st.container(border=True):
            _candidate(study, candidate, card(candidate, board.shelf))
    if not left:
        st.caption("You have decided on every grouping of this size.")


def _candidate(study: Study, candidate: CandidateTheme, shown: dict[str, Any]) -> None:
    st.markdown(f"**{shown['label']}** :gray[{len(shown['codes'])} codes]")
    chips(code["name"] for code in shown["codes"] if code["core"])
    _borderline([code for code in shown["codes"] if not code["core"]])
    for quote in shown["quotes"][:SHOWN_AT_ONCE]:
        _quote(quote)
    with st.expander("More evidence"):
        _evidence(shown)
    st.caption(f"{covered(shown['coverage'])} {shown['placement']}")
    _decision(study, candidate)


def _borderline(codes: list[dict[str, Any]]) -> None:
    near = [f" (also near {code['rival']['label']})" if code["rival"] else "" for code in codes]
    told = [f"*{frame.plain(code['name'])}*{also}" for code, also in zip(codes, near, strict=True)]
    if told:
        st.caption(f"Borderline: {'; '.join(told)}")


def _evidence(shown: dict[str, Any]) -> None:
    for quote in shown["quotes"][SHOWN_AT_ONCE:]:
        _quote(quote)
    if shown["unlike"]:
        st.caption("Least like the rest in wording: a prompt to look, not a verdict.")
    for quote in shown["unlike"]:
        _quote(quote)
    if shown["words"]:
        st.caption(f"Words that set it apart: {frame.plain(', '.join(shown['words']))}")


def _decision(study: Study, candidate: CandidateTheme) -> None:
    """A name of the person's own makes a theme of it; an empty one is refused by the action."""
    with st.form(f"decide-{candidate.id}", border=False):
        concept = st.text_input("What idea might they share?", key=f"concept-{candidate.id}")
        name = st.text_input("Your name for it", key=f"name-{candidate.id}")
        why = st.text_input("Reason (optional)", key=f"why-{candidate.id}")
        confirmed = st.form_submit_button("Make a theme of it", type="primary")
        rejected = st.form_submit_button("Set aside")
    by = frame.coder(study)
    with frame.telling_errors():
        if confirmed:
            theme = confirm_candidate(study, candidate.id, Naming(name, concept), by=by, why=why)
            _done(f"Made the theme “{theme.name}”. {question_about(theme.name)}".strip())
        if rejected:
            _done(f"Set {reject_candidate(study, candidate.id, by=by, why=why).label} aside.")


def _done(message: str) -> None:
    frame.note_done(message)
    st.rerun()


def _unplaced(board: Board, proposal: Proposal) -> None:
    names = [board.shelf.name(one.code_id) for one in proposal.unplaced if one.code_id in board.shelf.codes]
    if names:
        st.caption("Fit nowhere:" if proposal.cuts else "Codes, neighbours alike:")
        chips(names)


# ---- pieces that the whole page uses ----


def chips(names: Iterable[str]) -> None:
    """Codes side by side."""
    told = " ".join(f":gray-badge[{frame.plain(name)}]" for name in names)
    if told:
        st.markdown(told)


def covered(coverage: dict[str, Any]) -> str:
    """How many participants, and who not."""
    missing = f"; not in: {', '.join(coverage['without'])}" if coverage["without"] else ""
    return frame.plain(f"{coverage['with']} of {coverage['of']} participants{missing}.")


def _quote(quote: dict[str, Any]) -> None:
    """A participant's words, shown letter by letter and never read as markup."""
    st.html(QUOTE.format(text=escape(quote["text"]), interview=escape(quote["interview"])))
