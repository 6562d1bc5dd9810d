"""What a memo is about: told in words, and opened where it stands."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qualkit.model import Coding, Memo
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame, opened, passages
from qualkit.ui.language import _, marked
from qualkit.ui.said import where_it_was_said

Names = Mapping[str, Mapping[str, str]]
"""What there is to write a memo on, by what it is and by id."""

ON = {
    "interview": (marked("the interview {name}"), marked("an interview that was removed")),
    "code": (marked("the code {name}"), marked("a code that was removed")),
    "theme": (marked("the theme {name}"), marked("a theme that was removed")),
    "case": (marked("the participant {name}"), marked("a participant that was removed")),
}
OPENED = ("interview", "code", "theme", "segment", "coding")


def about(memo: Memo, names: Names) -> str:
    """What a memo is on, in words."""
    if memo.about == "study" or not memo.about_id:
        return _("the study")
    name = names.get(memo.about, {}).get(memo.about_id, "")
    if memo.about in ("segment", "coding"):
        return name or _("a passage that was removed")
    there, gone = ON[memo.about]
    return _(there, name=name) if name else _(gone)


def way_to(study: Study, memo: Memo, names: Names) -> None:
    """A button that opens what the memo is on, where that is still there and has a page of its own."""
    if memo.about not in OPENED or not memo.about_id or memo.about_id not in names.get(memo.about, {}):
        return
    if st.button(_("Open"), key=f"to-{memo.id}", type="tertiary", help=_("Open what it is about")):
        open_subject(study, memo.about, memo.about_id)


def open_subject(study: Study, about: str, about_id: str) -> None:
    """Open the code, the interview, the theme board, or the passage in its context."""
    if about == "code":
        opened.open_code(about_id)
        frame.go("codebook")
    elif about == "interview":
        st.session_state[passages.INTERVIEW] = st.session_state["code choice"] = about_id
        frame.go("code")
    elif about == "theme":
        frame.go("themes")
    else:
        where_it_was_said(study, about_id if about == "segment" else _passage_of(study, about_id))


def _passage_of(study: Study, coding_id: str) -> str:
    with study.reading() as connection:
        coding = reads.one_of(connection, Coding, coding_id)
    return coding.segment_id if coding else ""
