"""Correcting a transcript turn by turn, naming its speakers, and looking at the passages that a correction changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

import streamlit as st

from qualkit.coding.segments import remove_segment
from qualkit.model import Interview, Transcript, Turn
from qualkit.revisions import Flagged, flagged, revise_transcript, settle_segment
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.moments import clock
from qualkit.ui.reading import blocks, find_text

OPEN = "correcting"
TURNS_AT_ONCE = 12
LETTERS_PER_LINE, LINE_PX = 90, 26


# ---- the text, turn by turn ----


def correct(study: Study, interview: Interview, shown: Transcript, wanted: str) -> None:
    """The turns as fields; those that hold what is looked for, else page by page."""
    turns = [(n, turn) for n, turn in enumerate(blocks(shown)) if not wanted or _holds(shown, turn, wanted)]
    if not turns:
        st.caption("No turn holds these words.")
        return
    page = _page(len(turns))
    with st.form(f"correct-{interview.id}-{shown.revision}"):
        for number, turn in turns[page * TURNS_AT_ONCE : (page + 1) * TURNS_AT_ONCE]:
            _field(number, turn, shown)
        why = st.text_input("Why (optional)", placeholder="misheard", key=f"why-{interview.id}-{shown.revision}")
        if st.form_submit_button("Save the corrections", type="primary"):
            frame.do(lambda: save(study, interview, shown, written(shown, fields()), why))


def fields() -> dict[str, str]:
    """What stands in the page's fields, by their keys."""
    return {str(key): value for key, value in st.session_state.items() if isinstance(value, str)}


def _holds(shown: Transcript, turn: Turn, wanted: str) -> bool:
    return bool(find_text(shown.text[turn.start : turn.end], wanted))


def _page(turns: int) -> int:
    pages = -(-turns // TURNS_AT_ONCE)
    if pages < 2:
        return 0
    labels = [f"{n * TURNS_AT_ONCE + 1} to {min((n + 1) * TURNS_AT_ONCE, turns)}" for n in range(pages)]
    chosen = st.selectbox(f"Turns (of {turns}); save before you go on", range(pages), format_func=labels.__getitem__)
    return chosen or 0


def _field(number: int, turn: Turn, shown: Transcript) -> None:
    said = shown.text[turn.text_start : turn.end]
    time = clock(turn.start_ms) if turn.start_ms is not None else ""
    label = " · ".join(part for part in (turn.speaker, time) if part) or f"Turn {number + 1}"
    lines = sum(len(line) // LETTERS_PER_LINE + 1 for line in said.splitlines()) + 1
    st.text_area(frame.plain(label), said, height=max(lines * LINE_PX, 68), key=field_key(shown, number))


def field_key(shown: Transcript, number: int) -> str:
    """Key of the field that holds a turn of a transcript at this revision."""
    return f"turn-{shown.id}-{number}"


def written(shown: Transcript, typed: Mapping[str, str]) -> str:
    """The transcript's text with the turns as they were typed; what was not touched stays letter by letter."""
    text = shown.text
    for number, turn in reversed(list(enumerate(blocks(shown)))):
        new = str(typed.get(field_key(shown, number), text[turn.text_start : turn.end]))
        if new != text[turn.text_start : turn.end].replace("\r\n", "\n"):
            text = text[: turn.text_start] + new.strip() + text[turn.end :]
    return text


def save(study: Study, interview: Interview, shown: Transcript, text: str, why: str) -> str:
    """Write the corrected text as the next revision; says how many marks want a look.

    Raises
    ------
    StaleRevision
        Somebody else has corrected it meanwhile.
    """
    by, seen = frame.coder(study), shown.revision
    doubtful = revise_transcript(study, interview.id, text, by=by, why=why, seen=seen)
    return "Saved." if not doubtful else f"Saved. {len(doubtful)} marked passages want a look."


# ---- who speaks ----


def name_speakers(study: Study, interview: Interview, shown: Transcript) -> None:
    """A field for each speaker's name; it changes in the whole transcript."""
    speakers = list(dict.fromkeys(turn.speaker for turn in shown.turns if turn.speaker))
    if not speakers:
        st.caption("The transcript does not say who speaks.")
        return
    with st.form(f"speakers-{shown.id}", border=False):
        names = {
            speaker: st.text_input(frame.plain(speaker), speaker, key=f"{shown.id}-{speaker}") for speaker in speakers
        }
        if st.form_submit_button("Save the names", type="primary"):
            text = renamed(shown, names)
            frame.do(lambda: save(study, interview, shown, text, "named the speakers"))


def renamed(shown: Transcript, names: Mapping[str, str]) -> str:
    """The transcript's text with other names in its labels."""
    text = shown.text
    for turn in reversed(shown.turns):
        label, new = text[turn.start : turn.text_start], " ".join(names.get(turn.speaker, "").split())
        if turn.speaker and new and new != turn.speaker:
            text = text[: turn.start] + label.replace(turn.speaker, new, 1) + text[turn.text_start :]
    return text


# ---- passages that a correction changed ----


def changed_passages(study: Study, interview: Interview) -> None:
    """Marked passages whose words were corrected: before and after, to be found right or taken away."""
    with study.reading() as connection:
        if not any(segment.was for segment in reads.segments(connection, interview.id)):
            return
    waiting = [one for one in flagged(study) if one.interview.id == interview.id]
    with st.container(border=True):
        st.markdown(f"**{len(waiting)} marked passage{'' if len(waiting) == 1 else 's'} to look at**")
        st.caption("A correction changed words inside these marks. Their codes have been kept.")
        for one in waiting:
            _beside(study, one)


def _beside(study: Study, one: Flagged) -> None:
    before, after, buttons = st.columns([5, 5, 2])
    was, now = side_by_side(one.was, one.now)
    before.caption("Was")
    before.markdown(was)
    after.caption("Now")
    after.markdown(now or "(nothing of it is left)")
    with buttons:
        if one.now and st.button("Stands right", key=f"right-{one.segment.id}", width="stretch"):
            frame.do(lambda: stands_right(study, one))
        if st.button(
            "Remove", key=f"remove-{one.segment.id}", width="stretch", help="The mark and its codes; undo helps."
        ):
            frame.do(lambda: take_away(study, one))


def side_by_side(was: str, now: str) -> tuple[str, str]:
    """Both texts as Markdown, with the words that differ on a ground of their own."""
    old, new = (re.findall(r"\S+|\s+", text) for text in (was, now))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    before = (_shown(old[a:b], differs=step != "equal") for step, a, b, _, _ in steps)
    after = (_shown(new[a:b], differs=step != "equal") for step, _, _, a, b in steps)
    return "".join(before), "".join(after)


def _shown(words: list[str], *, differs: bool) -> str:
    if not any(word.strip() for word in words) or not differs:
        return "".join(frame.plain(word) if word.strip() else _space(word) for word in words)
    said = frame.plain(" ".join("".join(words).split()))
    return f"{_space(words[0])}:orange-background[{said}]{_space(words[-1])}"


def _space(between: str) -> str:
    if between.strip():
        return ""
    return "\n\n" if between.count("\n") > 1 else "  \n" if "\n" in between else " "


def stands_right(study: Study, one: Flagged) -> str:
    """The mark stays where the correction left it."""
    settle_segment(study, one.segment.id, by=frame.coder(study))
    return "The passage stands right."


def take_away(study: Study, one: Flagged) -> str:
    """The mark goes, with the codes on it."""
    remove_segment(study, one.segment.id, by=frame.coder(study))
    return "Removed the mark."
