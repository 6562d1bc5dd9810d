"""What was done lately, and taking one's own acts back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from qualkit.model import Act
from qualkit.store.undo import next_redo, next_undo
from qualkit.study import Study
from qualkit.ui import frame, moments
from qualkit.ui.language import _

LONGEST_LABEL = 70


def undo_buttons(study: Study, *, short: bool = False, then: Callable[[], None] = lambda: None) -> None:
    """Take back one's last act, or do again what one took back; `then` is called once that is done.

    Where there is little room (`short`), what would be taken back is told when the mouse rests on the button.
    """
    by = frame.coder(study)
    with study.reading() as connection:
        last, again = next_undo(connection, by), next_redo(connection, by)
    with st.container(horizontal=True):
        told = frame.plain(_("Undo last act: {shortened}", shortened=shortened(last))) if last else _("Undo")
        label, hint = (_("Undo"), told) if short else (told, None)
        if st.button(label, key="undo", icon=":material/undo:", disabled=not last, help=hint):
            frame.do(lambda: _done(_("Took back: {undo}", undo=study.undo(by)), then))
        if st.button(_("Redo"), key="redo", icon=":material/redo:", disabled=not again):
            frame.do(lambda: _done(_("Did again: {redo}", redo=study.redo(by)), then))


def _done(told: str, then: Callable[[], None]) -> str:
    then()
    return told


def shortened(summary: str) -> str:
    """A summary that fits on a button."""
    return summary if len(summary) <= LONGEST_LABEL else f"{summary[: LONGEST_LABEL - 2].rstrip()} …"


def recent_acts(study: Study, limit: int = 8) -> None:
    """The latest acts of everybody in words, newest first."""
    acts = study.recent_acts(limit)
    if not acts:
        st.caption(_("Nothing has been done yet."))
    me = frame.coder(study)
    st.markdown("  \n".join(told(act, me) for act in acts))


def told(act: Act, me: str) -> str:
    """One act as a line of Markdown: when, who, what and why."""
    who = _("you") if act.by == me else frame.plain(act.by)
    why = f" (“{frame.plain(act.why)}”)" if act.why else ""
    back = _(" · taken back since") if act.undone else ""
    return f":gray[{moments.when(act.at)} {who}] {frame.plain(act.summary)}:gray[{why}{back}]"
