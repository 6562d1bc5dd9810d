"""Code review: code by code with all its quotes; what was seen is kept until the next round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from qualkit.coding.code_sets import code_sets
from qualkit.coding.codebook import Entry
from qualkit.coding.review import begin_review, keep_code, saw_quotes, to_review
from qualkit.model import CodeSet
from qualkit.store import reviews
from qualkit.store.reviews import Progress, Round
from qualkit.study import Study
from qualkit.ui import code_acts, code_card, code_set_forms, frame, moments, quotes
from qualkit.ui.code_card import Shelf
from qualkit.ui.language import _, marked, plural

AT_ONCE = 10
REVIEWED = "reviewed code"
KEYS = {"previous": "P", "next": "N", "keep": "K", "seen": "S"}
"""Keys that press a button while nothing is being typed."""
FILTERS = {
    "all": marked("All codes"),
    "not kept": marked("Not looked over yet"),
    "not seen": marked("With quotes not seen"),
    "one quote": marked("One quote only"),
    "one interview": marked("In one interview only"),
    "unused": marked("Unused"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a review works on: the study, its codes and sets, the round and how far it is."""

    study: Study
    shelf: Shelf
    sets: Sequence[CodeSet]
    round: Round
    progress: Progress

    def members(self) -> Mapping[str, Sequence[str]]:
        """Codes by the name of their set."""
        return {one.name: one.code_ids for one in self.sets}


def review_view(study: Study, shelf: Shelf) -> None:
    """The round, the codes that it looks at, and the one that is open."""
    me = frame.coder(study)
    with study.reading() as connection:
        known, current = code_sets(connection), reviews.latest_round(connection, me)
        progress = reviews.progress(connection, current.id) if current else None
    if not shelf.entries:
        frame.empty(_("There are no codes to go over yet."), _("They come with the first codings."))
    elif current is None or progress is None:
        first_round(study)
    else:
        going(Desk(study, shelf, known, current, progress))


def first_round(study: Study) -> None:
    """What a review is, and the way to begin one."""
    with st.container(border=True):
        st.markdown(_("**Go over the codes one by one, with all their quotes**"))
        st.caption(_("Which quotes you have seen is kept for you, so that you can stop and go on another day."))
        if st.button(_("Begin a review"), type="primary", key="begin-review"):
            frame.do(lambda: begun(study, ""))


def begun(study: Study, name: str) -> str:
    """Begin a round; says so."""
    begin_review(study, name=name, by=frame.coder(study))
    st.session_state.pop(REVIEWED, None)
    return _("The review has begun.")


# ---- a round under way ----


def going(desk: Desk) -> None:
    """How far the round is, which codes, and one code."""
    st.caption(frame.plain(told(desk)))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        wanted = choose_filter(desk)
        shown = to_review(desk.shelf.entries, desk.progress, wanted, desk.members())
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", width=500):
            entry = choose_entry(desk, shown) if shown else None
        new_round(desk)
    if entry:
        one_code(desk, shown, entry)
    else:
        st.caption(_("No code is left here. Choose other codes above."))


def new_round(desk: Desk) -> None:
    """Begin anew, with nothing seen."""
    with st.popover(_("New round")):
        st.caption(_("Nothing counts as seen in a new round. The one before stays on record."))
        name = st.text_input(_("Name (optional)"), key="round-name")
        if st.button(_("Begin"), key="begin-round", type="primary"):
            frame.do(lambda: begun(desk.study, name))


def told(desk: Desk) -> str:
    """Since when, and how far."""
    total = sum(entry.references for entry in desk.shelf.entries)
    seen = sum(min(desk.progress.seen.get(e.code.id, 0), e.references) for e in desk.shelf.entries)
    kept = sum(entry.code.id in desk.progress.kept for entry in desk.shelf.entries)
    named = _("Round “{name}”", name=desk.round.name) if desk.round.name else _("Round")
    begun_at = _("{named} by {by}, begun {day}", named=named, by=desk.round.by, day=moments.day(desk.round.at))
    return _(
        "{begun_at} · {kept} of {n} codes looked over · {seen} of {total} quotes seen",
        begun_at=begun_at,
        kept=kept,
        n=len(desk.shelf.entries),
        seen=seen,
        total=total,
    )


def choose_filter(desk: Desk) -> str:
    """Which codes: those that deserve a look, or a set."""
    options = [*FILTERS, *desk.members()]
    label = {
        **{name: _(told) for name, told in FILTERS.items()},
        **{name: _("Set: {name}", name=name) for name in desk.members()},
    }
    return st.selectbox(_("Codes"), options, format_func=label.__getitem__, key="review-filter", width=200) or "all"


def choose_entry(desk: Desk, shown: Sequence[Entry]) -> Entry:
    """The code that is open, with the way to the ones before and after it."""
    ids = [entry.code.id for entry in shown]
    asked = st.session_state.get(REVIEWED)
    place = ids.index(asked) if asked in ids else 0
    beside(ids, place, -1, key="previous", label="‹", told=_("The code before"))
    labels = {entry.code.id: f"{entry.path} · {seen_of(desk, entry)}" for entry in shown}
    key = f"review-code-{place}-{len(ids)}"
    told = _("{place} of {n}", place=place + 1, n=len(ids))
    chosen = st.selectbox(told, ids, place, labels.__getitem__, key=key, width="stretch")
    beside(ids, place, 1, key="next", label="›", told=_("The next code"))
    if chosen != ids[place]:
        st.session_state[REVIEWED] = chosen
        st.rerun()
    return shown[place]


def beside(ids: Sequence[str], place: int, step: int, *, key: str, label: str, told: str) -> None:
    """A button, and a key, that opens the code before or after."""
    there = 0 <= place + step < len(ids)
    args = (ids, place + step)
    st.button(label, key=key, help=told, disabled=not there, on_click=turn_to, args=args, shortcut=KEYS[key])


def turn_to(ids: Sequence[str], place: int) -> None:
    """Open the code at that place from the next run on."""
    if 0 <= place < len(ids):
        st.session_state[REVIEWED] = ids[place]


def seen_of(desk: Desk, entry: Entry) -> str:
    """How many of a code's quotes were seen."""
    seen = min(desk.progress.seen.get(entry.code.id, 0), entry.references)
    if not entry.references:
        return _("no quotes")
    return _("seen {seen} of {references}", seen=seen, references=entry.references)


# ---- one code ----


def one_code(desk: Desk, shown: Sequence[Entry], entry: Entry) -> None:
    """What it is, what can be done with it, and its quotes."""
    code = entry.code
    with st.container(border=True, key=f"card-c{code_card.color_place(code.color)}"):
        st.subheader(frame.plain(code.name), anchor=False)
        kept = _("looked over") if code.id in desk.progress.kept else ""
        under = entry.path.rpartition(" > ")[0]
        place = _("under {under}", under=under) if under else ""
        spread = _(
            "{quotes} in {interviews}",
            quotes=plural("{n} quote", "{n} quotes", entry.references),
            interviews=plural("{n} interview", "{n} interviews", entry.files),
        )
        st.caption(" · ".join(frame.plain(p) for p in (spread, seen_of(desk, entry), place, kept) if p))
        st.markdown(frame.paragraphs(code.definition) if code.definition else _(":gray[No definition yet.]"))
        code_card.filled(code)
        acts(desk, shown, entry)
    unseen(desk, entry)


def acts(desk: Desk, shown: Sequence[Entry], entry: Entry) -> None:
    """Keep it and go on, or change it."""
    ids = [one.code.id for one in shown]
    with st.container(horizontal=True, gap="small"):
        if st.button(
            _("Keep"),
            type="primary",
            key="keep",
            help=_("It was looked over and stays; on to the next code."),
            shortcut=KEYS["keep"],
        ):
            keep_code(desk.study, desk.round.id, entry.code.id)
            turn_to(ids, ids.index(entry.code.id) + 1)
            st.rerun()
        with frame.popover(_("Rename"), key="rename"):
            code_card.rename(desk.study, desk.shelf, entry.code)
        code_acts.popovers(desk.study, desk.shelf.entries, entry)
        code_set_forms.off_the_question(desk.study, desk.sets, entry.code)
        code_set_forms.sets_of(desk.study, desk.sets, entry.code)


def unseen(desk: Desk, entry: Entry) -> None:
    """The next quotes that were not seen in this round; then all of them."""
    if not entry.references:
        st.caption(_("Nothing is coded with it."))
        return
    with desk.study.reading() as connection:
        waiting = reviews.unseen_places(connection, desk.round.id, entry.code.id, AT_ONCE)
    if not waiting or st.toggle(_("Show the quotes that were seen as well"), key="review-all"):
        quotes.quotes(desk.study, desk.shelf.codes, desk.shelf.entries, entry)
        return
    shown = quotes.sheet_of(desk.study, desk.shelf.codes, waiting)
    quotes.listed(desk.study, desk.shelf.entries, entry, shown)
    if st.button(
        plural("Seen this one", "Seen these {n}", len(waiting)), type="primary", key="seen", shortcut=KEYS["seen"]
    ):
        saw_quotes(desk.study, desk.round.id, [place.coding.id for place in waiting])
        st.rerun()
