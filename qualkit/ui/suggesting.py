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
from qualkit.ui.language import _, marked

WISHED = "what suggestions rest on"
OTHER = "another"
VIEWS = {
    "codes": (
        marked("Codes"),
        marked("Codes are alike if their names, their quotes and their places in the interviews are."),
    ),
    "co-occurrence": (
        marked("Codes together"),
        marked("Above all, codes are alike if they stand near each other in the interviews."),
    ),
    "meaning": (marked("Meaning alone"), marked("Codes are alike if their names and quotes are, wherever they stand.")),
    PASSAGES: (
        marked("Passages too"),
        marked("Also topics of single passages, whatever their codes: a second look at much material."),
    ),
}
MODELS = {
    "": (
        marked("The one that comes along"),
        marked("{model}, for English; it reads on this computer, nothing is sent out."),
    ),
    WITHOUT_MODEL: (
        marked("Without a model (weaker)"),
        marked("From the words alone: what is said in other words is not seen as alike."),
    ),
    OTHER: (
        marked("Another"),
        marked("A sentence-transformers model in a folder of this computer, such as one for your language."),
    ),
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
    with frame.popover(_("What they rest on"), key="resting-on", icon=":material/tune:"):
        chosen = replace(now, groups=_groups(board, now), view=_view(board, now), model=_model(now))
    st.session_state[_key(study)] = chosen


def _groups(board: Board, now: Wish) -> int:
    """A number of groupings, 0 for none."""
    most = len(board.shelf.codes) // 2
    if len(board.shelf.codes) < FEWEST_CODES:
        st.caption(
            _(
                "Groupings begin at {fewest} codes; with fewer, codes are only put in an order by likeness.",
                fewest=FEWEST_CODES,
            )
        )
        return 0
    key = _kept("groups", min(now.groups, most) or None)
    number = st.number_input(
        _("Number of groupings"), min_value=2, max_value=most, value=None, placeholder=_("three sizes"), key=key
    )
    st.caption(_("A fourth size beside the three, of 2 to {most} groupings; leave it empty for the three.", most=most))
    return number or 0


def _view(board: Board, now: Wish) -> str:
    enough = len(board.shelf.quotes) >= FEWEST_SEGMENTS
    views = {name: told for name, told in VIEWS.items() if enough or name != PASSAGES}
    picked = _radio("view", _("How to look at the codes"), views, now.view if now.view in views else "codes")
    if not enough:
        count = len(board.shelf.quotes)
        st.caption(
            _(
                "Topics of single passages begin at {fewest:,} coded passages; there are {count:,}.",
                fewest=FEWEST_SEGMENTS,
                count=count,
            )
        )
    return picked


def _model(now: Wish) -> str:
    picked = _radio("model", _("Language model"), MODELS, now.model if now.model in MODELS else OTHER)
    if picked != OTHER:
        return picked
    return st.text_input(_("Its name or folder"), key=_kept("model-name", now.model if now.model not in MODELS else ""))


def _radio(name: str, label: str, options: dict[str, tuple[str, str]], now: str) -> str:
    told = [_(sentence, model=DEFAULT_MODEL) for __, sentence in options.values()]
    called = {one: _(name) for one, (name, __) in options.items()}
    return st.radio(label, options, format_func=called.__getitem__, captions=told, key=_kept(name, now))


def _kept(name: str, now: object) -> str:
    """The key of a choice; where the page was left and the field forgot, it is again what was chosen."""
    key = f"suggest-{name}"
    st.session_state.setdefault(key, now)
    return key
