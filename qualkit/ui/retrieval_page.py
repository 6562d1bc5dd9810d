"""Retrieval: codes by participants and attributes, codes that stand together, words; each leads to the quotes."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from qualkit.coding.codebook import Entry
from qualkit.retrieval.actions import CASE, INTERVIEW, attribute_names, crosstab, crosstab_table
from qualkit.retrieval.charts import counts_chart
from qualkit.retrieval.crosstab import Crosstab
from qualkit.store import reads
from qualkit.store.places import placed_in
from qualkit.study import Study
from qualkit.ui import frame, grid, quotes, words
from qualkit.ui.language import _, marked
from qualkit.ui.retrieval_together import together_section
from qualkit.ui.retrieval_words import words_section

VIEWS = (marked("Codes by people"), marked("Codes together"), marked("Words"))
BY = {CASE: marked("participant"), INTERVIEW: marked("interview")}
NO_CODING = marked("No passage is coded yet.")


def page() -> None:
    """The page: one of three views."""
    study = frame.needed_study()
    frame.header(
        _("Retrieval"),
        _("Where do codes and words occur? Counts lead to the passages; what they mean is yours to judge."),
    )
    view = st.segmented_control(
        _("View"), VIEWS, format_func=_, default=VIEWS[0], label_visibility="collapsed", key="retrieval view"
    )
    st.html(grid.STYLE + quotes.STYLE)
    with st.container(key="retrieval-body"):
        if view == VIEWS[2]:
            words_section(study)
        elif view == VIEWS[1]:
            together_section(study)
        else:
            people_section(study)


# ---- codes by people ----


def people_section(study: Study) -> None:
    """Codes by participants, interviews or an attribute; a cell leads to its quotes."""
    groupings = [CASE, INTERVIEW, *attribute_names(study)]
    by = st.selectbox(_("By"), groupings, format_func=called, key="retrieval by", width=320)
    table = crosstab(study, by)
    if not table.references.any():
        frame.empty(_(NO_CODING), _(words.MAKE_CODES))
        return
    counted, led_to = st.columns([1, 1], gap="large")
    with counted:
        clicked = counts_figure(table)
    with led_to, st.container(key="led-to"):
        cell_quotes(study, table, clicked)
    st.dataframe(crosstab_table(table), hide_index=True, alt=_("References of each code by {by}", by=by))


def called(by: str) -> str:
    """What codes are counted by, in words; an attribute has the name that the study gave it."""
    return _(BY[by]) if by in BY else by


def counts_figure(table: Crosstab) -> tuple[str, ...]:
    """The grid with its downloads; returns the row and column of the cell that was clicked."""
    paths, labels = [entry.path for entry in table.codes], [group.label for group in table.groups]
    told = (_("Code"), _("From"), _("Passages"))
    chart = counts_chart(paths, labels, table.references.tolist(), told=told)
    clicked: tuple[str, ...] = ()
    if chart:
        clicked = grid.clicked(chart, "row", "column", key="retrieval-grid")
    else:
        st.caption(_("So many codes or people that a picture could not be read; the table has them all."))
    grid.files("codes-by-people", chart, crosstab_table(table).to_dict("records"))  # type: ignore[arg-type]
    return clicked


def cell_quotes(study: Study, table: Crosstab, clicked: tuple[str, ...]) -> None:
    """The quotes of a code in a group: of the cell that was clicked, or as chosen from the lists."""
    paths = {entry.path: entry for entry in table.codes}
    groups = {group.label: group for group in table.groups}
    row, column = clicked or (None, None)
    left, right = st.columns([3, 2])
    with left:
        code = st.selectbox(_("Quotes of"), list(paths), _place(row, paths), key=f"retrieval code {row}")
    with right:
        group = st.selectbox(_("From"), list(groups), _place(column, groups), key=f"retrieval group {column}")
    if code and group:
        show_quotes(study, paths[code], groups[group].interview_ids)
    else:
        st.caption(_(grid.HINT))


def _place(name: str | None, listed: Iterable[str]) -> int | None:
    known = list(listed)
    return known.index(name) if name in known else None


def show_quotes(study: Study, entry: Entry, interview_ids: tuple[str, ...]) -> None:
    """A screenful of a code's quotes from these interviews."""
    with study.reading() as connection:
        total = sum(n for i, n in reads.counts(connection).get(entry.code.id, {}).items() if i in interview_ids)
    if not total:
        st.caption(_("Nothing there is coded with it."))
        return
    skip = quotes.page_of(total, key=f"retrieval page {entry.code.id}") * quotes.AT_ONCE
    with study.reading() as connection:
        codes = {code.id: code for code in reads.codes(connection)}
        places = placed_in(connection, entry.code.id, interview_ids, skip=skip, limit=quotes.AT_ONCE)
    quotes.readable(study, codes, entry.code.id, places)
