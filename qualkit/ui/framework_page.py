"""The page Framework matrix: participants by themes or by the dimensions of a framework, summed up cell by cell."""

from __future__ import annotations

from html import escape

import streamlit as st

from qualkit.model import Case, Framework
from qualkit.store import reads
from qualkit.store.charting import Chart, Column, Passage, chart
from qualkit.study import Study
from qualkit.themes.framework import write_summary
from qualkit.ui import frame
from qualkit.ui.framework_index import bring_in, index
from qualkit.ui.language import _, plural
from qualkit.ui.said import where_it_was_said
from qualkit.ui.undoing import undo_buttons

QUOTES_SHOWN = 20
STYLE = """
<style>
  .qf { overflow-x: auto; } .qf table { border-collapse: collapse; width: 100%; font-size: .9rem; }
  .qf th, .qf td { border: 1px solid color-mix(in srgb, currentColor 15%, transparent); padding: .4rem .6rem;
                   text-align: left; vertical-align: top; min-width: 8rem; overflow-wrap: anywhere; }
  .qf th { font-weight: 600; } .qf td { white-space: pre-wrap; }
  .qf-quote { margin: 0; padding-left: .8rem; white-space: pre-wrap; overflow-wrap: anywhere;
              border-left: 3px solid color-mix(in srgb, currentColor 18%, transparent); }
  .qf small { display: block; color: color-mix(in srgb, currentColor 65%, transparent); }
</style>
"""


def page() -> None:
    """The matrix, the cell that is open, and what is mapped where."""
    study = frame.needed_study()
    with study.reading() as connection:
        known = reads.all_of(connection, Framework, order=("name",))
    frame.header(
        _("Framework matrix"), _("What each participant says, column by column, with the quotes behind each cell.")
    )
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center"):
        undo_buttons(study, short=True)
        chosen = _which(known)
        bring_in(study)
    found = _chart(study, chosen.id if chosen else None)
    if not found.columns:
        frame.empty(_("There are no themes yet."), _("Make themes on the Themes page, or bring in a framework above."))
        return
    if not found.cases:
        frame.empty(_("There are no participants yet."), _("Say on the Study page who took part in each interview."))
        return
    st.html(matrix_html(found))
    st.caption(_("Export it as a table for Excel or Word on the page Export: framework-matrix."))
    _cell(study, found)
    if chosen:
        index(study, chosen)


def _chart(study: Study, framework_id: str | None) -> Chart:
    """The matrix, read anew only when something was done since this session last read it: it holds every quote."""
    with study.reading() as connection:
        state = (str(study.folder), reads.head(connection), framework_id)
        kept: tuple[tuple[str, int, str | None], Chart] | None = st.session_state.get("chart read")
        if kept is None or kept[0] != state:
            st.session_state["chart read"] = kept = (state, chart(connection, framework_id))
    return kept[1]


def _which(known: list[Framework]) -> Framework | None:
    """The framework whose dimensions are the columns; None is the researcher's themes."""
    names = {one.id: one.name for one in known}
    shown = st.selectbox(
        _("Columns"),
        ["", *names],
        format_func=lambda one: names.get(one, _("Your themes")),
        label_visibility="collapsed",
        width=280,
        key="matrix-columns",
    )
    return next((one for one in known if one.id == shown), None)


def matrix_html(found: Chart) -> str:
    """The matrix as a table; every text goes through `html.escape`."""
    head = "".join(f"<th>{escape(one.name)}</th>" for one in found.columns)
    rows = "".join(
        f"<tr><th>{escape(case.name)}</th>{''.join(_shown(found, case, one) for one in found.columns)}</tr>"
        for case in found.cases
    )
    return f'<div class="qf tb-ready"><table><tr><th>{escape(_("Participant"))}</th>{head}</tr>{rows}</table></div>'


def _shown(found: Chart, case: Case, column: Column) -> str:
    summary = found.summaries.get((case.id, column.id))
    count = len(found.quotes.get((case.id, column.id), ()))
    told = f"<small>{escape(plural('{n} quote', '{n} quotes', count))}</small>" if count else ""
    return f"<td>{escape(summary.text) if summary else ''}{told}</td>"


# ---- one cell ----


def _cell(study: Study, found: Chart) -> None:
    """The quotes behind a cell beside its summary, to be written."""
    cases, columns = {one.id: one for one in found.cases}, {one.id: one for one in found.columns}
    st.subheader(_("Sum up a cell"), anchor=False)
    left, right = st.columns(2)
    case = left.selectbox(_("Participant"), cases, format_func=lambda one: cases[one].name, key="matrix-case")
    column = right.selectbox(_("Column"), columns, format_func=lambda one: columns[one].name, key="matrix-column")
    if case is None or column is None:
        return
    with left:
        _quotes(study, found.quotes.get((case, column), ()))
    with right:
        _summary(study, found, cases[case], columns[column])


def _quotes(study: Study, quotes: tuple[Passage, ...]) -> None:
    if not quotes:
        st.caption(_("Nothing of theirs is coded so."))
    for one in quotes[:QUOTES_SHOWN]:
        with st.container(gap=None):
            st.html(f'<blockquote class="qf-quote">{escape(one.text)}</blockquote>')
            if st.button(frame.plain(f"▸ {one.interview}"), key=f"said-{one.segment_id}", type="tertiary"):
                where_it_was_said(study, one.segment_id)
    if len(quotes) > QUOTES_SHOWN:
        st.caption(_("{n} more; the export has all of them.", n=len(quotes) - QUOTES_SHOWN))


def _summary(study: Study, found: Chart, case: Case, column: Column) -> None:
    was = found.summaries.get((case.id, column.id))
    with st.form(f"cell-{case.id}-{column.id}-{was.at if was else ''}"):
        text = st.text_area(
            _("What {name} says on it, in your words", name=frame.plain(case.name)), was.text if was else "", height=160
        )
        why = st.text_input(_("Reason (optional)"))
        if st.form_submit_button(_("Keep"), type="primary"):
            frame.do(lambda: _kept(study, case, column, text, why))


def _kept(study: Study, case: Case, column: Column, text: str, why: str) -> str:
    write_summary(study, case.name, (column.about, column.id), text, by=frame.coder(study), why=why)
    return _("Kept the summary.")
