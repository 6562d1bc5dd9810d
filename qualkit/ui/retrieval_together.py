"""Codes together on the Retrieval page: pairs on the same words as a grid and a table, each with its passages."""

from __future__ import annotations

from collections import Counter
from typing import Any

import streamlit as st

from qualkit.coding.codebook import entries
from qualkit.retrieval.actions import codes_together
from qualkit.retrieval.charts import counts_chart
from qualkit.retrieval.together import Pair
from qualkit.store import reads
from qualkit.store.places import count_touching, placed_touching
from qualkit.study import Study
from qualkit.ui import frame, grid, quotes
from qualkit.ui.language import _, headings, marked

PAIRS = {
    "Code": marked("Code"),
    "With": marked("With"),
    "Passages": marked("Passages"),
    "Interviews": marked("Interviews"),
    "Of all": marked("Of all"),
}
MOST_MET = 30
Row = dict[str, Any]


def together_section(study: Study) -> None:
    """Pairs of codes on the same words, as a table and a grid of those that meet most."""
    pairs = _pairs(str(study.folder), frame.revision(study), study)
    if not pairs:
        frame.empty(_("No two codes stand on the same words yet."), _("Give a passage a second code on the Code page."))
        return
    names = names_of(study)
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
    counted, led_to = st.columns([1, 1], gap="large")
    with counted:
        chart = together_chart(rows)
        clicked = grid.clicked(chart, "row", "column", key="together-grid") if chart else ()
        grid.files("codes-together", chart, rows)
    with led_to, st.container(key="led-to"):
        pair_quotes(study, {name: code_id for code_id, name in names.items()}, rows, clicked)
    st.dataframe(rows, hide_index=True, column_config=headings(PAIRS), alt=_("Codes that stand together"))


@st.cache_data(show_spinner=False, max_entries=4)
def _pairs(folder: str, revision: int, _study: Study) -> list[Pair]:
    """Counted once for each state of a study: a click is not to count a hundred thousand codings anew."""
    return codes_together(_study)


def names_of(study: Study) -> dict[str, str]:
    """What each code is called, by id: its name, with those above it where another code has the same name."""
    with study.reading() as connection:
        tree = entries(reads.codes(connection), {})
    often = Counter(entry.code.name for entry in tree)
    return {one.code.id: one.code.name if often[one.code.name] == 1 else one.path for one in tree}


def together_chart(rows: list[Row]) -> dict[str, Any]:
    """A grid of the codes in the pairs that meet most often."""
    met = list(dict.fromkeys(name for row in rows[:MOST_MET] for name in (row["Code"], row["With"])))
    counts = [[0] * len(met) for __ in met]
    for row in rows:
        if row["Code"] in met and row["With"] in met:
            one, other = met.index(row["Code"]), met.index(row["With"])
            counts[one][other] = counts[other][one] = row["Passages"]
    return counts_chart(met, met, counts, told=(_("Code"), _("With"), _("Passages")))


def pair_quotes(study: Study, ids: dict[str, str], rows: list[Row], clicked: tuple[str, ...]) -> None:
    """The passages of one code that share words with another: of the cell that was clicked, or as chosen."""
    row, column = clicked or (None, None)
    left, right = st.columns(2)
    met = sorted({name for one in rows for name in (one["Code"], one["With"])})
    with left:
        code = st.selectbox(_("Quotes of"), met, met.index(row) if row in met else None, key=f"together code {row}")
    beside = sorted({_other(one, code) for one in rows if code in (one["Code"], one["With"])})
    with right:
        place = beside.index(column) if column in beside else None
        other = st.selectbox(_("With"), beside, place, key=f"together with {code} {column}")
    if code and other:
        show_quotes(study, ids[code], ids[other])
    else:
        st.caption(_(grid.HINT))


def _other(row: Row, code: str | None) -> str:
    name: str = row["With"] if row["Code"] == code else row["Code"]
    return name


def show_quotes(study: Study, code_id: str, other_id: str) -> None:
    """A screenful of a code's quotes that share words with another code."""
    with study.reading() as connection:
        total = count_touching(connection, code_id, other_id)
    skip = quotes.page_of(total, key=f"together page {code_id} {other_id}") * quotes.AT_ONCE
    with study.reading() as connection:
        codes = {code.id: code for code in reads.codes(connection)}
        places = placed_touching(connection, code_id, other_id, skip=skip, limit=quotes.AT_ONCE)
    quotes.readable(study, codes, code_id, places)
