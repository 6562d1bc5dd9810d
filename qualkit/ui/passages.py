"""Passages in their context: each can be heard, shown in the text, ticked; the ticked are coded in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from qualkit.coding.auto_coding import code_spans
from qualkit.coding.codebook import entries
from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span
from qualkit.exchange.tables import csv_bytes
from qualkit.model import Interview, Transcript
from qualkit.store import reads
from qualkit.store.transcripts import transcript
from qualkit.study import Study
from qualkit.text.times import clock, span_times
from qualkit.ui import frame, sound, undoing
from qualkit.ui.coding.component import go_to
from qualkit.ui.language import _, plural
from qualkit.ui.quotes import AT_ONCE, CONTEXT, STYLE, in_context, page_of
from qualkit.ui.reading import around

TICKED, VIEW, INTERVIEW = "ticked passages", "code view", "code interview"


def choose(
    study: Study,
    spans: Sequence[Span],
    sittings: Mapping[str, Interview],
    *,
    told: str,
    how: str,
    notes: Mapping[Span, str] | None = None,
) -> list[Span]:
    """Passages a screenful at a time, and what is done with those that are ticked; returns the ticked."""
    st.html(STYLE)
    ticked = [span for span in spans if _key(span) in st.session_state.get(TICKED, ())]
    with st.container(horizontal=True, vertical_alignment="center"):
        number = f"**{frame.plain(told)}**" + (_(" · {n} ticked", n=len(ticked)) if ticked else "")
        st.markdown(number, width="content")
        st.space("stretch")
        with st.container(width=160):
            skip = page_of(len(spans), key="passages page") * AT_ONCE
        with st.container(width="content"):
            undoing.undo_buttons(study, short=True)
        take_along(study, spans, sittings)
    shown = spans[skip : skip + AT_ONCE]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(_("Tick all shown"), on_click=_tick, args=(shown, True))
        st.button(_("Untick all"), on_click=_tick, args=(spans, False), disabled=not ticked)
        code = code_field(study)
        label = _("Code {n}", n=len(ticked)) if ticked else _("Code the ticked")
        if st.button(label, type="primary", disabled=not (ticked and code)) and code:
            frame.do(lambda: coded(study, ticked, code, how))
    said = _said(study, shown)
    for span in shown:
        passage(study, span, said.get(span.interview_id), sittings, note=(notes or {}).get(span, ""))
    return ticked


def take_along(study: Study, spans: Sequence[Span], sittings: Mapping[str, Interview]) -> None:
    """All passages as a table, written when it is asked for."""
    st.download_button(
        "CSV",
        lambda: passages_csv(study, spans, sittings),
        "passages.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def passages_csv(study: Study, spans: Sequence[Span], sittings: Mapping[str, Interview]) -> bytes:
    """Interview, time and words of each passage, with those before and after it."""
    said = _said(study, spans)
    rows = [(sittings[one.interview_id].name, *_timed(one, said[one.interview_id])) for one in spans]
    return csv_bytes(["interview", "time", "before", "text", "after"], rows)


def _timed(span: Span, said: Transcript) -> tuple[str, str, str, str]:
    began = span_times(span.start, span.end, said.words, said.turns)[0]
    before, __, after = around(said.text, span.start, span.end, CONTEXT)
    return clock(began) if began is not None else "", before, said.text[span.start : span.end], after


def counted(spans: Sequence[Span]) -> str:
    """How many passages these are, and in how many interviews."""
    sittings = len({span.interview_id for span in spans})
    passages = plural("{n} passage", "{n} passages", len(spans))
    return plural("{passages} in {n} interview", "{passages} in {n} interviews", sittings, passages=passages)


def code_field(study: Study) -> str | None:
    """A code in use by its id, or the name of a new one; None while nothing is chosen."""
    with study.reading() as connection:
        paths = {entry.code.id: entry.path for entry in entries(reads.codes(connection), reads.counts(connection))}
    chosen: str | None = st.selectbox(
        _("Code"),
        list(paths),
        None,
        lambda code_id: paths.get(code_id, code_id),
        key="passages code",
        placeholder=_("Find a code or name a new one"),
        accept_new_options=True,
        width=260,
    )
    return chosen


def coded(study: Study, spans: Sequence[Span], code: str, how: str) -> str:
    """Code the passages, with a new code where the name is no code's; says how many."""
    with study.reading() as connection:
        standing = {one.id for one in reads.codes(connection)}
    code_id = code if code in standing else create_code(study, code, by=frame.coder(study)).id
    number = code_spans(study, code_id, spans, told=how, by=frame.coder(study))
    _tick(spans, False)
    before = len(spans) - number
    told = _("Coded {number}.", number=number)
    return f"{told} {_had(before)}" if before else told


def _had(before: int) -> str:
    return _("{before} had this code already.", before=before)


# ---- one passage ----


def passage(
    study: Study, span: Span, said: Transcript | None, sittings: Mapping[str, Interview], *, note: str = ""
) -> None:
    """A passage with the words around it, where it stands, and the ways to it."""
    key = _key(span)
    with st.container(key=f"quote-{key}"):
        if said:
            st.markdown(in_context(said.text, span.start, span.end))
        began, ended = span_times(span.start, span.end, said.words, said.turns) if said else (None, None)
        where = [sittings[span.interview_id].name, clock(began) if began is not None else "", note]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.checkbox(
                frame.plain(" · ".join(filter(None, where))),
                key in st.session_state.get(TICKED, ()),
                key=f"tick-{key}",
                on_change=partial(_flip, span),
            )
            st.button(_("Show in the text"), key=f"show-{key}", on_click=show, args=(span,), type="tertiary")
            source = sound.source_of(study, span.interview_id) if began is not None else None
            if source and began is not None:
                sound.hear_button(source, began, ended, key=f"hear-{key}")


def show(span: Span) -> None:
    """Open the transcript at a passage; for a button's `on_click`."""
    st.session_state[INTERVIEW] = st.session_state["code choice"] = span.interview_id
    st.session_state[VIEW] = "read"
    go_to(span.start, span.end)


def _said(study: Study, spans: Sequence[Span]) -> dict[str, Transcript]:
    with study.reading() as connection:
        ids = {span.interview_id for span in spans}
        return {i: found for i in ids if (found := transcript(connection, i))}


def _key(span: Span) -> str:
    return f"{span.interview_id}-{span.start}-{span.end}"


def _flip(span: Span) -> None:
    _tick([span], _key(span) not in st.session_state.get(TICKED, ()))


def _tick(spans: Sequence[Span], on: bool) -> None:
    keys = {_key(span) for span in spans}
    ticked: set[str] = st.session_state.get(TICKED, set())
    st.session_state[TICKED] = ticked | keys if on else ticked - keys
    for key in keys & {name.removeprefix("tick-") for name in st.session_state if str(name).startswith("tick-")}:
        st.session_state[f"tick-{key}"] = on
