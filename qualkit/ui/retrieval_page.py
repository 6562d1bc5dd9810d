"""Retrieval: codes by participants and attributes, codes that stand together, words; each leads to the quotes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from qualkit.coding.codebook import Entry
from qualkit.retrieval.actions import CASE, INTERVIEW, attribute_names, codes_together, crosstab, crosstab_table
from qualkit.retrieval.charts import counts_chart
from qualkit.retrieval.crosstab import Crosstab
from qualkit.store import reads
from qualkit.store.places import Place, placed_in
from qualkit.study import Study
from qualkit.ui import frame, quotes, words
from qualkit.ui.dark import on_page
from qualkit.ui.language import _, headings, marked
from qualkit.ui.retrieval_words import words_section
from qualkit.ui.sufficiency_figures import downloads

VIEWS = (marked("Codes by people"), marked("Codes together"), marked("Words"))
PAIRS = {
    "Code": marked("Code"),
    "With": marked("With"),
    "Passages": marked("Passages"),
    "Interviews": marked("Interviews"),
    "Of all": marked("Of all"),
}
NO_CODING = marked("No passage is coded yet.")
CELL = {"name": "cell", "select": {"type": "point", "fields": ["row", "column"]}, "views": ["cells"]}


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
    if view == VIEWS[2]:
        words_section(study)
    elif view == VIEWS[1]:
        together_section(study)
    else:
        people_section(study)


# ---- codes by people ----


def people_section(study: Study) -> None:
    """Codes by participants, interviews or an attribute; a cell leads to its quotes."""
    by = st.selectbox(_("By"), [CASE, INTERVIEW, *attribute_names(study)], key="retrieval by", width=320)
    table = crosstab(study, by)
    if not table.references.any():
        frame.empty(_(NO_CODING), _(words.MAKE_CODES))
        return
    clicked = counts_figure(table)
    st.dataframe(crosstab_table(table), hide_index=True, alt=_("References of each code by {by}", by=by))
    cell_quotes(study, table, clicked)


def counts_figure(table: Crosstab) -> tuple[str, str] | None:
    """The grid with its downloads; returns the row and column of the cell that was clicked."""
    paths, labels = [entry.path for entry in table.codes], [group.label for group in table.groups]
    chart = counts_chart(paths, labels, table.references.tolist())
    if not chart:
        st.caption(_("So many codes or people that a picture could not be read; the table has them all."))
        return None
    grid, *others = chart["layer"]
    clickable = {**chart, "params": [CELL], "layer": [{**grid, "name": "cells"}, *others]}
    shown: Any = st.vega_lite_chart(
        spec=on_page(clickable), width="content", theme=None, on_select="rerun", key="retrieval-grid"
    )
    downloads("codes-by-people", chart, crosstab_table(table).to_dict("records"))  # type: ignore[arg-type]
    picked = shown.selection.get("cell") if shown and "selection" in shown else None
    return (picked[0]["row"], picked[0]["column"]) if picked else None


def cell_quotes(study: Study, table: Crosstab, clicked: tuple[str, str] | None) -> None:
    """The quotes of a code in a group: of the cell that was clicked, or as chosen from the lists."""
    paths = {entry.path: entry for entry in table.codes}
    groups = {group.label: group for group in table.groups}
    row, column = clicked or (None, None)
    left, right = st.columns(2)
    with left:
        code = st.selectbox(_("Quotes of"), list(paths), _place(row, paths), key=f"retrieval code {row}")
    with right:
        group = st.selectbox(_("From"), list(groups), _place(column, groups), key=f"retrieval group {column}")
    if code and group:
        show_quotes(study, paths[code], groups[group].interview_ids)


def _place(name: str | None, listed: dict[str, Any]) -> int | None:
    return list(listed).index(name) if name in listed else None


def show_quotes(study: Study, entry: Entry, interview_ids: tuple[str, ...]) -> None:
    """A screenful of a code's quotes from these interviews."""
    with study.reading() as connection:
        total = sum(n for i, n in reads.counts(connection).get(entry.code.id, {}).items() if i in interview_ids)
        codes = {code.id: code for code in reads.codes(connection)}
    if not total:
        st.caption(_("Nothing there is coded with it."))
        return
    skip = quotes.page_of(total, key=f"retrieval page {entry.code.id}") * quotes.AT_ONCE
    with study.reading() as connection:
        places: list[Place] = placed_in(connection, entry.code.id, interview_ids, skip=skip, limit=quotes.AT_ONCE)
    st.html(quotes.STYLE)
    shown = quotes.sheet_of(study, codes, places)
    for place in places:
        quotes.quote(study, shown, place, entry.code.id)


# ---- codes together ----


def together_section(study: Study) -> None:
    """Pairs of codes on the same words, as a table and a grid of those that meet most."""
    pairs = codes_together(study)
    if not pairs:
        frame.empty(_("No two codes stand on the same words yet."), _("Give a passage a second code on the Code page."))
        return
    with study.reading() as connection:
        names = {code.id: code.name for code in reads.codes(connection)}
    st.caption(
        _("Passages of one code that share words with passages of another. “Of all” is of the passages of either.")
    )
    rows = [
        {
            "Code": names[pair.first],
            "With": names[pair.second],
            "Passages": pair.together,
            "Interviews": pair.interviews,
            "Of all": round(pair.share, 2),
        }
        for pair in pairs
    ]
    chart = together_chart(rows)
    if chart:
        st.vega_lite_chart(spec=on_page(chart), width="content", theme=None, key="together-grid")
    downloads("codes-together", chart, rows)
    st.dataframe(rows, hide_index=True, column_config=headings(PAIRS), alt=_("Codes that stand together"))


MOST_MET = 30


def together_chart(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A grid of the codes in the pairs that meet most often."""
    met = list(dict.fromkeys(name for row in rows[:MOST_MET] for name in (row["Code"], row["With"])))
    counts = [[0] * len(met) for __ in met]
    for row in rows:
        if row["Code"] in met and row["With"] in met:
            one, other = met.index(row["Code"]), met.index(row["With"])
            counts[one][other] = counts[other][one] = row["Passages"]
    return counts_chart(met, met, counts)
