"""Memos: all of them, by kind and by word; write, edit, remove, and take them along as a table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from qualkit.exchange.tables import csv_bytes
from qualkit.memos import ALL_KINDS, READING, edit_memo, memos_table, quotes_in, remove_memo, search_memos
from qualkit.model import Case, Code, Coding, Interview, Memo, Segment, Theme
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame, memo_form, memo_subject, memo_text, moments, words
from qualkit.ui.language import _, marked, spoken

NOUNS: tuple[tuple[str, type[Code | Interview | Theme | Case]], ...] = (
    ("interview", Interview),
    ("code", Code),
    ("theme", Theme),
    ("case", Case),
)
SAID = {
    "study": marked("the study"),
    "interview": marked("an interview"),
    "code": marked("a code"),
    "theme": marked("a theme"),
    "case": marked("a participant"),
}
SHOWN = 50
STYLE = """
<style>
  [class*="st-key-memo-card-"] { max-width: 46rem; }
  [class*="st-key-memo-foot-"] { flex-wrap: nowrap; gap: .9rem; }
  [class*="st-key-memo-foot-"] > :first-child { flex: 1; min-width: 0; }
  [class*="st-key-memo-foot-"] button { min-height: 0; padding: 0; }
</style>
"""


def page() -> None:
    """The page: a new memo, the filters, and the memos, newest first."""
    study = frame.needed_study()
    st.html(STYLE + memo_text.STYLE)
    with study.reading() as connection:
        memos = [memo for memo in reads.all_of(connection, Memo, order=("at",))[::-1] if memo.kind != READING]
        names = {
            noun: {one.id: one.name for one in reads.all_of(connection, cls, order=("name",))} for noun, cls in NOUNS
        }
        names |= passages(study, memos)
    header(study, memos)
    with st.expander(_("Write a memo"), expanded=not memos, icon=":material/edit_note:"):
        write(study, names)
    if not memos:
        frame.empty(
            _("There are no memos yet."), _("A memo keeps what strikes you, a hunch, a decision and why you took it.")
        )
        return
    listed(study, filtered(study), names)


def header(study: Study, memos: list[Memo]) -> None:
    """Title, and all memos as a table to take along."""
    title, tools = st.columns([5, 1], vertical_alignment="center")
    with title:
        frame.header(_("Memos"), _("{n} so far", n=len(memos)) if memos else _(words.NO_MEMOS))
    if memos:
        table = memos_table(study)
        body = csv_bytes(list(table.columns), table.to_numpy().tolist())
        tools.download_button(
            "CSV", body, f"{study.folder.name}-memos.csv", "text/csv", icon=":material/download:", width="stretch"
        )


def passages(study: Study, memos: list[Memo]) -> dict[str, dict[str, str]]:
    """What memos on marks and codings are on, in words."""
    wanted = {memo.about_id for memo in memos if memo.about in ("segment", "coding")}
    if not wanted:
        return {}
    with study.reading() as connection:
        coded = {c.id: c.segment_id for c in reads.all_of(connection, Coding) if c.id in wanted}
        within = {s.id: s.interview_id for s in reads.all_of(connection, Segment) if s.id in {*wanted, *coded.values()}}
        sittings = {one.id: one.name for one in reads.interviews(connection)}
    told = {i: _("a passage of {interview}", interview=sittings[interview]) for i, interview in within.items()}
    return {"segment": told, "coding": {i: told[segment] for i, segment in coded.items()}}


# ---- write ----


def write(study: Study, names: Mapping[str, Mapping[str, str]]) -> None:
    """Choose what the memo is about, then write it."""
    left, right = st.columns(2)
    about = left.selectbox(_("About"), list(SAID), format_func=spoken(SAID), key="memo-about") or "study"
    about_id = None
    if about != "study":
        of_kind = names.get(about, {})
        about_id = right.selectbox(
            _("Which"), list(of_kind), format_func=of_kind.__getitem__, key=f"memo-which-{about}"
        )
        if about_id is None:
            st.caption(_("There is none yet."))
            return
    memo_form.new_memo(study, about=about, about_id=about_id)


# ---- look through ----


def filtered(study: Study) -> list[Memo]:
    """Memos of the kinds and with the words that a person looks for; mere readings only where asked for."""
    left, right = st.columns([3, 2], vertical_alignment="center")
    kinds = left.pills(
        _("Kind"),
        ALL_KINDS,
        selection_mode="multi",
        format_func=spoken(memo_form.KIND_NAMES),
        label_visibility="collapsed",
        key="memo-kinds",
    )
    wanted = right.text_input(
        _("Search"), placeholder=_("Search in the memos"), label_visibility="collapsed", key="memo-search"
    )
    with study.reading() as connection:
        return [memo for memo in search_memos(connection, wanted, kinds=kinds) if kinds or memo.kind != READING]


def when(memo: Memo) -> str:
    """When it was written, and the day that it is about where that is another."""
    written = moments.when(memo.at)
    return _("{written}, about {date}", written=written, date=memo.date) if memo.date else written


def listed(study: Study, memos: list[Memo], names: Mapping[str, Mapping[str, str]]) -> None:
    """The memos one under the other."""
    if not memos:
        st.caption(_("No memo of this kind with these words."))
    with study.reading() as connection:
        quotes = quotes_in(connection, memos[:SHOWN])
    for memo in memos[:SHOWN]:
        with st.container(border=True, key=f"memo-card-{memo.id}"):
            memo_text.show(study, memo.text, quotes, key=memo.id)
            foot(study, memo, names)
    if len(memos) > SHOWN:
        st.caption(_("{n} more: look for words to see them.", n=len(memos) - SHOWN))


def foot(study: Study, memo: Memo, names: memo_subject.Names) -> None:
    """What the memo is and on what, whose and when; and what can be done with it."""
    told = _(
        "{called} on {about} · {by}, {when}",
        called=memo_form.called(memo.kind),
        about=memo_subject.about(memo, names),
        by=memo.by,
        when=when(memo),
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"memo-foot-{memo.id}"):
        st.caption(frame.plain(told))
        memo_subject.way_to(study, memo, names)
        with frame.popover(_("Edit"), key=f"edit-{memo.id}", type="tertiary"):
            edit(study, memo)
        with frame.popover(_("Remove"), key=f"remove-{memo.id}", type="tertiary"):
            st.caption(_("Undo on the Study page brings it back."))
            if st.button(_("Remove it"), key=f"do-remove-{memo.id}"):
                frame.do(partial(removed, study, memo))


def edit(study: Study, memo: Memo) -> None:
    """The memo's text in a field."""
    with st.form(f"edit-form-{memo.id}", border=False):
        text = st.text_area(_("Memo"), memo.text, height=200, label_visibility="collapsed")
        if st.form_submit_button(_("Save"), type="primary"):
            frame.do(lambda: edited(study, memo, text))


def edited(study: Study, memo: Memo, text: str) -> str:
    """Write the memo's new text."""
    edit_memo(study, memo.id, text, by=frame.coder(study))
    return _("Saved.")


def removed(study: Study, memo: Memo) -> str:
    """Remove the memo."""
    remove_memo(study, memo.id, by=frame.coder(study))
    return _("Removed the memo.")
