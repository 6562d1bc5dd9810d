"""Writing a memo, wherever one is: the form that the pages share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from qualkit.memos import CASE_SUMMARY, KINDS, READING, write_memo
from qualkit.store.quoted import latest_passages, quotes_of
from qualkit.study import Study
from qualkit.text.quote_links import Quote, link_to
from qualkit.ui import frame
from qualkit.ui.language import _, marked, spoken

OFFERED = 500
LABEL_LETTERS = 90
KIND_NAMES = {
    "reflexive": marked("Reflexive"),
    "theoretical": marked("Theoretical"),
    "methodological": marked("Methodological"),
    "field note": marked("Field note"),
    READING: marked("Reading"),
    CASE_SUMMARY: marked("Case summary"),
}
CALLED = {
    "reflexive": marked("reflexive memo"),
    "theoretical": marked("theoretical memo"),
    "methodological": marked("methodological memo"),
    "field note": marked("field note"),
    READING: marked("reading"),
    CASE_SUMMARY: marked("case summary"),
}


def called(kind: str) -> str:
    """A memo of that kind, as one says it."""
    return _(CALLED[kind]) if kind in CALLED else kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a person has put into the form."""

    text: str
    kind: str
    day: date
    quotes: Sequence[str]


def new_memo(study: Study, *, about: str = "study", about_id: str | None = None) -> None:
    """A new memo on a noun of that id, or on the study."""
    offered = offered_quotes(study, about, about_id)
    with st.form(f"memo-{about}-{about_id}", border=False, clear_on_submit=True):
        text = st.text_area(_("New memo"), height=100)
        quotes = st.multiselect(
            _("Quotes to link"),
            list(offered),
            format_func=offered.__getitem__,
            placeholder=_("Look for words") if offered else _("Nothing is marked yet"),
            disabled=not offered,
        )
        left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
        kind = left.selectbox(_("Kind"), KINDS, format_func=spoken(KIND_NAMES))
        day = middle.date_input(_("Day it is about"), "today")
        if right.form_submit_button(_("Write it"), width="stretch"):
            asked = Written(text=text, kind=kind, day=day, quotes=quotes)
            frame.do(lambda: written(study, asked, about=about, about_id=about_id))


def offered_quotes(study: Study, about: str, about_id: str | None) -> dict[str, str]:
    """The latest marked passages (of the code or interview that the memo is about), told by their first words."""
    with study.reading() as connection:
        ids = latest_passages(connection, about, about_id, limit=OFFERED)
        found = quotes_of(connection, ids)
    return {segment_id: label(found[segment_id]) for segment_id in ids if segment_id in found}


def label(quote: Quote) -> str:
    """A quote by its interview and first words."""
    words = " ".join(quote.words.split())
    return f"{quote.interview}: {words if len(words) <= LABEL_LETTERS else words[:LABEL_LETTERS] + '…'}"


def written(study: Study, asked: Written, *, about: str, about_id: str | None) -> str:
    """Write the memo, its quotes at the end; says so."""
    links = [link_to(segment_id) for segment_id in asked.quotes]
    text = "\n\n".join([asked.text.strip(), *links])
    day = "" if asked.day == date.today() else asked.day.isoformat()
    write_memo(study, text, about=about, about_id=about_id, kind=asked.kind, by=frame.coder(study), date=day)
    return _("The memo is written.")
