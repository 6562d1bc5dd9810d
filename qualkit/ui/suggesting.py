"""What suggested groupings shall rest on, as a person chooses it: how many, seen in which way, read by which model."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from qualkit.study import Study
from qualkit.themes.board import Board
from qualkit.themes.candidates import FEWEST_CODES
from qualkit.themes.embed import DEFAULT_MODEL, WITHOUT_MODEL
from qualkit.themes.hints import PASSAGES
from qualkit.themes.segment_view import FEWEST_SEGMENTS
from qualkit.themes.suggest import Wish
from qualkit.ui import frame

WISHED = "what suggestions rest on"
OTHER = "another"
VIEWS = {
    "codes": ("Codes", "Codes are alike if their names, their quotes and their places in the interviews are."),
    "co-occurrence": ("Codes together", "Above all, codes are alike if they stand near each other in the interviews."),
    "meaning": ("Meaning alone", "Codes are alike if their names and quotes are, wherever they stand."),
    PASSAGES: ("Passages too", "Also topics of single passages, whatever their codes: a second look at much material."),
}
MODELS = {
    "": ("The one that comes along", f"{DEFAULT_MODEL}, for English; it reads on this computer, nothing is sent out."),
    WITHOUT_MODEL: (
        "Without a model (weaker)",
        "From the words alone: what is said in other words is not seen as alike.",
    ),
    OTHER: ("Another", "A sentence-transformers model in a folder of this computer, such as one for your language."),
}


def wish(study: Study) -> Wish:
    """What was chosen; at first what `qualkit themes propose` does unasked."""
    found: Wish = st.session_state.get(_key(study), Wish())
    return found


def _key(study: Study) -> str:
    return f"{WISHED} {study.folder}"


def resting_on(study: Study, board: Board) -> None:
    """The choices, each with a sentence; they hold for the next time that groupings are asked for."""
    now = wish(study)
    with frame.popover("What they rest on", key="resting-on", icon=":material/tune:"):
        chosen = replace(now, groups=_groups(board, now), view=_view(board, now), model=_model(now))
    st.session_state[_key(study)] = chosen


def _groups(board: Board, now: Wish) -> int:
    """A number of groupings, 0 for none."""
    most = len(board.shelf.codes) // 2
    if len(board.shelf.codes) < FEWEST_CODES:
        st.caption(f"Groupings begin at {FEWEST_CODES} codes; with fewer, codes are only put in an order by likeness.")
        return 0
    key = _kept("groups", min(now.groups, most) or None)
    number = st.number_input(
        "Number of groupings", min_value=2, max_value=most, value=None, placeholder="three sizes", key=key
    )
    st.caption(f"A fourth size beside the three, of 2 to {most} groupings; leave it empty for the three.")
    return number or 0


def _view(board: Board, now: Wish) -> str:
    enough = len(board.shelf.quotes) >= FEWEST_SEGMENTS
    views = {name: told for name, told in VIEWS.items() if enough or name != PASSAGES}
    picked = _radio("view", "How to look at the codes", views, now.view if now.view in views else "codes")
    if not enough:
        count = len(board.shelf.quotes)
        st.caption(f"Topics of single passages begin at {FEWEST_SEGMENTS:,} coded passages; there are {count:,}.")
    return picked


def _model(now: Wish) -> str:
    picked = _radio("model", "Language model", MODELS, now.model if now.model in MODELS else OTHER)
    if picked != OTHER:
        return picked
    return st.text_input("Its name or folder", key=_kept("model-name", now.model if now.model not in MODELS else ""))


def _radio(name: str, label: str, options: dict[str, tuple[str, str]], now: str) -> str:
    told = [sentence for _, sentence in options.values()]
    return st.radio(label, list(options), format_func=lambda one: options[one][0], captions=told, key=_kept(name, now))


def _kept(name: str, now: object) -> str:
    """The key of a choice; where the page was left and the field forgot, it is again what was chosen."""
    key = f"suggest-{name}"
    st.session_state.setdefault(key, now)
    return key
