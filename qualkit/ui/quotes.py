"""The quotes of a code in their context, with the interview's name; several can be recoded at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from qualkit.coding.codebook import Entry
from qualkit.coding.segments import recode_coding, remove_coding
from qualkit.model import Code, Transcript
from qualkit.store.places import Place, places
from qualkit.store.transcripts import transcript as read_transcript
from qualkit.study import Study
from qualkit.text.times import span_times
from qualkit.ui import frame
from qualkit.ui.code_acts import choose_code
from qualkit.ui.moments import clock
from qualkit.ui.reading import around

AT_ONCE = 20
CONTEXT = 140
STYLE = """
<style>
  [class*="st-key-quote-"] { border-left: 3px solid color-mix(in srgb, currentColor 16%, transparent);
                             padding: .1rem 0 .1rem .85rem; gap: .15rem; max-width: 46rem; }
  [class*="st-key-quote-"] [data-testid="stCheckbox"] p { font-size: .86rem; opacity: .75; }
</style>
"""


def quotes(study: Study, codes: Mapping[str, Code], entries: Sequence[Entry], entry: Entry) -> None:
    """A screenful of quotes, and what can be done with those that are ticked."""
    st.subheader(f"Quotes ({entry.references})", anchor=False)
    if not entry.references:
        st.caption("Nothing is coded with it yet. Select a passage on the Code page and give it this code.")
        return
    me = frame.coder(study)
    skip = _page(entry.references) * AT_ONCE
    with study.reading() as connection:
        shown = places(connection, entry.code.id, skip=skip, limit=AT_ONCE)
        ids = {place.interview.id for place in shown}
        said = {i: found for i in ids if (found := read_transcript(connection, i))}
    ticked = [place for place in shown if quote(place, said.get(place.interview.id), codes, me)]
    recode_bar(study, [one for one in entries if one.code.id != entry.code.id], entry.code, ticked)


def _page(count: int) -> int:
    pages = -(-count // AT_ONCE)
    if pages < 2:
        return 0
    labels = [f"{n * AT_ONCE + 1} to {min((n + 1) * AT_ONCE, count)}" for n in range(pages)]
    return st.selectbox("Which", range(pages), format_func=labels.__getitem__, label_visibility="collapsed") or 0


def quote(place: Place, said: Transcript | None, codes: Mapping[str, Code], me: str) -> bool:
    """One quote with the words around it; returns whether it is ticked."""
    with st.container(key=f"quote-{place.coding.id}"):
        if said:
            st.markdown(in_context(said.text, place.segment.start, place.segment.end))
        if place.coding.memo:
            st.caption(f":material/sticky_note_2: {frame.plain(place.coding.memo)}")
        return st.checkbox(_where(place, said, codes, me), key=f"tick-{place.coding.id}")


def in_context(text: str, start: int, end: int) -> str:
    """The quote as Markdown, softly set words before and after it."""
    before, _, after = around(text, start, end, CONTEXT)
    led, followed = before.strip(), after.strip()
    soft = (
        f":gray[{frame.plain(f'… {led}')}]" if led else "",
        f":gray[{frame.plain(f'{followed} …')}]" if followed else "",
    )
    return " ".join(part for part in (soft[0], frame.paragraphs(text[start:end]), soft[1]) if part)


def _where(place: Place, said: Transcript | None, codes: Mapping[str, Code], me: str) -> str:
    began = span_times(place.segment.start, place.segment.end, said.words, said.turns)[0] if said else None
    also = ", ".join(codes[i].name for i in place.also if i in codes)
    parts = [place.interview.name, clock(began) if began is not None else "", f"also: {also}" if also else ""]
    parts.append(f"coded by {place.coding.coder}" if place.coding.coder != me else "")
    return " · ".join(frame.plain(part) for part in parts if part)


# ---- what can be done with them ----


def recode_bar(study: Study, entries: Sequence[Entry], code: Code, ticked: Sequence[Place]) -> None:
    """Give the ticked quotes another code, or take this one off."""
    if not ticked:
        st.caption("Tick quotes to give them another code or to take this one off.")
        return
    with st.container(border=True):
        st.markdown(f"**{len(ticked)} ticked**")
        chosen, recode, off = st.columns([3, 1, 1], vertical_alignment="bottom")
        with chosen:
            to = choose_code("Another code", entries, key="recode-to")
        if recode.button("Recode", disabled=to is None, type="primary", width="stretch") and to:
            frame.do(lambda: recoded(study, ticked, to))
        if off.button("Take off", width="stretch", help=f"Take “{frame.plain(code.name)}” off them."):
            frame.do(lambda: taken_off(study, ticked))


def recoded(study: Study, ticked: Sequence[Place], to: str) -> str:
    """Give the passages the other code, each as an act of its own."""
    for place in ticked:
        recode_coding(study, place.coding.id, to, by=frame.coder(study))
    return f"Recoded {len(ticked)}."


def taken_off(study: Study, ticked: Sequence[Place]) -> str:
    """Take the code off the passages, each as an act of its own."""
    for place in ticked:
        remove_coding(study, place.coding.id, by=frame.coder(study))
    return f"Taken off {len(ticked)}."
