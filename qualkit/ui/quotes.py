"""The quotes of a code in their context, with the interview's name; several can be recoded at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import bidirectional

import streamlit as st

from qualkit.coding.codebook import Entry
from qualkit.coding.segments import Span
from qualkit.model import Code, Transcript
from qualkit.store.places import ORDERS, Place, places
from qualkit.store.quoted import told_codings
from qualkit.store.transcripts import transcript as read_transcript
from qualkit.study import Study
from qualkit.text.times import clock, span_times
from qualkit.text.translation import TOLD, english_of
from qualkit.ui import frame, ticking
from qualkit.ui.language import _, marked, spoken
from qualkit.ui.reading import around
from qualkit.ui.sound import Source, hear_button, source_of

AT_ONCE = 20
CONTEXT = 140
SORTED = dict(
    zip(
        ORDERS,
        (
            marked("As collected"),
            marked("By interview's name"),
            marked("Longest first"),
            marked("Latest coded first"),
            marked("By coder"),
        ),
        strict=True,
    )
)
STYLE = """
<style>
  [class*="st-key-quote-"] { border-left: 3px solid color-mix(in srgb, currentColor 16%, transparent);
                             padding: .1rem 0 .1rem .85rem; gap: .1rem; max-width: 46rem; }
  [class*="st-key-quote-"] [data-testid="stMarkdownContainer"] p { unicode-bidi: plaintext; text-align: start; }
  [class*="st-key-quote-"] [data-testid="stCheckbox"] p { font-size: .86rem; opacity: .75; }
  [class*="st-key-quote-"] [data-testid="stButton"] button { min-height: 0; padding: 0 .3rem; }
  [class*="st-key-quote-"] [data-testid="stButton"] p { font-size: .84rem; }
</style>
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A screenful of quotes, and what is needed to show them."""

    places: Sequence[Place]
    said: Mapping[str, Transcript]
    sounds: Mapping[str, Source]
    codes: Mapping[str, Code]


def sheet(study: Study, codes: Mapping[str, Code], code_id: str, *, skip: int = 0, order: str = "interview") -> Sheet:
    """A screenful of a code's quotes."""
    with study.reading() as connection:
        shown = places(connection, code_id, skip=skip, limit=AT_ONCE, order=order)
    return sheet_of(study, codes, shown)


def sheet_of(study: Study, codes: Mapping[str, Code], shown: Sequence[Place]) -> Sheet:
    """These quotes with their texts and recordings."""
    ids = {place.interview.id for place in shown}
    with study.reading() as connection:
        said = {i: found for i in ids if (found := read_transcript(connection, i))}
        memos = told_codings(connection, [place.coding for place in shown])
    shown = [replace(place, coding=coding) for place, coding in zip(shown, memos, strict=True)]
    sounds = {i: source for i in ids if (source := source_of(study, i))}
    return Sheet(shown, said, sounds, codes)


@st.fragment
def quotes(study: Study, codes: Mapping[str, Code], entries: Sequence[Entry], entry: Entry) -> None:
    """A screenful of quotes, sorted as wanted, and what can be done with those that are ticked."""
    code = entry.code
    title, which, order = st.columns([3, 2, 2], vertical_alignment="center")
    title.subheader(_("Quotes ({references})", references=entry.references), anchor=False)
    if not entry.references:
        st.caption(_("Nothing is coded with it yet. Select a passage on the Code page and give it this code."))
        return
    with which:
        skip = page_of(entry.references, key=f"page-{code.id}") * AT_ONCE
    with order:
        by = st.selectbox(_("Sort"), SORTED, format_func=spoken(SORTED), label_visibility="collapsed", key="sort")
    listed(study, entries, entry, sheet(study, codes, code.id, skip=skip, order=by))


def listed(study: Study, entries: Sequence[Entry], entry: Entry, shown: Sheet) -> None:
    """These quotes, and what can be done with those that are ticked."""
    ticking.bar(study, entries, entry, [place.coding.id for place in shown.places])
    for place in shown.places:
        quote(study, shown, place, entry.code.id)


def page_of(count: int, *, key: str) -> int:
    """Which screenful is looked at, from 0; a choice where there are several."""
    pages = -(-count // AT_ONCE)
    if pages < 2:
        return 0
    labels = [_("{first} to {last}", first=n * AT_ONCE + 1, last=min((n + 1) * AT_ONCE, count)) for n in range(pages)]
    chosen = st.selectbox(
        _("Which"), range(pages), format_func=labels.__getitem__, label_visibility="collapsed", key=key
    )
    return chosen or 0


def quote(study: Study, shown: Sheet, place: Place, code_id: str) -> None:
    """One quote with the words around it; it can be ticked, heard, and opened at its place."""
    coding_id = place.coding.id
    with st.container(key=f"quote-{coding_id}"):
        words_of(shown, place)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            ticking.box(coding_id, where(place, shown, frame.coder(study)), code_id)
            if st.button(_("Show in the text"), key=f"open-{coding_id}", type="tertiary"):
                open_in_place(place)
            hear(shown, place)


def readable(study: Study, codes: Mapping[str, Code], code_id: str, shown: Sequence[Place]) -> None:
    """Quotes to be read, heard and opened at their place."""
    held = sheet_of(study, codes, shown)
    for place in held.places:
        with st.container(key=f"quote-{place.coding.id}"):
            words_of(held, place)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.caption(where(place, held, frame.coder(study)), width="content")
                if st.button(_("Show in the text"), key=f"open-{code_id}-{place.coding.id}", type="tertiary"):
                    open_in_place(place)
                hear(held, place)


# ---- one quote ----


def words_of(shown: Sheet, place: Place) -> None:
    """The words with those around them, and the memo of the coding."""
    said = shown.said.get(place.interview.id)
    if said:
        st.markdown(in_context(said.text, place.segment.start, place.segment.end))
        english = english_of(said, place.segment.start, place.segment.end)
        if english:
            st.caption(frame.plain(f"{TOLD}: {english}"))
    if place.coding.memo:
        st.caption(f":material/sticky_note_2: {frame.plain(place.coding.memo)}")


def in_context(text: str, start: int, end: int) -> str:
    """The quote as Markdown, softly set words before and after it."""
    before, __, after = around(text, start, end, CONTEXT)
    led, followed = before.strip(), after.strip()
    soft_before = f":gray[{frame.plain(f'… {led}')}]" + spaced(before[-1:]) if led else ""
    soft_after = spaced(after[:1]) + f":gray[{frame.plain(f'{followed} …')}]" if followed else ""
    return direction_mark(text[start:end]) + soft_before + frame.paragraphs(text[start:end]) + soft_after


def direction_mark(words: str) -> str:
    """What makes a line run as its quote does, whichever way a speaker's label before it is written."""
    strong = (bidirectional(letter) for letter in words)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    return "" if first == "L" else "\N{RIGHT-TO-LEFT MARK}"


def spaced(letter: str) -> str:
    """A space where there was one: a full stop stands right after the quote."""
    return " " if letter.isspace() else ""


def where(place: Place, shown: Sheet, me: str) -> str:
    """Interview, time, other codes and, where it is not the reader, the coder of a quote."""
    began = times(place, shown)[0]
    also = ", ".join(shown.codes[i].name for i in place.also if i in shown.codes)
    parts = [
        place.interview.name,
        clock(began) if began is not None else "",
        _("also: {also}", also=also) if also else "",
    ]
    parts.append(_("coded by {coder}", coder=place.coding.coder) if place.coding.coder != me else "")
    return " · ".join(frame.plain(part) for part in parts if part)


def times(place: Place, shown: Sheet) -> tuple[int | None, int | None]:
    """From when to when the quote was said, in ms, as far as that is known."""
    said = shown.said.get(place.interview.id)
    return span_times(place.segment.start, place.segment.end, said.words, said.turns) if said else (None, None)


def hear(shown: Sheet, place: Place) -> None:
    """A button that plays the quote, where it is known when it was said."""
    source = shown.sounds.get(place.interview.id)
    began, ended = times(place, shown)
    if source and began is not None:
        hear_button(source, began, ended, key=f"hear-{place.coding.id}")


def open_in_place(place: Place) -> None:
    """Open the Code page at the quote."""
    from qualkit.ui.passages import show  # which shows its passages as quotes are shown here

    segment = place.segment
    show(Span(segment.interview_id, segment.start, segment.end))
    frame.go("code")
