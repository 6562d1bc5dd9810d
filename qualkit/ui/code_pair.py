"""Two codes side by side while deciding whether they are one; and codes whose names look alike."""

from __future__ import annotations

import streamlit as st

from qualkit.coding.alike import Pair, alike
from qualkit.coding.codebook import Entry
from qualkit.coding.codes import merge_codes
from qualkit.coding.review import keep_apart
from qualkit.model import Code
from qualkit.store import reviews
from qualkit.store.overlaps import Overlap, following, overlap
from qualkit.store.places import places
from qualkit.study import Study
from qualkit.ui import frame, opened, quotes
from qualkit.ui.code_card import Shelf
from qualkit.ui.codebook_beside import TEXTS
from qualkit.ui.language import _, plural
from qualkit.ui.tree.asked import foretold
from qualkit.ui.tree.component import COMPARED

PAIRS_SHOWN = 5
STYLE = """
<style>
  .st-key-pair [class*="st-key-merge-pair-"] button p { white-space: normal; overflow-wrap: anywhere; }
</style>
"""


# ---- names that look alike ----


def look_alikes(study: Study, shelf: Shelf) -> None:
    """Pairs of names that look alike, each with a way to see both codes; merged by nobody but a person."""
    with study.reading() as connection:
        apart = reviews.kept_apart(connection)
    found = _pairs(tuple((entry.code.id, entry.code.name) for entry in shelf.entries))
    pairs = [(one, other, why) for one, other, why in found if (min(one, other), max(one, other)) not in apart]
    if not pairs:
        return
    with st.expander(_("Names that look alike ({n})", n=len(pairs)), expanded=len(pairs) <= 2, type="compact"):
        for one, other, why in pairs[:PAIRS_SHOWN]:
            names = [frame.plain(shelf.codes[code_id].name) for code_id in (one, other)]
            st.markdown(f"*{names[0]}*, *{names[1]}* :gray[{why}]")
            st.button(_("Compare"), key=f"alike-{one}-{other}", on_click=compare, args=(one, other))
        if len(pairs) > PAIRS_SHOWN:
            st.caption(_("{n} more when these are decided.", n=len(pairs) - PAIRS_SHOWN))


@st.cache_data(show_spinner=False, max_entries=8)
def _pairs(names: tuple[tuple[str, str], ...]) -> list[tuple[str, str, str]]:
    found: list[Pair] = alike(Code(id=code_id, name=name) for code_id, name in names)
    return [(pair.one.id, pair.other.id, pair.why) for pair in found]


# ---- side by side ----


def compare(one: str, other: str) -> None:
    """Show these two codes side by side from the next run on."""
    st.session_state[COMPARED] = (one, other)


def close() -> None:
    """Show one code again."""
    st.session_state.pop(COMPARED, None)


def chosen_pair(shelf: Shelf) -> tuple[Entry, Entry] | None:
    """The two codes to show side by side, where that was asked and both are in use."""
    found = [entry for code_id in st.session_state.get(COMPARED, ()) if (entry := shelf.entry(code_id))]
    return (found[0], found[1]) if len(found) == 2 else None


def side_by_side(study: Study, shelf: Shelf, one: Entry, other: Entry) -> None:
    """Both codes with their texts, counts and quotes; then merge either way, or keep them apart."""
    with study.reading() as connection:
        common = overlap(connection, one.code.id, other.code.id)
    st.html(STYLE)
    with st.container(border=True, key="pair"):
        st.subheader(
            _("{name} and {other}", name=frame.plain(one.code.name), other=frame.plain(other.code.name)), anchor=False
        )
        st.caption(frame.plain(told(common, one, other)))
        why = st.text_input(
            _("Why (optional)"), key="why-pair", placeholder=_("Why (optional)"), label_visibility="collapsed"
        )
        left, right = st.columns(2)
        with left:
            merge_button(study, shelf, one, other, why)
        with right:
            merge_button(study, shelf, other, one, why)
        with st.container(horizontal=True):
            if st.button(
                _("Keep them apart"), key="keep-apart", help=_("They are no longer pointed out as looking alike.")
            ):
                frame.do(lambda: parted(study, one.code, other.code))
            st.button(_("Decide later"), on_click=close, key="decide-later")
    left, right = st.columns(2, gap="medium")
    for column, entry in ((left, one), (right, other)):
        with column:
            half(study, shelf, entry)


def parted(study: Study, one: Code, other: Code) -> str:
    """Keep the two apart and show one code again."""
    keep_apart(study, one.id, other.id, by=frame.coder(study))
    close()
    return _("{name} and {other} stay two codes.", name=one.name, other=other.name)


def told(common: Overlap, one: Entry, other: Entry) -> str:
    """How far the two mark the same words."""
    if not common.interviews:
        return _("They do not occur in the same interview.")
    parts = [plural("Both occur in {n} interview", "Both occur in {n} interviews", common.interviews)]
    if common.same:
        parts.append(
            plural("{n} passage with both from one person", "{n} passages with both from one person", common.same)
        )
    parts.append(
        _(
            "{touching} of {references} passages of “{name}” share words with “{other}”",
            touching=common.touching,
            references=one.references,
            name=one.code.name,
            other=other.code.name,
        )
        if common.touching
        else _("no passage of one shares words with a passage of the other")
    )
    return " · ".join(parts)


def merge_button(study: Study, shelf: Shelf, source: Entry, target: Entry, why: str) -> None:
    """Merge one of the two into the other, with what will follow."""
    label = _("Merge “{name}” into “{other}”", name=frame.plain(source.code.name), other=frame.plain(target.code.name))
    if st.button(label, key=f"merge-pair-{source.code.id}", width="stretch"):
        frame.do(lambda: merged(study, source.code, target.code, why))
    with study.reading() as connection:
        found = following(connection, [source.code.id], target.code.id)
    codes = [entry.code for entry in shelf.entries]
    st.caption(frame.plain(" ".join(foretold(found, [source.code.id], target.code.id, codes)[:-1])))


def merged(study: Study, source: Code, target: Code, why: str) -> str:
    """Merge the one into the other and open that."""
    after, followed = merge_codes(study, [source.id], into=target.id, by=frame.coder(study), why=why)
    close()
    opened.open_code(after.id)
    return plural(
        "Merged {name} into {other}; {n} quote followed.",
        "Merged {name} into {other}; {n} quotes followed.",
        followed,
        name=source.name,
        other=after.name,
    )


def half(study: Study, shelf: Shelf, entry: Entry) -> None:
    """One of the two: its texts and its quotes."""
    code = entry.code
    st.markdown(
        plural(
            "**{name}** :gray[{n} quote in {interviews}]",
            "**{name}** :gray[{n} quotes in {interviews}]",
            entry.references,
            name=frame.plain(code.name),
            interviews=plural("{n} interview", "{n} interviews", entry.files),
        )
    )
    for name, label in TEXTS.items():
        text = getattr(code, name)
        if text:
            st.markdown(f":gray[{label}]  \n{frame.paragraphs(text)}")
    if not code.definition:
        st.caption(_("No definition yet."))
    skip = quotes.page_of(entry.references, key=f"pair-page-{code.id}") * quotes.AT_ONCE
    with study.reading() as connection:
        shown = places(connection, code.id, skip=skip, limit=quotes.AT_ONCE)
    quotes.readable(study, shelf.codes, code.id, shown)
