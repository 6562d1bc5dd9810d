"""Code everything that a speaker says, or what follows a question or a heading, in one act; counted and shown first."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qualkit.coding.auto_coding import Wanted, passages, sections_of
from qualkit.model import Interview
from qualkit.study import Study
from qualkit.text.sections import speakers
from qualkit.ui import frame, words
from qualkit.ui import passages as listed
from qualkit.ui.code_search import transcripts_of
from qualkit.ui.language import _


def view(study: Study, interview: Interview, sittings: Mapping[str, Interview]) -> None:
    """Say which stretches are meant, see them, code those that are ticked or all of them."""
    wanted = ask(study, interview, sittings)
    if not wanted.speaker and not wanted.under:
        frame.empty(_(words.STRETCHES_NOTHING), _(words.STRETCHES_HINT))
        return
    with frame.telling_errors():
        spans = passages(study, wanted)
        if not spans:
            st.caption(_(words.NOT_FOUND))
            return
        listed.choose(study, spans, sittings, told=listed.counted(spans), how=how_found(wanted))


def ask(study: Study, interview: Interview, sittings: Mapping[str, Interview]) -> Wanted:
    """Whose words, under which question or heading, and in which interviews."""
    left, middle, right = st.columns([2, 4, 2], vertical_alignment="bottom")
    everywhere = right.toggle(_("In all interviews"), value=False, key="stretches everywhere")
    said = transcripts_of(study, list(sittings) if everywhere else [interview.id])
    who = list(dict.fromkeys(name for one in said.values() for name in speakers(one)))
    speaker = left.selectbox(_("What is said by"), who, None, key="stretches speaker", placeholder=_("anybody"))
    titles = dict.fromkeys(section.title for section in sections_of(study, interview.id) if section.start < section.end)
    under = middle.selectbox(
        _("Under the question or heading"),
        list(titles),
        None,
        key="stretches under",
        placeholder=_("any; or write a part of it"),
        accept_new_options=True,
    )
    names = () if everywhere else (interview.id,)
    return Wanted(interviews=names, speaker=speaker or "", under=under or "")


def how_found(wanted: Wanted) -> str:
    """How the passages were found, for the journal."""
    who = f"what {wanted.speaker} says" if wanted.speaker else "all"
    return f"{who} under “{wanted.under}”" if wanted.under else who
