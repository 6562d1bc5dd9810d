"""What was done lately, and taking one's own acts back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from qualkit.journal.versions import PASSED_OVER
from qualkit.model import Act
from qualkit.study import Study
from qualkit.ui import frame, moments

LOOKED_THROUGH = 50
LONGEST_LABEL = 70


def undo_buttons(study: Study, *, short: bool = False, then: Callable[[], None] = lambda: None) -> None:
    """Take back one's last act, or do again what one took back; `then` is called once that is done.

    Where there is little room (`short`), what would be taken back is told when the mouse rests on the button.
    """
    by = frame.coder(study)
    own = study.recent_acts(LOOKED_THROUGH, by=by)
    last, again = last_standing(own), can_redo(own)
    with st.container(horizontal=True):
        told = frame.plain(f"Undo last act: {shortened(last.summary)}") if last else "Undo"
        label, hint = ("Undo", told) if short else (told, None)
        if st.button(label, key="undo", icon=":material/undo:", disabled=last is None, help=hint):
            frame.do(lambda: _done(f"Took back: {study.undo(by)}", then))
        if st.button("Redo", key="redo", icon=":material/redo:", disabled=not again):
            frame.do(lambda: _done(f"Did again: {study.redo(by)}", then))


def _done(told: str, then: Callable[[], None]) -> str:
    then()
    return told


def last_standing(own: Sequence[Act]) -> Act | None:
    """The act that undo would take back; `own` are acts of one person, newest first."""
    return next((act for act in own if not act.undone and act.kind not in PASSED_OVER), None)


def can_redo(own: Sequence[Act]) -> bool:
    """Whether something was taken back and nothing else done since."""
    last = last_standing(own)
    return any(act.undone and act.seq > (last.seq if last else 0) for act in own)


def shortened(summary: str) -> str:
    """A summary that fits on a button."""
    return summary if len(summary) <= LONGEST_LABEL else f"{summary[: LONGEST_LABEL - 2].rstrip()} …"


def recent_acts(study: Study, limit: int = 8) -> None:
    """The latest acts of everybody in words, newest first."""
    acts = study.recent_acts(limit)
    if not acts:
        st.caption("Nothing has been done yet.")
    me = frame.coder(study)
    st.markdown("  \n".join(told(act, me) for act in acts))


def told(act: Act, me: str) -> str:
    """One act as a line of Markdown: when, who, what and why."""
    who = "you" if act.by == me else frame.plain(act.by)
    why = f" (“{frame.plain(act.why)}”)" if act.why else ""
    back = " · taken back since" if act.undone else ""
    return f":gray[{moments.when(act.at)} {who}] {frame.plain(act.summary)}:gray[{why}{back}]"
