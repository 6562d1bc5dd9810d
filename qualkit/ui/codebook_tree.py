"""The codes as a tree to choose from: colours, counts, and a filter."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qualkit.coding.codebook import PALETTE, Entry
from qualkit.ui import frame

DEEPEST, SHOWN = 6, 250
SQUARES = "\n".join(
    f'  [class*="-c{n}-"] [data-testid="stButton"] button p::before {{ background: {color}; }}'
    for n, color in enumerate(PALETTE)
)
INDENTS = "\n".join(
    f'  [class*="st-key-code-l{n}-"] {{ padding-left: {n * 1.15:.2f}rem; }}' for n in range(1, DEEPEST + 1)
)
STYLE = f"""
<style>
  .st-key-tree [data-testid="stVerticalBlock"] {{ gap: 0; }} .st-key-tree-rows {{ gap: .05rem; }}
  .st-key-tree-rows button {{ width: 100%; justify-content: flex-start; padding: .22rem .5rem; min-height: 0;
                              border: 0; text-align: left; }}
  .st-key-tree-rows button > div, .st-key-tree-rows button > div > span,
  .st-key-tree-rows button [data-testid="stMarkdownContainer"] {{ width: 100%; justify-content: flex-start; }}
  .st-key-tree-rows button p {{ position: relative; width: 100%; padding: 0 2.4rem 0 1.15rem; font-size: .92rem; }}
  .st-key-tree-rows button p::before {{ content: ""; position: absolute; left: 0; top: .42em; border-radius: .18rem;
                                        width: .6rem; height: .6rem; background: #8a93a3; }}
  .st-key-tree-rows button p > :last-child {{ position: absolute; right: 0; top: 0;
                                              font-variant-numeric: tabular-nums; }}
  .st-key-tree-rows [data-testid="stBaseButton-secondary"] {{
    background: color-mix(in srgb, #3b93b0 18%, transparent); }}
{SQUARES}
{INDENTS}
</style>
"""
"""The palette's colours and the steps of indentation; no word of a study is in it."""


def tree(entries: Sequence[Entry], chosen: str | None) -> str | None:
    """The tree; returns the id of the code that was pressed, if one was."""
    wanted = st.text_input("Filter", placeholder="Filter …", label_visibility="collapsed", key="code-filter")
    shown = [entry for entry in entries if fits(entry, wanted)]
    parents = {entry.code.parent_id for entry in entries}
    pressed = None
    with st.container(key="tree-rows", gap=None):
        for entry in shown[:SHOWN]:
            parent, flat = entry.code.id in parents, bool(wanted.strip())
            if row(entry, is_chosen=entry.code.id == chosen, is_parent=parent, flat=flat):
                pressed = entry.code.id
    if not shown:
        st.caption("No code of these letters.")
    if len(shown) > SHOWN:
        st.caption(f"{len(shown) - SHOWN} more: filter to see them.")
    return pressed


def fits(entry: Entry, wanted: str) -> bool:
    """Whether the name or the definition holds every word that a person looks for."""
    said = f"{entry.path} {entry.code.definition}".casefold()
    return all(word in said for word in wanted.casefold().split())


def row(entry: Entry, *, is_chosen: bool, is_parent: bool, flat: bool) -> bool:
    """One code to press; one that was found stands flush, and tells what it is under when the mouse rests on it."""
    name = frame.plain(entry.code.name)
    under = entry.path.rpartition(" > ")[0]
    told = f"under {under}" if flat and under else entry.code.definition
    return st.button(
        f"{f'**{name}**' if is_parent else name} :gray[{entry.aggregate}]",
        key=key_of(entry, flat=flat),
        type="secondary" if is_chosen else "tertiary",
        help=frame.plain(told) or None,
        width="stretch",
    )


def key_of(entry: Entry, *, flat: bool = False) -> str:
    """Key of a code's button; its indentation and its colour's place in the palette are in it, for the style."""
    level = 0 if flat else min(entry.level, DEEPEST)
    return f"code-l{level}-c{color_place(entry.code.color)}-{entry.code.id}"


def color_place(color: str) -> str:
    """The place of a colour in the palette; "x" for one that came from elsewhere."""
    return str(PALETTE.index(color)) if color in PALETTE else "x"
