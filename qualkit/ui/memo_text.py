"""A memo's words as they are shown: its text, and each linked quote as it stands, with the way to where it was said."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from qualkit.study import Study
from qualkit.text.quote_links import GONE, Link, Quote, parts
from qualkit.ui import frame
from qualkit.ui.language import _
from qualkit.ui.said import where_it_was_said

STYLE = """
<style>
  [class*="st-key-linked-"] { border-left: 3px solid color-mix(in srgb, currentColor 16%, transparent);
                              padding: .1rem 0 .1rem .85rem; gap: .1rem; }
  [class*="st-key-linked-"] [data-testid="stButton"] button { min-height: 0; padding: 0; }
  [class*="st-key-linked-"] [data-testid="stButton"] p { font-size: .84rem; }
</style>
"""


def show(study: Study, text: str, quotes: Mapping[str, Quote], *, key: str) -> None:
    """The text letter by letter, and its quotes one under the other where they stand in it."""
    for place, part in enumerate(parts(text)):
        if isinstance(part, Link):
            linked(study, part.segment_id, quotes.get(part.segment_id), key=f"{key}-{place}")
        else:
            st.markdown(frame.paragraphs(part))


def linked(study: Study, segment_id: str, quote: Quote | None, *, key: str) -> None:
    """One quote with its interview, which opens it where it was said; or that it is no longer there."""
    if quote is None:
        st.caption(frame.plain(GONE))
        return
    with st.container(key=f"linked-{key}"):
        st.markdown(frame.paragraphs(quote.words))
        if st.button(frame.plain(quote.interview), key=f"said-{key}", type="tertiary", help=_("Where it was said")):
            where_it_was_said(study, segment_id)
