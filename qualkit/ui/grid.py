"""Charts of counts that are clicked: the cell or bar that was, framed on the page; what it leads to stands beside."""

from __future__ import annotations

from typing import Any

import streamlit as st

from qualkit.retrieval.charts import INK
from qualkit.saturation.drawing import Chart
from qualkit.ui.dark import on_page
from qualkit.ui.language import marked
from qualkit.ui.sufficiency_figures import download_rows, downloads

PICKED = "picked"
HINT = marked("Click a number to read its quotes here, or choose from the two lists.")
STYLE = """
<style>
  .st-key-counted { overflow-x: auto; }
  @media (min-width: 1101px) {  /* what a click leads to stays in sight beside a long grid */
    [data-testid="stColumn"]:has(> * > * > .st-key-led-to), [data-testid="stColumn"]:has(> * > .st-key-led-to) {
      position: sticky; top: 1rem; align-self: flex-start; max-height: calc(100dvh - 2rem); overflow-y: auto; }
  }
  @media (max-width: 1100px) {  /* one under the other: at 900 pixels, or at 200 % zoom */
    .st-key-retrieval-body > * > [data-testid="stHorizontalBlock"] { flex-wrap: wrap; gap: 1rem; }
    .st-key-retrieval-body > * > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
    .st-key-counted { max-height: 60dvh; overflow: auto; }
  }
</style>
"""


def clickable(chart: Chart, *fields: str) -> Chart:
    """The chart with its first layer to be clicked; a second click lets go."""
    first, *others = chart["layer"]
    picks = {"name": PICKED, "select": {"type": "point", "fields": list(fields)}, "views": ["clicked"]}
    drawn = {"condition": {"param": PICKED, "empty": False, "value": INK}, "value": None}
    shape = {**first["mark"], "cursor": "pointer", "strokeWidth": 2}
    layer = {**first, "name": "clicked", "mark": shape, "encoding": {**first.get("encoding", {}), "stroke": drawn}}
    through = [{**one, "mark": {**one["mark"], "interactive": False}} for one in others]  # clicks go to what is below
    return {**chart, "params": [picks], "layer": [layer, *through]}


def clicked(chart: Chart, *fields: str, key: str) -> tuple[str, ...]:
    """Show the chart; what the cell or bar that was clicked holds in these fields, empty where none was."""
    with st.container(key="counted"):
        shown: Any = st.vega_lite_chart(
            spec=on_page(clickable(chart, *fields)), width="content", theme=None, on_select="rerun", key=key
        )
    return picked_of(shown, fields)


def files(name: str, chart: Chart, rows: list[dict[str, Any]]) -> None:
    """The numbers to take along, and the picture where one could be drawn."""
    if chart:
        downloads(name, chart, rows)
    else:
        download_rows(name, rows)


def picked_of(shown: Any, fields: tuple[str, ...]) -> tuple[str, ...]:
    """What a chart says was clicked, field by field."""
    picked = shown.selection.get(PICKED) if shown and "selection" in shown else None
    return tuple(str(picked[0][field]) for field in fields) if picked else ()
